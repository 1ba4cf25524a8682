"""Official tables: accounts that add up, figures as they were published, and sown errors that do not pass.

The tests of figures take whole tables as fixtures and know nothing of the recorded hashes. The sowing below calls
the same functions on spoiled copies.
"""

import functools
import inspect
import itertools
import json
import random
import shutil

import numpy as np
import pandas as pd
import pytest

from capital import data, value

QUARTERS, LABOR = "us_it_investment_quarterly", "us_labor_market_annual"
GDP, BUSINESS, IT, SOFTWARE = (
    "gdp_bn",
    "private_nonresidential_fixed_investment_bn",
    "information_processing_equipment_and_software_bn",
    "software_bn",
)
UNEMPLOYMENT, WEEKS, LONG_TERM, JOBS, PRODUCTIVITY, PAY = (
    field["name"] for field in data.metadata(LABOR)["schema"]["fields"][1:]
)


def load_quarters():
    return data.load(QUARTERS).set_index("quarter")


def load_labor():
    return data.load(LABOR).set_index("year")


def load_wiod():
    return {year: data.input_output(year) for year in (2000, 2014)}


def load_bea():
    return data.input_output(2023)


quarters = pytest.fixture(load_quarters, scope="module", name="quarters")
labor = pytest.fixture(load_labor, scope="module", name="labor")
wiod = pytest.fixture(load_wiod, scope="module", name="wiod")
bea = pytest.fixture(load_bea, scope="module", name="bea")


def between(values, low, high):
    return bool((np.asarray(values) > low).all() and (np.asarray(values) < high).all())


def copied(table):
    """Whether a row repeats the figures of the row before."""
    figures = table.select_dtypes("number").fillna(0)
    return bool((figures == figures.shift(1)).all(axis=1).any())


def moves_with(one, other, sign=1):
    """Whether two series change together in the same period rather than one earlier or later."""
    at = {lag: sign * one.diff().corr(other.diff().shift(lag)) for lag in (-1, 0, 1)}
    return at[0] > max(at[-1], at[1]) + 0.02


# Investment in information technology


def test_quarters_follow_without_gap_from_1947_to_the_first_of_2026(quarters):
    assert quarters["quarter_start"].tolist() == pd.date_range("1947-01-01", "2026-01-01", freq="QS").tolist()
    assert not copied(quarters)


def test_share_of_information_technology_in_gdp(quarters):
    shares = (100 * quarters[IT] / quarters[GDP]).round(2)
    assert shares[["2000Q4", "2002Q4", "2024Q4", "2026Q1"]].tolist() == [4.46, 3.43, 4.11, 4.91]


def test_quarters_average_to_the_published_gdp_of_the_year(quarters):
    """NIPA table 1.1.5, annual, in billions of dollars."""
    years = quarters[GDP].groupby(quarters.index.str[:4]).mean().round(1)
    published = {"1947": 249.6, "1980": 2857.3, "2000": 10251.0, "2019": 21540.0, "2023": 27811.5, "2024": 29298.0}
    assert years[list(published)].to_dict() == published


def test_the_first_boom_peaks_and_breaks_when_it_did(quarters):
    assert quarters.loc["1990Q1":"2004Q4", IT].idxmax() == "2000Q4"
    assert quarters.loc["1990Q1":, BUSINESS].pct_change().idxmin() == "2009Q1"
    assert quarters[GDP].pct_change().idxmin() == "2020Q2"
    assert quarters[GDP].pct_change().idxmax() == "2020Q3"
    assert (quarters.loc["2008Q1":, SOFTWARE] > 0.4 * quarters.loc["2008Q1":, IT]).all()


