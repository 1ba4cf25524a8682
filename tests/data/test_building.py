"""Building ahead of demand, its power, jobs and opponents; automation and shorter hours: the figures themselves."""

import csv
import functools
import io
import random

import numpy as np
import pytest

from capital import data

FIBER, PRICES, BUST, RAIL = "fiber_inventories", "bandwidth_prices", "telecom_bust", "railway_mania"
PIPELINE, POWER, CAPACITY = "data_center_pipeline", "data_center_power", "capacity_auction_prices"
QUEUE, EQUIPMENT, ON_SITE = "interconnection_queue", "power_equipment", "on_site_power"
PROJECTS, COSTS, JOBS = "data_center_financing", "data_center_costs", "data_center_jobs"
OPPOSITION, POLLS, HOURS = "data_center_opposition", "data_center_polls", "shorter_hours_trials"
FORECASTS = "automation_forecasts"
FINANCE = [
    "ai_balance_sheets",
    "ai_debts",
    "customer_concentration",
    "revenue_outside_circle",
    "yearly_dues",
    "vendor_finance",
]
OTHERS = ["lights_out_plants", "public_options", "tech_worker_actions"]
TABLES = [FIBER, PRICES, BUST, RAIL, PIPELINE, POWER, CAPACITY, QUEUE, EQUIPMENT, ON_SITE, PROJECTS, COSTS, JOBS]
TABLES += [OPPOSITION, POLLS, HOURS, FORECASTS, *FINANCE, *OTHERS]

load = functools.cache(data.load)


def value(name, id):
    return load(name).set_index("id").loc[id, "value_low"].item()


def series(name, measure):
    """Single figures of one measure in order of time."""
    table = load(name)
    rows = table[table["measure"] == measure].sort_values("end")
    assert rows["end"].is_unique
    return rows.set_index(rows["end"].dt.strftime("%Y-%m-%d"))["value_high"]


# What all of these tables must have


@pytest.mark.parametrize("name", TABLES)
def test_confirmed_means_read_in_the_source_a_copy_or_a_confirmed_table(name):
    table = load(name)
    first_hand = table["read_in"].isin(["source", "copy or quotation"])
    assert (table.loc[first_hand, "confidence"] == "confirmed").all()
    assert (table.loc[table["read_in"] == "digest", "confidence"] == "unconfirmed").all()
    assert not table["note"].fillna("").str.contains("remember|memory", case=False).any()


@pytest.mark.parametrize("name", TABLES)
def test_no_source_is_younger_than_the_check_of_the_table(name):
    assert (load(name)["source_date"].str[:10] <= data.metadata(name)["checked"]).all()


@pytest.mark.parametrize("name", [name for name in TABLES if "measure" in load(name) and "unit" in load(name)])
def test_a_measure_has_one_unit(name):
    table = load(name)
    table = table[table["measure"] != "wait"]
    assert (table.groupby("measure")["unit"].nunique() == 1).all()


# Fiber and bandwidth


def test_four_carriers_and_the_others_are_all_long_distance_carriers():
    for what, total in (("route", 107_589), ("fiber", 2_777_300)):
        parts = [value(FIBER, f"ixc-{what}-1995-{carrier}") for carrier in ("att", "mci", "sprint", "wcom", "others")]
        assert sum(parts) == value(FIBER, f"ixc-{what}-1995") == total
    assert pytest.approx(26, abs=0.5) == 2_777_300 / 107_589


def test_every_carrier_lays_about_as_many_fibers_to_a_route():
    for carrier in ("att", "mci", "sprint", "wcom", "others"):
        assert 12 <= value(FIBER, f"ixc-fiber-1995-{carrier}") / value(FIBER, f"ixc-route-1995-{carrier}") <= 32


def test_dark_fiber_is_two_thirds_of_the_local_carriers():
    assert value(FIBER, "dark-2007") / value(FIBER, "fiber-2007") == pytest.approx(0.66, abs=0.01)
    assert value(FIBER, "darkshare-2007") == 66


def test_inventories_are_three_and_none_shares_a_year_with_another():
    years = load(FIBER).groupby("inventory")["period"].unique().map(list).to_dict()
    assert years == {
        "long-distance carriers": ["1995"],
        "networks in operation": ["2002"],
        "reporting local carriers": ["2007"],
    }


