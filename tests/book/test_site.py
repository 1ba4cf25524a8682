"""The book's extension without a browser: what it makes of markup, of pages, and of the repository."""

import json
import re
import subprocess
from datetime import date

import pytest
import yaml
from docutils import nodes
from docutils.core import publish_doctree

import small_book
from book import about, lighten, preview, publish, reading, search
from chapters import ROOT

WHO = {"authors": "A. Author and B. Author", "edition": "1.2", "when": date(2026, 3, 4)}
BOOK = "Dead Labor: AI through Marx’s Capital"


def section(title, *children):
    return nodes.section("", nodes.title("", title), *children)


def cell(**attributes):
    return nodes.container("", nb_element="cell_code", classes=["cell"], **attributes)


def tree(*children):
    root = publish_doctree("")
    root += children
    return root


def test_paragraphs_and_sections_are_told_apart_by_their_first_words():
    def paragraph(words):
        return nodes.paragraph("", "", nodes.Text(""), nodes.strong("", words), nodes.Text(" More."))

    words = ["Notice.", "In one sentence.", "Correction, May 2026.", "Time."]
    root = tree(section("The strongest objection: hours of what?", *map(paragraph, words)), section("For the group"))
    reading.mark_parts(root)
    assert [each["classes"] for each in root.findall(nodes.paragraph)] == [
        ["notice"],
        ["one-sentence"],
        ["correction"],
        [],
    ]
    assert [each["classes"] for each in root.findall(nodes.section)] == [["objection"], ["group"]]


def test_a_bold_word_inside_a_paragraph_makes_no_kind_of_it():
    root = tree(nodes.paragraph("", "", nodes.Text("First "), nodes.strong("", "Notice.")))
    reading.mark_parts(root)
    assert root[0]["classes"] == []


def test_no_cell_keeps_a_bar_of_its_own():
    root = tree(cell(hide_mode="input"), cell(), cell(hide_mode="output"))
    reading.put_code_away(root)
    assert [each.get("hide_mode") for each in root] == [None, None, "output"]
    assert not any("shown" in each["classes"] for each in root)


def test_a_hidden_solution_moves_into_the_answer_above_it_with_its_code():
    answer = nodes.container("", nodes.paragraph("", "In words."), design_component="dropdown")
    root = tree(
        section("Exercises", section("3. In code", cell(), answer, cell(hide_mode="all"), cell(hide_mode="all")))
    )
    reading.put_code_away(root)
    asked, *solved = root.findall(reading.is_cell)
    assert [each.parent is answer for each in (asked, *solved)] == [False, True, True]
    assert all("shown" in each["classes"] and "hide_mode" not in each for each in (asked, *solved))


def test_a_hidden_cell_without_an_answer_above_gets_a_fold():
    root = tree(section("Exercises", cell(hide_mode="all")), section("Data", cell(hide_mode="all")))
    reading.put_code_away(root)
    folds = [raw.astext() for raw in root.findall(nodes.raw)]
    assert [bool(re.search("<details.*Solution in code|</details>", fold)) for fold in folds[:2]] == [True, True]
    assert "The calculation" in folds[2]
    assert folds[1] == folds[3] == "</details>"


def test_a_cell_tagged_exercise_keeps_its_code_anywhere():
    tagged = cell()
    tagged["classes"].append("tag_exercise")
    root = tree(section("The AI case", tagged, cell()))
    reading.put_code_away(root)
    assert ["shown" in each["classes"] for each in root.findall(reading.is_cell)] == [True, False]


PAGE = """
<html><body><nav><a href="#x">Contents furniture</a></nav><article>
<section id="top"><h1>8 · Three clocks<a class="headerlink" href="#top">#</a></h1><p>A chip wears.</p>
<div class="cell"><div class="cell_input"><pre>import secret</pre></div>
<div class="cell_output"><pre>12 printed</pre></div></div>
<section id="bind"><h2>The double <em>bind</em></h2>
<p>Bo\u0308hm-Bawerk&#8217;s view<br/>stands, said he <a href="#b">[BB49]</a>.</p>
<figure class="explorer"><p>The rate falls</p><form><label>Growth</label></form><script>plan()</script>
<figcaption>It goes from 1 to 2.</figcaption></figure></section></section>
<ul><li id="C1" data-status="confirmed"><p>confirmed</p><p>Chips last four years.</p></li></ul>
<div class="citation" id="id5"><span class="label">[BB49]</span><p>Eugen von Böhm-Bawerk. Close.</p></div>
</article><footer>Version 0.1</footer></body></html>
"""


