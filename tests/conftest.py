"""What every test may ask for."""

import pytest

from chapters import CHAPTERS, NOTEBOOKS


@pytest.fixture(params=CHAPTERS, ids=lambda chapter: chapter.stem)
def chapter(request):
    """Each chapter in turn."""
    return request.param


@pytest.fixture(params=NOTEBOOKS, ids=lambda notebook: notebook.stem)
def notebook(request):
    """Each notebook in turn: the chapters, the ledger, the catalog."""
    return request.param