def test_gdp_falls_only_in_contractions(quarters):
    """Quarters from peak to trough, as dated by the National Bureau of Economic Research; current prices hid some."""
    contractions = (
        "1948Q4 1949Q4, 1953Q2 1954Q2, 1957Q3 1958Q2, 1960Q2 1961Q1, 1969Q4 1970Q4, 1973Q4 1975Q1, "
        "1980Q1 1980Q3, 1981Q3 1982Q4, 1990Q3 1991Q1, 2001Q1 2001Q4, 2007Q4 2009Q2, 2019Q4 2020Q2"
    )
    spans = [span.split() for span in contractions.split(", ")]
    falls = quarters.index[quarters[GDP].diff() < 0]
    assert len(falls) == 19
    assert all(any(peak <= quarter <= trough for peak, trough in spans) for quarter in falls)


@pytest.mark.parametrize(("whole", "part"), [(GDP, BUSINESS), (BUSINESS, IT), (IT, SOFTWARE)])
def test_a_part_moves_with_its_whole_in_the_same_quarter(quarters, whole, part):
    logs = np.log(quarters.loc["1961Q1":, [whole, part]])
    assert moves_with(logs[whole], logs[part])


@pytest.mark.parametrize(("column", "largest"), [(GDP, 0.09), (BUSINESS, 0.065), (IT, 0.05), (SOFTWARE, 0.056)])
def test_no_quarter_lies_far_from_its_neighbors(quarters, column, largest):
    """Distance from the geometric mean of the quarters beside it; the widest is the spring of 2020."""
    logs = np.log(quarters.loc["1961Q1":, column])
    assert (logs - (logs.shift(1) + logs.shift(-1)) / 2).abs().max() < largest


@pytest.mark.parametrize(
    ("column", "low", "high"), [(GDP, 0.91, 1.09), (BUSINESS, 0.915, 1.11), (IT, 0.84, 1.16), (SOFTWARE, 0.71, 2.95)]
)
def test_no_quarter_jumps(quarters, column, low, high):
    assert between((quarters[column] / quarters[column].shift(1)).dropna(), low, high)


# The labor market


def test_years_follow_without_gap_from_1929_to_2024(labor):
    assert labor.index.tolist() == list(range(1929, 2025))
    assert not copied(labor)


def test_unemployment_in_known_years(labor):
    known = {1929: 3.2, 1933: 24.9, 1944: 1.2, 1969: 3.5, 1982: 9.7, 2000: 4.0, 2009: 9.3, 2010: 9.6, 2020: 8.1}
    assert labor[UNEMPLOYMENT][list(known)].to_dict() == known


def test_unemployment_agrees_with_another_record_of_the_same_years(labor):
    """Annual means of NBER Macrohistory m08292a (1930–39) and m08292b (1940–46)."""
    thirties = [5.90, 14.20, 22.72, 23.38, 19.06, 17.58, 14.24, 12.16, 18.42, 16.35]
    forties = [14.55, 9.88, 4.66, 1.89, 1.22, 2.00, 3.97]
    assert between(labor.loc[1930:1939, UNEMPLOYMENT] - thirties, 0.5, 2.9)  # it counted fewer
    assert between(labor.loc[1940:1946, UNEMPLOYMENT] - forties, -0.11, 0.11)


def test_jobs_fall_in_the_years_unemployment_rises(labor):
    since = labor.loc[1948:]
    assert moves_with(since[UNEMPLOYMENT], np.log(since[JOBS]), sign=-1)
    assert labor[JOBS].diff().nsmallest(2).index.tolist() == [2020, 2009]
    falls = labor.index[labor[JOBS].diff() < 0].tolist()
    assert falls == [1944, 1945, 1949, 1954, 1958, 1961, 1975, 1982, 1991, 2002, 2003, 2008, 2009, 2010, 2020]


def test_the_long_term_unemployed_grow_with_the_duration_of_unemployment(labor):
    since = labor.loc[1948:]
    assert moves_with(since[LONG_TERM] / (since[JOBS] * since[UNEMPLOYMENT]), since[WEEKS])
    assert moves_with(np.log(since[LONG_TERM]), np.log(since[UNEMPLOYMENT]))
    assert labor[LONG_TERM].idxmax() == 2010


