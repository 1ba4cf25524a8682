"""What every test may ask for."""

import pytest
from chapters import CHAPTERS


@pytest.fixture(params=CHAPTERS, ids=lambda chapter: chapter.stem)
def chapter(request):
    """Each chapter in turn."""
    return request.param
