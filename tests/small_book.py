"""A book of four pages that has everything the mould promises, built with the course's own settings."""

import atexit
import functools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import yaml

from book import table
from explorable import Axis, Slider, explore

ROOT = Path(__file__).parents[1]
ADDRESS = "https://example.org/dead-labor/"
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
WHOLE, LACKING, OTHER = "chapters/11-rate", "chapters/12-lacking", "chapters/13-other"

PLAN = (ROOT / "tests" / "book" / "plan.md").read_text("utf-8")

PAGE = """# 11 · The rate of profit

A puzzle. Marx's answer stands in *Capital* III ch. 13, and again in III ch. 13; the day in I ch. 15 §3b and ch. 17 §2;
Smith says otherwise (book I ch. 6). The data are in `lives`, and again in `lives`; `np.exp` is code.

:::{admonition} In ten minutes
:class: short
Machines multiply. Labor does not. So the gain on each dollar falls, unless machines cheapen as fast. Nobody knows which
side will win. Here you can run the race.
:::
"""

FOLD = """### For the careful: five ways to restate

See I ch. 25 §4. {ref}`Inside <inside>` is linked, too.

(inside)=
#### A heading inside the fold

The word xylophone stands in the fold alone, and so does [a paragraph](inside).
"""

AFTER = """### After the fold

**In one sentence.** A rate that falls for all may rise for each who is first.

<a id="to-setting" href="#deep.power=2">The figure in the fold, set</a>, and [a heading in it](#inside).
"""


def figure(name, growth=0.02, column="rate"):
    """A figure with two sliders."""

    def rate(year, growth, start):
        return 1 / (1 + start * (1 + growth) ** year)

    def power(year, power):
        return year**power

    controls = {
        "rate": {
            "growth": Slider("Growth", 0, 0.05, value=growth, step=0.01, format=".0%"),
            "start": Slider("Composition at the start", 1, 4, value=2, step=1),
        },
        "power": {"power": Slider("Power", 1, 3, value=1, step=1)},
    }[column]
    return explore(
        {"rate": rate, "power": power}[column],
        year=Axis("Year", 0, 50),
        **controls,
        draw=lambda chart: chart.mark_line().encode(alt.X("year:Q"), alt.Y(f"{column}:Q")),
        title=f"The figure {name}",
        caption=f"It goes from {{{column}.first:.1f}} to {{{column}.last:.1f}}.",
        columns={column: ("Value", ".1f")},
        name=name,
    )


def wide_table():
    """A table wider than a phone, with text and with a gap."""
    years = [1948, 1982, 2024]
    frame = pd.DataFrame({"year": years, "rate": [0.125, None, 0.0666], "note": ["after a war", "a slump", "now"]})
    columns = {"year": ("Year", ".0f"), "rate": ("Rate of profit, current cost", ".1%"), "note": ("What was on", "")}
    for k in range(5):
        frame[f"stock{k}"] = [1234.5 * (k + 1), 2e5, -3.25]
        columns[f"stock{k}"] = (f"Stock {k}, billion dollars", ",.0f")
    return table(frame, columns, "US rate of profit")


def _cell(shown):
    made = shown._repr_mimebundle_()[0] if isinstance(shown._repr_mimebundle_(), tuple) else shown._repr_mimebundle_()
    return {key: value for key, value in made.items() if key in ("text/html", "text/plain")}


def _notebook(path, *parts):
    cells = []
    for part in parts:
        if isinstance(part, str):
            cells.append(nbformat.v4.new_markdown_cell(part))
            continue
        data = (
            _cell(part)
            if hasattr(part, "_repr_mimebundle_")
            else {"text/html": part._repr_html_(), "text/plain": repr(part)}
        )
        output = nbformat.v4.new_output("display_data", data=data)
        cells.append(nbformat.v4.new_code_cell("shown", outputs=[output], execution_count=1))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    nbformat.write(notebook, path)


@functools.cache
def built(address=ADDRESS):
    """The folder of the built book, and what the builder complained of."""
    source = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, source)
    for inner in ("chapters", "data"):
        (source / inner).mkdir()
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    for name in ("references.bib", "pyproject.toml"):
        shutil.copy(ROOT / name, source)
    config["sphinx"]["config"]["html_baseurl"] = address
    (source / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    pages = [{"file": page} for page in (WHOLE, LACKING, OTHER, "chapters/data")]
    contents = {"format": "jb-book", "root": "chapters/index", "chapters": pages}
    (source / "_toc.yml").write_text(yaml.safe_dump(contents), "utf-8")
    (source / "data" / "datapackage.json").write_text(json.dumps({"resources": [{"name": "lives"}]}), "utf-8")
    (source / "chapters" / "index.md").write_text("# Course\n\nSee [the careful](11-rate.ipynb).\n", "utf-8")
    (source / "chapters" / "data.md").write_text("# Data\n\n## Lives\n", "utf-8")
    first, deep = figure("drift"), figure("deep", column="power")
    _notebook(source / f"{WHOLE}.ipynb", PAGE, first, "## More", FOLD, deep, wide_table(), AFTER, PLAN)
    lacking = PLAN.replace("**Read aloud.**", "**Recite.**")
    lacking = re.sub(r"^\d\. (.*\(minute \d+\))$", r"- \1", lacking, flags=re.MULTILINE)
    _notebook(source / f"{LACKING}.ipynb", "# 12 · Lacking", lacking)
    other = "## For the group\n\n**Ninety minutes.**\n\n- talk\n\n**Two misreadings to expect.** That it is over."
    _notebook(source / f"{OTHER}.ipynb", "# 13 · Other\n\nSee *Capital* III ch. 99.", other)
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "-q", "-n", str(source)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return source / "_build" / "html", run.stdout + run.stderr
