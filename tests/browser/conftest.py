"""The built book from a disk and from a server, opened in a browser that is watched."""

import threading

import pytest

import serve
from pages import all_alive, name

HERE = ("file:", "data:", "blob:", "about:", "http://127.0.0.1:")
AS_OPENED = """() => {
  for (const details of document.querySelectorAll("article details")) details.open = details.matches(".fold");
  for (const reset of document.querySelectorAll("figure.explorer [name='reset']")) reset.click();
}"""


@pytest.fixture(scope="session")
def site():
    """The address of the book, served as ``make serve`` serves it."""
    book = serve.server()
    thread = threading.Thread(target=book.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{book.server_port}"
    book.shutdown()
    thread.join()
    book.server_close()


def failed(request):
    """A complaint, unless the page was left before the answer came, which aborts what it still asked for."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}: {request.failure}"]


def opened(chromium, complaints, width=1280, height=900, theme="light", watched=True, **options):
    """A new page; what it asks of another host is a complaint, and if watched, what fails and what it complains of."""
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme, **options)
    context.on("request", lambda r: None if r.url.startswith(HERE) else complaints.append(f"asked for {r.url}"))
    page = context.new_page()
    if watched:
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("requestfailed", lambda request: complaints.extend(failed(request)))
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    return page


@pytest.fixture
def open_page(chromium):
    """Open an address; afterwards nothing may have been asked of another host or failed, nothing complained."""
    pages, complaints = [], []

    def open_address(url, **options):
        page = opened(chromium, complaints, **options)
        pages.append(page)
        page.goto(url)
        return page

    yield open_address
    for page in pages:
        page.context.close()
    assert not complaints


@pytest.fixture(scope="session")
def kept():
    """The page that ``desk`` opened last, with its path and complaints."""
    last = {}
    yield last
    if last:
        last["page"].context.close()


@pytest.fixture
def desk(path, site, chromium, kept):
    """The page of ``path`` from the server, wide and light, every figure alive at its defaults, every fold open.

    Opening it is what costs most, so tests of one path that follow one another share it.
    """
    if kept.get("path") != path:
        if kept:
            kept.pop("page").context.close()
            kept.clear()
        complaints = []
        page = opened(chromium, complaints)
        kept.update(path=path, page=page, complaints=complaints)
        page.goto(f"{site}/{name(path)}")
        all_alive(page)
    page = kept["page"]
    page.emulate_media(color_scheme="light")
    page.evaluate(AS_OPENED)
    yield page
    complaints = kept["complaints"][:]
    kept["complaints"].clear()
    assert not complaints
