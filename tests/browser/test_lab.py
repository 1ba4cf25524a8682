"""An instructor's JupyterLab, with a real kernel: drag, edit the model, run it, drag again."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

import gallery
from chapters import FIGURED, explorers_of
from explorable import Slider

GALLERY = Path("gallery.ipynb")
Server = namedtuple("Server", "address token folder")

# For each chapter what an instructor might change in the model of its first figure.
EDITS = {
    "index": ("10 + 2 * replaced", "10 + 3 * replaced"),
    "figures": ("9.81 / drag", "1.62 / drag"),
    "01-commodity": ('is_coat = thing == "coat"', 'coat_dead, is_coat = 2 * coat_dead, thing == "coat"'),
    "02-socially-necessary-labor-time": ("old_value=10", "old_value=20"),
    "03-surplus-value": ("necessary_hours(basket, output", "necessary_hours(2 * basket, output"),
    "04-innovation": ("general, 3 / (made[0]", "general, 3.3 / (made[0]"),
    "05-machinery-and-intensification": ("pace, 0.5, norm", "pace, 1, norm"),
    "06-machine-or-worker": ("cost_by_person(minutes, wage)", "cost_by_person(2 * minutes, wage)"),
    "07-reserve-army": (
        "workers_employed(capital, composition, 1) /",
        "workers_employed(2 * capital, composition, 1) /",
    ),
    "08-depreciation": ("book_value(1, age, life)", "book_value(1, age, 2 * life)"),
    "09-overbuilding": ("wear, response)", "wear, 2 * response)"),
    "10-rat-king": ("again = computing * chips * invested", "again = 0.5 * computing * chips * invested"),
    "11-falling-rate-of-profit": ("composition = dead", "composition = 2 * dead"),
    "12-full-automation": ("110 - gone", "120 - gone"),
    "13-socialism-or-barbarism": ("hours_after(start, output, share)", "hours_after(start, 2 * output, share)"),
}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab on copies of the notebooks with figures, started once: its address, token and folder."""
    folder = tmp_path_factory.mktemp("lab")
    for chapter in FIGURED:
        shutil.copy(chapter, folder)
    cells = ["# A path and a network", Path(gallery.__file__).read_text("utf-8"), "cycle()", "network()"]
    words, *code = cells
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(words), *map(nbformat.v4.new_code_cell, code)]
    )
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, folder / GALLERY)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(8)
    log = folder / "lab.log"
    flags = {"ip": "127.0.0.1", "port": port, "IdentityProvider.token": token, "notebook-dir": folder}
    flags["ServerApp.jpserver_extensions"] = '{"book.stored": True}'  # as make live does
    flags["LabApp.check_for_updates_class"] = "jupyterlab.NeverCheckForUpdate"
    settings = tmp_path_factory.mktemp("settings")
    whole = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}  # cells out of view stay on the page
    (settings / "overrides.json").write_text(json.dumps(whole), "utf-8")
    flags["LabApp.app_settings_dir"] = settings
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += [f"--{key}={value}" for key, value in flags.items()]
    quiet = os.environ | {"TQDM_DISABLE": "1"}  # the progress bar of a slow machine is no warning
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=quiet)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={token}").read()
            break
        except OSError:
            time.sleep(0.5)
    else:
        pytest.fail(f"JupyterLab did not start: {log.read_text()}")
    yield Server(f"http://127.0.0.1:{port}", token, folder)
    process.terminate()
    process.wait(30)


@pytest.fixture
def lab(server):
    """The address of a notebook there; afterwards its kernel ends, which would keep what it holds in memory."""
    address, token, _ = server
    yield lambda chapter: f"{address}/lab/tree/{chapter.name}?token={token}&reset"
    allowed = {"Authorization": f"token {token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/api/kernels", headers=allowed)) as answer:
        kernels = json.load(answer)
    for kernel in kernels:
        end = urllib.request.Request(f"{address}/api/kernels/{kernel['id']}", headers=allowed, method="DELETE")
        urllib.request.urlopen(end).close()


