"""The figure by itself on a page that is nothing else: asked, read off, saved, shared, on a phone and a wall."""

import csv
import io
import json
import re
import shutil

import altair as alt
import numpy as np
import pytest
from playwright.sync_api import expect

import explorable.sphinx
import gallery
from explorable import Axis, Predict, Slider, explore

ASKS = Predict("Will jobs swing more or less?", "more", "less", answer="more", because="Pressure moves wages further.")
PHONE = {"width": 390, "height": 664, "has_touch": True, "is_mobile": True}


def many(x, a, b, c, d, e, β):
    return a * x + b + c + d + e * np.sin(x) + β


def figures():
    """One that asks, a network, and one with six controls."""
    asking = gallery.cycle()
    asking.predict = ASKS
    sliders = {key: Slider(key, 0, 1, value=0.5, step=0.1) for key in ("a", "b", "c", "d", "e", "β")}
    six = explore(
        many, x=Axis("X", 0, 10, count=41), **sliders, name="six",
        draw=lambda chart: chart.mark_line().encode(alt.X("x:Q"), alt.Y("many:Q").title("Sum").scale(domain=[0, 20])),
        title='Six <controls> & a </script> of "names"', caption="It ends at {many.last:.2f} with β = {β:.1f}.",
    )  # fmt: skip
    return [asking, gallery.network(), six]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    for source in explorable.sphinx.STATIC.iterdir():
        shutil.copy(source, folder)
    (folder / "vega.js").write_text(explorable.sphinx.vega_bundle(), "utf-8")
    head = '<meta charset="utf-8"><title>Alone</title><link rel="stylesheet" href="explorer.css">'
    head += '<meta name="viewport" content="width=device-width"><script defer src="explorer.js"></script>'
    body = "<p>Words</p>".join(figure.html() for figure in figures())
    (folder / "page.html").write_text(
        f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>", "utf-8"
    )
    return (folder / "page.html").as_uri()


def alive(page, key):
    figure = page.locator(f"#{key}")
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => 'alive' in figure.dataset", arg=figure.element_handle())
    return figure


def test_a_question_hides_its_figure_until_it_is_answered_by_tap(address, open_page):
    page = open_page(address, **PHONE)
    figure = page.locator("#cycle")
    assert figure.get_by_role("heading").all_inner_texts() == [ASKS.question]
    assert figure.get_by_role("button").all_inner_texts() == ["more", "less", "Just show me"]
    for hidden in (".title", ".picture", "figcaption", "fieldset"):
        assert not figure.locator(hidden).is_visible()
    figure.get_by_role("button", name="less").tap()
    alive(page, "cycle")
    assert figure.locator(".verdict").inner_text() == "You said: less. It is: more. Pressure moves wages further."
    for shown in (".title", ".picture", "figcaption", "fieldset"):
        assert figure.locator(shown).is_visible()
    assert not figure.locator(".answers").is_visible()


