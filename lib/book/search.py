"""The index of the course's own search: what every section says, without code, controls and page furniture."""

import json
import re
import unicodedata
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {
    "script",
    "style",
    "svg",
    "math",
    "pre",
    "nav",
    "button",
    "form",
    "footer",
    "noscript",
    "template",
    "textarea",
}
SILENT_CLASSES = {"headerlink", "cell_input", "eqno", "scroll", "backrefs", "copy", "label"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BREAKS = HEADINGS | {"p", "li", "dt", "dd", "td", "th", "div", "section", "figcaption", "caption", "summary", "br"}


class Sections(HTMLParser):
    """Reads a page and gathers (address, heading, text) of everything a link can lead to."""

    def __init__(self):
        super().__init__()
        self.found = []  # [id, heading, text] in the order of the page
        self.open = []  # (tag, entry or None, silent)
        self.heading = False

    def entry(self):
        """The innermost section, claim or source that is open."""
        return next((entry for _, entry, _ in reversed(self.open) if entry), None)

    def handle_starttag(self, tag, attributes):
        """Begin an entry where the element has an address of its own; remember whether it is silent."""
        if tag in VOID:
            self.say(" ")
            return
        given = dict(attributes)
        classes = set((given.get("class") or "").split())
        entry = None
        own = tag == "section" or "citation" in classes or "data-status" in given
        if given.get("id") and own and any(open_tag == "article" for open_tag, _, _ in self.open):
            entry = [given["id"], "", ""]
            self.found.append(entry)
        silent = tag in SILENT or bool(classes & SILENT_CLASSES) or (bool(self.open) and self.open[-1][2])
        if tag in HEADINGS:
            self.heading = True
        elif tag in BREAKS:
            self.say(" ")
        self.open.append((tag, entry, silent))

    def handle_endtag(self, tag):
        """Close the element, and whatever in it was left open."""
        if all(open_tag != tag for open_tag, _, _ in self.open):
            return
        while self.open.pop()[0] != tag:
            pass
        if tag in HEADINGS:
            self.heading = False
        if tag in BREAKS:
            self.say(" ")

    def handle_data(self, data):
        """Take the words, unless they stand in something silent."""
        if self.open and not self.open[-1][2]:
            self.say(data)

    def say(self, words):
        """Add words to the heading or the text of the innermost entry."""
        entry = self.entry()
        if entry:
            entry[1 if self.heading and not entry[2].strip() else 2] += words


def sections(page):
    """Every section of a page's HTML as (id, heading, text); a claim or a source has its first words for a heading."""
    reader = Sections()
    reader.feed(page)
    reader.close()
    for name, heading, text in reader.found:
        heading, text = clean(heading), clean(text)
        yield name, heading or first_words(text), text


def clean(text):
    """Text with single spaces and composed letters, so that its letters can be counted with their marks taken off."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().replace(" .", ".").replace(" ,", ",")


def first_words(text, length=60):
    """The first words of a text, of about that many letters."""
    return text if len(text) <= length else text[: text.rfind(" ", 0, length)] + " …"


def index(pages):
    """The script that holds the index: ``[address, title of the page, heading, text]`` for each section.

    Parameters
    ----------
    pages : iterable of (str, str)
        Address from the root of the site, and HTML, of each page.
    """
    entries = []
    for address, page in pages:
        found = list(sections(page))
        for place, (name, heading, text) in enumerate(found):
            link = address if place == 0 else f"{address}#{name}"
            entries.append([link, found[0][1], heading, text])
    return f"window.bookIndex={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"
