"""The stored form of the chapters, and that strict checking of their outputs really checks."""

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from book import stored
from capital import data
from chapters import CHAPTERS

ROOT = Path(__file__).parents[2]

PARTS = ["The AI case", "The strongest objection", "Exercises", "For the group", "Sources and further reading"]


def cells_of(chapter, kind):
    return [cell for cell in json.loads(chapter.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def text_of(chapter):
    return "\n\n".join("".join(cell["source"]) for cell in cells_of(chapter, "markdown"))


def main_line(chapter):
    """The words before the exercises, without folds, mathematics, addresses and marks."""
    kept, fold = [], 0
    for line in text_of(chapter).split("\n## Exercises")[0].splitlines():
        level = len(line) - len(line.lstrip("#")) if re.match("#{1,6} ", line) else 0
        if level and (not fold or level <= fold):
            fold = level if line.lstrip("# ").startswith("For the careful") else 0
        if not fold:
            kept.append(line)
    text = re.sub(r"\$\$.*?\$\$|(?<!\\)\$[^$\n]+(?<!\\)\$", " ", "\n".join(kept), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|\]\([^)]*\)|\{[a-z:]+\}`[^`]*`|^:+.*$", " ", text, flags=re.MULTILINE)
    return re.sub(r"\*Capital\* (?:I|ch)[^.;,:)]*|\bch(?:apter|\.) \d+|§\d\w*|\bC\d\d\b", " ", text)


def test_every_notebook_is_stored_in_canonical_form(notebook):
    text = notebook.read_text("utf-8")
    assert stored.dumps(nbformat.read(notebook, 4)) == text, f"run: make refresh NB=chapters/{notebook.name}"


def test_canonical_form_drops_what_changes_from_run_to_run():
    output = {
        "output_type": "display_data",
        "metadata": {"x": 1},
        "data": {"text/plain": "a", stored.WIDGETS: {"model_id": "3f"}},
    }
    cell = {
        "cell_type": "code",
        "id": "5f3a",
        "metadata": {"execution": {"t": 1}, "tags": ["hide-input"]},
        "execution_count": 7,
        "outputs": [output],
        "source": "1",
    }
    text = stored.dumps({"cells": [cell], "metadata": {"widgets": {"state": {}}}, "nbformat": 4, "nbformat_minor": 5})
    for word in ("model_id", "5f3a", '"t"', "widgets", '"x"', "7"):
        assert word not in text
    assert json.loads(text)["cells"][0]["metadata"] == {"tags": ["hide-input"]}
    assert stored.dumps(nbformat.reads(text, 4)) == text


def test_a_save_keeps_the_stored_form_of_what_had_it_and_nothing_else(tmp_path):
    """The mark of trust stays, for the server to sign by."""
    cell = {"cell_type": "code", "metadata": {"trusted": True, "collapsed": True}, "execution_count": 9, "source": "1"}
    blank = {"name": "stderr", "output_type": "stream", "text": "   \r"}
    run = {"cells": [cell | {"outputs": [blank]}], "metadata": {"x": 1}, "nbformat": 4, "nbformat_minor": 5}
    manager = SimpleNamespace(root_dir=str(tmp_path))
    (tmp_path / "ours.ipynb").write_text(stored.dumps(run), "utf-8")
    (tmp_path / "theirs.ipynb").write_text(json.dumps(run), "utf-8")
    (tmp_path / "torn.ipynb").write_text("{", "utf-8")
    for name in ("theirs.ipynb", "torn.ipynb", "new.ipynb"):
        model = {"type": "notebook", "content": copy.deepcopy(run)}
        stored.keep_form(model=model, path=name, contents_manager=manager)
        assert model["content"] == run, name
    model = {"type": "notebook", "content": copy.deepcopy(run)}
    stored.keep_form(model=model, path="/ours.ipynb", contents_manager=manager)
    assert model["content"]["cells"][0]["metadata"] == {"trusted": True}
    assert model["content"]["cells"][0]["outputs"] == []
    assert stored.dumps(model["content"]) == (tmp_path / "ours.ipynb").read_text("utf-8")


def test_every_code_cell_has_been_run(notebook):
    counts = [cell["execution_count"] for cell in cells_of(notebook, "code")]
    assert counts == list(range(1, len(counts) + 1))


def test_no_cell_failed_and_no_warning_is_stored(notebook):
    for cell in cells_of(notebook, "code"):
        for output in cell["outputs"]:
            assert output["output_type"] != "error"
            assert output.get("name") != "stderr"


@pytest.mark.parametrize("part", PARTS)
def test_every_chapter_has_its_parts(chapter, part):
    headings = [line for cell in cells_of(chapter, "markdown") for line in cell["source"] if line.startswith("## ")]
    assert any(heading.startswith(f"## {part}") for heading in headings), headings


def test_every_chapter_numbers_its_law_and_says_what_to_notice(chapter):
    text = text_of(chapter)
    assert re.search(r"^\$\$ \([a-z-]+\)$", text, re.MULTILINE), "no labeled equation"
    assert "**Predict" not in text, "the figure asks: predict=Predict(...)"
    assert text.count("**Notice") >= 2
    assert "**In one sentence.**" in text
    assert text.count("{dropdown} Solution") + text.count("Worked solution") >= 2


def test_the_first_thing_after_the_puzzle_is_its_short_answer(chapter):
    """Box, then the one figure, before any other heading."""
    opening = text_of(chapter).split("\n## ")[0]
    assert opening.count(":class: short") == 1
    kinds = [cell["cell_type"] for cell in json.loads(chapter.read_text("utf-8"))["cells"]]
    assert "code" in kinds[:4]


def test_the_main_line_is_an_evenings_reading(chapter):
    words = main_line(chapter).split()
    digits = sum(any(sign.isdigit() for sign in word) for word in words)
    assert 1400 <= len(words) <= 2500
    assert digits <= 0.06 * len(words), f"{digits} words with digits"


def test_what_is_compared_is_a_table_or_a_figure_not_printed_columns(chapter):
    for cell in cells_of(chapter, "code"):
        for output in cell["outputs"]:
            text = "".join(output.get("text", []))
            assert text.count("\n") <= 1, text


def test_exercises_answer_back_and_solutions_are_run(chapter):
    printed = ["".join(output.get("text", [])) for cell in cells_of(chapter, "code") for output in cell["outputs"]]
    assert any(text.startswith("Not yet") for text in printed)
    solved = [cell for cell in cells_of(chapter, "code") if "hide-cell" in cell["metadata"].get("tags", [])]
    assert any("".join(output.get("text", [])).startswith("Right") for cell in solved for output in cell["outputs"])


def test_strict_checking_finds_one_altered_digit_in_a_figure(tmp_path):
    """nbval compares the HTML of the figures too: spoil one digit of the front page's and it must fail there."""
    notebook = json.loads((ROOT / "chapters" / "index.ipynb").read_text("utf-8"))
    figures = [k for k, cell in enumerate(notebook["cells"]) if "figure class" in json.dumps(cell.get("outputs", ""))]
    spoiled = copy.deepcopy(notebook)
    cells = spoiled["cells"][: figures[0] + 1]
    html = cells[-1]["outputs"][0]["data"]["text/html"]
    line = next(k for k, text in enumerate(html) if "<figcaption" in text)
    html[line] = re.sub(r"(<figcaption[^>]*>.*?)(\d)", lambda m: m[1] + str((int(m[2]) + 1) % 10), html[line], count=1)
    spoiled["cells"] = cells
    path = tmp_path / "spoiled.ipynb"
    path.write_text(json.dumps(spoiled), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "--nbval", "--nbval-current-env", str(path)]
    quiet = os.environ | {"TQDM_DISABLE": "1"}
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "chapters", env=quiet, check=False)
    assert run.returncode == 1, run.stdout
    assert "1 failed" in run.stdout
    assert "text/html" in run.stdout


def test_every_claim_that_a_chapter_cites_is_in_the_ledger(chapter):
    cited = set(re.findall(r"claims\.html#(C\d+)", chapter.read_text("utf-8")))
    assert cited <= set(data.load("claims").id)


def test_the_ledger_shows_every_claim_with_its_own_anchor():
    text = (CHAPTERS[0].parent / "claims.ipynb").read_text("utf-8")
    for claim in data.load("claims").id:
        assert text.count(f'<li id=\\"{claim}\\"') == 1


def test_every_entry_of_the_bibliography_is_cited_and_every_citation_has_an_entry():
    texts = [path.read_text("utf-8") for path in CHAPTERS[0].parent.iterdir() if path.suffix in (".md", ".ipynb")]
    cited = {
        key.strip()
        for text in texts
        for keys in re.findall(r"\{cite:[a-z]+\}`([^`]+)`", text)
        for key in keys.split(",")
    }
    entries = set(re.findall(r"^@\w+\{([^,]+),", (ROOT / "references.bib").read_text("utf-8"), re.MULTILINE))
    assert cited == entries
