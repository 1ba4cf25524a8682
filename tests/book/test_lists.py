"""The catalog of tables: rows before rules, every table under its own anchor, hostile text shown as text."""

import json

import pandas as pd
import pytest

from book.lists import catalog, chapters_using


def about(name, **more):
    return {
        "name": name,
        "title": f"Title of {name}",
        "description": "One row a day. More follows here.",
        "path": f"{name}.csv",
        "hash": "sha256:" + "0123456789ab" * 5,
        "checked": "2026-11-20",
        "schema": {"fields": [{"name": "day"}, {"name": "price", "unit": "dollars"}]},
        "sources": [{"publisher": "P", "date": "2026", "title": "T", "path": "https://example.org"}],
        "licenses": [{"title": "CC0 1.0", "path": "https://example.org/cc0"}],
        "checks": [{"description": "the price is positive"}],
    } | more


@pytest.fixture
def frame():
    days = pd.to_datetime(["2026-01-01", "2026-01-02", None, "2026-01-04"])
    return pd.DataFrame({"day": days, "price": [0.1 + 0.2, float("nan"), 3.0, 987654.0]})


def test_the_first_three_rows_stand_before_the_folded_rules(frame):
    html = catalog([(about("prices"), frame)]).html
    rows, folded = html.index("<td>2026-01-01</td><td>0.3</td>"), html.index("the price is positive")
    assert html.index('id="prices"') < rows < html.index("<summary>Columns") < folded
    assert "<td>2026-01-02</td><td></td>" in html
    assert "<td></td><td>3</td>" in html
    assert "987654" not in html, "the fourth row is shown"
    assert "<p>One row a day.</p>" in html
    assert "4 rows." in html


def test_text_of_a_table_is_text_and_long_text_is_cut():
    table = pd.DataFrame({"day": ["<script>"], "price": ["x" * 500]})
    html = catalog([(about("prices", title="A & <b>"), table)]).html
    assert "<td>&lt;script&gt;</td>" in html
    assert "<h2>A &amp; &lt;b&gt;</h2>" in html
    assert "x" * 59 + "…" in html
    assert "x" * 60 not in html


def test_a_missing_whole_number_is_an_empty_cell():
    table = pd.DataFrame({"day": pd.array([1, None], "Int64"), "price": pd.array([True, None], "boolean")})
    assert "<td>1</td><td>True</td></tr><tr><td></td><td></td>" in catalog([(about("prices"), table)]).html


def test_contents_and_cards_name_the_chapters_that_use_a_table(frame):
    used = {"prices": [("08-wear", "Wear"), ("11-fall", "Fall")], "idle": []}
    html = catalog([(about("idle"), frame), (about("prices"), frame)], used).html
    assert 'Used in <a href="08-wear.html">Wear</a>, <a href="11-fall.html">Fall</a>.' in html
    assert html.index('<a href="#prices">') < html.index("In no chapter yet") < html.index('<a href="#idle">')
    assert html.count("Used in") == 1


def test_a_chapter_uses_a_table_that_it_names_in_quotes_or_backticks(tmp_path):
    def write(stem, *sources):
        cells = [{"source": [source]} for source in sources]
        (tmp_path / f"{stem}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")

    write("02-b", "# Second", 'data.load("deals")', "deal_parties without quotes")
    write("01-a", "# First\n\nThe table `deals`.", 'data.load("deals_old")')
    write("data", "# Tables", 'data.load("deal_parties")')
    used = chapters_using(["deals", "deal_parties"], tmp_path)
    assert used == {"deals": [("01-a", "First"), ("02-b", "Second")], "deal_parties": []}
