"""The page around a chapter, used as a reader does: by thumb, by keys, on paper, without storage, without scripts."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from pages import FRONT, PAGES, SITE
from rules import broken_colors, broken_rules

CHAPTER = "chapters/08-depreciation.html"
OTHER = "chapters/02-socially-necessary-labor-time.html"
WIDTHS = [390, 820, 1280]
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"
PUT_AWAY = re.compile('class="cell(?![^"]* shown )[^"]*"[^>]*>\\s*<div class="cell_input')
WITH_CODE = [page for page in PAGES if PUT_AWAY.search(page.read_text("utf-8"))]
CODE = "article .cell_input:not(.shown *)"
STILL = """() => new Promise(done => {
  let last = -1, same = 0;
  const look = () => {
    same = scrollY === last ? same + 1 : 0;
    last = scrollY;
    same > 5 ? done() : requestAnimationFrame(look);
  };
  look();
})"""


def on_screen(locator):
    """Whether a finger could touch it: the middle of it is in the window and nothing lies over it."""
    return locator.evaluate(
        """e => {
          const b = e.getBoundingClientRect(), x = b.x + b.width / 2, y = b.y + b.height / 2;
          const hit = document.elementFromPoint(x, y);
          return b.width > 0 && !!hit && (e === hit || e.contains(hit));
        }"""
    )


def top_of(page, section):
    page.evaluate(STILL)
    return page.locator(f"[id='{section}'] :is(h1, h2, h3)").first.bounding_box()["y"]


def arrived_at(page, section):
    """The section's heading stands directly under the bar."""
    bar = page.locator(".bar").bounding_box()["height"]
    return bar <= top_of(page, section) <= bar + 60


@pytest.mark.parametrize("width", WIDTHS)
def test_a_thumb_opens_the_chapters_and_arrives_at_one(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width, has_touch=True)
    button, link = page.locator("#menu-button"), page.locator("#menu a", has_text="Steve and Ladder Corp.")
    if width >= 1000:
        assert on_screen(link)
        button.tap()  # beside the text it can be put away, and had back
        assert not link.is_visible()
        expect(button).to_have_attribute("aria-expanded", "false")
    assert not link.is_visible()
    button.tap()
    assert on_screen(link)
    expect(button).to_have_attribute("aria-expanded", "true")
    link.tap()
    page.wait_for_url(f"**/{OTHER}")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_thumb_opens_the_contents_and_arrives_at_a_section(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width, has_touch=True)
    button, link = page.locator("#contents-button"), page.locator("#contents a", has_text="For the group")
    if width >= 1200:
        button.tap()
        assert not link.is_visible()
    assert not link.is_visible()
    button.tap()
    link.scroll_into_view_if_needed()
    assert on_screen(link)
    link.tap()
    page.wait_for_url("**#for-the-group")
    assert arrived_at(page, "for-the-group")
    assert page.evaluate("document.activeElement.closest('section')?.id") == "for-the-group", (
        "the next Tab goes on there"
    )
    assert link.is_visible() == (width >= 1200), "a panel over the text makes way for it"


