"""The Sphinx extension of the course: equations native, the theme mended, nothing from other hosts."""

import functools
from pathlib import Path

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util.fileutil import copy_asset

STATIC = Path(__file__).parent / "static"
FOLDER = "book"  # beside _static, because the book would load all of _static on every page

MENDED = {
    '<div id="pst-primary-sidebar"': '<div role="complementary" aria-label="Course" id="pst-primary-sidebar"',
    'role="doc-biblioentry"': 'role="listitem"',
}


def setup(app):
    """Register with Sphinx."""
    app.add_html_math_renderer("mathml", (visit_math, depart_math), (visit_math_block, depart_math))
    app.connect("builder-inited", install)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", mend_theme)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def install(app):
    """Put the scripts, the styles and the tables into the site."""
    if app.builder.format != "html":
        return
    for source in STATIC.iterdir():
        copy_asset(str(source), str(Path(app.outdir) / FOLDER))
    copy_asset(str(Path(app.srcdir) / "data"), str(Path(app.outdir) / "data"))


def add_files(app, _page, _template, context, _doctree):
    """Load the styles on every page, and a script only where there is something for it."""
    app.add_css_file(f"../{FOLDER}/site.css")
    if 'class="ledger"' in context.get("body", ""):
        app.add_js_file(f"../{FOLDER}/ledger.js", loading_method="defer")
    if 'class="catalog"' in context.get("body", ""):
        app.add_js_file(f"../{FOLDER}/catalog.js", loading_method="defer")


def mend_theme(app, error):
    """Mend what the theme and docutils leave undone for assistive technology, and drop an icon script of 1.5 MB."""
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for page in site.rglob("*.html"):
        before = page.read_text("utf-8")
        after = functools.reduce(lambda text, pair: text.replace(*pair), MENDED.items(), before)
        if after != before:
            page.write_text(after, "utf-8")
    script = site / "_static" / "scripts" / "fontawesome.js"
    if script.exists():
        script.write_text("// the icons are drawn by book/site.css\n", "utf-8")


def visit_math(translator, node):
    """An inline formula as MathML, which browsers set without a script."""
    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def visit_math_block(translator, node):
    """A displayed formula as MathML, with its number and a link to itself."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({node["number"]})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append(convert(node.astext(), display="block"))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def depart_math(_translator, _node):
    """Nothing is left to close."""
