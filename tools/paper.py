"""The whole course as one PDF, ``_build/dead-labor.pdf``, and the site as one zip, ``_build/dead-labor.zip``.

The PDF is printed by a Chromium from the built pages, folds and answers open, exercises' solutions too; a link from one
page to another leads to its place inside.
"""

import re
import shutil
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

import browser

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "16mm")
ON_SCREEN_ONLY = ("data", "models")  # to look something up in, not to read


def pages():
    """The built pages in the order of the contents, but for those to look something up in."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    files = [contents["root"], *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"])]
    return [SITE / f"{file}.html" for file in files if not file.endswith(ON_SCREEN_ONLY)]


def whole(paths):
    """One page of HTML with what all the pages say, in the folder of the first."""
    texts = {path.name: path.read_text("utf-8") for path in paths}
    head = re.search(r"<head>.*?</head>", texts[paths[0].name], re.DOTALL)[0]
    head = re.sub(r"<script.*?</script>", "", head, flags=re.DOTALL)
    parts = []
    for name, text in texts.items():
        article = re.search(r"<article.*?>(.*)</article>", text, re.DOTALL)[1]
        article = re.sub(r"<script.*?</script>|<noscript>.*?</noscript>", "", article, flags=re.DOTALL)
        article = re.sub(r' (id|for|aria-labelledby)="([^"]*)"', rf' \1="{name}:\2"', article)
        article = re.sub(r'href="#([^".=]*)(\.[^"]*=[^"]*)?"', rf'href="#{name}:\1"', article)  # a setting: its figure
        article = re.sub(r"<details(?! open)", "<details open", article)
        parts.append(f'<article class="bd-article" id="{name}" style="break-before: page">{article}</article>')
    body = re.sub(r'href="([\w-]+\.html)#([^"]+)"', lambda m: _inside(m[1], m[2], texts), "".join(parts))
    body = re.sub(r'href="([\w-]+\.html)"', lambda m: f'href="#{m[1]}"' if m[1] in texts else 'href="#"', body)
    body = re.sub(r'href="(?![\w+.-]+:|#)[^"]*"', 'href="#"', body)  # a file of the site is not on paper
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light">{head}<body class="paper"><main class="bd-main">'
        f'<div class="bd-content"><div class="bd-article-container">{body}</div></div></main></body></html>'
    )


def _inside(page, place, texts):
    if page not in texts:
        return 'href="#"'
    return f'href="#{page}:{place}"' if f'id="{place}"' in texts[page] else f'href="#{page}"'


def main():
    """Write both beside the built site."""
    source = SITE / "chapters" / "_whole.html"
    source.write_text(whole(pages()), "utf-8")
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
            page = chromium.new_page()
            page.goto(source.as_uri())
            page.pdf(path=ROOT / "_build" / "dead-labor.pdf", format="A4", margin=MARGIN, outline=True, tagged=True)
            chromium.close()
    finally:
        source.unlink()
    shutil.make_archive(str(ROOT / "_build" / "dead-labor"), "zip", SITE)
    print(f"Written: {ROOT / '_build' / 'dead-labor.pdf'} and .zip")


if __name__ == "__main__":
    main()