@pytest.mark.parametrize("width", [390, 820])
@pytest.mark.parametrize("name", ["menu", "contents"])
def test_a_tap_beside_a_panel_or_on_its_cross_closes_it(name, width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width, has_touch=True)
    panel, button = page.locator(f"#{name}"), page.locator(f"#{name}-button")
    button.tap()
    panel.locator(".close").tap()
    assert not panel.is_visible()
    button.tap()
    assert panel.is_visible()
    page.touchscreen.tap(width - 15 if name == "menu" else 15, 500)
    panel.wait_for(state="hidden")
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", [390, 820])
@pytest.mark.parametrize("name", ["menu", "contents"])
def test_keys_open_a_panel_move_into_it_and_escape_gives_the_focus_back(name, width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width)
    panel, button = page.locator(f"#{name}"), page.locator(f"#{name}-button")
    button.focus()
    page.keyboard.press("Enter")
    panel.wait_for()
    page.wait_for_function("name => document.activeElement.closest('.side')?.id === name", arg=name)
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert button.evaluate("b => b === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_function("name => document.activeElement.closest('.side')?.id === name", arg=name)
    before = page.url
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    assert not page.locator(f"#{name}:popover-open").count()


@pytest.mark.parametrize("width", [1280])
def test_closed_side_columns_stay_closed_on_the_next_page_and_give_the_figures_their_room(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width)
    before = page.locator("figure.explorer").first.bounding_box()["width"]
    page.locator("#menu-button").focus()
    page.keyboard.press("Enter")
    page.locator("#contents-button").focus()
    page.keyboard.press("Space")
    assert page.locator("figure.explorer").first.bounding_box()["width"] > before + 100
    page.goto(f"{site}/{OTHER}")
    assert not page.locator("#menu").is_visible()
    assert not page.locator("#contents").is_visible()


def test_on_a_phone_the_drawing_stays_in_view_while_every_slider_is_moved(site, open_page):
    page = open_page(f"{site}/{CHAPTER}#clocks.life=5", width=390, height=664, has_touch=True)
    figure = page.locator("#clocks[data-alive]")
    figure.wait_for()
    bar = page.locator(".bar").bounding_box()["height"]
    for control in figure.locator("form > fieldset > p > :is(input, select)").all():
        control.evaluate("c => c.scrollIntoView({block: 'end', behavior: 'instant'})")
        assert on_screen(control)
        assert figure.locator(".picture").bounding_box()["y"] >= bar - 1


@pytest.mark.parametrize(("width", "height"), [(320, 256), (568, 320)])
def test_in_a_low_window_neither_bar_nor_drawing_covers_a_slider(width, height, site, open_page):
    """A page at 400%, a phone on its side."""
    page = open_page(f"{site}/{CHAPTER}#clocks.life=5", width=width, height=height)
    figure = page.locator("#clocks[data-alive]")
    figure.wait_for()
    for control in figure.locator("form > fieldset > p > :is(input, select)").all():
        control.focus()
        assert on_screen(control)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_scrolls_sideways_at_400_percent_or_with_letters_of_twice_the_size(path, site, open_page):
    page = open_page(f"{site}/{path.relative_to(SITE).as_posix()}", width=320, height=600)
    for width, letters in ((320, 16), (390, 32)):
        page.set_viewport_size({"width": width, "height": 600})
        page.evaluate("size => { document.documentElement.style.fontSize = `${size}px` }", letters)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for button in page.locator(".bar button:visible").all():
            assert on_screen(button)


def test_a_figure_whose_script_does_not_arrive_stands_as_a_picture_with_its_answer(site, open_page):
    page = open_page("about:blank", watched=False)
    page.route("**/explorer.js*", lambda route: route.abort())
    page.goto(f"{site}/{CHAPTER}")
    figure = page.locator("#clocks")
    assert figure.locator(".picture svg").is_visible()
    assert figure.locator(".verdict").inner_text().startswith("Above.")


def test_one_button_opens_every_fold_and_closes_it(site, open_page):
    page = open_page(f"{site}/{CHAPTER}")
    folds, button = page.locator("article details.fold"), page.locator(".open-folds")
    button.click()
    assert page.locator("article details.fold[open]").count() == folds.count() > 1
    button.click()
    assert page.locator("article details.fold[open]").count() == 0


def test_whoever_will_not_guess_is_shown_the_figure(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390, has_touch=True)
    page.locator("#clocks .answers button", has_text="Just show me").tap()
    page.locator("#clocks[data-alive] .live svg").wait_for()


def test_a_page_becomes_slides_with_live_figures_and_no_solutions(site, open_page):
    page = open_page(f"{site}/{CHAPTER}")
    page.locator(".present-button").click()
    assert page.locator("article h1").is_visible()
    assert not page.locator(".bar").is_visible()
    place, figures = page.locator(".slide-place"), set()
    while True:
        words = page.locator("article").inner_text()
        assert len(words.strip()) > 30
        assert "Solution" not in words
        assert "For the careful" not in words
        figures |= {figure.get_attribute("id") for figure in page.locator("figure.explorer:visible").all()}
        at, total = place.inner_text().split(" of ")
        if at == total:
            break
        page.keyboard.press("PageDown")
        assert place.inner_text() == f"{int(at) + 1} of {total}"
    assert figures == set(page.evaluate(
        "[...document.querySelectorAll('article figure.explorer')].filter(f => !f.closest('details')).map(f => f.id)"
    ))  # fmt: skip
    assert "Six questions" in page.locator("article").inner_text()

    while not page.locator("#clocks").is_visible():
        page.keyboard.press("ArrowLeft")
    page.locator("#clocks .skip").click()
    slider = page.locator("#clocks[data-alive] input").first
    before = place.inner_text()
    slider.press("ArrowRight")
    assert place.inner_text() == before, "a slider's key moves the slider"
    page.keyboard.press("Escape")
    assert page.locator(".bar").is_visible()
    assert page.locator(".present-button").evaluate("b => b === document.activeElement")
    assert page.locator("#clocks").is_visible()


def test_an_address_opens_the_slides_and_a_page_without_an_argument_has_none(site, open_page):
    page = open_page(f"{site}/{OTHER}?present")
    assert page.locator(".slide-controls").is_visible()
    page.locator(".slide-controls button", has_text="Next").click()
    place = page.locator(".slide-place")
    assert place.inner_text().startswith("2 of ")
    assert page.url.endswith("?present=2"), "a reload or a link comes back to this slide"
    page.evaluate("location.hash = 'day.share=0.5'")
    page.wait_for_function("document.querySelector('.slide-place').textContent.split(' ')[0] > 2")
    assert page.locator("figure#day").is_visible()
    page.keyboard.press("Escape")
    assert "present" not in page.url
    page.goto(f"{site}/chapters/facilitate.html")
    assert not page.locator(".present-button").is_visible()


def test_the_panels_open_without_javascript(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390, watched=False, has_touch=True, java_script_enabled=False)
    page.locator("#menu-button").tap()
    page.locator("#menu a", has_text="Steve and Ladder Corp.").tap()
    page.wait_for_url(f"**/{OTHER}")
    assert page.locator(".code-button, .theme-switch-button, .find-button").first.is_hidden()


def test_the_contents_say_where_the_reader_is(site, open_page):
    page = open_page(f"{site}/{CHAPTER}#the-double-bind")
    page.locator("#contents [aria-current]", has_text="The double bind").wait_for()
    page.locator("#exercises").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('exercises').scrollIntoView()")
    page.locator("#contents [aria-current]", has_text=re.compile("Exercises|1. By hand")).first.wait_for()


@pytest.mark.parametrize("path", WITH_CODE, ids=lambda path: path.stem)
def test_code_is_away_until_asked_for_and_then_all_there_in_its_place(path, site, open_page):
    page = open_page(f"{site}/{path.relative_to(SITE)}")
    page.evaluate("document.querySelectorAll('details.fold').forEach(fold => { fold.open = true })")
    code = page.locator(CODE)
    in_view = page.locator(f"{CODE}:visible")
    button = page.get_by_role("button", name="Show code")
    assert in_view.count() == 0
    assert page.locator("details.hide").count() == 0, "no cell has a bar of its own"
    outputs = page.locator("article .cell_output:visible").count()
    assert page.get_by_role("button", name=re.compile("^Copy$")).count() == 0
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert in_view.count() == code.count() > 0
    assert page.locator("article .cell_output:visible").count() == outputs
    button.click()
    assert in_view.count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_what_the_reader_looks_at_stays_where_it_is_when_code_comes_and_goes(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}#the-second-clock-better-chips-elsewhere", width=width, has_touch=True)
    section = "the-second-clock-better-chips-elsewhere"
    before, height = top_of(page, section), page.evaluate("document.body.scrollHeight")
    for _ in range(2):
        page.locator(".code-button").tap()
        assert abs(top_of(page, section) - before) <= 2
        assert page.evaluate("document.body.scrollHeight") != height
        height = page.evaluate("document.body.scrollHeight")


def test_the_choice_of_code_is_kept_from_page_to_page(site, open_page):
    page = open_page(f"{site}/{CHAPTER}")
    page.locator(".code-button").click()
    page.goto(f"{site}/{OTHER}")
    assert page.locator(f"{CODE}:visible").count() > 0
    assert page.locator(".code-button").get_attribute("aria-pressed") == "true"
    page.locator(".code-button").click()
    page.goto(f"{site}/{CHAPTER}")
    assert page.locator(f"{CODE}:visible").count() == 0


def test_where_storage_is_blocked_code_and_colors_still_switch(site, open_page):
    page = open_page("about:blank")
    page.add_init_script(BLOCKED)
    page.goto(f"{site}/{CHAPTER}")
    page.locator(".code-button").click()
    assert page.locator(f"{CODE}:visible").count() > 0
    page.locator(".theme-switch-button").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".theme-switch-button").get_attribute("aria-label") == "Colors: dark"
    page.locator("#menu-button").click()
    assert not page.locator("#menu").is_visible()