def test_a_question_is_answered_by_key_and_the_verdict_is_where_the_reader_is(address, open_page):
    page = open_page(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "more"
    page.keyboard.press("Enter")
    figure = alive(page, "cycle")
    assert figure.locator(".verdict").inner_text() == "Right: more. Pressure moves wages further."
    assert page.evaluate("document.activeElement.className") == "verdict"
    assert figure.locator(".verdict").get_attribute("role") == "status"


def test_who_wants_no_question_is_shown_the_finding(address, open_page):
    page = open_page(address)
    page.get_by_role("button", name="Just show me").click()
    figure = alive(page, "cycle")
    assert figure.locator(".verdict").inner_text() == ASKS.finding


def test_a_link_to_a_setting_skips_the_question_and_moves_the_focus(address, open_page):
    page = open_page(f"{address}#cycle.pressure=0.7")
    figure = alive(page, "cycle")
    assert figure.locator("figcaption").inner_text() == gallery.cycle().sentence(pressure=0.7)
    page.wait_for_function("document.activeElement.className === 'title'")
    assert page.evaluate("document.activeElement.closest('figure').id") == "cycle"
    assert figure.locator(".verdict").inner_text() == ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "range"


def test_without_javascript_and_in_print_the_question_stands_with_its_answer(address, open_page):
    page = open_page(address, watched=False, java_script_enabled=False)
    assert page.locator("#cycle .verdict").inner_text() == ASKS.finding
    assert page.locator("#cycle .picture svg").is_visible()
    assert "need JavaScript" in page.locator("#cycle form").inner_text()
    page = open_page(address)
    page.emulate_media(media="print")
    assert page.locator("#cycle .picture svg").is_visible()
    assert not page.locator("#cycle .answers").is_visible()


def test_four_controls_are_in_view_and_the_others_a_tap_away(address, open_page):
    page = open_page(address, **PHONE)
    figure = alive(page, "six")
    sliders = figure.locator("input[type='range']")
    assert [slider.is_visible() for slider in sliders.all()] == [True] * 4 + [False] * 2
    figure.get_by_text("More controls").tap()
    assert all(slider.is_visible() for slider in sliders.all())
    assert len({round(slider.bounding_box()["width"]) for slider in sliders.all()}) == 1


def test_a_greek_control_moves_and_is_shared(address, open_page):
    page = open_page(address)
    figure = alive(page, "six")
    figure.get_by_text("More controls").click()
    figure.locator("[name='β']").press("ArrowRight")
    assert figure.locator("figcaption").inner_text().endswith("β = 0.6.")
    page.wait_for_function("location.hash.length > 1")
    again = open_page(page.evaluate("location.href"))
    assert alive(again, "six").locator("figcaption").inner_text().endswith("β = 0.6.")


@pytest.mark.parametrize("key", ["network", "six"])
def test_title_chart_and_controls_fit_a_phone_and_the_chart_stays_while_sliders_move(key, address, open_page):
    page = open_page(address, **PHONE)
    figure = alive(page, key)
    page.evaluate("window.scrollBy(0, 0)")
    figure.evaluate("f => f.scrollIntoView()")
    tops = figure.evaluate(
        "f => { const box = s => f.querySelector(s).getBoundingClientRect(); return"
        " [box('.title').top, box('.picture').bottom, box('form').bottom, box('.picture').top, box('form').top] }"
    )
    assert max(tops[1], tops[2]) - tops[0] <= 664
    assert tops[3] < tops[4], "the hand on the sliders does not cover the chart"
    page.evaluate("window.scrollBy(0, 120)")
    assert figure.locator(".picture").evaluate("p => p.getBoundingClientRect().top") >= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_when_a_figure_comes_alive(width, address, open_page):
    page = open_page("about:blank", width=width)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { "
        "for (const e of list.getEntries()) { window.shift += e.value } })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address)
    alive(page, "network")
    alive(page, "six")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.01


def test_a_finger_and_a_mouse_read_a_value(address, open_page):
    page = open_page(address)
    figure = alive(page, "network")
    box = figure.locator(".live svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    said = figure.locator(".reading").inner_text()
    firm = int(re.match(r"Firm: (\d+) · Paid of what is owed: [\d.]+% · State: (pays|fails)$", said)[1])
    assert 5 <= firm <= 8
    page.mouse.move(5, 5)
    assert figure.locator(".reading").count() == 0
    phone = open_page(address, **PHONE)
    figure = alive(phone, "six")
    box = figure.locator(".live svg").bounding_box()
    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 100)
    assert figure.locator(".reading").inner_text().startswith("X: ")


def test_every_row_is_in_the_table_and_in_the_file(address, open_page):
    page = open_page(address)
    page.get_by_role("button", name="Just show me").click()
    figure = alive(page, "cycle")
    figure.get_by_text("Data", exact=True).click()
    expect(figure.locator("tbody tr")).to_have_count(300)  # filled in a moment after it opens
    assert figure.locator("tbody th[scope='row']").count() == 300
    assert "of 300 rows" not in figure.locator("table").inner_text()
    figure.locator("[name='pressure']").press("ArrowRight")
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Download CSV").click()
    assert saved.value.suggested_filename == "cycle.csv"
    head, *lines = csv.reader(io.StringIO(saved.value.path().read_text("utf-8")))
    assert head == ["Year", "Employment", "Share of wages"]
    table = gallery.cycle().frame(pressure=0.65)
    np.testing.assert_allclose(np.array(lines, dtype=float), table.to_numpy(), rtol=1e-9)


def test_the_picture_is_saved_with_its_title_and_address(address, open_page):
    page = open_page(address)
    figure = alive(page, "six")
    with page.expect_download() as saved:
        figure.get_by_role("button", name="SVG", exact=True).click()
    svg = saved.value.path().read_text("utf-8")
    assert "var(" not in svg
    assert "Six &lt;controls&gt; &amp; a &lt;/script&gt;" in svg
    assert "page.html#six" in svg
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Save picture").click()
    assert saved.value.suggested_filename == "six.png"
    assert saved.value.path().read_bytes()[:4] == b"\x89PNG"


def test_the_whole_screen_for_a_wall_and_back(address, open_page):
    page = open_page(address)
    figure = alive(page, "network")
    before = figure.locator(".live svg").bounding_box()["width"]
    figure.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.querySelector('#network [name=full]').textContent === 'Leave full screen'")
    wide = figure.locator(".live svg").bounding_box()["width"]
    assert wide > before
    assert figure.evaluate("f => parseFloat(getComputedStyle(f).fontSize)") > 16
    figure.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("document.querySelector('#network [name=full]').textContent === 'Full screen'")
    assert figure.locator(".live svg").bounding_box()["width"] == pytest.approx(before, abs=2)


def test_on_a_phone_without_a_whole_screen_for_figures_one_covers_the_page_and_keeps_the_keys(address, open_page):
    page = open_page("about:blank", width=390, height=664, has_touch=True)
    page.add_init_script("delete Element.prototype.requestFullscreen")
    page.goto(address)
    figure = alive(page, "network")
    full = figure.locator("[name='full']")
    full.tap()
    page.wait_for_function("document.querySelector('#network').classList.contains('full')")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#network')")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#network').classList.contains('full')")
    assert page.locator("[inert]").count() == 0


def test_paper_has_the_answer_that_the_screen_keeps_back(address, open_page):
    page = open_page(address)
    page.locator("#cycle.asking").wait_for()
    page.emulate_media(media="print")
    answer = page.locator("#cycle .verdict").evaluate("v => getComputedStyle(v, '::after').content")
    assert answer == f'"{ASKS.finding}"'
    assert page.locator("#cycle .picture svg").is_visible()


def test_the_drawing_is_no_stop_for_keys(address, open_page):
    page = open_page(address)
    alive(page, "network")
    page.locator("#network input").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.live')") is None


def test_the_drawing_is_as_wide_as_its_box_after_the_window_turns(address, open_page):
    page = open_page(address)
    figure = alive(page, "six")
    for width in (700, 390, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        inside = figure.locator(".picture").evaluate("p => p.clientWidth")
        assert figure.locator(".live svg").bounding_box()["width"] == pytest.approx(inside, abs=2)


def test_a_hundred_keys_write_the_address_a_few_times_and_speak_once(address, open_page):
    page = open_page(address)
    figure = alive(page, "network")
    page.evaluate(
        "window.writes = 0; const own = history.replaceState.bind(history);"
        " history.replaceState = (...all) => { window.writes += 1; own(...all) }; window.said = [];"
        " new MutationObserver(() => window.said.push(document.querySelector('#network .spoken').textContent))"
        ".observe(document.querySelector('#network .spoken'), {childList: true, characterData: true, subtree: true})"
    )
    slider = figure.locator("[name='loss']")
    for k in range(100):
        slider.press("ArrowLeft" if k % 2 == 0 else "ArrowRight")
    slider.press("ArrowLeft")
    page.wait_for_timeout(1300)
    assert page.evaluate("window.writes") < 40
    assert page.evaluate("window.said.at(-1)") == figure.locator("figcaption").inner_text()
    assert page.evaluate("window.said.length") <= 3


def test_the_picture_says_what_is_drawn_and_the_title_is_a_heading_said_once(address, open_page):
    page = open_page(address)
    figure = alive(page, "network")
    assert figure.get_by_role("heading").all_inner_texts() == [gallery.network().title]
    described = figure.locator(".picture").get_attribute("aria-label")
    assert described == "Chart of bars. Across: Firm. Up: Paid of what is owed."
    assert figure.locator("output").first.get_attribute("aria-live") == "off"
    assert figure.evaluate("f => f.lastElementChild.tagName") == "FIGCAPTION"


def test_hostile_words_stay_words(address, open_page):
    page = open_page(address)
    figure = alive(page, "six")
    assert figure.locator(".title").inner_text() == 'Six <controls> & a </script> of "names"'
    for text in ("<!--<script>", "</script><b>", "\u2028", "&lt;", "{x.last:.1f} <![CDATA["):
        made = figures()[2]
        made.title = text
        plan = re.search(r'<script type="application/json">(.*?)</script>', made.html())[1]
        assert "<" not in plan
        assert json.loads(plan)["frames"] == ["many"]
