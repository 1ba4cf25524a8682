"""What a page says of itself: who made it, which version, of what day, under which license, and how to cite it."""

import os
import re
import subprocess
import tomllib
from datetime import UTC, datetime
from html import escape
from pathlib import Path


def version(folder):
    """The version that pyproject.toml in the folder states."""
    return tomllib.loads((Path(folder) / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def day(folder):
    """The day of SOURCE_DATE_EPOCH, else of the folder's last commit, else None. Never the day of the build."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or last_commit(folder)
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds else None


def last_commit(folder):
    """The time of the last commit that touched the folder, in seconds, as text; empty where there is none."""
    try:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct", "--", "."], cwd=folder, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def about(page, *, book, authors, edition, when, address="", repository="", notebook=""):
    """What the foot of a page needs, as words.

    Parameters
    ----------
    page, book, authors, edition : str
        Titles of the page and of the book, the authors, the version.
    when : datetime.date or None
        The day of this edition.
    address, repository, notebook : str
        The page's address on the web, the repository's, and the notebook's from the page; empty where there is none.
    """
    date = f"{when.day} {when:%B %Y}" if when else ""
    version_and_day = ", ".join(part for part in (edition, date) if part)
    year = str(when.year) if when else "n.d."
    inside = "" if page == book else f"“{page}.” In "
    where = f" {address}" if address else ""
    fields = {
        "author": f"{{{authors}}}",
        "title": page,
        "booktitle": "" if page == book else book,
        "year": str(when.year) if when else "",
        "note": f"Version {edition}",
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    kind = "misc" if page == book else "incollection"
    return {
        "line": f"{book}. {authors}. Version {version_and_day}.",
        "citation": f"{authors} ({year}). {inside}{book}, version {version_and_day}.{where}",
        "bibtex": f"@{kind}{{{key(book, page)},\n{lines}}}",
        "repository": repository,
        "notebook": notebook,
    }


def key(book, page):
    """A BibTeX key of the book's and, inside it, the page's first words."""
    words = [re.findall(r"[a-z0-9]+", title.lower()) for title in ((book,) if page == book else (book, page))]
    return "-".join("".join(found[:3]) for found in words)


def description(doctree, length=200):
    """The opening paragraph of a page in at most that many letters, whole sentences where they fit."""
    from docutils import nodes

    opening = ""
    for paragraph in doctree.findall(nodes.paragraph):
        inside = paragraph.parent
        if isinstance(inside, nodes.section | nodes.document):
            opening = f"{opening} {' '.join(paragraph.astext().split())}".strip()
            if len(opening) >= length // 2:
                break
        elif opening:
            break
    if len(opening) <= length:
        return opening
    sentence = max(opening.rfind(mark, 0, length) for mark in (". ", "? ", "! "))
    return opening[: sentence + 1] if sentence > length // 3 else opening[: opening.rfind(" ", 0, length)] + " …"


def metatags(title, words, book, address="", picture=""):
    """The meta elements that a search engine and a chat read; the address and the picture only where they are known."""
    tags = {"og:type": "article", "og:site_name": book, "og:title": title, "og:description": words}
    tags |= {"og:url": address} if address else {}
    tags |= {"og:image": picture, "twitter:card": "summary_large_image"} if picture else {}
    described = f'<meta name="description" content="{escape(words)}" />\n' if words else ""
    return described + "".join(
        f'<meta property="{name}" content="{escape(value)}" />\n' for name, value in tags.items() if value
    )