def test_the_index_holds_what_each_section_says_and_no_code_control_or_furniture():
    found = list(search.sections(PAGE))
    assert found[:2] == [
        ("top", "8 · Three clocks", "A chip wears."),
        ("bind", "The double bind", "Böhm-Bawerk’s view stands, said he [BB49]. The rate falls It goes from 1 to 2."),
    ]
    assert [name for name, _, _ in found[2:]] == ["C1", "id5"]
    assert found[3][1] == "Eugen von Böhm-Bawerk. Close."
    for furniture in ("import", "printed", "Contents", "Version", "Growth", "plan", "#"):
        assert furniture not in json.dumps(found)


def test_letters_of_the_index_are_composed_so_that_a_mark_taken_off_moves_nothing():
    text = search.clean("Bo\u0308hm")
    assert text == "Böhm"
    assert len(text) == 4


def test_the_first_section_is_reached_by_the_page_and_the_others_by_their_own_address():
    script = search.index([("chapters/08.html", PAGE)])
    entries = json.loads(script.removeprefix("window.bookIndex=").removesuffix(";\n"))
    assert [entry[0] for entry in entries] == [
        "chapters/08.html",
        *(f"chapters/08.html#{n}" for n in ("bind", "C1", "id5")),
    ]
    assert {entry[1] for entry in entries} == {"8 · Three clocks"}


def test_a_long_beginning_is_cut_between_words():
    assert search.first_words("one two three", 60) == "one two three"
    assert search.first_words("one two three", 9) == "one two …"


def test_a_citation_names_page_book_version_day_and_address():
    words = about.about("8 · Three clocks", book=BOOK, address="https://x.org/8.html", **WHO)
    assert words["citation"] == (
        f"A. Author and B. Author (2026). “8 · Three clocks.” In {BOOK}, version 1.2, 4 March 2026. https://x.org/8.html"
    )
    assert words["line"] == f"{BOOK}. A. Author and B. Author. Version 1.2, 4 March 2026."
    for part in (
        "@incollection{deadlaborai-8threeclocks,",
        f"booktitle = {{{BOOK}}}",
        "year = {2026}",
        "url = {https://x",
    ):
        assert part in words["bibtex"]


def test_the_front_page_is_the_book_and_an_unknown_day_is_left_out():
    words = about.about(BOOK, book=BOOK, authors="A", edition="1.2", when=None)
    assert words["citation"] == f"A (n.d.). {BOOK}, version 1.2."
    assert words["bibtex"].startswith("@misc{deadlaborai,")
    assert "year" not in words["bibtex"]
    assert "url" not in words["bibtex"]


def test_the_version_is_the_one_of_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "7.8"\n', "utf-8")
    assert about.version(tmp_path) == "7.8"
    assert re.fullmatch(r"\d+(\.\d+)+", about.version(ROOT))


def test_the_day_is_the_given_epoch_else_the_last_commit_else_unknown(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert about.day(tmp_path) == date(1970, 1, 1)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert about.day(tmp_path) is None
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "page.md").write_text("# Page\n", "utf-8")
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-06T12:00:00Z")
    subprocess.run([*git, "commit", "-qm", "page"], cwd=tmp_path, check=True)
    assert about.day(tmp_path) == date(2026, 5, 6)


