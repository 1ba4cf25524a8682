"""The pages of the built book."""

import re
from pathlib import Path

SITE = Path(__file__).parents[2] / "_build" / "html"
FRONT = SITE / "index.html"  # leads on to the front page proper
PAGES = sorted(
    page
    for page in SITE.rglob("*.html")
    if "_static" not in page.parts and page != FRONT and not page.stem.endswith("-sheet")  # see test_mould.py
)
FIGURE = re.compile(r'<figure class="explorer" id="([^"]+)"')


def figures_on(path):
    """The names of the figures on a built page."""
    return FIGURE.findall(path.read_text("utf-8"))


def all_alive(page):
    """Open the folds and scroll down until every figure of the page is alive."""
    page.evaluate("document.querySelectorAll('details.fold').forEach(fold => { fold.open = true })")
    for figure in page.locator("figure.explorer").all():
        figure.scroll_into_view_if_needed()
        page.wait_for_function("figure => 'alive' in figure.dataset", arg=figure.element_handle())
