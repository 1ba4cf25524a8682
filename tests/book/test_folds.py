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
    contents = page().replace(page().split("<article", 1)[1].split("</article", 1)[0], "")
    assert 'href="#for-the-careful-five-ways-to-restate"' in contents
    assert 'href="#a-heading-inside-the-fold"' in contents


def test_the_search_lands_on_the_fold_and_on_headings_in_it():
    site, _ = built()
    script = (site / "book" / "search-index.js").read_text("utf-8")
    entries = {link: (heading, text) for link, _, heading, text in json.loads(script[script.index("=") + 1 : -2])}
    heading, _ = entries[f"{WHOLE}.html#for-the-careful-five-ways-to-restate"]
    assert heading.startswith("For the careful: five ways to restate")
    heading, text = entries[f"{WHOLE}.html#a-heading-inside-the-fold"]
    assert heading.startswith("A heading inside the fold")
    assert "xylophone" in text


def test_an_objection_in_one_sentence_is_marked():
    assert '<p class="one-sentence"><strong>In one sentence.</strong>' in page()
