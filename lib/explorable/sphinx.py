"""The Sphinx extension: list ``explorable.sphinx`` in a book's extensions, and every figure in it is alive."""

import re
from pathlib import Path

import vl_convert
from sphinx.util.fileutil import copy_asset

STATIC = Path(__file__).parent / "static"
FOLDER = "explorer"  # beside _static, because Jupyter Book would load all of _static on every page


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", prefer_html)
    app.connect("builder-inited", install)
    app.connect("html-page-context", add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def prefer_html(_app, config):
    """Have MyST-NB take the figure's HTML, which needs no kernel, unless the book's settings say otherwise."""
    if "nb_mime_priority_overrides" in config and not config.nb_mime_priority_overrides:
        config.nb_mime_priority_overrides = [["html", "text/html", 5]]


def install(app):
    """Put the script, the styles and the Vega bundle into the site."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for source in STATIC.iterdir():
        copy_asset(str(source), str(folder))
    mark = f"// Vega, Vega-Lite and vega-embed, bundled by vl-convert {vl_convert.__version__}\n"
    bundle = folder / "vega.js"
    if not bundle.exists() or not bundle.read_text("utf-8").startswith(mark):
        bundle.write_text(vega_bundle(mark), "utf-8")


def vega_bundle(mark=""):
    """The Vega runtime as one classic script, which a page opened from a disk may load; a module it may not."""
    code = vl_convert.javascript_bundle("window.vegaEmbed=vegaEmbed;")
    if re.search(r"^\s*(import|export)\b", code, re.MULTILINE):
        raise RuntimeError("vl-convert's bundle has become a module with imports: wrap it another way")
    return f"{mark}(() => {{\n{code}\n}})();\n"


def add_files(app, _page, _template, context, _doctree):
    """Load the script and the styles only on pages that have a figure."""
    if 'class="explorer"' in context.get("body", ""):
        app.add_css_file(f"../{FOLDER}/explorer.css")
        app.add_js_file(f"../{FOLDER}/explorer.js", loading_method="defer")