def test_transit_never_rises_and_ends_99_6_percent_lower():
    table = load(PRICES)
    survey = table[(table["good"] == "transit") & table["commitment"].isna()].sort_values("start")["price"]
    assert survey.tolist() == [1200, 400, 120, 50, 12, 5]
    assert 1 - survey.iloc[-1] / survey.iloc[0] == pytest.approx(0.996, abs=0.0005)


def test_who_commits_to_more_pays_less_for_each_megabit_and_more_in_all():
    quotes = load(PRICES).dropna(subset="commitment").pivot(index="commitment", columns="place", values="price")
    assert quotes.shape == (4, 5)
    assert (quotes.diff().dropna() <= 0).all(axis=None)
    assert (quotes.mul(quotes.index.astype(float), axis=0).diff().dropna() > 0).all(axis=None)
    assert quotes.loc[[1, 1000], "United States"].tolist() == [125, 30]


def test_an_atlantic_line_lost_85_percent_in_two_years():
    line = load(PRICES)[load(PRICES)["good"] != "transit"].sort_values("start")["price"]
    assert line.tolist() == [12e6, 1.8e6]
    assert line.iloc[1] / line.iloc[0] == pytest.approx(0.15)


def test_local_carriers_lost_96_percent_of_their_market_value():
    worth = series(BUST, "market value")
    assert worth.is_monotonic_decreasing
    assert worth.iloc[-1] / worth.iloc[0] == pytest.approx(0.04, abs=0.005)


def test_both_debts_of_global_crossing_stay_and_no_debt_exceeds_assets():
    table = load(BUST)
    debt = table[table["measure"] == "debt at bankruptcy"]
    assert sorted(debt[debt["subject"] == "Global Crossing"]["value_high"]) == [11, 12.4]
    assets = table[table["measure"] == "assets at bankruptcy"].set_index("subject")["value_high"]
    assert all(row["value_high"] < assets[row["subject"]] for _, row in debt.iterrows() if row["subject"] in assets)


# Railways


def test_a_line_cost_twice_its_plan_and_earned_two_thirds():
    assert value(RAIL, "eanglian-cost") / value(RAIL, "eanglian-cost-plan") == pytest.approx(2.1, abs=0.02)
    assert value(RAIL, "eanglian-rev") / value(RAIL, "eanglian-rev-plan") == pytest.approx(0.64, abs=0.005)
    assert value(RAIL, "eanglian-rev") / value(RAIL, "eanglian-cost") == pytest.approx(0.037, abs=0.0005)
    assert value(RAIL, "eanglian-len") < value(RAIL, "eanglian-len-plan")


def test_what_was_built_and_what_was_not_are_about_what_was_authorized():
    authorized, built, unbuilt = value(RAIL, "miles-1846"), value(RAIL, "built-1844-46"), value(RAIL, "unbuilt-1840s")
    assert built / authorized == pytest.approx(1 - unbuilt / 100, abs=0.03)


# Data centers and power


def test_supply_grew_36_percent_and_vacancy_only_fell():
    supply, vacancy = series(PIPELINE, "supply"), series(PIPELINE, "vacancy")
    assert supply["2025-12-31"] / supply["2024-12-31"] - 1 == pytest.approx(0.36, abs=0.005)
    assert vacancy.tolist() == [3.3, 2.8, 1.9, 1.6, 1.4]


def test_the_rise_of_rent_from_its_two_levels_is_below_the_printed_one():
    rent = series(PIPELINE, "rent")
    assert 100 * (rent.iloc[1] / rent.iloc[0] - 1) == pytest.approx(5.9, abs=0.05)


def test_rent_of_a_megawatt_a_year_is_twelve_months_of_a_thousand_kilowatts():
    costs = load(COSTS).set_index("what")
    rent = series(PIPELINE, "rent")["2025-12-31"]
    assert costs.loc["rent of finished space", "value_high"] == pytest.approx(rent * 12 / 1000, abs=0.005)


def test_growth_of_electricity_is_what_its_end_points_give():
    use = series(POWER, "electricity of data centers")
    low = load(POWER).set_index("id").loc["united-states-electricity-of-data-centers-2028", "value_low"]
    assert 100 * ((use["2018-12-31"] / use["2014-12-31"]) ** (1 / 4) - 1) == pytest.approx(7, abs=0.5)
    assert 100 * ((use["2023-12-31"] / use["2018-12-31"]) ** (1 / 5) - 1) == pytest.approx(18, abs=0.5)
    assert 100 * ((low / use["2023-12-31"]) ** (1 / 5) - 1) == pytest.approx(13, abs=0.5)
    assert 100 * ((use["2028-12-31"] / use["2023-12-31"]) ** (1 / 5) - 1) == pytest.approx(27, abs=0.5)


