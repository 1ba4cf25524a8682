"""Terms of the glossary are marked where a page first uses them; a tap shows what they mean."""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.links import KEPT, inside

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


class LinkTerms(SphinxPostTransform):
    """The first use of each term on a page leads to the glossary."""

    default_priority = 802
    formats = ("html",)

    def run(self, **_options):
        """Mark the terms of the document, outside headings, links, tables and code."""
        page = next((doc for doc in sorted(self.env.found_docs) if doc.split("/")[-1] == "notation"), None)
        if page in (None, self.env.docname):
            return
        found = meanings(self.env.get_doctree(page))
        open_terms = {term for term in found if term not in COMMON}
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        for text in list(self.document.findall(nodes.Text)):
            if not open_terms or inside(text, KEPT) or not inside(text, (nodes.paragraph,)):
                continue
            pieces, done = [], 0
            for start, end, term in uses(text, open_terms):
                if term in open_terms:
                    open_terms.remove(term)
                    anchor, meaning = found[term]
                    link = nodes.reference("", text[start:end], refuri=f"{uri}#{anchor}", internal=True)
                    link["classes"], link["reftitle"] = ["term"], meaning
                    pieces += [nodes.Text(text[done:start]), link]
                    done = end
            if pieces:
                text.parent.replace(text, [*pieces, nodes.Text(text[done:])])