def test_productivity_and_pay_start_and_part_where_they_did(labor):
    """Bureau of Labor Statistics: 2.1 % a year on average since 1947; both indexes are 100 in 2017."""
    since = labor.loc[1947:]
    growth = (since.loc[2024] / since.loc[1947]) ** (1 / 77) - 1
    assert growth[PRODUCTIVITY] == pytest.approx(0.021, abs=0.0005)
    assert growth[PAY] == pytest.approx(0.015, abs=0.0005)
    assert between(since.loc[2017, [PRODUCTIVITY, PAY]], 99.9, 100.1)
    assert moves_with(np.log(since[PRODUCTIVITY]), np.log(since[PAY]))
    assert labor[[PRODUCTIVITY, PAY]].pct_change(fill_method=None).idxmax().tolist() == [1950, 2020]


@pytest.mark.parametrize(
    ("column", "low", "high"),
    [(JOBS, 0.94, 1.13), (PRODUCTIVITY, 0.98, 1.07), (PAY, 0.955, 1.07), (WEEKS, 0.78, 1.58), (LONG_TERM, 0.38, 4.2)],
)
def test_no_year_jumps(labor, column, low, high):
    assert between((labor[column] / labor[column].shift(1)).dropna(), low, high)


def test_unemployment_moves_by_less_than_nine_points_a_year_and_six_after_the_war(labor):
    assert between(labor[UNEMPLOYMENT].diff().dropna(), -6, 9)
    assert between(labor.loc[1947:, UNEMPLOYMENT].diff().dropna(), -3.1, 4.5)


# Input-output tables: accounts


def rest_of_output(coefficients, industries):
    """What inputs and value added leave of an industry's output, as a share of it."""
    return 1 - coefficients["total"].sum() - industries["value_added_mn"] / industries["gross_output_mn"]


def test_inputs_and_value_added_leave_the_transport_of_imported_goods(wiod):
    """The remainder is 3.7 to 8.3 % of the imported products of farms, mines and factories, in every industry."""
    for coefficients, industries in wiod.values():
        goods = [code for code in industries.index if code[0] in "ABC"]
        rate = rest_of_output(coefficients, industries) / coefficients["imported"].loc[goods].sum()
        assert between(rate, 0.037, 0.083)


def test_inputs_and_value_added_are_output_to_twelve_million_dollars(bea):
    assert between(rest_of_output(*bea) * bea[1]["gross_output_mn"], -12, 6)


def test_value_added_sums_to_gross_domestic_product_as_first_published(wiod, bea):
    """In billions: 2000 and 2014 as of 2015, 2023 as of September 2024."""
    sums = [industries["value_added_mn"].sum() / 1000 for _, industries in [*wiod.values(), bea]]
    assert sums == pytest.approx([10284.8, 17348.1, 27720.7], abs=0.05)


def test_value_added_is_near_the_gross_domestic_product_revised_since(wiod, bea, quarters):
    for year, (_, industries) in {**wiod, 2023: bea}.items():
        today = quarters.loc[f"{year}Q1" : f"{year}Q4", GDP].mean()
        assert 0.98 < industries["value_added_mn"].sum() / 1000 / today < 1.01


def test_spectral_radius(wiod, bea):
    totals = [coefficients["total"] for coefficients, _ in [*wiod.values(), bea]]
    assert [round(abs(np.linalg.eigvals(total)).max(), 3) for total in totals] == [0.484, 0.482, 0.477]
    assert max(total.sum().max() for total in totals) < 0.91


def test_matrices_are_square_and_labeled_alike(wiod, bea):
    for (coefficients, industries), size in zip([*wiod.values(), bea], [55, 55, 71], strict=True):
        for matrix in coefficients.values():
            assert matrix.shape == (size, size)
            assert matrix.index.tolist() == matrix.columns.tolist() == industries.index.tolist()
            assert not matrix.isna().any(axis=None)
    for coefficients, _ in wiod.values():
        pd.testing.assert_frame_equal(coefficients["total"], coefficients["domestic"] + coefficients["imported"])