def test_without_javascript_code_stays_away_and_the_foot_says_where_it_is(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", watched=False, java_script_enabled=False)
    assert page.locator(f"{CODE}:visible").count() == 0
    link = page.locator(".foot a", has_text="notebook")
    assert link.is_visible()
    answer = page.request.get(f"{site}/chapters/{link.get_attribute('href')}")
    assert answer.json()["nbformat"] == 4


def test_an_exercise_in_code_shows_its_code_and_an_opened_solution_its_own(site, open_page):
    page = open_page(f"{site}/{OTHER}")
    exercise = page.locator("#in-code-the-value-of-one")
    assert exercise.locator("pre", has_text="return ...").is_visible()
    solved = exercise.locator("pre", has_text="value_of_one_solved(quantity")
    assert not solved.is_visible()
    exercise.locator("summary", has_text="Solution").click()
    assert solved.is_visible()


def test_a_link_to_something_put_away_opens_it(site, open_page):
    page = open_page(f"{site}/{OTHER}")
    page.evaluate("document.querySelector('#in-code-the-value-of-one details p').id = 'inside'")
    page.evaluate("location.hash = 'inside'")
    page.locator("#inside").wait_for()


def test_a_tap_on_a_term_says_what_it_means_and_leads_on_to_the_glossary(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390, has_touch=True)
    term = page.locator("a.term").first
    meaning = term.get_attribute("title")
    term.tap()
    note = page.locator("#term-note")
    assert note.is_visible()
    assert meaning in note.inner_text()
    assert on_screen(note)
    page.keyboard.press("Escape")
    assert not note.is_visible()
    term.tap()
    note.get_by_role("link").tap()
    page.wait_for_url("**/notation.html#term-*")
    assert page.locator(":target").inner_text().lower().startswith(term_of(page.url))


def test_what_to_notice_waits_for_the_answer_on_the_screen_and_stands_on_paper(site, open_page):
    page = open_page(f"{site}/chapters/index.html")
    notice = page.locator("article .notice").first
    page.locator("#race.asking").wait_for()
    assert not notice.is_visible()
    page.emulate_media(media="print")
    assert notice.is_visible()
    page.emulate_media(media="screen")
    page.locator("#race .answers button").first.click()
    assert notice.is_visible()


def term_of(url):
    return url.split("#term-")[1].replace("-", " ").lower().split()[0]


def look_for(page, words):
    page.keyboard.press("Control+k")
    page.locator("#search input").fill(words)
    page.locator("#search .count", has_text=re.compile(r"place|Nothing")).wait_for()
    return page.locator("#search li")


@pytest.mark.parametrize("words", ["Böhm-Bawerk", "Bohm-Bawerk", "böhm"])
def test_a_name_is_found_with_and_without_its_marks(words, site, open_page):
    found = look_for(open_page(f"{site}/chapters/index.html"), words)
    assert any("Eugen von Böhm-Bawerk" in text for text in found.all_inner_texts())


def test_a_thumb_searches_and_arrives_at_the_section(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390, has_touch=True)
    page.locator(".find-button").tap()
    page.locator("#search input").fill("double bind")
    first = page.locator("#search li a").first
    assert first.inner_text() == "The double bind"
    first.tap()
    page.wait_for_url("**#the-double-bind")
    assert arrived_at(page, "the-double-bind")
    assert not page.locator("#search").is_visible()


def test_a_search_from_a_disk_leads_to_another_page_and_quotes_its_words(open_page):
    page = open_page(FRONT.parent.joinpath(CHAPTER).as_uri())
    found = look_for(page, "Okishio")
    quotes = found.locator("p").all_inner_texts()
    assert quotes
    assert all("okishio" in quote.lower() for quote in quotes if quote)
    assert not any(re.search(r"\.ipynb|\.pdf|import |Show code|Contents", quote) for quote in quotes)
    found.locator("a[href*='11-falling']").first.click()
    page.wait_for_url("**/11-falling-rate-of-profit.html#*")
    section = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert arrived_at(page, section)


def test_the_index_is_fetched_only_by_who_searches_and_no_script_of_the_theme_at_all(site, open_page):
    asked = []
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/{CHAPTER}")
    page.wait_for_load_state("networkidle")
    scripts = [url.removeprefix(site) for url in asked if url.endswith(".js") or ".js?" in url]
    assert all(script.startswith(("/book/", "/explorer/", "/_static/../")) for script in scripts), scripts
    assert not [url for url in asked if "search-index" in url]
    look_for(page, "depreciation")
    assert len([url for url in asked if "search-index" in url]) == 1


def test_the_magnifier_lies_on_nothing(site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390)
    look_for(page, "chip")
    assert on_screen(page.locator("#search input"))
    assert page.locator("#search label svg, #search .fa-magnifying-glass").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_button_of_the_bar_can_be_seen_in_forced_colors(theme, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=390, theme=theme, forced_colors="active")
    paper = page.locator(".bar").evaluate("e => getComputedStyle(e).backgroundColor")
    icons = page.locator(".bar svg.icon:visible")
    assert icons.count() == 5
    for icon in icons.all():
        assert icon.bounding_box()["width"] >= 16
        assert icon.evaluate("e => getComputedStyle(e).stroke") != paper


@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_thumb_touches_is_large_enough_and_says_its_name(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width)
    for button in page.locator(".bar :is(a, button):visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, button.inner_text()
    names = ["Chapters", "Show code", "Search", "Colors: as the system", "On this page"]
    assert [page.get_by_role("button", name=name, exact=True).count() for name in names] == [1] * len(names)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("code", [False, True])
def test_paper_is_white_and_cuts_no_code(code, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=740, theme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    if code:
        page.locator(".code-button").click()
    page.emulate_media(media="print")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    ink, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('article p')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert (page.locator(f"{CODE}:visible").count() > 0) == code
    assert not page.locator(".bar, .side, .turn").locator("visible=true").count()
    cut = "es => es.filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.locator("article pre:visible").evaluate_all(cut) == 0
    page.emulate_media(media="screen")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")


@pytest.mark.parametrize("width", [390, 1280])
def test_headings_descend_in_size_and_a_line_has_about_66_letters(width, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=width)
    sizes = [
        page.locator(f"article {tag}").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for tag in ("h1", "h2", "h3", "p")
    ]
    assert sizes == sorted(set(sizes), reverse=True), sizes
    letters = page.locator("article p").evaluate_all(
        """all => all.filter(p => p.textContent.length > 300 && p.parentElement.tagName === 'SECTION').map(p => {
          const lines = p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight);
          return p.textContent.length / lines;
        })"""
    )
    assert len(letters) > 5, letters
    middle = sorted(letters)[len(letters) // 2]
    assert 56 <= middle <= 72 if width > 800 else 30 <= middle <= 56, middle


def test_notice_one_sentence_and_the_objection_differ_in_more_than_color(site, open_page):
    page = open_page(f"{site}/{CHAPTER}")
    marks = {
        kind: page.locator(f"p.{kind}").first.evaluate(
            "e => { const s = getComputedStyle(e, '::before'); return [s.content.split('/')[0], s.borderRadius] }"
        )
        for kind in ("notice", "one-sentence")
    }
    assert marks["notice"] != marks["one-sentence"]
    rule = page.locator("section.objection > h2").evaluate("e => getComputedStyle(e).borderTopStyle")
    assert rule == "double"


def test_an_equation_is_not_cut(site, open_page):
    page = open_page(f"{site}/{CHAPTER}")
    heights = page.locator("div.math").evaluate_all("es => es.map(e => [e.clientHeight, e.scrollHeight])")
    assert heights
    assert all(inner >= whole for inner, whole in heights), heights


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_says_what_it_is_who_made_it_and_how_to_cite_it(path):
    page = path.read_text("utf-8")
    for wanted in (
        r'<html lang="en"',
        r"<title>.+</title>",
        r'<meta name="description" content=".{20,}"',
        r'<meta property="og:title" content=".+"',
        r'<meta property="og:description" content=".{20,}"',
        r'<link rel="icon" type="image/svg\+xml"',
        r"Version \d+\.\d+",
        r"creativecommons.org/licenses/by/4.0",
        r"MIT license",
        r"Cite this page",
        r"@(misc|incollection)\{",
    ):
        assert re.search(wanted, page), wanted
    assert len(re.findall("<h1", page)) == 1


def test_the_root_has_a_doctype_a_language_and_a_title():
    page = FRONT.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page
    assert re.search("<title>.+</title>", page)


def test_the_shell_is_light_and_its_styles_fetch_nothing():
    files = [SITE / "book" / name for name in ("theme.css", "site.css", "site.js")]
    sizes = [len(gzip.compress(file.read_bytes())) for file in files]
    assert sum(sizes[1:]) < 12_000
    assert sum(sizes) < 32_000
    for file in files[:2]:
        assert not re.search(r"url\((?!\"?data:)|@import|@font-face", file.read_text("utf-8")), file


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["code", "panels", "search"])
def test_no_state_of_the_shell_breaks_a_rule_of_accessibility(state, theme, site, open_page):
    page = open_page(f"{site}/{CHAPTER}", width=1280 if state == "code" else 390, theme=theme)
    if state == "code":
        page.locator(".code-button").click()
    if state == "panels":
        page.locator("#menu-button").click()
    if state == "search":
        look_for(page, "depreciation")
    assert not broken_rules(page)
    assert not broken_colors(page)
