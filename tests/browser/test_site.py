"""The built book in a real browser, with the network cut: every page opened, every control moved."""

import json
import re

import pytest

from capital.data import tables
from chapters import FIGURED, explorers_of
from pages import PAGES, all_alive, figures_on, name
from rules import broken_colors, broken_rules, unfold

WITH_FIGURES = [page for page in PAGES if figures_on(page)]
CHAPTER_PAGES = [page for page in PAGES if page.stem[0].isdigit()]


def made(page):
    """The explorers of the notebook that a page was built from."""
    return explorers_of(next(notebook for notebook in FIGURED if notebook.stem == page.stem))


def move(control):
    """Move a control by its own means to another value than it has."""
    kind = control.evaluate("c => c.type")
    if kind == "checkbox":
        control.press(" ")
    else:
        at_end = control.evaluate("c => c.type === 'range' ? c.value === c.max : c.selectedIndex === c.length - 1")
        control.press(
            "ArrowLeft"
            if at_end and kind == "range"
            else "ArrowUp"
            if at_end
            else "ArrowDown"
            if kind == "select-one"
            else "ArrowRight"
        )


def face(figure):
    return figure.locator(".picture").inner_html() + figure.locator("figcaption").inner_text()


def test_there_is_a_book_to_test():
    assert len(WITH_FIGURES) >= 2, "run: make book"


def test_the_address_of_the_site_leads_to_its_front_page(site, open_page):
    page = open_page(site)
    page.wait_for_url("**/chapters/index.html")
    assert page.locator("article h1").is_visible()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_breaks_a_rule_of_accessibility(path, desk):
    unfold(desk)
    assert not broken_rules(desk)


@pytest.mark.parametrize("path", PAGES, ids=name)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_color(path, theme, desk):
    desk.emulate_media(color_scheme=theme)
    desk.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
    unfold(desk)
    assert not broken_colors(desk)


@pytest.mark.parametrize("path", WITH_FIGURES[:1], ids=name)
def test_a_single_word_of_code_too_pale_to_read_is_found(path, desk):
    unfold(desk)
    word = desk.locator(".highlight span:not(:has(*)):visible", has_text=re.compile("[a-z]")).last
    word.evaluate("word => { word.style.color = 'rgb(200, 200, 201)' }")
    assert "color-contrast" in broken_colors(desk)
    word.evaluate("word => word.removeAttribute('style')")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_scrolls_sideways_on_a_phone(path, site, open_page):
    page = open_page(f"{site}/{name(path)}", width=390)
    all_alive(page)
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 &&"
        " !e.closest('pre, table, .scroll, .math, math, .cell_input')).map(e => e.outerHTML.slice(0, 120))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, wide


