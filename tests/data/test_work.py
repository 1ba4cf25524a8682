"""Tables of hours, margins, prices, tasks, wages and cuts: what must agree within them and between them.

Each rule takes a function that loads a table, so that the same rules judge the tables and copies with an error in them.
"""

import numpy as np
import pytest

from capital import data

LEAST = 60  # errors drawn a table


def months_add_up_to_the_years(load):
    """Challenger: 2023, 2024 and 2025 as printed in the year's own report, nine months of 2026 from the ninth."""
    cuts = load("job_cuts_monthly")
    return cuts.groupby(cuts.month.dt.year).total_cuts.sum().to_dict() == {
        2023: 721_677,
        2024: 761_358,
        2025: 1_206_374,
        2026: 573_195,
    }


def cuts_that_name_ai_add_up(load):
    """January to September 2026: 120,136, in the report of October 1, 2026; never more than all cuts."""
    cuts = load("job_cuts_monthly")
    some = cuts[cuts.month.dt.year == 2026]
    share = 100 * cuts.ai_cited_cuts / cuts.total_cuts
    return (
        some.ai_cited_cuts.sum() == 120_136
        and (share.dropna() <= 40).all()
        and ((share - cuts.ai_share_pct).abs().dropna() < 0.051).all()
    )


def reasons_agree_with_the_months(load):
    """A month's total and its cuts for AI are the same in both tables of the same reports."""
    reasons, cuts = load("job_cuts_by_reason"), load("job_cuts_monthly").set_index("id")
    both = reasons[reasons.period.isin(cuts.index)]
    named = both[both.reason == "artificial intelligence"]
    return (
        (both.total_cuts.to_numpy() == cuts.total_cuts[both.period].to_numpy()).all()
        and (named.cuts.to_numpy() == cuts.ai_cited_cuts[named.period].to_numpy()).all()
        and ((100 * reasons.cuts / reasons.total_cuts - reasons.share_pct).abs() < 0.051).all()
        and (reasons.groupby("period").cuts.sum() <= reasons.groupby("period").total_cuts.first()).all()
        and set(reasons[reasons.period.isin(["2023", "2024", "2025"])].total_cuts) == {721_677, 761_358, 1_206_374}
    )


def turnover_is_of_its_size(load):
    """BLS JOLTS: the labor market of 2022 to 2026 moves within these bands, and slowly from month to month."""
    table = load("us_labor_turnover_monthly")
    bands = {
        "layoffs_and_discharges": (1.2, 2.0),
        "quits": (2.8, 4.6),
        "hires": (4.8, 7.0),
        "job_openings": (6.4, 12.4),
    }
    columns = {name: table[f"{name}_thousand"] / 1000 for name in bands}
    return (
        all(
            columns[name].between(*band).all() and (columns[name].pct_change().abs().dropna() < 0.28).all()
            for name, band in bands.items()
        )
        and (columns["hires"] > columns["quits"]).all()
    )


def hours_times_productivity_is_income(load):
    """An identity: product an hour times hours a head is product a head."""
    head, world = load("us_hours_per_head"), load("productivity_eight_countries")
    one = head.gdp_per_hour_ppp_usd * head.hours_per_capita / head.gdp_per_capita_ppp_usd
    other = world.gdp_per_hour_2017_ppp_usd * world.hours_per_head_of_population / world.gdp_per_person_2017_ppp_usd
    smooth = world.sort_values(["country", "year"]).groupby("country")
    return (
        ((one - 1).abs() < 0.001).all()
        and ((other - 1).abs() < 0.002).all()
        and (smooth.persons_engaged_mn.pct_change().abs().dropna() < 0.2).all()
        and (smooth.labor_share_pct.diff().abs().dropna() < 5).all()
    )


