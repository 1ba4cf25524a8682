"""The pages of the built book."""

import re
from pathlib import Path

SITE = Path(__file__).parents[2] / "_build" / "html"
FRONT = SITE / "index.html"  # leads on to the front page proper
PAGES = sorted(  # for the sheets see test_mould.py, for what is missing test_site.py
    page
    for page in SITE.rglob("*.html")
    if "_static" not in page.parts and page not in (FRONT, SITE / "404.html") and not page.stem.endswith("-sheet")
)
FIGURE = re.compile(r'<figure class="explorer" id="([^"]+)"')

ALIVE = """async () => {
  for (const figure of document.querySelectorAll("figure.explorer")) {
    figure.scrollIntoView({block: "center", behavior: "instant"});
    await new Promise((done, failed) => {
      setTimeout(() => failed(new Error(`#${figure.id} is not alive after 30 s`)), 30000);
      const look = () => { if ("alive" in figure.dataset) { observer.disconnect(); done(); } };
      const observer = new MutationObserver(look);
      observer.observe(figure, {attributes: true});
      look();
    });
  }
}"""


def figures_on(path):
    """The names of the figures on a built page."""
    return FIGURE.findall(path.read_text("utf-8"))


def name(path):
    """The address of a page within the book."""
    return path.relative_to(SITE).as_posix()


def all_alive(page):
    """Open the folds, pass over the questions and scroll down until every figure of the page is alive."""
    page.evaluate("document.querySelectorAll('details.fold, details.more').forEach(fold => { fold.open = true })")
    page.evaluate("document.querySelectorAll('figure.asking .skip').forEach(button => button.click())")
    page.evaluate(ALIVE)