@pytest.mark.parametrize("path", CHAPTER_PAGES, ids=name)
def test_on_a_phone_the_answer_comes_at_once_and_the_main_line_ends_in_time(path, site, open_page):
    """The box within three screens of 844 px, the exercises after twenty."""
    page = open_page(f"{site}/{name(path)}", width=390, height=844, has_touch=True)
    all_alive(page)
    page.evaluate("document.querySelectorAll('article details').forEach(fold => { fold.open = false })")
    box, exercises = page.evaluate(
        "['.admonition.short', '#exercises'].map(s => document.querySelector(s).getBoundingClientRect())"
        ".map((r, k) => (k ? r.top : r.bottom) + scrollY).map(y => y / 844)"
    )
    assert box <= 3
    assert exercises <= 20


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_every_control_changes_its_figure_by_keyboard(path, desk):
    desk.evaluate("document.querySelectorAll('details.more').forEach(more => { more.open = true })")
    for figure in desk.locator("figure.explorer").all():
        for control in figure.locator("form [name]:not(button)").all():
            label = figure.locator(f"label[for='{control.get_attribute('id')}']").inner_text()
            assert label, "a control without a label"
            control.focus()
            assert control.evaluate("c => c === document.activeElement")
            before = face(figure)
            move(control)
            desk.wait_for_timeout(20)
            assert face(figure) != before, f"{label} changes nothing"


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_every_figure_works_from_a_disk_and_says_what_python_says(path, open_page):
    """Opened as file://; at three settings each the caption in the browser is the sentence in Python."""
    explorers = made(path)
    page = open_page(path.as_uri())
    all_alive(page)
    for figure in page.locator("figure.explorer").all():
        explorer = explorers[figure.get_attribute("id")]
        assert figure.locator("figcaption").inner_text() == explorer.sentence()
        for share in (0.0, 0.37, 1.0):
            values = {}
            for key, control in explorer.controls.items():
                values[key] = control.states[round(share * (len(control.states) - 1))]
                figure.locator(f"[name='{key}']").evaluate(
                    "(c, v) => { if (c.type === 'checkbox') c.checked = v; else c.value = v;"
                    " c.dispatchEvent(new Event('input', {bubbles: true})) }",
                    values[key],
                )
            assert figure.locator("figcaption").inner_text() == explorer.sentence(**values), values


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_the_data_table_follows_the_figure(path, desk):
    desk.evaluate("document.querySelectorAll('details.more').forEach(more => { more.open = true })")
    explorers = made(path)
    for figure in desk.locator("figure.explorer:has(form):has(details)").all():
        figure.locator(".tools summary").click()
        before = figure.locator("table").all_inner_texts()
        for control in figure.locator("form [name]:not(button)").all():
            move(control)
        explorer = explorers[figure.get_attribute("id")]
        if any(frame.controls for frame in explorer.frames):
            assert figure.locator("table").all_inner_texts() != before


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_a_setting_lives_in_the_address_and_comes_back(path, desk, open_page):
    faces, defaults = {}, {}
    for figure in desk.locator("figure.explorer:has(form)").all():
        key, caption = figure.get_attribute("id"), figure.locator("figcaption")
        defaults[key] = caption.inner_text()
        move(figure.locator("form [name]:not(button)").first)
        faces[key] = caption.inner_text()
    desk.wait_for_timeout(400)  # the address follows three times a second at most
    shared = desk.evaluate("location.href")
    assert all(f"{key}." in shared for key in faces), "each figure keeps its own part of the address"
    again = open_page(shared)
    all_alive(again)
    for key, caption in faces.items():
        assert again.locator(f"#{key} figcaption").inner_text() == caption
        again.locator(f"#{key} [name='reset']").click()
        assert again.locator(f"#{key} figcaption").inner_text() == defaults[key]
    again.wait_for_function("!location.href.includes('=')")


def test_copy_link_gives_this_figure_alone(site, open_page):
    page = open_page(f"{site}/{name(WITH_FIGURES[-1])}", permissions=["clipboard-read", "clipboard-write"])
    all_alive(page)
    figure = page.locator("figure.explorer:has(form)").first
    control = figure.locator("input[type='range']").first
    move(control)
    figure.locator("[name='copy']").click()
    figure.get_by_text("Link copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    key, value = control.get_attribute("name"), control.input_value()
    assert link.endswith(f"#{figure.get_attribute('id')}.{key}={value}")


def test_what_a_link_cannot_have_is_said_and_left(site, open_page):
    path = WITH_FIGURES[-1]
    key = figures_on(path)[0]
    page = open_page(f"{site}/{name(path)}#{key}.nonsense=3&other.x=1&%&{key}.=&{key}.%E0%A4%A=2")
    figure = page.locator(f"#{key}")
    figure.locator(".message", has_text="nonsense = 3").wait_for()
    control = figure.locator("input[type='range']").first
    before = figure.locator("figcaption").inner_text()
    for wrong in ("1e9", "much", "", "NaN"):
        page.evaluate(f"location.hash = '{key}.{control.get_attribute('name')}={wrong}'")
        figure.locator(".message", has_text=f"{control.get_attribute('name')} = {wrong}".strip()).wait_for()
        assert figure.locator("figcaption").inner_text() == before


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_figures_follow_the_theme_as_it_is_switched_and_back(path, desk):
    text = desk.locator("figure.explorer svg text").first
    ink = "e => getComputedStyle(e).fill"
    light = text.evaluate(ink)
    handle = text.element_handle()

    def switch_until(state, wanted):
        for _ in range(3):
            if desk.evaluate(f"document.documentElement.dataset.{state}") == wanted:
                break
            desk.locator(".theme-switch-button:visible").first.click()
        assert desk.evaluate(f"document.documentElement.dataset.{state}") == wanted

    switch_until("theme", "dark")
    assert handle.evaluate(ink) != light, "the same drawing, in other ink"
    switch_until("mode", "auto")
    assert handle.evaluate(ink) == light


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_without_javascript_every_figure_is_a_picture_with_its_words_and_numbers(path, site, open_page):
    page = open_page(f"{site}/{name(path)}", watched=False, java_script_enabled=False)
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    for figure in page.locator("figure.explorer").all():
        assert figure.locator(".picture svg").bounding_box()["height"] > 100
        assert len(figure.locator("figcaption").inner_text()) > 40
        assert figure.locator("fieldset:not([disabled])").count() == 0
        figure.locator(".tools summary").click()
        assert figure.locator("table tbody tr").first.is_visible()


@pytest.mark.parametrize("path", WITH_FIGURES, ids=name)
def test_figures_run_under_a_strict_content_security_policy(path, site, open_page):
    """No unsafe-eval: where a school's server forbids code from text, figures live all the same."""
    page = open_page("about:blank", watched=False)
    policy = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )

    def with_policy(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route("**/*.html", with_policy)
    page.goto(f"{site}/{name(path)}")
    all_alive(page)


def test_vega_is_loaded_only_where_a_figure_is(site, open_page):
    asked = []
    bare = next(page for page in PAGES if not figures_on(page))
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/{name(bare)}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "vega" in url or "explorer.js" in url]