def hours_agree_between_tables(load):
    """The Penn World Table 10.01 stands in two tables; every series lies within what a year allows and moves slowly."""
    hours, world = load("hours_worked"), load("productivity_eight_countries")
    penn = hours[hours.series == "Penn World Table 10.01"].merge(world, on=["country", "year"])
    steps = hours.sort_values(["series", "country", "year"]).groupby(["series", "country"])
    move = (steps.annual_hours_per_worker.pct_change().abs() / steps.year.diff())[~hours.year.isin([2020, 2021])]
    return (
        len(penn) == 559
        and (penn.annual_hours_per_worker == penn.annual_hours_per_person).all()
        and hours.annual_hours_per_worker.between(1_200, 3_500).all()
        and (move.dropna() < 0.12).all()
    )


def pay_is_deflated_by_one_index(load):
    """Real pay is pay over prices, so their ratio follows the index; every series moves slowly."""
    table = load("us_hours_pay_prices_annual")
    implied = table.hourly_earnings_production_workers_usd / table.hourly_earnings_production_workers_2017_usd
    index = implied / table.cpi_1982_84_100
    steady = {"cpi_1982_84_100": 0.15, "employed_thousand": 0.08, "nonfarm_business_hours_2017_100": 0.09}
    steady |= {"weekly_hours_production_workers": 0.04, "hourly_earnings_production_workers_2017_usd": 0.06}
    return (
        (index.pct_change().abs().dropna() < 0.03).all()
        and all((table[name].dropna().pct_change().abs().dropna() < most).all() for name, most in steady.items())
        and (table.labor_force_participation_pct.diff().abs().dropna() < 2).all()
    )


def margins_are_what_cost_leaves(load):
    """Gross margin is one less cost over revenue, to the digit printed; revenue and margin move within bounds."""
    table = load("gross_margins")
    whole = table[table.fiscal_quarter.isna()].sort_values(["company", "fiscal_year"])
    growth = whole.groupby("company").revenue_mn.pct_change().dropna()
    found = 100 * (1 - table.cost_of_revenue_mn / table.revenue_mn)
    jump = whole.groupby("company").gross_margin_pct.diff().abs().dropna()
    return (
        ((found - table.gross_margin_pct).abs().dropna() < 0.051).all()
        and growth.between(-0.35, 1.5).all()
        and (jump < 23).all()
        and (table.data_center_revenue_mn.dropna() < table.revenue_mn[table.data_center_revenue_mn.notna()]).all()
        and table.fiscal_year_end.dt.year.between(table.fiscal_year - 1, table.fiscal_year).all()
    )


def techniques_get_cheaper(load):
    """Solar modules, memory, disks, yarn end cheaper than they began; a technique that spreads does not go back."""
    table = load("technique_prices").sort_values(["technique", "item", "year"])
    step = table.groupby(["technique", "item"]).price.pct_change().dropna()
    ends = table.groupby(["technique", "item"]).price.agg(["first", "last"])
    diffused = load("technique_diffusion").sort_values(["technique", "place", "year"])
    spread = diffused.groupby(["technique", "place"]).share_using_pct.diff().dropna()
    return (
        (step < 1.2).all()
        and (step > -0.95).all()
        and (ends["last"] <= ends["first"]).all()
        and (spread > 0).all()
        and diffused.share_using_pct.between(0, 100).all()
    )


def a_success_costs_the_task_over_the_share(load):
    """Cost of a solved task = cost of a task / share solved; what is missing stays missing."""
    table = load("ai_task_costs")
    found = 100 * table.cost_usd_per_task / table.success_pct
    gap = (found / table.cost_usd_per_success - 1).abs().dropna()
    return (
        (gap < 0.022).all()
        and table.success_pct.between(0, 100).all()
        and table.date.between("2024-06-01", "2025-12-31").all()
        and (table.input_tokens_per_task.dropna() > 100).all()
    )


def wages_of_a_year_are_2080_hours(load):
    """BLS OEWS: the annual mean is the hourly mean times 2,080; percentiles are in order; parts are below the whole."""
    table = load("us_wages_by_occupation")
    ordered = table[["hourly_10th_percentile_usd", "hourly_median_usd", "hourly_90th_percentile_usd"]].T
    return (
        ((table.hourly_mean_usd * 2080 - table.annual_mean_usd).abs() < 15).all()
        and (ordered.diff().iloc[1:].fillna(1) > 0).all().all()
        and (table.employment[1:].sum() < table.employment[0])
        and table.hourly_mean_usd.div(table.hourly_median_usd).between(0.95, 1.8).all()
    )


