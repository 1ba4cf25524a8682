"""explorable alone: a wheel without anything of the course, a stranger's book made with it, its figures moved."""

import ast
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import grimp
import pytest

import gallery

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "lib" / "explorable"
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
BOOK = {
    "_config.yml": "title: A stranger's book\nexecute: {execute_notebooks: 'off'}\n"
    "sphinx: {extra_extensions: [explorable.sphinx]}\n",
    "_toc.yml": "format: jb-book\nroot: index\n",
}
BUILD = "from jupyter_book.cli.main import main; main(['build', '.'])"
MAKE = """
import nbformat, sys
from nbclient import NotebookClient
cells = [nbformat.v4.new_markdown_cell("# Three figures"), *map(nbformat.v4.new_code_cell, {cells!r})]
notebook = nbformat.v4.new_notebook(cells=cells)
NotebookClient(notebook, kernel_name="python3").execute()
nbformat.write(notebook, "index.ipynb")
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the folder."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(HOUSE, folder / "explorable", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "build"))
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(folder / "explorable")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def clean(wheel, tmp_path_factory):
    """A Python that has the wheel and what it depends on, and nothing of the course."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")  # itself not searched for more .pth
    return python


def test_the_wheel_holds_the_figure_whole_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {f"explorable/{path.relative_to(HOUSE)}" for path in HOUSE.rglob("*.py")}
    static = {f"explorable/static/{path.name}" for path in (HOUSE / "static").iterdir()}
    assert sources | static <= names
    assert {name.split("/")[0] for name in names} == {
        "explorable",
        next(n for n in names if "dist-info" in n).split("/")[0],
    }


def test_what_it_imports_it_depends_on_and_the_course_allows():
    graph = grimp.build_graph("explorable", include_external_packages=True)
    imported = {
        name for name in graph.modules if not name.startswith("explorable") and name not in sys.stdlib_module_names
    }
    packages = importlib.metadata.packages_distributions()
    needed = {packages[name][0].lower().replace("_", "-") for name in imported} - {
        "sphinx"
    }  # it is a book's that lists it
    stated = {re.match(r"[\w-]+", each)[0] for each in PROJECT["dependencies"]}
    assert needed <= stated
    course = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert set(PROJECT["dependencies"]) <= set(course)


def test_the_example_of_its_page_runs():
    """The first block of README.md, as it stands."""
    (code, *_) = re.findall(r"```python\n(.*?)```", (HOUSE / "README.md").read_text("utf-8"), re.DOTALL)
    *before, last = ast.parse(code).body
    namespace = {}
    exec(compile(ast.Module(before, []), "README.md", "exec"), namespace)
    figure = eval(compile(ast.Expression(last.value), "README.md", "eval"), namespace)
    assert figure.sentence(drag=0.1).startswith("At 20 m/s it is highest, ")


def test_a_strangers_book_is_alive(clean, tmp_path, chromium):
    """Rows, a path and a network, from a page made without the course: drawn, dragged, and said as Python says it."""
    assert subprocess.run([clean, "-E", "-c", "import capital"], capture_output=True, check=False).returncode == 1
    (example, *_) = re.findall(r"```python\n(.*?)```", (HOUSE / "README.md").read_text("utf-8"), re.DOTALL)
    source = Path(gallery.__file__).read_text("utf-8")
    for name, text in BOOK.items():
        (tmp_path / name).write_text(text)
    for command in (["-c", MAKE.format(cells=[example, source + "\ncycle()", "network()"])], ["-c", BUILD]):
        run = subprocess.run([clean, "-E", *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    made = {"cycle": gallery.cycle(), "network": gallery.network()}
    page = chromium.new_page()
    page.route(
        "http*://**", lambda route: route.abort()
    )  # the stranger's theme may ask others; figures may not need it
    page.goto((tmp_path / "_build" / "html" / "index.html").as_uri())
    figures = page.locator("figure.explorer")
    assert figures.count() == 3
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        page.wait_for_function("figure => 'alive' in figure.dataset", arg=figure.element_handle())
        slider = figure.locator("input[type='range']").first
        before = figure.locator("figcaption").inner_text(), figure.locator(".picture").inner_html()
        slider.focus()
        for _ in range(3):
            slider.press("ArrowRight")
        after = figure.locator("figcaption").inner_text(), figure.locator(".picture").inner_html()
        assert after[0] != before[0]
        assert after[1] != before[1]
        explorer = made.get(figure.get_attribute("id"))
        if explorer:
            values = {slider.get_attribute("name"): float(slider.input_value())}
            assert after[0] == explorer.sentence(**values)
    page.close()


def test_the_plan_of_a_figure_holds_no_row_that_its_steps_make():
    """A page carries a recipe, not its results."""
    plan = json.dumps(gallery.cycle().vega()["data"][0])
    assert '"values"' not in plan
