"""What every test may ask for, and which tests stay together."""

from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

import browser
from chapters import CHAPTERS, FIGURED, NOTEBOOKS

hypothesis.settings.register_profile("course", deadline=None)  # a slow machine is no error
hypothesis.settings.load_profile("course")

BROWSER = Path(__file__).parent / "browser"
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no other host has an address


def pytest_collection_modifyitems(items):
    """Tests of one chapter run one after another on one worker: its figures are made once, its page is opened once.

    So do those of one file elsewhere; what uses a browser without a page of its own goes to whichever worker is idle.
    """
    seen = {}
    for item in items:
        given = item.callspec.params.values() if hasattr(item, "callspec") else ()
        page = next((value.stem for value in given if isinstance(value, Path)), None)
        together = page or (None if BROWSER in item.path.parents else item.path.stem)
        if together:
            item.add_marker(pytest.mark.xdist_group(together))
        seen.setdefault(together or item.nodeid, []).append(item)
    items[:] = [item for group in seen.values() for item in group]


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium that reaches nothing but this machine."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.ensure(), args=[*browser.FLAGS, CUT])
        yield running
        running.close()


@pytest.fixture(params=CHAPTERS, ids=lambda chapter: chapter.stem)
def chapter(request):
    """Each chapter in turn."""
    return request.param


@pytest.fixture(params=NOTEBOOKS, ids=lambda notebook: notebook.stem)
def notebook(request):
    """Each notebook in turn: the front page, the chapters, the ledger, the catalog."""
    return request.param


@pytest.fixture(params=FIGURED, ids=lambda notebook: notebook.stem)
def figured(request):
    """Each notebook with figures in turn: the chapters and the front page."""
    return request.param