def unemployment_agrees_with_the_official_series(load):
    """Means by period of the United States lie by the project's own series, which is another source."""
    periods, yearly = load("unemployment_by_period"), load("us_labor_market_annual").set_index("year")
    own = periods[(periods.country == "United States") & (periods.start_year >= 1948) & (periods.end_year <= 2020)]
    means = [
        yearly.unemployment_rate_pct.loc[row.start_year : row.end_year].mean() - row.mean_unemployment_rate_pct
        for row in own.itertuples()
    ]
    return (
        (np.abs(means) < 0.3).all()
        and periods.mean_unemployment_rate_pct.between(0.5, 22).all()
        and (periods.years_with_data <= periods.end_year - periods.start_year + 1).all()
        and (periods.years_with_data >= 0.6 * (periods.end_year - periods.start_year + 1)).all()
    )


def ends_are_in_order(load):
    """Low is not above high, an effect lies between its ends, a retreat does not come long before its cut."""
    named, studies, tickets = load("layoffs_named"), load("exposed_jobs_studies"), load("support_ticket_prices")
    margins, claims = load("ai_margins"), load("working_time_claims")
    counted, known = named.dropna(subset=["jobs_low", "jobs_high"]), studies.dropna(subset=["effect"])
    ends = margins.dropna(subset=["margin_low_pct", "margin_high_pct"])
    later = named.dropna(subset=["reversal_date"])
    lost = known[known.direction == "loss"]
    return (
        (counted.jobs_low <= counted.jobs_high).all()
        and named.jobs_high.dropna().between(10, 80_000).all()
        and named.share_of_staff_pct.dropna().between(0.1, 100).all()
        and ((later.reversal_date - later.announced).dt.days > -62).all()
        and not ((known.effect_low > known.effect) | (known.effect_high < known.effect)).any()
        and (lost[lost.unit.str.startswith("percent")].effect.abs() < 40).all()
        and (tickets.price_low_usd <= tickets.price_high_usd).all()
        and tickets.price_high_usd.between(0.5, 3).all()
        and (ends.margin_low_pct <= ends.margin_high_pct).all()
        and margins.margin_high_pct.dropna().between(-250, 100).all()
        and (claims.value_low.dropna() <= claims.value_high.dropna()).all()
    )


def young_are_in_their_band(load):
    """Recent graduates of the New York Fed, and others: a rate of a few percent; the labor share above a half."""
    table = load("young_graduates_unemployment")
    rates = table[table.unit == "percent of the labor force"]
    surveys, checking = load("layoff_attribution"), load("ai_checking_time")
    share = surveys.unit.str.startswith("percent")
    return (
        rates.value.between(2.5, 14).all()
        and surveys.value[share].between(0, 100).all()
        and checking.value[checking.unit.str.startswith("percent")].between(0, 100).all()
        and checking.value[checking.unit == "hours a week"].between(0.5, 12).all()
    )


RULES = {
    months_add_up_to_the_years: ["job_cuts_monthly"],
    cuts_that_name_ai_add_up: ["job_cuts_monthly"],
    reasons_agree_with_the_months: ["job_cuts_monthly", "job_cuts_by_reason"],
    turnover_is_of_its_size: ["us_labor_turnover_monthly"],
    hours_times_productivity_is_income: ["us_hours_per_head", "productivity_eight_countries"],
    hours_agree_between_tables: ["hours_worked", "productivity_eight_countries"],
    pay_is_deflated_by_one_index: ["us_hours_pay_prices_annual"],
    margins_are_what_cost_leaves: ["gross_margins"],
    techniques_get_cheaper: ["technique_prices", "technique_diffusion"],
    a_success_costs_the_task_over_the_share: ["ai_task_costs"],
    wages_of_a_year_are_2080_hours: ["us_wages_by_occupation"],
    unemployment_agrees_with_the_official_series: ["unemployment_by_period"],
    ends_are_in_order: [
        "layoffs_named",
        "exposed_jobs_studies",
        "support_ticket_prices",
        "ai_margins",
        "working_time_claims",
    ],
    young_are_in_their_band: ["young_graduates_unemployment", "layoff_attribution", "ai_checking_time"],
}
TABLES = sorted({name for names in RULES.values() for name in names})