def test_where_git_is_missing_the_day_is_unknown(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert about.day(ROOT) is None


def test_a_description_is_the_opening_in_whole_sentences_and_no_box():
    box = nodes.admonition("", nodes.paragraph("", "In this chapter you will."))
    opening = (
        "On January 1 a firm changed a number. " + "No server was touched by it at all, as one might have thought. " * 4
    )
    root = tree(section("8", nodes.paragraph("", opening), box))
    words = about.description(root)
    assert words.startswith("On January 1 a firm changed a number. No server")
    assert words.endswith("thought.")
    assert len(words) <= 200
    assert about.description(tree(section("8", box))) == ""


def test_the_picture_is_named_only_where_the_book_has_an_address():
    without = about.metatags("8 · Clocks", 'It "wears" & <tears>.', BOOK)
    assert '<meta name="description" content="It &quot;wears&quot; &amp; &lt;tears&gt;." />' in without
    assert "og:image" not in without
    assert "og:url" not in without
    given = about.metatags("8", "It wears.", BOOK, "https://x.org/8.html", "https://x.org/8.png")
    assert '<meta property="og:image" content="https://x.org/8.png" />' in given


@pytest.mark.parametrize("name", ["08-depreciation", "bibliography"])
def test_a_preview_is_a_picture_of_the_size_that_chats_ask_for(name):
    """With a page's first figure where it has one, else with the mark."""
    page = (ROOT / "_build" / "html" / "chapters" / f"{name}.html").read_text("utf-8")
    picture = preview.preview("Three clocks: depreciation & what the books make of it", BOOK, page)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (preview.WIDTH, preview.HEIGHT)
    assert ("scale(" in preview.drawing("8", BOOK, page)) == (name == "08-depreciation")


def test_a_preview_leaves_no_variable_that_only_a_browser_knows():
    page = (ROOT / "_build" / "html" / "chapters" / "08-depreciation.html").read_text("utf-8")
    assert "var(--" not in preview.drawing("8", BOOK, page)


CSS = """@charset "utf-8"; @import "../basic.css"; /* .gone { } */
@font-face { font-family: FA; src: url(../fonts/fa.woff2) }
body, .gone > p { margin: 0 }
.kept:not(.gone) a[href$=".gone"]::after { content: "} .gone {" }
@media (min-width: 1px) { .gone { color: red } .kept { color: blue } }
@media print { .gone { color: red } }
:is(.gone, .kept) p, #gone .kept { color: green }
.kept\\:hover { color: gray }
.kept li { background: url(file.png) }
.kept b { background: url("data:image/svg+xml,<svg/>") }
"""


def test_styles_lose_the_rules_that_nothing_in_the_pages_can_need_and_no_other():
    known = lighten.words('<p class="kept">', "list.add('kept:hover')") | {"kept:hover"}
    left = lighten.lighten(CSS, known)
    assert left.split("\n") == [
        "body{ margin: 0 }",
        '.kept:not(.gone) a[href$=".gone"]::after{ content: "} .gone {" }',
        "@media (min-width: 1px){.kept{ color: blue }}",
        ":is(.gone, .kept) p{ color: green }",
        ".kept\\:hover{ color: gray }",
        '.kept b{ background: url("data:image/svg+xml,<svg/>") }',
    ]


def test_styles_lightened_twice_are_the_same():
    known = {"kept"}
    once = lighten.lighten(CSS, known)
    assert lighten.lighten(once, known) == once


# ---- what a site needs beside its pages ---------------------------------------------------------------------------


def test_the_ways_to_run_a_chapter_are_those_that_its_address_has():
    assert publish.ways("", "chapters/a.ipynb") == []
    assert publish.ways("https://example.org/a/b", "chapters/a.ipynb") == []
    (binder, at_binder, _), (colab, at_colab, first) = publish.ways("https://github.com/a/b.git", "chapters/a.ipynb")
    assert (binder, colab) == ("Binder", "Colab")
    assert at_binder == "https://mybinder.org/v2/gh/a/b/main?urlpath=lab%2Ftree%2Fchapters%2Fa.ipynb"
    assert at_colab == "https://colab.research.google.com/github/a/b/blob/main/chapters/a.ipynb"
    assert first == "%pip install -q git+https://github.com/a/b"
    ((_, at_hub, _),) = publish.ways("https://example.org/a/b", "chapters/a.ipynb", hub="https://hub.example.org/")
    assert at_hub.startswith(
        "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fexample.org%2Fa%2Fb&"
    )
    assert at_hub.endswith("urlpath=lab%2Ftree%2Fb%2Fchapters%2Fa.ipynb")


def test_a_site_with_an_address_has_a_map_of_every_page_and_a_page_for_what_is_missing():
    site, _ = small_book.built()
    places = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert places == sorted(places)
    pages = {path.relative_to(site).as_posix() for path in (site / "chapters").glob("*.html")}
    assert {place.removeprefix(small_book.ADDRESS.rstrip("/") + "/") for place in places} == pages
    lost = (site / "404.html").read_text("utf-8")
    assert f'<base href="{small_book.ADDRESS.rstrip("/")}/" />' in lost
    front = re.search('<a href="(.*?)">', lost)[1]
    assert (site / front).exists()
    page = (site / "chapters" / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{small_book.ADDRESS.rstrip("/")}/chapters/index.html" />' in page


def test_the_workflow_runs_only_what_the_makefile_has():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8"))
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    asked = {target for run in steps for target in re.findall(r"make (\w+)", run)}
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"test", "book", "lock"} == asked <= targets
