"""What stands apart on the page: sections for the careful, which are folded, and an objection in one sentence."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

FOLDED = "For the careful: "
SENTENCE = "In one sentence."


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(Fold)
    app.add_post_transform(MarkSentence)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class Fold(SphinxPostTransform):
    """A section whose heading begins "For the careful: " is closed on the page until it is asked for.

    The section stays a section, so contents, search and anchors know it; only its rendering is wrapped.
    """

    default_priority = 900
    formats = ("html",)

    def run(self, **_options):
        """Wrap every such section of the document."""
        for section in list(self.document.findall(nodes.section)):
            title = section.next_node(nodes.title, descend=True)
            if title is not None and title.parent is section and title.astext().startswith(FOLDED):
                place = section.index(title)
                section.insert(place + 1, _html("</summary>"))
                section.insert(place, _html('<details class="fold"><summary>'))
                section.append(_html("</details>"))


class MarkSentence(SphinxPostTransform):
    """A paragraph that begins with a bold "In one sentence." is given a class of its own."""

    default_priority = 901

    def run(self, **_options):
        """Mark every such paragraph of the document."""
        for paragraph in self.document.findall(nodes.paragraph):
            if opening(paragraph) == SENTENCE:
                paragraph["classes"].append("one-sentence")


def opening(node):
    """The bold words that a paragraph begins with, or an empty text."""
    first = (
        next((child for child in node.children if child.astext()), None) if isinstance(node, nodes.paragraph) else None
    )
    return first.astext() if isinstance(first, nodes.strong) else ""


def _html(text):
    return nodes.raw("", text, format="html")