def test_industries_and_households_buy_at_home_no_more_than_is_made(wiod):
    """But for waste and scrap, through which used goods pass."""
    for coefficients, industries in wiod.values():
        output = industries["gross_output_mn"]
        sold = coefficients["domestic"] @ output + industries["household_consumption_mn"]
        assert (sold / output).drop("E37-E39").max() < 1
        assert 1.5 < (sold / output)["E37-E39"] < 2.2


def test_five_inputs_of_2023_are_negative(bea):
    total = bea[0]["total"]
    assert total.stack()[lambda cell: cell < 0].index.tolist() == [
        ("111CA", "GFGN"),
        ("321", "481"),
        ("321", "483"),
        ("322", "483"),
        ("562", "483"),
    ]


def test_three_industries_seem_to_buy_from_the_federal_government(bea):
    """Air and water transportation and securities: apparently fuel and services bought abroad, of no home kind."""
    inputs = bea[0]["total"].loc["GFGN"].sort_values(ascending=False)
    assert set(inputs.index[:3]) == {"481", "483", "523"}
    assert inputs.iloc[2] > 0.035 > 0.015 > inputs.iloc[3]


# Input-output tables: who sells to whom, and how much that changes


def test_raw_materials_flow_to_their_makers(wiod, bea):
    """Crude oil to refineries, crops to food makers, steel to metal goods; little comes back."""
    for coefficients, _ in wiod.values():
        total = coefficients["total"]
        assert total.loc["B", "C19"] > 0.4 > 0.05 > total.loc["C19", "B"]
        assert total.loc["A01", "C10-C12"] > 0.15 > 0.1 > total.loc["C10-C12", "A01"]
    total = bea[0]["total"]
    assert total.loc["211", "324"] > 0.4 > 0.05 > total.loc["324", "211"]
    assert total.loc["331", "332"] > 0.15 > 0.05 > total.loc["332", "331"]


SPLIT = ["A02 A03", "C20 C21", "D35 E36", "C33 T", "M71 M72 M73 M74_M75"]


@pytest.mark.parametrize("group", SPLIT)
def test_industries_split_in_proportion_have_one_technique(wiod, group):
    """So 55 industries are no more than 48 independent observations."""
    first, *others = group.split()
    for coefficients, industries in wiod.values():
        ratios = industries[["value_added_mn", "compensation_mn", "capital_stock_mn"]].div(
            industries["gross_output_mn"], axis=0
        )
        for other in others:
            for matrix in coefficients.values():
                np.testing.assert_allclose(matrix[other], matrix[first], atol=2e-7)
            np.testing.assert_allclose(ratios.loc[other], ratios.loc[first], rtol=1e-4)


@pytest.mark.parametrize("part", ["domestic", "imported"])
def test_no_input_changes_beyond_measure_from_2000_to_2014(wiod, part):
    before, after = (wiod[year][0][part] for year in (2000, 2014))
    assert between(np.log((after + 1e-6) / (before + 1e-6)), -4, 4)
    assert between(np.log((after + 1e-3) / (before + 1e-3)), -1.9, 1.7)
    for axis, least in ((0, 0.7), (1, 0.77)):  # the mix of a buyer's inputs, of a seller's buyers
        lengths = np.sqrt((before**2).sum(axis=axis) * (after**2).sum(axis=axis))
        assert ((before * after).sum(axis=axis) / lengths).min() > least


@pytest.mark.parametrize(
    ("column", "of", "low", "high"),
    [
        ("gross_output_mn", None, 0.6, 3.6),
        ("value_added_mn", "gross_output_mn", 0.69, 1.63),
        ("compensation_mn", "value_added_mn", 0.45, 1.6),
        ("labor_income_mn", "compensation_mn", 0.75, 1.2),
        ("capital_stock_mn", "gross_output_mn", 0.53, 2.01),
        ("persons_engaged_thousand", None, 0.35, 2),
        ("hours_million", "persons_engaged_thousand", 0.92, 1.09),
        ("labor_income_mn", "hours_million", 1.22, 1.82),
        ("household_consumption_mn", "gross_output_mn", 0.22, 1.91),
    ],
)
def test_no_industry_changes_beyond_measure_from_2000_to_2014(wiod, column, of, low, high):
    before, after = (industries[column] / (industries[of] if of else 1) for _, industries in wiod.values())
    assert between(after / before, low, high)


