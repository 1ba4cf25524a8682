"""A real browser with the network cut, and the built book."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
sys.path.insert(0, str(ROOT / "tools"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    import browser

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.ensure(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(chromium):
    """Opens an address; in the end nothing may have gone to another host or failed, and the console is clean."""
    contexts, complaints = [], []

    def allowed(url):
        return url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))

    def open_address(url, width=1280, theme="light", clean=True, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **options)
        contexts.append(context)
        context.route(
            lambda address: not allowed(address),
            lambda route: (complaints.append(f"asked for {route.request.url}"), route.abort()),
        )
        page = context.new_page()
        if clean:
            page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
            page.on(
                "console",
                lambda message: message.type in ("error", "warning") and complaints.append(f"console: {message.text}"),
            )
            page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.goto(url)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert not complaints


def pages():
    """Every page of the built book."""
    return sorted(SITE.rglob("*.html")) if SITE.exists() else []


def figure_names(page):
    """The names of the figures on one built page."""
    import re

    return re.findall(r'<figure class="explorer" id="([^"]+)"', page.read_text("utf-8"))