def test_the_share_of_electricity_implies_less_than_was_generated():
    """176 TWh at 4.4 % are 4,000 TWh used; more is generated, since some is lost."""
    implied = 176 / (value(POWER, "united-states-share-of-electricity-2023") / 100)
    assert implied == pytest.approx(4000)
    assert implied < value(POWER, "united-states-electricity-generated-utility-scale-2023") < 1.06 * implied


def test_mean_load_of_2028_is_half_of_its_capacity():
    table = load(POWER).set_index("id")
    use, capacity = (
        table.loc[f"united-states-{what}-2028", ["value_low", "value_high"]].astype(float)
        for what in ("electricity-of-data-centers", "power-capacity-for-data-centers")
    )
    assert (use * 1000 / 8760 / capacity).tolist() == pytest.approx([0.5, 0.5], abs=0.01)


def test_capacity_prices_are_the_printed_ones_and_ninefold():
    table = load(CAPACITY)
    cleared = table[(table["zone"] == "RTO") & table["kind"].str.startswith("cleared")].set_index("period")[
        "price_usd_per_mw_day"
    ]
    assert cleared["2025/2026"] / cleared["2024/2025"] == pytest.approx(9.3, abs=0.05)
    assert cleared.loc["2024/2025":].is_monotonic_increasing
    assert cleared["2027/2028"] * 365 * 134_479 == pytest.approx(16.4e9, rel=0.005)


def test_the_queue_is_generation_and_storage_and_shrank_by_an_eighth():
    assert value(QUEUE, "generation-in-queues-2024-12-31") + value(QUEUE, "storage-in-queues-2024-12-31") == 2290
    before, after = (
        value(QUEUE, "generation-and-storage-in-queues-2023-12-31"),
        value(QUEUE, "generation-and-storage-in-queues-2024-12-31"),
    )
    assert after / before - 1 == pytest.approx(-0.12, abs=0.005)
    kinds = sum(value(QUEUE, f"{kind}-in-queues-2024-12-31") for kind in ("solar", "wind", "natural-gas"))
    assert kinds < value(QUEUE, "generation-in-queues-2024-12-31")
    assert value(QUEUE, "capacity-that-came-to-run-2000-to-2019-entrants") == 13


def test_orders_for_turbines_only_grow():
    orders = series(EQUIPMENT, "orders and places reserved")
    assert orders.tolist() == [62, 80, 100]
    assert value(EQUIPMENT, "gas-turbines-orders-not-delivered-2025-03-31") == 29


# Projects, costs, jobs


def project(name, measure):
    table = load(PROJECTS)
    return table[(table["project"] == name) & (table["measure"] == measure)]["value_high"].item()


def test_sources_of_hyperion_less_what_was_put_in_leave_interest_and_reserves():
    debt, equity, earned, put = (
        project("Hyperion, Louisiana", what)
        for what in (
            "debt",
            "equity of Blue Owl's funds",
            "interest earned on idle money",
            "put into the venture by the issuer",
        )
    )
    assert debt + equity + earned - put == pytest.approx(7.9, abs=0.05)
    assert debt / (debt + equity) == pytest.approx(0.92, abs=0.005)


def test_no_project_borrows_more_than_it_costs():
    table = load(PROJECTS)
    cost = table[table["measure"] == "total cost"].set_index("project")["value_high"]
    debt = table[table["measure"].isin(["debt", "debt, phase 2"])].set_index("project")["value_high"]
    both = set(cost.index) & set(debt.index)
    assert len(both) == 3
    assert all(debt[name] < cost[name] for name in both)


def test_a_megawatt_of_building_costs_what_its_project_gives():
    costs = load(COSTS)
    building = costs[(costs["what"] == "building, power and cooling") & (costs["source_kind"] == "project")][
        "value_high"
    ]
    abilene = project("Abilene, Texas, phases 1 and 2", "total cost") / project(
        "Abilene, Texas, phases 1 and 2", "capacity"
    )
    hyperion = project("Hyperion, Louisiana", "debt") / project("Hyperion, Louisiana", "capacity")
    assert building.tolist() == pytest.approx([abilene, hyperion], abs=0.05)


