"""Sections for the careful are folded on the page and lost nowhere."""

import json
import re

from small_book import WHOLE, built


def page():
    site, _ = built()
    return (site / f"{WHOLE}.html").read_text("utf-8")


def test_the_fold_holds_all_up_to_the_next_heading_of_its_level():
    text = page()
    assert text.count('<details class="fold">') == 1
    fold = text.split('<details class="fold"><summary>', 1)[1]
    heading, rest = fold.split("</summary>", 1)
    assert re.match(r"<h3>For the careful: five ways to restate", heading)
    inside, after = rest.split('id="after-the-fold"', 1)
    for held in (
        'id="a-heading-inside-the-fold"',
        'id="inside"',
        'class="explorer" id="deep"',
        '<table class="figures">',
    ):
        assert held in inside, held
    assert inside.rstrip().removesuffix("<section").rstrip().endswith("</details></section>")
    assert "<h3>After the fold" in after


def test_the_contents_of_the_page_list_the_fold():
    contents = page().split('class="page-toc', 1)[1] if 'class="page-toc' in page() else page()
    assert 'href="#for-the-careful-five-ways-to-restate"' in contents.split("<article", 1)[-1]


def test_the_search_knows_its_words_and_its_headings():
    site, _ = built()
    index = json.loads((site / "searchindex.js").read_text("utf-8").removeprefix("Search.setIndex(").rstrip(");\n"))
    assert "xylophon" in index["terms"]
    titles = index["alltitles"]
    assert titles["For the careful: five ways to restate"][0][1] == "for-the-careful-five-ways-to-restate"
    assert "A heading inside the fold" in titles


def test_an_objection_in_one_sentence_is_marked():
    assert '<p class="one-sentence"><strong>In one sentence.</strong>' in page()
