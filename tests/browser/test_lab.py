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
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
               f"--IdentityProvider.token={token}", f"--notebook-dir={folder}", "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    log = (folder / "lab.log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={token}").read()
            break
        except OSError:
            time.sleep(0.5)
    else:
        pytest.fail(f"JupyterLab did not start: {(folder / 'lab.log').read_text()}")
    yield lambda chapter: f"http://127.0.0.1:{port}/lab/tree/{chapter.name}?token={token}&reset"
    process.terminate()
    process.wait(30)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def drag(page, slider, key="ArrowRight", times=3):
    handle = slider.locator(".noUi-handle")
    handle.focus()
    for _ in range(times):
        handle.press(key)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_slider_moves_the_figure_and_an_edited_model_runs(chapter, lab, open_page):
    cells = json.loads(chapter.read_text("utf-8"))["cells"]
    page = open_page(lab(chapter), clean=False)
    page.set_default_timeout(120_000)
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text("Python 3", exact=False).first.wait_for()
    run_all(page)
    slider = page.locator(".widget-slider").first
    slider.wait_for()
    box = page.locator(".widget-vbox", has=page.locator(".widget-slider")).first
    chart = box.locator("svg.marks").first
    chart.wait_for()
    chart.evaluate("chart => { chart.dataset.witness = 'same' }")
    before, sentence = chart.inner_html(), box.locator(".widget-html").last.inner_text()
    drag(page, slider)
    page.wait_for_function("([chart, before]) => chart.innerHTML !== before", arg=[chart.element_handle(), before])
    assert chart.get_attribute("data-witness") == "same", "the chart was drawn anew instead of moved"
    assert box.locator(".widget-html").last.inner_text() != sentence
    assert cells
    assert not re.search("Traceback", page.locator(".jp-Notebook").inner_text())