def test_a_rack_is_computers_and_building():
    costs = load(COSTS).set_index("what")["value_high"]
    computers, building = (costs[f"cost of one NVL72 rack: {part}"] for part in ("computers", "building and power"))
    assert building / (computers + building) == pytest.approx(0.42, abs=0.005)
    assert costs["share of Nvidia's gross profit in the cost"] < costs["share of GPUs in the cost"]


def test_tax_forgone_a_job_at_hyperion_is_the_printed_quotient():
    jobs = load(JOBS).set_index("id").loc["hyperion-louisiana-meta-tax-forgone"]
    assert jobs["subsidy_mn"] / jobs["permanent_high"] == pytest.approx(6.6)


# Opponents, polls


def test_strong_answers_are_part_of_the_plain_and_answers_are_not_more_than_all():
    gallup = load(POLLS)[load(POLLS)["pollster"] == "Gallup"].set_index("answer")["share_pct"]
    assert gallup["oppose strongly"] < gallup["oppose"]
    assert gallup["favor strongly"] < gallup["favor"]
    assert gallup["oppose"] + gallup["favor"] <= 100


def test_projects_and_their_value_come_for_the_same_periods():
    table = load(OPPOSITION)
    periods = {measure: set(rows["period"]) for measure, rows in table.groupby("measure")}
    assert periods["projects blocked or delayed"] == periods["value of projects blocked or delayed"]
    value_each = [
        table[(table["period"] == period) & (table["measure"] == "value of projects blocked or delayed")][
            "value_low"
        ].item()
        / table[(table["period"] == period) & (table["measure"] == "projects blocked or delayed")]["value_low"].item()
        for period in periods["projects blocked or delayed"]
    ]
    assert all(1 < each < 10 for each in value_each)  # billions of dollars a project


# Automation and hours


def test_labor_s_share_by_industry_follows_from_the_input_output_table_and_needs_no_table():
    """Direct and with suppliers, per dollar of output: petroleum 2.8 % and 26.2 %; all industries 29.4 %."""
    coefficients, industries = data.input_output(2023)
    direct = industries["compensation_mn"] / industries["gross_output_mn"]
    total = np.linalg.solve(np.eye(len(direct)) - coefficients["total"].to_numpy().T, direct)
    at = list(industries.index).index("324")
    assert (round(direct.iloc[at], 3), round(total[at], 3)) == (0.028, 0.262)
    assert industries["compensation_mn"].sum() / industries["gross_output_mn"].sum() == pytest.approx(0.294, abs=0.0005)


def test_a_rise_in_all_is_the_rise_a_year_over_the_horizon():
    table = load(FORECASTS)
    productivity = table[(table["outcome"] == "total factor productivity") & (table["scenario"] == "all exposed tasks")]
    rises = productivity.set_index("unit")["value_high"]
    assert 100 * ((1 + rises["percent a year"] / 100) ** 10 - 1) == pytest.approx(rises["percent in all"], abs=0.03)


def test_france_has_five_evaluations_and_a_replication():
    france = load(HOURS)[load(HOURS)["country"] == "France"]
    assert len(france) == 5
    assert france["direction"].tolist() == ["rose", "fell", "no change found", "no change found", "not identified"]


def test_both_findings_on_germany_stay():
    germany = load(HOURS)[load(HOURS)["country"] == "Germany"].set_index("outcome")["direction"].to_dict()
    assert germany == {
        "employment": "fell",
        "employment, for an hour less": "rose",
        "total hours, for an hour less": "fell",
    }


def test_firms_going_on_are_56_of_61():
    pilot = load(HOURS)[load(HOURS)["trial"] == "UK pilot"]
    assert pilot.set_index("outcome").loc["firms going on", "value_high"] == pytest.approx(100 * 56 / 61, abs=0.5)


# Faults sown into copies of the tables; the draws are fixed by their seeds


def examine(tmp_path, monkeypatch, name, change):
    """What the schema and the rules say of the table after change(rows); the hash plays no part."""
    table = data.metadata(name)
    rows = list(csv.reader(io.StringIO((data.DATA / table["path"]).read_text(encoding="utf-8"))))
    change(rows)
    with (tmp_path / table["path"]).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    with monkeypatch.context() as patch:
        patch.setattr(data, "DATA", tmp_path)
        return data._examine({key: table[key] for key in table if key not in ("hash", "bytes")})[1]


