"""The rooms of the house: which module may import which, and that none holds what nobody uses."""

import importlib
import inspect
import json
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from chapters import CHAPTERS

ROOT = Path(__file__).parents[1]


def test_imports_keep_the_contracts_of_pyproject():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


MODELS = {path.stem for path in (ROOT / "lib" / "capital").glob("*.py")} - {"__init__", "data", "domain", "exercise"}


@pytest.mark.parametrize("model", sorted(MODELS))
def test_every_public_function_of_a_model_is_called_in_a_chapter(model):
    cells = [cell for chapter in CHAPTERS for cell in json.loads(chapter.read_text("utf-8"))["cells"]]
    code = "".join(line for cell in cells if cell["cell_type"] == "code" for line in cell["source"])
    functions = inspect.getmembers(importlib.import_module(f"capital.{model}"), inspect.isfunction)
    public = [name for name, function in functions if function.__module__ == f"capital.{model}" and name[0] != "_"]
    assert public
    assert [name for name in public if not re.search(rf"\b{model}\.{name}\b", code)] == []
