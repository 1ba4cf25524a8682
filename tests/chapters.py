"""The chapters, and the figures in them as Python makes them."""

import contextlib
import functools
import io
import json
import os
from pathlib import Path

import explorable.figure

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))
CHAPTERS = [notebook for notebook in NOTEBOOKS if notebook.name[0].isdigit()]
FIGURED = [notebook for notebook in NOTEBOOKS if '<figure class=\\"explorer\\"' in notebook.read_text("utf-8")]


@functools.cache
def explorers_of(chapter):
    """Every Explorer that the code of a chapter makes, by its name."""
    made = {}

    class Recorded(explorable.figure.Explorer):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            made[self.name] = self

    cells = json.loads(chapter.read_text("utf-8"))["cells"]
    before, here = explorable.figure.Explorer, Path.cwd()
    explorable.figure.Explorer = Recorded
    os.chdir(chapter.parent)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            namespace = {"__name__": "__main__"}
            for cell in cells:
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), str(chapter), "exec"), namespace)
    finally:
        explorable.figure.Explorer = before
        os.chdir(here)
    return made
