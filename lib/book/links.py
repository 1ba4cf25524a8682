"""Passages of *Capital* lead to a free text, names of tables to their entry; other sites are told nothing."""

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

LIBRARY = "https://www.marxists.org/archive/marx/works/"
VOLUMES = {"I": ("1867-c1", 33), "II": ("1885-c2", 21), "III": ("1894-c3", 52)}
DIVIDED = {("II", 20): "ch20_01", ("II", 21): "ch21_01"}  # chapters that the library keeps in several files
ANCHORED = {
    ("I", 1): 4,
    ("I", 7): 2,
    ("I", 15): 10,
}  # so many sections are known to have an anchor

PASSAGE = re.compile(
    r"(?:(?<![Bb]ook )\b(?P<volume>III|II|I):?\s)?\bch\.\s(?P<chapter>\d+)(?:\s§(?P<section>\d+)[a-zA-Z]?)?"
)
GOES_ON = re.compile(r"(\s(and|or)\s§\d+[a-zA-Z]?|–\d+)?[,;]?\s(and |or )?(also )?")  # ... §2 and §3, ch. 17
KEPT = (nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.math_block)
KEPT += (nodes.caption, nodes.rubric, nodes.comment)
ELSEWHERE = re.compile(r'<a (?![^>]*\brel=)(?=[^>]*\bhref="https?://)')


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(LinkPassages)
    app.add_post_transform(LinkTables)
    app.connect("html-page-context", mend_links)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def address(volume, chapter, section=None):
    """Where a passage of *Capital* can be read on the web.

    Raises
    ------
    ValueError
        If the volume has no such chapter.

    >>> address("I", 15, 3)
    'https://www.marxists.org/archive/marx/works/1867-c1/ch15.htm#S3'
    >>> address("III", 13)
    'https://www.marxists.org/archive/marx/works/1894-c3/ch13.htm'
    """
    folder, chapters = VOLUMES[volume]
    if not 1 <= chapter <= chapters:
        raise ValueError(f"Capital {volume} has chapters 1 to {chapters}, not {chapter}")
    page = DIVIDED.get((volume, chapter), f"ch{chapter:02}")
    anchor = f"#S{section}" if section and section <= ANCHORED.get((volume, chapter), 0) else ""
    return f"{LIBRARY}{folder}/{page}.htm{anchor}"


def passages(text):
    """The passages that a text cites: (start, end, volume, chapter, section or None) each.

    >>> passages("(I ch. 15 §3b; III ch. 6 and ch. 7), Smith, book I ch. 6, another's ch. 2")
    [(1, 13, 'I', 15, 3), (15, 24, 'III', 6, None), (29, 34, 'III', 7, None)]
    """
    found, volume, end = [], None, 0
    for match in PASSAGE.finditer(text):
        goes_on = volume and GOES_ON.fullmatch(text, end, match.start())
        volume, end = match["volume"] or (volume if goes_on else None), match.end()
        if volume:
            section = match["section"] and int(match["section"])
            found.append((match.start(), end, volume, int(match["chapter"]), section))
    return found


class LinkPassages(SphinxPostTransform):
    """``I ch. 15 §3b`` becomes a link, the first of its kind in each paragraph."""

    default_priority = 800
    formats = ("html",)

    def run(self, **_options):
        """Link the passages of the document, outside headings, links and code."""
        linked = set()
        for text in list(self.document.findall(nodes.Text)):
            if not inside(text, KEPT):
                replace(text, self._pieces(text, linked))

    def _pieces(self, text, linked):
        pieces, done = [], 0
        for start, end, *passage in passages(text):
            try:
                uri = address(*passage)
            except ValueError as error:
                logger.warning(str(error), location=text.parent)
                continue
            if (id(_block(text)), uri) not in linked:
                linked.add((id(_block(text)), uri))
                name = nodes.reference("", text[start:end], refuri=uri, internal=False, classes=["passage"])
                pieces += [nodes.Text(text[done:start]), name]
                done = end
        return [*pieces, nodes.Text(text[done:])] if pieces else []


class LinkTables(SphinxPostTransform):
    """The name of a table in backticks becomes a link to its entry on the data page."""

    default_priority = 801
    formats = ("html",)

    def run(self, **_options):
        """Link the names of the document, the first of each in every paragraph."""
        package = Path(self.app.srcdir) / "data" / "datapackage.json"
        page = page_named("data", self.env)
        if not package.exists() or page is None:
            return
        tables = {table["name"] for table in json.loads(package.read_text("utf-8"))["resources"]}
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        linked = set()
        for literal in list(self.document.findall(nodes.literal)):
            name = literal.astext()
            if name in tables and not inside(literal, KEPT) and (id(_block(literal)), name) not in linked:
                linked.add((id(_block(literal)), name))
                link = nodes.reference("", "", literal.deepcopy(), refuri=f"{uri}#{name}", internal=True)
                replace(literal, [link])


def tell_nothing(html):
    """Links that do not tell another site which page they were followed from.

    >>> tell_nothing('<a href="https://example.org/">there</a> <a href="data.html">here</a>')
    '<a rel="external noreferrer" href="https://example.org/">there</a> <a href="data.html">here</a>'
    """
    return ELSEWHERE.sub('<a rel="external noreferrer" ', html)


def mend_links(_app, _page, _template, context, _doctree):
    """Let every link of a page tell other sites nothing."""
    if "body" in context:
        context["body"] = tell_nothing(context["body"])


def page_named(name, env):
    """The page of the book with this file name, whatever its folder, or None."""
    return next((page for page in sorted(env.found_docs) if page.split("/")[-1] == name), None)


def inside(node, kinds):
    """Whether a node stands in one of these kinds."""
    while (node := node.parent) is not None:
        if isinstance(node, kinds):
            return True
    return False


def _block(node):
    while not isinstance(node, nodes.paragraph | nodes.entry | nodes.document):
        node = node.parent
    return node


def replace(node, pieces):
    """Put pieces in a node's place, if there are any."""
    if pieces:
        node.parent.replace(node, pieces)
