"""The meeting sheet says what the plan says; a plan that lacks a part is told so."""

import re
from html import unescape

import pytest
import segno
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from book import sheet
from small_book import ADDRESS, LACKING, OTHER, PLAN, WHOLE, built


def plan_in(text):
    document = publish_doctree(
        f"# Chapter\n\n{text}", parser=Parser(), settings_overrides={"report_level": 5, "doctitle_xform": False}
    )
    return sheet.plan_of(sheet._section(document))


def made(page, address=ADDRESS):
    site, _ = built(address)
    return (site / f"{page}-sheet.html").read_text("utf-8")


def test_a_plan_has_nine_parts():
    plan = plan_in(PLAN)
    assert list(plan) == list(sheet.PARTS)
    assert plan["six questions"][1].astext().count("minute") == 6


@pytest.mark.parametrize("key", [key for key in sheet.PARTS if key != "timetable"])
def test_a_part_that_is_missing_is_missed(key):
    name = sheet.PARTS[key]
    assert f"**{name}**" in PLAN
    assert set(sheet.PARTS) - set(plan_in(PLAN.replace(f"**{name}**", "**Another.**"))) == {key}


def test_a_timetable_with_other_columns_is_none():
    assert "timetable" not in plan_in(PLAN.replace("| Expect |", "| Result |"))


def test_a_section_in_another_form_makes_no_plan_and_no_sheet():
    assert plan_in("## For the group\n\n**Ninety minutes.**\n\n- 0–10: talk\n\n**Two misreadings.** One, two.") is None
    site, _ = built()
    assert not (site / f"{OTHER}-sheet.html").exists()
    assert "-sheet.html" not in (site / f"{OTHER}.html").read_text("utf-8")


def test_the_builder_names_the_chapter_and_what_its_plan_lacks():
    _, complaints = built()
    told = re.findall(r"WARNING: (chapters/\S+: [^\n\x1b\[]*)", complaints)
    assert told == [
        f"{LACKING}: the plan for the group lacks Read aloud.",
        f"{LACKING}: Six questions. needs a numbered list",
    ]
    assert "Bring." in made(LACKING)


def test_the_chapter_leads_to_its_sheet_and_the_sheet_back():
    site, _ = built()
    page = (site / f"{WHOLE}.html").read_text("utf-8")
    section = page.split("<h2>For the group", 1)[1]
    assert re.match(r'.*?</h2>\s*<p class="sheet-link"><a [^>]*href="11-rate-sheet.html"', section, re.DOTALL)
    assert 'href="11-rate.html">11 · The rate of profit</a>' in made(WHOLE)


def test_every_part_and_every_passage_stands_on_the_sheet():
    text = made(WHOLE)
    for name in (name for key, name in sheet.PARTS.items() if key != "timetable"):
        assert f"<strong>{name}</strong>" in text
    assert text.count('<th scope="col">') == 5
    assert text.count('<th scope="row">') == 6
    assert 'data-address="marxists.org/archive/marx/works/1894-c3/ch13.htm"' in text
    assert 'rel="external noreferrer"' in text


def test_each_setting_has_a_code_that_holds_its_whole_address():
    settings = ["drift.growth=0.04", "drift.growth=0.05&drift.start=3", "drift.growth=0", "deep.power=2"]
    text = made(WHOLE)
    found = re.findall(r'<li class="code"><a href="([^"]*)"[^>]*>(<svg.*?</svg>)</a><b class="mark">(\d)</b>', text)
    assert [unescape(link) for link, _, _ in found] == [f"{ADDRESS}chapters/11-rate.html#{s}" for s in settings]
    assert [number for _, _, number in found] == ["1", "2", "3", "4"]
    for link, drawing, _ in found:
        side = segno.make_qr(unescape(link), error="m").symbol_size(border=4)[0]
        assert f'viewBox="0 0 {side} {side}"' in drawing
    assert len({drawing for _, drawing, _ in found}) == 4


def test_without_an_address_the_sheet_prints_links_and_says_why():
    text = made(WHOLE, address="")
    assert "<svg" not in text
    assert "The address of the course is not set (html_baseurl)" in text
    assert "<code>11-rate.html#drift.growth=0.05&amp;drift.start=3</code>" in text


def test_every_link_of_the_sheet_leads_somewhere():
    site, _ = built()
    for link in re.findall(r'(?:href|src)="([^"#:]+)["#]', made(WHOLE)):
        assert (site / "chapters" / link).exists(), link