def test_persons_engaged_exceed_nonfarm_jobs_by_the_farms_and_the_self_employed(wiod, labor):
    for year, (_, industries) in wiod.items():
        assert 1.1 < industries["persons_engaged_thousand"].sum() / labor.loc[year, JOBS] < 1.15


# Input-output tables: labor values


def test_the_net_product_contains_the_hours_worked(wiod):
    """Capital I ch. 7: what labor adds in the year is what the net product of the year contains."""
    for coefficients, industries in wiod.values():
        hours, output, total = industries["hours_million"], industries["gross_output_mn"], coefficients["total"]
        values = value.labor_values(total, hours / output)
        assert values @ (output - total @ output) == pytest.approx(hours.sum())


def test_prices_follow_values_hardly_better_than_they_follow_drawn_labor(wiod):
    """2014: log R² is .880 with hours, .866 with drawn and .879 with shuffled ones; deviation .340, .413 and .369."""
    coefficients, industries = wiod[2014]
    price, hours = industries["gross_output_mn"].to_numpy(), industries["hours_million"].to_numpy()
    direct, rng = hours / price, np.random.default_rng(1867)
    drawn = np.exp(rng.normal(np.log(direct).mean(), np.log(direct).std(), (500, 55)))
    shuffled = rng.permuted(np.tile(direct, (500, 1)), axis=1)
    expected = {"hours": (0.880, 0.340), "drawn": (0.866, 0.413), "shuffled": (0.879, 0.369)}
    for kind, labor_used in {"hours": direct, "drawn": drawn, "shuffled": shuffled}.items():
        worth = value.labor_values(coefficients["total"], labor_used) * price
        r_squared, deviation = (
            np.mean(measure(price, worth)) for measure in (value.log_r_squared, value.mean_absolute_weighted_deviation)
        )
        within = 0.0005 if kind == "hours" else 0.007
        assert (r_squared, deviation) == pytest.approx(expected[kind], abs=within)


# What the loader says


def test_a_year_without_table_is_answered_with_the_years_there_are():
    with pytest.raises(ValueError, match=r"no input-output table of 2010\. Years: 2000, 2014, 2023"):
        data.input_output(2010)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda industries, cells: (industries, cells[::-1]), "of 2023 are not its industries, each pair once"),
        (
            lambda industries, cells: (industries.assign(value_added_mn=0), cells),
            "Inputs and value added of HS in 2023 are not its output",
        ),
        (
            lambda industries, cells: (
                industries.assign(value_added_mn=0),
                cells.assign(total=1.0001 * cells["total"] / cells.groupby("buyer")["total"].transform("sum")),
            ),
            "The industries of 2023 use up as much as they produce",
        ),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(monkeypatch, spoil, message):
    names = ["us_io_bea_industries", "us_io_bea_coefficients"]
    tables = dict(zip(names, spoil(*map(data.load, names)), strict=True))
    monkeypatch.setattr(data, "load", tables.get)
    with pytest.raises(ValueError, match=message):
        data.input_output(2023)


# Errors sown into copies of the tables; the draws are fixed by their seeds

SOWN = {  # table: how many columns identify a row, the fixture it is loaded as, how many errors are drawn
    QUARTERS: (2, "quarters", 8),
    LABOR: (1, "labor", 8),
    "us_io_wiod_industries": (3, "wiod", 2),
    "us_io_wiod_coefficients": (3, "wiod", 2),
    "us_io_bea_industries": (3, "bea", 4),
    "us_io_bea_coefficients": (3, "bea", 3),
}


