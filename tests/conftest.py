"""What every test may ask for."""

import hypothesis
import pytest

from chapters import CHAPTERS, FIGURED, NOTEBOOKS

hypothesis.settings.register_profile("course", deadline=None)  # a slow machine is no error
hypothesis.settings.load_profile("course")


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
