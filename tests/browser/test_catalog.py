"""The page of tables in a browser: whole without scripts, searched by name, every table under its anchor."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from capital.data import tables


@pytest.fixture
def page(site, open_page):
    return open_page(f"{site}/chapters/data.html")


def test_a_search_leaves_the_tables_that_have_every_word(page):
    page.get_by_role("searchbox", name="Search the tables").fill("deal_parties")
    shown = [card.get_attribute("id") for card in page.locator(".table-card:visible").all()]
    assert "deal_parties" in shown
    assert len(shown) < len(tables()) / 2
    assert page.locator(".catalog .count").inner_text() == f"{len(shown)} of {len(tables())} tables"
    page.get_by_role("searchbox", name="Search the tables").fill("no such words")
    assert page.locator(".table-card:visible").count() == 0


def test_a_link_to_a_table_shows_and_opens_it_whatever_the_search_says(page):
    page.get_by_role("searchbox", name="Search the tables").fill("no such words")
    page.evaluate("location.hash = 'deals'")
    page.locator("#deals").wait_for()
    assert page.locator("#deals details").get_attribute("open") is not None
    assert page.locator(".table-card:visible").count() == len(tables())


def test_every_table_has_its_anchor_and_a_place_in_the_contents(page):
    assert [card.get_attribute("id") for card in page.locator(".table-card").all()] == tables()
    links = [link.get_attribute("href") for link in page.locator(".contents a").all()]
    assert sorted(links) == sorted(f"#{name}" for name in tables())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_rows_scroll_within_themselves_and_are_accessible(site, open_page, width, theme):
    page = open_page(f"{site}/chapters/data.html", width=width, theme=theme)
    page.locator(".contents").evaluate("d => { d.open = true }")
    page.locator("#deals details").evaluate("d => { d.open = true }")
    page.wait_for_timeout(500)  # what opens fades in, and half faded it lacks contrast
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#deals .rows").evaluate("r => r.scrollWidth > r.clientWidth")
    found = Axe().run(page, ".catalog", options={"resultTypes": ["violations"], "preload": False})
    assert not found.response["violations"], found.generate_report()