def run(page, command):
    """Choose a command of the Run menu and wait until no cell waits for the kernel."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=command, exact=True).click()
    page.wait_for_timeout(500)
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-InputArea-prompt')].every(prompt => !prompt.textContent.includes('*'))"
        " && document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status === 'idle'",
        polling=250,  # not at every frame, which keeps a processor busy that the kernel needs
    )


def live_figure(page, place=0):
    """A figure with a slider, the first unless told, and its chart, once it is drawn."""
    box = page.locator(".widget-vbox", has=page.locator(".widget-slider")).nth(place)
    box.scroll_into_view_if_needed()
    box.locator("svg.marks").first.wait_for()
    return box, box.locator("svg.marks").first


def drag_and_look(page, place=0, key="ArrowLeft"):
    """Drag a figure's first slider: the same chart must move, its sentence change. The sentence before, and its place.

    How soon the kernel answers the last of the steps is the machine's affair: who asks for the sentence after, waits.
    """
    box, chart = live_figure(page, place)
    chart.evaluate("chart => { chart.dataset.witness = 'the same chart' }")
    caption = box.locator(".widget-html").last
    before, sentence = chart.inner_html(), caption.inner_text()
    handle = box.locator(".widget-slider .noUi-handle").first
    handle.focus()
    for _ in range(3):
        handle.press(key)
    page.wait_for_function("([chart, before]) => chart.innerHTML !== before", arg=[chart.element_handle(), before])
    assert chart.get_attribute("data-witness") == "the same chart", "drawn anew instead of moved"
    expect(caption).not_to_have_text(sentence, timeout=120_000)
    return sentence, caption


def opened(page, address):
    """The page with the notebook ready to run."""
    page.set_default_timeout(120_000)
    page.goto(address)
    page.locator(".jp-Notebook").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    page.locator(".jp-Notebook h1").first.wait_for()
    page.wait_for_timeout(3000)  # a command given while the text is still being set is dropped by JupyterLab
    return page


def test_a_path_and_a_network_are_alive_in_a_kernel(lab, open_page):
    page = opened(open_page("about:blank", watched=False), lab(GALLERY))
    run(page, "Run All Cells")
    for place, explorer in enumerate((gallery.cycle(), gallery.network())):
        before, caption = drag_and_look(page, place)
        assert before == explorer.sentence()
        key, control = next(iter(explorer.controls.items()))
        steps = control.states.index(control.value)
        after = explorer.sentence(**{key: control.states[max(0, steps - 3)]})
        expect(caption).to_have_text(after, timeout=120_000)


def test_who_runs_and_saves_changes_nothing_and_who_opens_it_again_sees_every_picture(server, lab, open_page):
    """The kernel gone, the figure says so; the notebook saved, its bytes are those of the repository."""
    chapter = next(chapter for chapter in FIGURED if chapter.stem.startswith("02"))
    page = opened(open_page("about:blank", watched=False), lab(chapter))
    run(page, "Run All Cells")
    run(page, "Run All Cells")  # what counts through the life of a kernel must not show
    box, _ = live_figure(page)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and chapter.name in answer.url):
        page.keyboard.press("Control+s")
    assert (server.folder / chapter.name).read_bytes() == chapter.read_bytes()

    said = "getComputedStyle(box, '::before').content"
    assert box.evaluate(f"box => {said}") == "none"
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Restart Kernel…$")).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function(f"box => {said}.includes('is gone')", arg=box.element_handle())

    again = opened(open_page("about:blank", watched=False), lab(chapter))
    again.locator("figure.explorer svg").first.wait_for()
    figures = again.locator("figure.explorer")
    assert figures.count() == len(explorers_of(chapter))
    for figure in figures.all():
        assert figure.locator(".picture svg").bounding_box()["height"] > 100
        assert not figure.locator(".buttons").first.is_visible(), "a button that would do nothing"
        assert figure.get_by_text("In a notebook the controls move once this cell is run.").is_visible()


@pytest.mark.parametrize("chapter", FIGURED, ids=lambda chapter: chapter.stem)
def test_an_instructor_drags_edits_the_model_runs_it_and_drags_again(chapter, lab, open_page):
    explorer, slider = next(
        (explorer, control)
        for explorer in explorers_of(chapter).values()
        for control in explorer.controls.values()
        if isinstance(control, Slider)
    )
    key = "ArrowRight" if slider.value == slider.low else "ArrowLeft"
    model = explorer.frames[0].name
    assert chapter.stem in EDITS, f"say in EDITS how an instructor would edit {model}"
    old, new = EDITS[chapter.stem]
    cells = json.loads(chapter.read_text("utf-8"))["cells"]
    codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    place, source = next((place, code) for place, code in enumerate(codes) if f"def {model}(" in code)
    assert old in source

    page = opened(open_page("about:blank", watched=False), lab(chapter))
    run(page, "Run All Cells")
    first, _ = drag_and_look(page, key=key)

    cell = page.locator(".jp-CodeCell").nth(place)  # by its place: an editor holds only the lines in view
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(source.replace(old, new))
    run(page, "Run Selected Cell and All Below")
    edited, _ = drag_and_look(page, key=key)
    assert edited != first, "the edited model says the same as before"
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