def scaled(table, rows, columns, factor):
    def plain(text):
        return text and f"{float(text) * factor:.10f}".rstrip("0").rstrip(".")

    spoiled = table.copy()
    spoiled.loc[rows, columns] = table.loc[rows, columns].map(plain)
    return spoiled


def exchanged(table, one, other):
    return table.assign(**{one: table[other], other: table[one]})


def late(table, column):
    given = table.loc[table[column] != "", column]
    return table.assign(**{column: given.shift(1, fill_value=given.iloc[0]).reindex(table.index, fill_value="")})


def redated(table, by):
    dates = [column for column in table if column in ("year", "quarter", "quarter_start")]
    return table.assign(
        **{column: table[column].map(lambda text: f"{int(text[:4]) + by}{text[4:]}") for column in dates}
    )


def errors(table, keys, rng):
    """Return pairs of a kind of error and a function that gives a copy of the table with it."""
    numbers, found = list(table.columns[keys:]), []
    for column in numbers:
        large = table.index[pd.to_numeric(table[column]) > pd.to_numeric(table[column]).median()]
        for factor in (1000, 0.001, -1):
            found.append((f"{column} × {factor}", scaled, table.index, [column], factor))
            found.append((f"a cell of {column} × {factor}", scaled, [rng.choice(large)], [column], factor))
        found.append((f"{column} a row late", late, column))
    for factor in (1000, 0.001, -1):
        found.append((f"a row × {factor}", scaled, [rng.choice(table.index)], numbers, factor))
    for one, other in itertools.combinations(numbers, 2):
        found.append((f"{one} and {other} exchanged", exchanged, one, other))
    if "seller" in table:
        found.append(("sellers and buyers exchanged", exchanged, "seller", "buyer"))
    for by in (1, -1):
        found.append((f"dates {by} year off", redated, by))
    at = rng.choice(table.index)
    found.append(("a row lost", lambda rows: rows.drop(at)))
    found.append(("a row doubled", lambda rows: pd.concat([rows, rows.loc[[at]]]).sort_index()))
    return [(kind, functools.partial(spoil, table, *how)) for kind, spoil, *how in found]


def judges(frames, fixture):
    """Yield every test of figures above that looks at this table, ready to be called on the frames."""
    for name, test in list(globals().items()):
        arguments = list(inspect.signature(test).parameters) if name.startswith("test_") else []
        if fixture in arguments and "tmp_path" not in arguments:
            marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
            ready = functools.partial(test, **{other: frames[other] for other in frames if other in arguments})
            names, cases = marks[0].args if marks else ((), [()])
            for values in cases:
                case = {names: values} if isinstance(names, str) else dict(zip(names, values, strict=True))
                yield name, functools.partial(ready, **case)


def verdict(sound, fixture):
    """Return what notices the error in the table, once its new file has been recorded if that is possible."""
    if data.main():
        return "schema and rules"
    try:
        frames = {**sound, fixture: globals()[f"load_{fixture}"]()}
    except ValueError:
        return "loader"
    for name, test in judges(frames, fixture):
        try:
            test()
        except (AssertionError, ValueError):
            return name
    return None


@pytest.mark.parametrize("name", SOWN)
def test_sown_errors_are_noticed_without_the_hash(tmp_path, monkeypatch, name, quarters, labor, wiod, bea):
    keys, fixture, draws = SOWN[name]
    sound = {"quarters": quarters, "labor": labor, "wiod": wiod, "bea": bea}
    together = [data.metadata(other) for other in SOWN if SOWN[other][1] == fixture]
    for other in together:
        shutil.copy(data.DATA / other["path"], tmp_path)
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "sown", "resources": together}), encoding="utf-8")
    table = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
    monkeypatch.setattr(data, "DATA", tmp_path)
    assert verdict(sound, fixture) is None
    rng = random.Random(name)
    for kind, spoil in rng.sample(errors(table, keys, rng), draws):
        spoil().to_csv(tmp_path / f"{name}.csv", index=False)
        assert verdict(sound, fixture), kind
