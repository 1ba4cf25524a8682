"""A table says what the frame says, in the same bytes on every processor."""

import re

import numpy as np
import pandas as pd
import pytest

from book import table

FRAME = pd.DataFrame({"year": [1948, 1982], "rate": [0.125, np.nan], "note": ["after <war>", None]})
COLUMNS = {"year": ("Year", ".0f"), "rate": ("Rate of profit, % of stock", ".1%"), "note": ("What was on", "")}


def cells(shown, tag):
    return re.findall(rf"<{tag}[^>]*>([^<]*)</{tag}>", shown._repr_html_())


def test_heads_row_heads_and_caption_are_marked_as_such():
    html = table(FRAME, COLUMNS, caption="US rate of profit")._repr_html_()
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', html) == [label for label, _ in COLUMNS.values()]
    assert re.findall(r'<th scope="row">([^<]*)</th>', html) == ["1948", "1982"]
    assert "<caption>US rate of profit</caption>" in html
    assert 'tabindex="0" role="region" aria-label="US rate of profit"' in html


def test_numbers_stand_right_and_words_left_and_what_is_missing_is_said():
    html = table(FRAME, COLUMNS, caption="c")._repr_html_()
    assert re.findall(r'<td class="number">([^<]*)</td>', html) == ["12.5%", "n/a"]
    assert re.findall(r"<td>([^<]*)</td>", html) == ["after &lt;war&gt;", "n/a"]


def test_in_plain_text_it_is_one_sentence():
    assert repr(table(FRAME, COLUMNS, "Profit")) == (
        "Table: Profit (2 rows; Year, Rate of profit, % of stock, What was on)."
    )


def test_a_last_bit_computed_otherwise_turns_no_rounding():
    """Twenty steps of the last bit to either side of a rounding's edge print alike."""
    for exact, spec, shown in ((0.375, ".2f", "0.38"), (1234.5, ",.0f", "1,235"), (-0.1325, ".1%", "−13.3%")):
        for direction in (-np.inf, np.inf):
            value = exact
            for _ in range(20):
                value = np.nextafter(value, direction)
            one = table(pd.DataFrame({"k": ["a"], "v": [value]}), {"k": ("K", ""), "v": ("V", spec)}, "c")
            assert cells(one, "td") == [shown]


def test_whole_numbers_keep_all_their_digits():
    for values in ([123456789012345], [123456789012345.0]):
        one = table(pd.DataFrame({"k": ["a"], "v": values}), {"k": ("K", ""), "v": ("V", ",.0f")}, "c")
        assert cells(one, "td") == ["123,456,789,012,345"]


def test_an_unknown_column_is_named():
    with pytest.raises(ValueError, match=r"no profit, rates, only year, rate, note"):
        table(FRAME, {"year": ("Year", ""), "profit": ("P", ""), "rates": ("R", "")}, "c")


def test_a_format_that_does_not_fit_names_its_column():
    with pytest.raises(ValueError, match="column note: 'after <war>' is no number"):
        table(FRAME, {"year": ("Year", ""), "note": ("Note", ".1f")}, "c")
    with pytest.raises(ValueError, match=r"column rate: format '\.1e'"):
        table(FRAME, {"year": ("Year", ""), "rate": ("Rate", ".1e")}, "c")


def test_nothing_to_show_is_refused():
    with pytest.raises(ValueError, match="'c': 0 rows and 3 columns"):
        table(FRAME[:0], COLUMNS, "c")
