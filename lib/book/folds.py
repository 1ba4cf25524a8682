"""Sections for the careful: closed on the page until a tap, a link or a search asks for them."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

FOLDED = "For the careful: "


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(Fold)
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


def _html(text):
    return nodes.raw("", text, format="html")
