"""Folds, tables, links and the meeting sheet in a real browser, on a small book that has them all."""

import functools
import re
import threading
from http.server import ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

import serve
from small_book import ADDRESS, WHOLE, built

IS_OPEN = "document.querySelector('details.fold').open"
PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}


@pytest.fixture(scope="module")
def address():
    """Where the page that has everything is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(serve.Quiet, directory=built()[0]))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{WHOLE}.html"
    server.shutdown()
    thread.join()
    server.server_close()


def in_view(page, selector):
    return page.wait_for_function(
        "s => { const e = document.querySelector(s), { top } = e.getBoundingClientRect();"
        " return e.checkVisibility() && top >= 0 && top < innerHeight / 2 }",
        arg=selector,
    )


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def words_of(page):
    """What a page says when it is printed."""
    page.emulate_media(media="print")
    return page.locator("main").inner_text()


def test_a_tap_opens_a_fold_and_its_figure_comes_alive(address, open_page):
    page = open_page(address, width=390, has_touch=True)
    assert not page.evaluate(IS_OPEN)
    assert not page.locator("#deep").is_visible()
    page.locator("details.fold > summary").tap()
    assert page.evaluate(IS_OPEN)
    page.locator("#deep").scroll_into_view_if_needed()
    page.locator("#deep[data-alive] .live svg").wait_for()
    page.locator("details.fold > summary").tap()
    assert not page.evaluate(IS_OPEN)


def test_the_keyboard_opens_a_fold(address, open_page):
    page = open_page(address)
    page.locator("details.fold > summary").press("Enter")
    assert page.evaluate(IS_OPEN)


def test_a_fold_opens_without_a_script(address, open_page):
    page = open_page(address, watched=False, java_script_enabled=False)
    page.locator("details.fold > summary").click()
    assert page.get_by_text("xylophone").is_visible()


@pytest.mark.parametrize(
    "link", ["#inside", "#a-heading-inside-the-fold", "#for-the-careful-five-ways-to-restate", "#deep"]
)
def test_an_address_inside_a_fold_opens_it_on_arrival(link, address, open_page):
    page = open_page(address + link)
    page.wait_for_function(IS_OPEN)
    in_view(page, link)


def test_a_setting_opens_the_fold_of_its_figure_on_arrival(address, open_page):
    page = open_page(f"{address}#drift.start=3&deep.power=2")
    page.wait_for_function(IS_OPEN)
    page.locator("#deep figcaption", has_text="2500.0").wait_for()


def test_an_address_elsewhere_leaves_the_fold_closed(address, open_page):
    for link in ("", "#after-the-fold", "#drift.start=3", "#%E0%A4%A", "#nowhere.x=1"):
        page = open_page(address + link)
        page.wait_for_load_state("networkidle")
        assert not page.evaluate(IS_OPEN), link


@pytest.mark.parametrize(
    ("link", "place"), [("#to-setting", "#deep"), ("article a[href='#inside'] >> nth=-1", "#inside")]
)
def test_a_link_on_the_same_page_opens_the_fold_as_often_as_it_is_followed(link, place, address, open_page):
    page = open_page(address)
    for _ in range(2):
        page.locator(link).click()
        page.wait_for_function(IS_OPEN)
        in_view(page, place)
        page.locator("details.fold > summary").evaluate("s => s.parentElement.open = false")
    page.evaluate("location.hash = ''")
    page.evaluate("location.hash = 'a-heading-inside-the-fold'")
    page.wait_for_function(IS_OPEN)


def test_looking_for_words_in_the_page_opens_the_fold(address, open_page):
    page = open_page(f"{address}#:~:text=xylophone")
    page.wait_for_function(IS_OPEN)


def test_print_names_what_is_folded_and_keeps_what_is_open(address, open_page):
    page = open_page(address)
    said = words_of(page)
    assert "For the careful: five ways to restate" in said
    assert "xylophone" not in said
    assert "After the fold" in said
    page.evaluate("document.querySelector('details.fold').open = true")
    said = words_of(page)
    assert "For the careful: five ways to restate" in said
    assert "xylophone" in said
    assert "US rate of profit" in said


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("suffix", ["", "-sheet"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_rule_of_accessibility_is_broken(suffix, theme, width, address, open_page):
    page = open_page(address.replace(".html", f"{suffix}.html"), theme=theme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.wait_for_timeout(500)
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("suffix", ["", "-sheet"])
def test_nothing_scrolls_sideways_on_a_phone_but_a_table_within_itself(suffix, address, open_page):
    page = open_page(address.replace(".html", f"{suffix}.html"), width=390)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if not suffix:
        frame = page.locator(".scroll:has(> table.figures)")
        frame.focus()
        frame.press("End")
        assert frame.evaluate("f => f.scrollWidth > f.clientWidth + 50")
        frame.evaluate("f => { f.scrollLeft = 1e4 }")
        left = "e => Math.round(e.getBoundingClientRect().left)"
        assert frame.evaluate(left) == frame.locator("tbody th").first.evaluate(left), "the years stay in view"


def test_nothing_is_asked_of_another_site_before_a_link_is_followed(address, open_page):
    page = open_page(address)
    page.wait_for_load_state("networkidle")
    assert page.locator("a.passage[rel~='noreferrer']").count() >= 4
    asked = page.evaluate("performance.getEntriesByType('resource').map(r => new URL(r.name).host)")
    assert set(asked) == {address.split("/")[2]}
    hints = page.locator("link[rel~='prefetch'][href^='http'], link[rel~='preconnect']")
    assert hints.count() == 0


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("base", [ADDRESS, ""])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_sheet_is_one_printed_side(paper, base, width, open_page):
    page = open_page((built(base)[0] / f"{WHOLE}-sheet.html").as_uri(), width=width)
    page.wait_for_function("document.querySelector('.sheet').style.getPropertyValue('--size')")
    assert pages_of(page.pdf(format=paper)) == 1
    size = float(page.evaluate("document.querySelector('.sheet').style.getPropertyValue('--size')").removesuffix("pt"))
    assert size >= 7.5, "large enough to read"


def test_without_a_script_the_sheet_is_one_side_too(open_page):
    page = open_page((built()[0] / f"{WHOLE}-sheet.html").as_uri(), watched=False, java_script_enabled=False)
    assert [pages_of(page.pdf(format=paper)) for paper in PAPERS] == [1, 1]


def test_the_link_on_the_page_opens_the_sheet_and_a_setting_of_the_sheet_its_figure(address, open_page):
    page = open_page(address)
    page.get_by_role("link", name="Meeting sheet (one page to print)").click()
    page.get_by_role("link", name="the fold", exact=True).click()
    page.locator("#deep figcaption", has_text="2500.0").wait_for()
    in_view(page, "#deep")