def test_the_pages_hold_no_address_that_a_browser_would_fetch_from_elsewhere():
    for path in PAGES:
        fetched = re.findall(r'<(?:script|img|iframe|link)[^>]+(?:src|href)="(https?:[^"]+)"', path.read_text("utf-8"))
        assert not fetched, path


def test_the_plan_of_every_figure_is_json():
    for path in WITH_FIGURES:
        for plan in re.findall(r'<script type="application/json">(.*?)</script>', path.read_text("utf-8")):
            assert json.loads(plan)["spec"]["marks"]


def test_the_ledger_is_filtered_by_status_and_section_and_a_link_finds_its_claim(site, open_page):
    page = open_page(f"{site}/chapters/claims.html")
    claims = page.locator(".ledger li")
    total = claims.count()
    shown = page.locator(".ledger li:visible")
    page.locator("select[name='status']").select_option("contradicted")
    assert 0 < shown.count() < total
    assert page.locator(".ledger .count").inner_text() == f"{shown.count()} of {total} claims"
    assert set(shown.locator(".status").all_inner_texts()) == {"contradicted"}
    page.locator("select[name='section']").select_option("barbarism")
    assert page.locator(".ledger li:visible:not([data-section='barbarism'])").count() == 0
    page.evaluate("location.hash = 'C25'")
    page.locator("#C25").wait_for()
    assert shown.count() == total


def test_the_ledger_is_whole_without_javascript(site, open_page):
    page = open_page(f"{site}/chapters/claims.html#C84", watched=False, java_script_enabled=False)
    assert page.locator(".ledger li:visible").count() == 84
    assert page.locator(".ledger select:enabled").count() == 0


def test_every_table_can_be_downloaded_from_its_page(site, open_page):
    page = open_page(f"{site}/chapters/data.html")
    downloads = page.locator(".table-card > p > a[href^='../data/']")
    assert downloads.count() == len(tables())
    links = [link.get_attribute("href") for link in page.locator(".table-card a[href]").all()]
    for link in {link for link in links if "://" not in link and "#" not in link}:
        assert page.request.get(f"{site}/chapters/{link}").ok


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_all_sheets_print_as_one_with_a_side_for_each_chapter(paper, site, open_page):
    page = open_page(f"{site}/chapters/all-sheet.html")
    page.wait_for_function("document.querySelector('.sheet:last-child').style.getPropertyValue('--size')")
    titles = page.locator("h1").all_inner_texts()
    assert [int(title.split(" ")[0]) for title in titles] == list(range(1, 14))
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))) == 13
    assert not broken_rules(page)


def test_every_term_of_the_glossary_is_used_and_says_where_first(site, open_page):
    page = open_page(f"{site}/chapters/notation.html")
    meanings = page.locator("dl.glossary dd")
    assert meanings.count() > 30
    for meaning in meanings.all():
        first = meaning.locator("a", has_text=re.compile("^chapter [0-9]+$"))
        number = int(first.inner_text().split(" ")[1])
        assert first.get_attribute("href").startswith(f"{number:02d}-")


def test_the_page_for_what_is_missing_leads_to_the_front_page_in_both_themes(site, open_page):
    for theme in ("light", "dark"):
        page = open_page(f"{site}/404.html", width=320, theme=theme)
        assert not broken_colors(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("main a").click()
    page.locator("h1", has_text="Dead Labor").wait_for()