def set_cell(id, column, text):
    def change(rows):
        next(row for row in rows if row[0] == id)[rows[0].index(column)] = text

    return change


@pytest.mark.parametrize("name", TABLES)
def test_a_row_left_out_and_a_row_given_twice_are_refused(tmp_path, monkeypatch, name):
    assert examine(tmp_path, monkeypatch, name, lambda rows: rows.pop(random.Random(name).randrange(1, len(rows))))
    assert examine(tmp_path, monkeypatch, name, lambda rows: rows.append(rows[1]))


@pytest.mark.parametrize("name", TABLES)
def test_a_thousandfold_figure_is_refused(tmp_path, monkeypatch, name):
    fields = data.metadata(name)["schema"]["fields"]
    numbers = [field["name"] for field in fields if field["type"] in ("number", "integer")]

    def thousandfold(rows):
        cells = [(row, rows[0].index(column)) for row in rows[1:] for column in numbers]
        row, at = random.Random(name).choice([(row, at) for row, at in cells if row[at] and float(row[at])])
        row[at] = f"{1000 * float(row[at]):.0f}"

    assert examine(tmp_path, monkeypatch, name, thousandfold)


@pytest.mark.parametrize("name", [name for name in TABLES if "period" in load(name) and name != "ai_balance_sheets"])
def test_a_period_moved_by_a_year_is_refused(tmp_path, monkeypatch, name):
    def late(rows):
        row = rows[random.Random(name).randrange(1, len(rows))]
        for column in ("start", "end"):
            at = rows[0].index(column)
            row[at] = f"{int(row[at][:4]) + 1}{row[at][4:].replace('-02-29', '-02-28')}"

    assert examine(tmp_path, monkeypatch, name, late)


@pytest.mark.parametrize(
    ("name", "id", "column", "text", "rule"),
    [
        (FIBER, "ixc-fiber-1995-att", "value_low", "1417.6", "a dozen fibers"),
        (FIBER, "fiber-2007", "inventory", "long-distance carriers", "keeps to its year"),
        (PRICES, "transit-united-states-2004-1-mbps", "commitment", "1000", "powers of ten"),
        (BUST, "winstar-debt-at-bankruptcy-2001-04-18", "value_low", "500", "in order"),
        (RAIL, "eanglian-len", "value_high", "680", "miles of one line"),
        (PIPELINE, "primary-markets-of-north-america-vacancy-2025-12-31", "value_high", "14", "below 5 %"),
        (POWER, "united-states-electricity-of-data-centers-2028", "kind", "estimate", "projection or forecast"),
        (POWER, "united-states-electricity-of-data-centers-2023", "unit", "GW", "GW"),
        (CAPACITY, "rto-2027-2028-cleared-at-the-cap", "kind", "without the cap, simulated", "above it"),
        (CAPACITY, "rto-2026-2027-cleared-at-the-cap", "auction_date", "2026-07-22", "before delivery"),
        (QUEUE, "capacity-that-came-to-run-2000-to-2019-entrants", "unit", "GW", "units follow"),
        (EQUIPMENT, "gas-engines-wait-2026", "value_high", "72", "below two years"),
        (PROJECTS, "hyperion-louisiana-rate", "value_low", "0.0658", "minimum"),
        (PROJECTS, "hyperion-louisiana-debt", "value_high", "273", "fivefold apart"),
        (PROJECTS, "saline-michigan-financier-left", "value_low", "10", "only events"),
        (JOBS, "hyperion-louisiana-meta-tax-forgone", "subsidy_per_job_mn", "66", "tax over jobs"),
        (JOBS, "amazon-virginia", "permanent_low", "1001", "in order"),
        (OPPOSITION, "maine-moratorium-vetoed-by-the-governor-2026-04-30", "value_low", "10", "in order"),
        (POLLS, "gallup-ai-data-center-in-the-area-oppose-strongly", "share_pct", "84", "fewer than a half"),
        (FORECASTS, "acemoglu-all-exposed-tasks-total-factor-productivity", "value_high", "6.6", "less than 1 %"),
        (HOURS, "portugal-jobs-lost-2010-firms-and-regions-with-more", "hours_after", "46", "do not rise"),
    ],
)
def test_a_fault_is_refused(tmp_path, monkeypatch, name, id, column, text, rule):
    problems = examine(tmp_path, monkeypatch, name, set_cell(id, column, text))
    assert any(rule in problem for problem in problems), problems
