"""The essay's claims, shares of growth, studies of work: complete, consistent, and the corrections that matter."""

import csv
import json
import shutil

import pytest

from capital import data

CLAIMS, SHARES, GDP, BUILDOUTS, STUDIES = "claims", "growth_shares", "gdp_estimates", "buildouts", "work_studies"
TABLES = [CLAIMS, SHARES, GDP, BUILDOUTS, STUDIES]
CHAPTERS = {
    "01-commodity",
    "02-socially-necessary-labor-time",
    "03-surplus-value",
    "04-innovation",
    "05-machinery-and-intensification",
    "06-machine-or-worker",
    "07-reserve-army",
    "08-depreciation",
    "09-overbuilding",
    "10-rat-king",
    "11-falling-rate-of-profit",
    "12-full-automation",
    "13-socialism-or-barbarism",
}
SECTIONS = {
    "introduction": "Introduction",
    "work": "AI Intensifies Work",
    "value": "Marxist Value",
    "dotcom": "Echoes of Dot-com",
    "chips": "Depreciating Chips",
    "rat-king": "The AI Rat King",
    "crisis": "The Crisis of Value",
    "barbarism": "Socialism or Barbarism?",
}
IN_TASK_TIMES = {"metr", "noy", "bick", "peng", "cui", "paradis", "shen", "murphyhill", "choi", "dellacqua"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of these tables to spoil."""
    monkeypatch.setattr(data, "DATA", _copy(tmp_path / "data"))
    return data.DATA


def _copy(target):
    target.mkdir()
    package = json.loads((data.DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] in TABLES]
    (target / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    for name in TABLES:
        shutil.copy(data.DATA / f"{name}.csv", target)
    return target


def set_cell(folder, name, row_id, column, text):
    path = folder / f"{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    row = next(row for row in rows[1:] if row[0] == row_id)
    row[rows[0].index(column)] = text
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def claim(number):
    return data.load(CLAIMS).set_index("id").loc[f"C{number:02d}"]


# Every table


@pytest.mark.parametrize("name", TABLES)
def test_low_is_not_above_high(name):
    table = data.load(name)
    for low in [column for column in table if "low" in column.split("_")]:
        high = low.replace("low", "high")
        both = table[[low, high]].dropna()
        assert (both[low] <= both[high]).all(), low


@pytest.mark.parametrize("name", TABLES)
def test_a_row_without_an_address_is_unconfirmed(name):
    table = data.load(name)
    assert table["source_title"].str.len().gt(0).all()
    assert (table.loc[table["source_url"].isna(), "confidence"] == "unconfirmed").all()


@pytest.mark.parametrize("name", TABLES)
def test_dates_known_to_the_month_or_year_stand_on_its_first_day(name):
    table = data.load(name)
    days, precision = table["source_date"], table["source_date_precision"]
    assert (days[precision.isin(["month", "year"])].dt.day == 1).all()
    assert (days[precision == "year"].dt.month == 1).all()


@pytest.mark.parametrize("name", TABLES)
def test_a_source_is_described_in_one_way(name):
    table = data.load(name).drop_duplicates(["source_title", "source_date"])
    assert not table["source_title"].duplicated().any()


@pytest.mark.parametrize("name", TABLES)
def test_spelling_is_american(name):
    table = data.load(name)
    own = table[[c for c in ("claim", "correction", "note", "caveat", "measure", "numerator", "setting") if c in table]]
    text = " ".join(own.fillna("").to_numpy().ravel()).lower()
    for word in ("labour", "centre", "fibre", "organis", "licence", "programme", "utilis", "subsidis"):
        assert word not in text, word


# The claims


def test_the_84_claims_stand_once_each_and_in_order():
    assert data.load(CLAIMS)["id"].tolist() == [f"C{number:02d}" for number in range(1, 85)]


def test_no_claim_is_made_twice():
    assert not data.load(CLAIMS)["claim"].str.lower().duplicated().any()


def test_sections_follow_the_essay():
    table = data.load(CLAIMS)
    assert list(dict.fromkeys(table["section"])) == list(SECTIONS)
    assert (table["section"].map(SECTIONS) == table["section_title"]).all()
    assert table["section"].ne(table["section"].shift()).sum() == len(SECTIONS)  # no section comes back


def test_every_status_occurs_and_they_add_up():
    counts = data.load(CLAIMS)["status"].value_counts()
    assert set(counts.index) == {"confirmed", "nuanced", "contradicted", "unverified"}
    assert counts.sum() == 84


def test_what_is_contradicted_or_nuanced_is_corrected():
    table = data.load(CLAIMS)
    wrong = table[table["status"].isin(["contradicted", "nuanced"])]
    assert wrong["correction"].str.len().gt(20).all()


def test_a_contradiction_rests_on_a_source_that_was_read():
    table = data.load(CLAIMS)
    assert (table.loc[table["status"] == "contradicted", "confidence"] == "confirmed").all()


def test_the_essay_itself_is_a_source_only_where_nothing_was_found():
    table = data.load(CLAIMS)
    assert (table.loc[table["source_title"] == "AI Replacement Theory", "status"] == "unverified").all()


def test_each_claim_belongs_to_a_chapter_of_the_course():
    chapters = set(data.load(CLAIMS)["chapter"])
    assert chapters <= CHAPTERS | {"index", "none"}
    assert chapters >= CHAPTERS


def test_a_change_of_status_is_explained():
    """The first reading of the essay had these otherwise."""
    table = data.load(CLAIMS).set_index("id")
    changed = table.index[table["note"].fillna("").str.startswith("Status changed from")]
    assert set(changed) == {f"C{n}" for n in (
        "02", "07", "17", "21", "22", "25", "29", "30", "38", "46", "53", "64", "75", "76", "84",
    )}  # fmt: skip
    for old, new in zip(table.loc[changed, "note"].str.split().str[3], table.loc[changed, "status"], strict=True):
        assert old.strip(".:") != new


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        (2, "nuanced", ["Keynes", "1930"]),
        (22, "contradicted", ["Petty", "Scot"]),
        (3, "nuanced", ["40 %", "August"]),
        (15, "nuanced", ["2 %", "85 %"]),
        (20, "confirmed", ["6.5 %"]),
        (24, "nuanced", ["condition", "average skill"]),
        (25, "confirmed", ["mean over ladders"]),
        (30, "unverified", ["No source", "20.4 %", "7.6 %"]),
        (33, "unverified", ["No source", "92 %"]),
        (35, "contradicted", ["$1.4 trillion"]),
        (56, "contradicted", ["letter of intent", "$30 bn"]),
        (58, "contradicted", ["$13 bn", "$11.6 bn", "worth"]),
        (60, "nuanced", ["$15 bn", "$35 bn"]),
        (71, "contradicted", ["June 2026"]),
        (73, "nuanced", ["tendency", "no limit of zero"]),
        (54, "nuanced", ["$665 bn"]),
        (76, "contradicted", ["1.6 %"]),
        (84, "confirmed", ["accessory"]),
    ],
)
def test_the_corrections_that_matter_most(number, status, words):
    row = claim(number)
    assert row["status"] == status
    for word in words:
        assert word in row["correction"]


@pytest.mark.parametrize(
    ("number", "low", "high", "unit"),
    [
        (2, 15, 20, "hours a week"),
        (11, 600, 600, "percent"),
        (30, 20, 20, "percent"),
        (33, 17, 17, "percent"),
        (35, 1, 1, "trillions of U.S. dollars"),
        (36, 600, 600, "billions of U.S. dollars"),
        (37, 5, 6, "years"),
        (41, 10, 10, "degrees"),
        (49, 15, 15, "years"),
        (56, 100, 100, "billions of U.S. dollars"),
        (59, 250, 250, "billions of U.S. dollars"),
        (60, 50, 50, "billions of U.S. dollars"),
        (68, 10, 20, "times"),
    ],
)
def test_figures_are_those_the_essay_prints(number, low, high, unit):
    row = claim(number)
    assert (row["number_low"], row["number_high"], row["unit"]) == (low, high, unit)


@pytest.mark.parametrize(("number", "low"), [(16, 150), (52, 10), (55, 800), (58, 135)])
def test_more_than_is_an_open_end(number, low):
    row = claim(number)
    assert row["number_low"] == low
    assert row[["number_high"]].isna().all()


def test_one_row_is_not_the_essays():
    table = data.load(CLAIMS)
    assert table.loc[~table["in_essay"], "id"].tolist() == ["C38"]
    assert claim(38)["claim"].startswith("(Not in the essay.)")


# Shares of growth


def test_one_year_gives_0_9_50_and_92_percent():
    """Goldman Sachs twice, Barclays and Furman on 2025: other numerators, imports and months."""
    table = data.load(SHARES).set_index("id")
    four = table.loc[["goldman-2026-02", "goldman-2025-12", "barclays-2025h1", "furman-2025h1"]]
    assert four["share_low_pct"].round().tolist() == [0, 9, 50, 92]
    assert (four["year"] == 2025).all()
    assert (four["confidence"] == "confirmed").all()
    assert four["imports"].tolist() == ["net", "net", "net", "gross"]
    assert (100 * four["contribution_low_pp"] / four["growth_pct"]).round().tolist() == [0, 9, 50, 92]


def test_gross_estimates_of_the_half_year_lie_above_the_net_ones():
    table = data.load(SHARES)
    half = table[table["period"] == "2025 H1"].groupby("imports")["share_low_pct"]
    assert half.get_group("gross").min() > half.get_group("net").max()


def test_shares_lie_between_minus_100_and_200():
    table = data.load(SHARES)
    assert table[["share_low_pct", "share_high_pct"]].stack().dropna().between(-100, 200).all()


def test_computed_shares_are_contribution_over_growth():
    table = data.load(SHARES)
    computed = table[table["share_origin"] == "computed"]
    ratio = 100 * computed["contribution_low_pp"] / computed["growth_pct"]
    assert (ratio - computed["share_low_pct"]).abs().max() < 0.051


def test_the_dot_com_share_is_three_quarters_of_a_point_over_4_1_percent():
    """Doms 2004: more than three quarters of a point a year; DeLong 2000: growth of 4.1 %."""
    row = data.load(SHARES).set_index("id").loc["doms-2000"]
    assert row["share_low_pct"] == round(100 * 0.75 / 4.1, 1)
    assert row[["share_high_pct"]].isna().all()


def test_banks_and_investors_are_interested_parties():
    table = data.load(SHARES)
    assert (table["interested"] == table["author_kind"].isin(["bank", "investor"])).all()


def test_no_estimate_is_entered_twice():
    table = data.load(SHARES)
    assert not table.duplicated(["author", "period", "contribution_low_pp", "share_low_pct"]).any()


def test_the_essays_shares_stand_in_both_tables():
    shares = data.load(SHARES).set_index("id")
    assert shares.loc["essay-2000", "share_low_pct"] == claim(30)["number_low"]
    assert shares.loc["essay-2025", "share_low_pct"] == claim(33)["number_low"]


def test_growth_known_to_the_authors_is_an_official_estimate():
    official = data.load(GDP).groupby("period")["growth_pct"].agg(set)
    shares = data.load(SHARES).dropna(subset=["growth_pct"])
    single = shares[shares["period"].isin(official.index)]
    assert len(single) >= 5
    for period, growth in zip(single["period"], single["growth_pct"], strict=True):
        assert growth in official[period], period


def test_growth_of_the_half_year_follows_from_its_quarters():
    """1.6 %: the mean of -0.6 and 3.8 %, at annual rates."""
    table = data.load(GDP).set_index(["period", "vintage"])["growth_pct"]
    first, second = table["2025 Q1", "annual update"], table["2025 Q2", "third"]
    assert round(100 * (((1 + first / 100) * (1 + second / 100)) ** 0.5 - 1), 1) == 1.6


def test_the_second_quarter_of_2025_was_revised_upward_twice():
    table = data.load(GDP)
    quarter = table[table["period"] == "2025 Q2"].sort_values("released")
    assert quarter["vintage"].tolist() == ["advance", "second", "third"]
    assert quarter["growth_pct"].tolist() == [3.0, 3.3, 3.8]


# Build-outs


def test_fiber_and_data_centers_as_their_sources_print_them():
    value = data.load(BUILDOUTS).set_index("id")["value_low"]
    assert value["fiber-length"] == 39
    assert value["fiber-spending"] == 90
    assert value[["fiber-use-2001", "fiber-use-2002"]].tolist() == [2.6, 2.7]
    assert value["power-use"] == 415
    assert value["power-use"] / (value["power-share"] / 100) == pytest.approx(27_700, rel=0.02)  # TWh, the world


# Studies of work


def test_no_study_repeats_its_outcome():
    assert not data.load(STUDIES).duplicated(["study_id", "outcome", "measure"]).any()


def test_times_for_a_task_stay_in_their_own_table():
    """METR and others: the ratio and its interval, 0.62 to 1.09, stand in ai_task_time."""
    table = data.load(STUDIES)
    assert not set(table["study_id"].str.split("-").str[0]) & IN_TASK_TIMES
    assert not table.loc[table["study_id"] == "brynjolfsson-2025", "effect"].notna().any()
    assert 2.8 not in table.loc[table["study_id"] == "humlum-2025", "effect"].tolist()


def test_a_study_is_described_alike_in_all_its_rows():
    table = data.load(STUDIES)
    of_study = [
        "authors",
        "year",
        "n_people_low",
        "n_firms",
        "setting",
        "country",
        "interested",
    ]
    assert len(table[["study_id", *of_study]].drop_duplicates()) == table["study_id"].nunique()


def test_what_workers_say_in_a_study_with_registers_is_a_survey():
    table = data.load(STUDIES)
    said = table["measure"].str.contains("own account|gave new tasks|gave them|whom chatbots|put the time saved")
    assert (table.loc[said, "design"] == "survey").all()
    assert said.sum() == 3


def test_better_designs_have_lower_ranks():
    ranks = data.load(STUDIES).groupby("design")["design_rank"].unique()
    assert ranks.str.len().eq(1).all()
    order = [
        "randomized trial",
        "natural/quasi-experiment",
        "administrative register",
        "time diary",
        "telemetry",
        "survey",
        "interviews",
        "announcements",
        "model",
    ]
    assert [ranks[design][0] for design in order] == list(range(1, 10))


def test_effects_in_percent_lie_between_minus_100_and_200():
    table = data.load(STUDIES)
    percent = table[table["unit"].fillna("").str.startswith("percent")]
    assert percent[["effect", "effect_low", "effect_high"]].stack().dropna().between(-100, 200).all()


def test_hours_are_shorter_in_telemetry_and_unchanged_in_registers():
    table = data.load(STUDIES)
    hours = table[table["outcome"] == "hours"].set_index("study_id")
    assert hours.loc["activtrak-2026", ["effect", "direction"]].tolist() == [-2, "against"]
    assert hours.loc["humlum-2025", ["effect_low", "effect_high"]].tolist() == [-2, 2]
    assert hours.loc["humlum-2025", "direction"] == "none"
    assert hours.loc["jiang-2025", ["effect", "confidence"]].tolist() == [3.15, "unconfirmed"]


def test_the_study_the_essay_cites_has_its_true_size():
    """Ranganathan and Ye 2026: one firm, about 200 people, eight months, no figure for the effect."""
    table = data.load(STUDIES)
    study = table[table["study_id"] == "ranganathan-2026"]
    assert (study[["n_firms", "n_people_low"]] == [1, 200]).all(axis=None)
    assert study["effect"].isna().all()
    assert (study["design"] == "interviews").all()


def test_evidence_stands_on_both_sides():
    table = data.load(STUDIES)
    assert table.groupby("direction")["study_id"].nunique()[["for", "against", "none"]].min() >= 4


# Faults sown into a copy


@pytest.mark.parametrize(
    ("name", "row_id", "column", "text"),
    [
        (CLAIMS, "C56", "correction", ""),
        (CLAIMS, "C56", "status", "wrong"),
        (CLAIMS, "C56", "chapter", "10-ratking"),
        (CLAIMS, "C56", "unit", ""),
        (CLAIMS, "C56", "number_low", "200"),
        (CLAIMS, "C56", "number_high", "INF"),
        (CLAIMS, "C56", "id", "C55"),
        (CLAIMS, "C56", "source_date", "1719-11-25"),
        (CLAIMS, "C56", "source_date", "2025-11"),
        (CLAIMS, "C56", "source_title", ""),
        (CLAIMS, "C56", "in_essay", "false"),
        (CLAIMS, "C56", "number_low", "about 100"),
        (SHARES, "furman-2025h1", "share_low_pct", "9.2"),
        (SHARES, "furman-2025h1", "growth_pct", "16"),
        (SHARES, "barclays-2025h1", "contribution_low_pp", "80"),
        (SHARES, "barclays-2025h1", "year", "2024"),
        (SHARES, "goldman-2025-12", "contribution_low_pp", ""),
        (GDP, "2025 Q1", "period", "2025 Q2"),
        (GDP, "2025 Q1", "released", "2025-02-01"),
        (BUILDOUTS, "fiber-length", "value_low", "-39"),
        (BUILDOUTS, "fiber-length", "unit", "thousands of miles"),
        (STUDIES, "dillon-2025", "design_rank", "6"),
        (STUDIES, "dillon-2025", "unit", ""),
        (STUDIES, "dillon-2025", "effect", ""),
        (STUDIES, "upwork-2024", "effect", "770"),
        (STUDIES, "upwork-2024", "year", "2025"),
        (STUDIES, "brynjolfsson-2025b", "effect", "13"),
        (STUDIES, "brynjolfsson-2025b", "n_people_high", "5000"),
    ],
)
def test_a_spoiled_cell_is_refused(folder, capsys, name, row_id, column, text):
    set_cell(folder, name, row_id, column, text)
    assert data.main() == 1
    assert f"{name}: refused" in capsys.readouterr().out


def test_each_claim_is_taken_up_where_the_ledger_says():
    """The chapter that the ledger names links to the claim; only the office of a chief executive has none."""
    claims = data.load(CLAIMS)
    assert list(claims[claims.chapter == "none"].id) == ["C04"]
    for row in claims[claims.chapter.isin(CHAPTERS)].itertuples():
        chapter = (data.DATA.parent / "chapters" / f"{row.chapter}.ipynb").read_text("utf-8")
        assert f"claims.html#{row.id}" in chapter, f"{row.chapter} does not link to {row.id}"
