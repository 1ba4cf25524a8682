"""An instructor's JupyterLab, with a real kernel: drag, edit the model, run it, drag again."""

import json
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("[0-9]*.ipynb"))
pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running JupyterLab on copies of the chapters."""
    folder = tmp_path_factory.mktemp("lab")
    for chapter in CHAPTERS:
        shutil.copy(chapter, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(8)
    log = folder / "lab.log"
    flags = {"ip": "127.0.0.1", "port": port, "IdentityProvider.token": token, "notebook-dir": folder}
    flags["LabApp.check_for_updates_class"] = "jupyterlab.NeverCheckForUpdate"
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    with log.open("w") as out:
        process = subprocess.Popen(command + [f"--{key}={value}" for key, value in flags.items()], stdout=out, stderr=out)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={token}").read()
            break
        except OSError:
            time.sleep(0.5)
    else:
        pytest.fail(f"JupyterLab did not start: {log.read_text()}")
    yield lambda chapter: f"http://127.0.0.1:{port}/lab/tree/{chapter.name}?token={token}&reset"
    process.terminate()
    process.wait(30)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function("""() => {
        const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(p => p.innerText)
        return prompts.length > 3 && prompts.every(p => /\\d/.test(p))
    }""")


def drag(page, slider, key="ArrowRight", times=3):
    """Move a slider by its handle, and wait until the chart below it has answered."""
    handle = slider.locator(".noUi-handle")
    handle.focus()
    for _ in range(times):
        handle.press(key)


def words(box):
    """The caption of a live figure."""
    return box.locator(".widget-html").last.inner_text()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_an_instructor_drags_edits_the_model_runs_it_and_drags_again(chapter, lab, open_page):
    page = open_page(lab(chapter), watched=False)
    page.set_default_timeout(120_000)
    page.locator(".jp-Notebook").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    run_all(page)
    box = page.locator(".widget-vbox", has=page.locator(".widget-slider")).first
    box.scroll_into_view_if_needed()
    chart = box.locator("svg.marks").first
    chart.wait_for()
    chart.evaluate("chart => { chart.dataset.witness = 'the same chart' }")
    before, sentence = chart.inner_html(), words(box)
    drag(page, box.locator(".widget-slider").first)
    page.wait_for_function("([chart, before]) => chart.innerHTML !== before", arg=[chart.element_handle(), before])
    assert chart.get_attribute("data-witness") == "the same chart", "drawn anew instead of moved"
    assert words(box) != sentence
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0

    kernel = """Jupyter_run = None"""
    assert kernel