@pytest.fixture(scope="module")
def load():
    frames = {}

    def loaded(name):
        if name not in frames:
            frames[name] = data.load(name)
        return frames[name]

    return loaded


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tables_keep_the_rule(rule, load):
    assert rule(load), rule.__doc__


# Single errors, the checksum aside; the draws are fixed by their seeds

KINDS = {
    "ten times": lambda value, near, rng: value * 10,
    "a digit": lambda value, near, rng: value + rng.choice([-3, -2, 2, 3]) * 10 ** np.floor(np.log10(abs(value) or 1)),
    "one percent": lambda value, near, rng: value * 1.01,
    "a neighbor's value": lambda value, near, rng: near,
}
# The least share of errors that the rules notice. What stands alone in its row, with no sum, ratio or second source
# (a survey's percent, a price from a shop), can be read only within a band: a neighbor's value or one percent passes.
NOTICED = {
    "job_cuts_monthly": 0.9,
    "job_cuts_by_reason": 0.85,
    "productivity_eight_countries": 0.6,
    "us_wages_by_occupation": 0.4,
    "gross_margins": 0.5,
    "hours_worked": 0.4,
    "us_labor_turnover_monthly": 0.25,
    "ai_task_costs": 0.2,
}


def spoiled(table, rng):
    numbers = [name for name in table.select_dtypes("number") if table[name].notna().sum() > 1 and "year" not in name]
    column = rng.choice(numbers)
    rows = table.index[table[column].notna()]
    row, other = rng.choice(rows, 2, replace=False)
    kind = rng.choice(list(KINDS))
    value = float(table.loc[row, column])
    changed = KINDS[kind](value, float(table.loc[other, column]), rng)
    copy = table.astype({column: float})
    copy.loc[row, column] = changed
    return kind, copy, changed != value


@pytest.mark.parametrize("name", NOTICED)
def test_most_single_errors_are_noticed_without_the_checksum(name, load):
    rng, noticed, drawn = np.random.default_rng(1867), 0, 0
    rules = [rule for rule, names in RULES.items() if name in names]
    while drawn < LEAST:
        _, copy, differs = spoiled(load(name), rng)
        if differs:
            drawn += 1
            noticed += not all(rule(lambda other, copy=copy: copy if other == name else load(other)) for rule in rules)
    assert noticed >= NOTICED[name] * drawn, f"{noticed} of {drawn}"


def test_extra_profit_is_a_few_percent_of_the_gain_and_markups_tripled(load):
    studies = load("extra_profit_studies").set_index("id")
    assert studies.value["nordhaus-2004-united-states-1948-2001"] == 2.2
    assert studies.value["deloecker-2020-united-states-2016"] == 61
    assert studies.value["deloecker-2020-united-states-1980"] == 21
    assert studies.value.isna().sum() == 1  # Harley finds none
    years = studies.study_id.str.extract(r"(\d{4})$")[0]
    assert (years == studies.source_date.astype(str).str[:4]).all()


def test_marx_s_machines_cost_what_he_says_of_the_men_they_replace(load):
    """*Capital* I ch. 15 §2 and its notes: 150 men at £3,000 a year; steam a sixtieth of 66 men; a horse and 32 men."""
    cases = load("machine_or_worker_cases").set_index("case_id")
    assert cases.cost_of_machine["marx-150"] == cases.cost_of_worker["marx-150"] == 3_000
    assert cases.cost_of_worker["steam"] == 60 * cases.cost_of_machine["steam"]
    for case, men in (("steam", 66), ("horse", 32)):  # about threepence an hour for a man, in both
        assert 2.5 <= cases.cost_of_worker[case] / men <= 3
    priced = cases.cost_of_machine.notna()
    assert (priced == cases.cost_of_worker.notna()).all()
    assert (priced == cases.unit.notna()).all()
    assert cases.unit[priced].isin(["pounds a year", "pence an hour"]).all()
