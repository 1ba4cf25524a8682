"""Terms of the glossary are marked where a page first uses them; a tap shows what they mean."""

import re
from functools import cache

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.links import KEPT, inside, page_named, replace

COMMON = ("capital", "commodity", "value", "token")  # too common to mark: a page would be all links
KEPT = (*KEPT, addnodes.glossary, nodes.admonition, nodes.table, nodes.citation)


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(LinkTerms)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def meanings(doctree):
    """The terms of a glossary page: the term in small letters, with its address there and what it means.

    >>> item = nodes.definition_list_item()
    >>> item += nodes.term("", "Dead labor", ids=["term-dead-labor"])
    >>> item += nodes.definition("", nodes.paragraph("", "Work that is over."))
    >>> glossary = addnodes.glossary("", nodes.definition_list("", item))
    >>> meanings(nodes.section("", glossary))
    {'dead labor': ('term-dead-labor', 'Work that is over.')}
    """
    return {
        term.astext().lower(): (term["ids"][0], " ".join(item.next_node(nodes.definition).astext().split()))
        for glossary in doctree.findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
    }


def uses(text, terms):
    """Where a text uses terms, in the plural too and whatever the capitals: (start, end, term) each, the longest first.

    >>> uses("Surplus value, use-values; a revaluation of value", ["use-value", "surplus value", "value"])
    [(0, 13, 'surplus value'), (15, 25, 'use-value'), (44, 49, 'value')]
    """
    longest = sorted(terms, key=len, reverse=True)
    found = re.finditer(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})s?(?![\w-])", text, re.IGNORECASE)
    return [(match.start(), match.end(), match[1].lower()) for match in found]


@cache
def glossary(env, page):
    """The terms of a page of the book, read once."""
    return meanings(env.get_doctree(page))


def first_uses(env, terms):
    """The first numbered page that uses each term in its text."""
    found = {}
    for page in sorted(page for page in env.found_docs if page.rsplit("/", 1)[-1][0].isdigit()):
        still = [term for term in terms if term not in found]
        for paragraph in env.get_doctree(page).findall(nodes.paragraph) if still else ():
            if not inside(paragraph, (nodes.table, nodes.citation)):
                found |= {term: page for _, _, term in uses(paragraph.astext(), still) if term not in found}
    return found


class LinkTerms(SphinxPostTransform):
    """The first use of each term on a page leads to the glossary."""

    default_priority = 802
    formats = ("html",)

    def run(self, **_options):
        """Mark the terms of the document, outside headings, links, tables and code."""
        page = page_named("notation", self.env)
        if page == self.env.docname:
            self._name_first_uses()
        if page in (None, self.env.docname):
            return
        terms = glossary(self.env, page)
        still = terms.keys() - COMMON
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        for text in list(self.document.findall(nodes.Text)):
            if still and inside(text, (nodes.paragraph,)) and not inside(text, KEPT):
                replace(text, self._pieces(text, terms, still, uri))

    def _name_first_uses(self):
        """In the glossary itself: the chapter that first uses the term."""
        first = first_uses(self.env, meanings(self.document))
        for item in self.document.findall(nodes.definition_list_item):
            page = next(
                (first[each] for term in item.findall(nodes.term) if (each := term.astext().lower()) in first), ""
            )
            if page:
                number = page.rsplit("/", 1)[-1].split("-")[0].lstrip("0")
                uri = self.app.builder.get_relative_uri(self.env.docname, page)
                last = list(item.findall(nodes.paragraph))[-1]
                last += [nodes.Text(" First in "), nodes.reference("", f"chapter {number}", refuri=uri, internal=True)]

    def _pieces(self, text, terms, still, uri):
        pieces, done = [], 0
        for start, end, term in uses(text, still):
            if term in still:
                still.remove(term)
                anchor, meaning = terms[term]
                link = nodes.reference("", text[start:end], refuri=f"{uri}#{anchor}", internal=True)
                link["classes"], link["reftitle"] = ["term"], meaning
                pieces += [nodes.Text(text[done:start]), link]
                done = end
        return [*pieces, nodes.Text(text[done:])] if pieces else []
