"""The chapters, and the figures in them as Python makes them."""

import contextlib
import functools
import io
import json
from pathlib import Path
from unittest import mock

import explorable.figure
from capital import data

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))
CHAPTERS = [notebook for notebook in NOTEBOOKS if notebook.name[0].isdigit()]
FIGURED = [notebook for notebook in NOTEBOOKS if '<figure class=\\"explorer\\"' in notebook.read_text("utf-8")]


table = functools.cache(data.load)


@functools.cache
def explorers_of(chapter):
    """Every Explorer that the code of a chapter makes, by its name.

    A table is examined once for all chapters and calls; strict checking of the notebooks examines it each time.
    """
    made = {}

    class Recorded(explorable.figure.Explorer):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            made[self.name] = self

    cells = json.loads(chapter.read_text("utf-8"))["cells"]
    with (
        mock.patch.object(explorable.figure, "Explorer", Recorded),
        mock.patch.object(data, "load", lambda name: table(name).copy()),
        contextlib.chdir(chapter.parent),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        namespace = {"__name__": "__main__"}
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), str(chapter), "exec"), namespace)
    return made
