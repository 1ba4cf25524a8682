"""The stored form of the chapters, and that strict checking of their outputs really checks."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import refresh  # noqa: E402

PARTS = ["The AI case", "The strongest objection", "Exercises", "For the group", "Sources and further reading"]


def cells_of(chapter, kind):
    return [cell for cell in json.loads(chapter.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def test_every_notebook_is_stored_in_canonical_form(chapter):
    notebook = nbformat.read(chapter, 4)
    assert refresh.dumps(notebook) == chapter.read_text("utf-8"), f"run: make refresh NB=chapters/{chapter.name}"


def test_canonical_form_drops_what_changes_from_run_to_run():
    output = {
        "output_type": "display_data",
        "metadata": {"x": 1},
        "data": {"text/plain": "a", refresh.WIDGETS: {"model_id": "3f"}},
    }
    cell = {
        "cell_type": "code",
        "id": "5f3a",
        "metadata": {"execution": {"t": 1}, "tags": ["hide-input"]},
        "execution_count": 7,
        "outputs": [output],
        "source": "1",
    }
    stored = refresh.dumps(
        {"cells": [cell], "metadata": {"widgets": {"state": {}}}, "nbformat": 4, "nbformat_minor": 5}
    )
    for word in ("model_id", "5f3a", '"t"', "widgets", '"x"', "7"):
        assert word not in stored
    assert json.loads(stored)["cells"][0]["metadata"] == {"tags": ["hide-input"]}
    again = refresh.dumps(nbformat.reads(stored, 4))
    assert again == stored


def test_every_code_cell_has_been_run(chapter):
    assert [cell["execution_count"] for cell in cells_of(chapter, "code")] == list(
        range(1, len(cells_of(chapter, "code")) + 1)
    )


def test_no_cell_failed_and_no_warning_is_stored(chapter):
    for cell in cells_of(chapter, "code"):
        for output in cell["outputs"]:
            assert output["output_type"] != "error"
            assert output.get("name") != "stderr"


@pytest.mark.parametrize("part", PARTS)
def test_every_chapter_has_its_parts(chapter, part):
    if not re.match(r"\d\d-", chapter.name):
        pytest.skip("not a chapter")
    headings = [line for cell in cells_of(chapter, "markdown") for line in cell["source"] if line.startswith("## ")]
    assert any(heading.startswith(f"## {part}") for heading in headings), headings


def test_every_chapter_numbers_its_law_and_asks_before_it_shows(chapter):
    text = "".join(line for cell in cells_of(chapter, "markdown") for line in cell["source"])
    assert re.search(r"^\$\$ \([a-z-]+\)$", text, re.MULTILINE), "no labeled equation"
    assert text.count("**Predict") >= 2
    assert text.count("**Notice") >= 2
    assert text.count("{dropdown} Solution") + text.count("Worked solution") >= 2


def test_exercises_answer_back_and_solutions_are_run(chapter):
    printed = ["".join(output.get("text", [])) for cell in cells_of(chapter, "code") for output in cell["outputs"]]
    assert any(text.startswith("Not yet") for text in printed)
    solved = [cell for cell in cells_of(chapter, "code") if "hide-cell" in cell["metadata"].get("tags", [])]
    assert any("".join(output.get("text", [])).startswith("Right") for cell in solved for output in cell["outputs"])


def test_strict_checking_finds_one_altered_digit_in_a_figure(tmp_path, chapter):
    """nbval compares the HTML of the figures too: spoil one digit of one and it must fail there."""
    notebook = json.loads(chapter.read_text("utf-8"))
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
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "chapters", check=False)
    assert run.returncode == 1, run.stdout
    assert "1 failed" in run.stdout
    assert "text/html" in run.stdout
