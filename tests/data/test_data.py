"""The tables: complete descriptions, accounts that add up, figures as their publishers print them."""

import csv
import itertools
import json
import os
import random
import shutil

import numpy as np
import pandas as pd
import pytest

from capital import data

BEA, AI = "us_nonfinancial_corporate", "ai_task_time"
DOLLARS = [field["name"] for field in data.metadata(BEA)["schema"]["fields"] if field["name"] != "year"]
IN_IDENTITIES = DOLLARS[:6]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of two tables to spoil."""
    copy = tmp_path / "data"
    copy.mkdir()
    package = json.loads((data.DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] in (BEA, AI)]
    for table in package["resources"]:
        shutil.copy(data.DATA / table["path"], copy)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(data, "DATA", copy)
    return copy


def edit(folder, change, name=BEA):
    """Rewrite a table after change(rows); the heading is rows[0]."""
    path = folder / f"{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def set_cell(year, column, text):
    def change(rows):
        row = next(row for row in rows if row[0] == str(year))
        row[rows[0].index(column)] = text

    return change


def scale_cell(year, column, factor):
    def change(rows):
        row = next(row for row in rows if row[0] == str(year))
        at = rows[0].index(column)
        row[at] = f"{factor * float(row[at]):.3f}"

    return change


def assert_refused(folder, capsys, name=BEA):
    """The schema and the rules find the fault on their own: the hash plays no part here."""
    record = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert data.main() == 1
    assert f"{name}: refused" in capsys.readouterr().out
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == record


# What every table must have


@pytest.mark.parametrize("name", data.tables())
def test_every_table_loads_and_is_described(name):
    table = data.metadata(name)
    assert list(data.load(name).columns) == [field["name"] for field in table["schema"]["fields"]]
    assert table["title"]
    assert table["description"].startswith("One row ")  # what a row is, before anything else
    assert len(table["hash"]) == len("sha256:") + 64
    assert table["bytes"] == (data.DATA / table["path"]).stat().st_size
    assert table["schema"]["primaryKey"]
    for entry in table["sources"]:
        assert all(entry[key] for key in ("title", "publisher", "date", "path"))
    for license in table["licenses"]:
        assert all(license[key] for key in ("name", "title", "path"))
    for check in table["checks"]:
        assert check["type"] != "row-constraint" or check["description"]
    for field in table["schema"]["fields"]:
        assert field["title"]
        assert field["description"].endswith(".")
        if field["type"] in (
            "integer",
            "number",
        ):  # both limits: frictionless lets INF pass without a maximum
            assert field["unit"], field["name"]
            assert {"minimum", "maximum"} <= set(field["constraints"]), field["name"]


def test_a_caption_names_publisher_table_release_and_license():
    assert data.source(BEA) == (
        "U.S. Bureau of Economic Analysis: NIPA table 1.14, Fixed Assets tables 6.1 and 6.3 (2025-09). Public domain."
    )


def test_every_file_in_the_folder_is_a_described_table():
    described = {data.metadata(name)["path"] for name in data.tables()} | {"datapackage.json"}
    assert {path.name for path in data.DATA.iterdir()} == described


# United States, nonfinancial corporations


def test_years_run_from_1928_to_2024_and_1928_has_only_stocks():
    table = data.load(BEA)
    assert table["year"].dtype == "int64"
    assert table["year"].tolist() == list(range(1928, 2025))
    missing = table.set_index("year").isna()
    assert missing.loc[1928].sum() == 8
    assert not missing.loc[1929:].any(axis=None)


def test_accounts_add_up_to_the_last_printed_digit():
    """NIPA table 1.14: GVA = CFC + NVA; NVA = compensation + taxes on production + net operating surplus."""
    table = data.load(BEA).dropna()
    gross = table["fixed_capital_consumption_bn"] + table["net_value_added_bn"]
    net = table["compensation_bn"] + table["production_taxes_bn"] + table["net_operating_surplus_bn"]
    assert abs(table["gross_value_added_bn"] - gross).max() == pytest.approx(0.001, abs=1e-6)
    assert abs(table["net_value_added_bn"] - net).max() == pytest.approx(0.001, abs=1e-6)


RATES = {  # net operating surplus over the net fixed capital of the year-end before, computed apart
    "year": [1948, 1966, 1982, 1997, 2001, 2007, 2009, 2021, 2024],
    "net_stock_current_cost_bn": [0.151, 0.170, 0.085, 0.119, 0.082, 0.110, 0.083, 0.136, 0.122],
    "net_stock_historical_cost_bn": [0.269, 0.227, 0.157, 0.167, 0.110, 0.164, 0.125, 0.181, 0.181],
}


def rates_of_profit(table, stock):
    rates = table["net_operating_surplus_bn"] / table[stock].shift(1)
    return rates.set_axis(table["year"]).loc[RATES["year"]].round(3).tolist()


@pytest.mark.parametrize("stock", list(RATES)[1:])
def test_rate_of_profit_in_the_check_years(stock):
    assert rates_of_profit(data.load(BEA), stock) == RATES[stock]


@pytest.mark.parametrize(
    ("column", "low", "high"),
    [("gross_value_added_bn", 0.72, 1.31), ("net_stock_historical_cost_bn", 0.97, 1.13)],
)
def test_no_year_jumps(column, low, high):
    """The widest steps: value added fell by 27 % in 1932 and rose by 31 % in 1941."""
    steps = data.load(BEA).set_index("year")[column].pct_change(fill_method=None).dropna() + 1
    assert steps.between(low, high).all()


@pytest.mark.parametrize("stock", list(RATES)[1:])
def test_a_stock_dated_a_year_late_fails_the_check_years(stock):
    table = data.load(BEA)
    table[stock] = table[stock].shift(1)
    assert rates_of_profit(table, stock) != RATES[stock]


# Faults sown into copies of the table; the draws are fixed by their seeds


@pytest.mark.parametrize("year", random.Random(1867).sample(range(1928, 2025), 8))
def test_a_row_in_millions_instead_of_billions_is_refused(folder, capsys, year):
    for column in DOLLARS if year > 1928 else DOLLARS[-2:]:
        edit(folder, scale_cell(year, column, 1000))
    assert_refused(folder, capsys)


@pytest.mark.parametrize("column", DOLLARS)
def test_a_cell_in_millions_instead_of_billions_is_refused(folder, capsys, column):
    edit(folder, scale_cell(random.Random(column).randrange(1934, 2025), column, 1000))
    assert_refused(folder, capsys)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(DOLLARS, 2)))
def test_two_columns_with_each_others_figures_are_refused(folder, capsys, one, other):
    def change(rows):
        a, b = rows[0].index(one), rows[0].index(other)
        for row in rows[1:]:
            row[a], row[b] = row[b], row[a]

    edit(folder, change)
    assert_refused(folder, capsys)


def test_columns_in_another_order_are_refused(folder, capsys):
    def change(rows):
        for row in rows:
            row[3], row[4] = row[4], row[3]

    edit(folder, change)
    assert_refused(folder, capsys)


@pytest.mark.parametrize("shift", [-1, 1])
def test_all_years_shifted_are_refused(folder, capsys, shift):
    def change(rows):
        for row in rows[1:]:
            row[0] = str(int(row[0]) + shift)

    edit(folder, change)
    assert_refused(folder, capsys)


def test_one_year_shifted_is_refused(folder, capsys):
    edit(folder, set_cell(random.Random(1885).randrange(1929, 2024), "year", "2024"))
    assert_refused(folder, capsys)


def test_a_year_left_out_is_refused(folder, capsys):
    edit(folder, lambda rows: rows.pop(50))
    assert_refused(folder, capsys)


@pytest.mark.parametrize("column", IN_IDENTITIES)
def test_a_flow_dated_a_year_late_is_refused(folder, capsys, column):
    def change(rows):
        at = rows[0].index(column)
        for row, before in zip(rows[:2:-1], rows[-2:1:-1], strict=True):
            row[at] = before[at]

    edit(folder, change)
    assert_refused(folder, capsys)


@pytest.mark.parametrize("column", DOLLARS)
def test_a_flipped_sign_is_refused(folder, capsys, column):
    """Drawn from 1935 on: about 1933 profits were so near nil that their sign could slip by."""
    edit(folder, scale_cell(random.Random(column).randrange(1935, 2025), column, -1))
    assert_refused(folder, capsys)


# What the loader says


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            set_cell(1929, "profits_iva_ccadj_bn", "9.042"),
            r"nonfinancial_corporate\.csv is not the file recorded",
        ),
        (set_cell("year", "compensation_bn", "wages_bn"), r'"wages_bn" in field compensation_bn'),
        (lambda rows: [row.pop() for row in rows], r'missing label .* "net_stock_historical_cost_bn"'),
        (set_cell(1950, "compensation_bn", "n/a"), r'"n/a" in row "24" and field "compensation_bn".*number'),
        (set_cell(1950, "year", "1950.5"), r'"1950\.5" in row "24" and field "year".*integer'),
        (
            set_cell(1950, "compensation_bn", "-1"),
            r'"-1" in row .* "24" and field "compensation_bn".*minimum',
        ),
        (
            set_cell(1950, "compensation_bn", "INF"),
            r'"INF" in row .* "24" and field "compensation_bn".*maximum',
        ),
        (set_cell(1950, "compensation_bn", "NaN"), r'"NaN" in row .* "24" and field "compensation_bn"'),
        (set_cell(1950, "year", ""), r'"" in row .* "24" and field "year".*required'),
        (set_cell(1950, "year", "1949"), r'[Rr]ow at position "24".*same as in the row at position 23'),
        (
            scale_cell(1950, "net_value_added_bn", 1.001),
            r"row 24: the rule is broken that gross value added is consumption of fixed capital",
        ),
    ],
)
def test_a_changed_table_is_refused_with_place_reason_and_remedy(folder, change, message):
    edit(folder, change)
    with pytest.raises(ValueError, match=message) as caught:
        data.load(BEA)
    assert f"data/{BEA}.csv" in str(caught.value)
    assert "git checkout -- data" in str(caught.value)
    assert "python -m capital.data" in str(caught.value)


def test_an_unknown_table_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r'no table "gdp".*us_nonfinancial_corporate, ai_task_time'):
        data.load("gdp")


def test_a_missing_file_and_a_missing_folder_are_named(folder, monkeypatch):
    (folder / f"{BEA}.csv").unlink()
    with pytest.raises(FileNotFoundError, match=rf"data/{BEA}\.csv is missing.*git checkout -- data/{BEA}\.csv"):
        data.load(BEA)
    monkeypatch.setattr(data, "DATA", folder / "nowhere")
    with pytest.raises(FileNotFoundError, match=r"There is no .*nowhere.* install it from its repository"):
        data.load(BEA)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.pop("hash"), "records no sha256 of us_nonfinancial_corporate"),
        (lambda table: table["schema"]["fields"][1].update(type="money"), r"wrongly: .*\"money\""),
        (lambda table: table["checks"].append({"type": "no-such-check"}), r"wrongly: .*no-such-check"),
    ],
)
def test_a_faulty_description_is_named(folder, change, message):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package["resources"][0])
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        data.load(BEA)


def test_a_torn_description_is_named(folder):
    (folder / "datapackage.json").write_text('{"resources": [', encoding="utf-8")
    with pytest.raises(ValueError, match=r"data/datapackage\.json cannot be read: .*git checkout"):
        data.tables()


# python -m capital.data


def test_nothing_to_record_leaves_the_description_byte_for_byte(folder, capsys):
    before = (folder / "datapackage.json").read_bytes()
    assert data.main() == 0
    assert capsys.readouterr().out == "".join(f"{name}: valid, unchanged\n" for name in data.tables())
    assert (folder / "datapackage.json").read_bytes() == before


def test_a_meant_change_is_recorded_and_then_loads(folder, capsys):
    edit(folder, set_cell(1929, "profits_iva_ccadj_bn", "9.0425"))
    assert data.main() == 0
    assert f"{BEA}: valid, new file recorded" in capsys.readouterr().out
    assert data.load(BEA).set_index("year").loc[1929, "profits_iva_ccadj_bn"] == 9.0425
    assert not list(folder.glob("*.new"))


def test_a_failing_table_keeps_its_record_while_another_is_renewed(folder, capsys):
    edit(folder, set_cell(1950, "compensation_bn", "-1"))
    edit(folder, lambda rows: rows[1].__setitem__(rows[0].index("note"), "Shorter."), AI)
    record = data.metadata(BEA)["hash"]
    assert data.main() == 1
    out = capsys.readouterr().out
    assert f"{BEA}: refused" in out
    assert 'row at position "24"' in out
    assert f"{AI}: valid, new file recorded" in out
    assert data.metadata(BEA)["hash"] == record
    assert data.load(AI).loc[0, "note"] == "Shorter."


def test_a_missing_file_is_refused(folder, capsys):
    (folder / f"{AI}.csv").unlink()
    assert_refused(folder, capsys, AI)


def test_an_interrupted_recording_leaves_the_old_description_whole(folder, monkeypatch):
    before = (folder / "datapackage.json").read_bytes()
    edit(folder, set_cell(1929, "profits_iva_ccadj_bn", "9.042"))

    def interrupted(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        data.main()
    assert (folder / "datapackage.json").read_bytes() == before


def test_types_of_columns_with_and_without_gaps(tmp_path, monkeypatch):
    kinds = {
        "whole": "integer",
        "some": "integer",
        "x": "number",
        "day": "date",
        "yes": "boolean",
        "maybe": "boolean",
    }
    table = {
        "name": "small",
        "path": "small.csv",
        "schema": {"fields": [{"name": name, "type": kind} for name, kind in kinds.items()]},
    }
    (tmp_path / "small.csv").write_text("whole,some,x,day,yes,maybe\n1,2,,2026-11-22,true,\n2,,1.5,,false,true\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "test", "resources": [table]}))
    monkeypatch.setattr(data, "DATA", tmp_path)
    assert data.main() == 0
    small = data.load("small")
    assert small.dtypes.astype(str).tolist() == [
        "int64",
        "Int64",
        "float64",
        "datetime64[s]",
        "bool",
        "boolean",
    ]
    assert small.loc[0, "day"] == pd.Timestamp("2026-11-22")
    assert small.isna().sum().tolist() == [0, 1, 1, 1, 0, 1]


# Time for a task with and without AI


def study(study_id, group="all"):
    return data.load(AI).set_index(["study_id", "group"]).loc[(study_id, group)]


@pytest.mark.parametrize(
    ("study_id", "group", "ratio"),
    [
        ("peng-2023", "all", 1 - 0.558),  # "completed the task 55.8 % faster"
        ("cui-2026", "three firms together", 1 / 1.2608),  # "a 26.08 % increase in completed tasks"
        ("paradis-2024", "all", 1 - 0.21),  # "about 21 %"
        ("metr-2025", "all", 1 + 0.19),  # "takes 19 % longer"
        ("metr-2026", "developers of the first trial", 1 - 0.18),  # "-18 %"
        ("metr-2026", "newly recruited developers", 1 - 0.04),  # "-4 %"
        ("murphyhill-2026", "adopters", 1 / 1.24),  # "roughly 24 % more pull requests"
        ("noy-2023", "all", 1 - 0.40),  # "average time taken decreased by 40 %"
        ("brynjolfsson-2025", "all", 1 / 1.15),  # issues resolved an hour, "by 15 % on average"
        ("brynjolfsson-2025", "least skilled agents", 1 / 1.30),
        ("dellacqua-2026", "task within the tool's reach", 1 - 0.251),  # "25.1 % more quickly"
        ("bick-2025", "all workers", 1 - 0.014),  # "equivalent to 1.4 % of total work hours"
    ],
)
def test_ratio_is_the_printed_figure_converted(study_id, group, ratio):
    assert study(study_id, group)["time_ratio_with_ai"] == pytest.approx(ratio, abs=0.0006)


def test_interval_of_the_three_field_experiments_is_1_96_standard_errors():
    """Cui et al. 2026: 26.08 % more tasks, standard error 10.3 points."""
    row = study("cui-2026", "three firms together")
    assert row["low"] == pytest.approx(1 / (1.2608 + 1.96 * 0.103), abs=0.0006)
    assert row["high"] == pytest.approx(1 / (1.2608 - 1.96 * 0.103), abs=0.0006)


@pytest.mark.parametrize(
    ("group", "without", "percent", "low", "high"),
    [
        ("complaint", 160.69, 24.1, -64.00, -13.36),
        ("contract", 69.72, 32.1, -33.71, -10.91),
        ("employee handbook", 37.24, 21.1, -12.03, -3.74),
        ("client memo", 244.41, 11.8, -52.59, -5.05),
    ],
)
def test_legal_drafting_agrees_with_table_2_of_choi_monahan_and_schwarcz(group, without, percent, low, high):
    row = study("choi-2024", group)
    assert row["minutes_without_ai"] == without
    printed = [1 - percent / 100, 1 + low / without, 1 + high / without]
    np.testing.assert_allclose(row[["time_ratio_with_ai", "low", "high"]].astype(float), printed, atol=0.0006)


def test_minutes_of_the_skill_study_are_those_of_its_published_records():
    """Shen and Tamkin 2026: minutes on the two tasks, 26 people with AI and 26 without."""
    with_ai = [
        21,
        19,
        16,
        22,
        35,
        18,
        19,
        24,
        21,
        24,
        21,
        28,
        20,
        31,
        35,
        18,
        21,
        17,
        32,
        22,
        34,
        29,
        22,
        13,
        21,
        15,
    ]
    without = [
        21,
        29,
        30,
        32,
        19,
        21,
        17,
        34,
        27,
        16,
        14,
        15,
        32,
        35,
        14,
        22,
        10,
        35,
        35,
        29,
        35,
        31,
        21,
        25,
        21,
        22,
    ]
    row = study("shen-2026")
    assert row["minutes_with_ai"] == np.mean(with_ai)
    assert row["minutes_without_ai"] == pytest.approx(np.mean(without), abs=0.005)
    error = np.sqrt((np.var(with_ai, ddof=1) + np.var(without, ddof=1)) / 26)
    half = 2.0086 * error / np.mean(without)  # Student's t at 97.5 %, 50 degrees of freedom
    np.testing.assert_allclose(
        row[["low", "high"]].astype(float), row["time_ratio_with_ai"] + [-half, half], atol=0.0006
    )


def test_the_update_stands_beside_the_trial_it_corrects():
    table = data.load(AI)
    trials = table[table["study_id"].str.startswith("metr")].set_index("group")
    assert trials["low"].tolist() == [1.02, 0.62, 0.85]
    assert trials["high"].tolist() == [1.39, 1.09, 1.09]


def test_an_unconfirmed_figure_says_where_it_was_read():
    table = data.load(AI)
    notes = table.loc[table["confidence"] == "unconfirmed", "note"]
    assert len(notes) == 3
    assert notes.str.contains("as others quote").all()


def test_a_table_is_tested_once_and_a_change_of_its_file_is_noticed_all_the_same(folder):
    first = data.load(BEA)
    first.loc[0, "year"] = 1066
    assert data.load(BEA).year[0] == 1928
    edit(folder, set_cell(1950, "compensation_bn", "1"))
    with pytest.raises(ValueError, match="nonfinancial"):
        data.load(BEA)
