"""A real browser with the network cut, and the built book from a disk and from a server."""

import threading

import pytest
from playwright.sync_api import sync_playwright

import browser
import serve

HERE = ("file:", "data:", "blob:", "http://127.0.0.1:")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
        yield running
        running.close()


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


@pytest.fixture
def open_page(chromium):
    """Open an address; afterwards nothing may have been asked of another host or failed, nothing complained."""
    contexts, complaints = [], []

    def refuse(route):
        complaints.append(f"asked for {route.request.url}")
        route.abort()

    def open_address(url, width=1280, theme="light", watched=True, **options):
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(viewport=viewport, color_scheme=theme, **options)
        contexts.append(context)
        context.route(lambda address: not address.startswith(HERE), refuse)
        page = context.new_page()
        if watched:
            page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
            page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
            page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(url)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert not complaints
