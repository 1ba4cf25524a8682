"""The Sphinx extension of the course: its shell, equations native, nothing from other hosts."""

import re
from html import unescape
from pathlib import Path

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util.fileutil import copy_asset

from book import about, lighten, preview, publish, reading, search

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
FOLDER = "book"  # beside _static, because the book would load all of _static on every page
LAST = 900  # after every other extension

# The styles of the theme and the extensions, in the order in which they are laid over each other.
STYLES = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
)
DATA = ("search-index.js", "vega.js")  # scripts that name no class of a page

MENDED = {'role="doc-biblioentry"': 'role="listitem"'}
ROOT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8" /><title>{title}</title>
<link rel="icon" type="image/svg+xml" href="book/mark.svg" />
<meta http-equiv="refresh" content="0; url={front}" /></head>
<body><p><a href="{front}">{title}</a></p></body></html>
"""


def setup(app):
    """Register with Sphinx."""
    app.add_html_math_renderer("mathml", (visit_math, depart_math), (visit_math_block, depart_math))
    for part in ("folds", "links", "sheet", "terms"):
        app.setup_extension(f"book.{part}")
    app.add_config_value("course_repository", "", "html", types=[str])
    app.add_config_value("course_hub", "", "html", types=[str])
    app.connect("config-inited", use_templates)
    app.connect("builder-inited", install)
    app.connect("doctree-read", reading.arrange)
    app.connect("html-page-context", add_files)
    app.connect("html-page-context", introduce)
    app.connect("html-page-context", drop_theme_files, priority=LAST)
    app.connect("build-finished", finish, priority=LAST)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def use_templates(_app, config):
    """Have the course's own layout found before the theme's."""
    config.templates_path.insert(0, str(TEMPLATES))


def install(app):
    """Put the scripts, the styles and the tables into the site."""
    if app.builder.format != "html":
        return
    app.builder.search = False  # the course's own search finds sections, see search.py
    for source in STATIC.iterdir():
        copy_asset(str(source), str(Path(app.outdir) / FOLDER))
    copy_asset(str(Path(app.srcdir) / "data"), str(Path(app.outdir) / "data"))


def add_files(app, _page, _template, context, _doctree):
    """Load the styles on every page, and a script only where there is something for it."""
    app.add_css_file(f"../{FOLDER}/site.css")
    app.add_css_file(f"../{FOLDER}/book.css")
    app.add_js_file(f"../{FOLDER}/book.js", loading_method="defer")
    app.add_js_file(f"../{FOLDER}/site.js", loading_method="defer")
    if "one-sentence" in context.get("body", ""):
        app.add_js_file(f"../{FOLDER}/present.js", loading_method="defer")
    if 'class="ledger"' in context.get("body", ""):
        app.add_js_file(f"../{FOLDER}/ledger.js", loading_method="defer")
    if 'class="catalog"' in context.get("body", ""):
        app.add_js_file(f"../{FOLDER}/catalog.js", loading_method="defer")


def introduce(app, page, _template, context, doctree):
    """Tell the page's head and foot what it is."""
    config = app.config
    title = plain(context.get("title") or config.html_title)
    book = app.env.titles[config.root_doc].astext()
    address = f"{config.html_baseurl.rstrip('/')}/{page}.html" if config.html_baseurl else ""
    picture = f"{config.html_baseurl.rstrip('/')}/{picture_of(page)}" if config.html_baseurl else ""
    words = (about.description(doctree) if doctree else "") or f"{title}. {book}"
    context["metatags"] = context.get("metatags", "") + about.metatags(title, words, book, address, picture)
    context["head_script"] = (TEMPLATES / "head.js").read_text("utf-8")
    source = context.get("sourcename", "")
    context["about"] = about.about(
        title,
        book=book,
        authors=config.author,
        edition=about.version(app.srcdir),
        when=about.day(app.srcdir),
        address=address,
        repository=config.course_repository,
        notebook=context["pathto"](f"_sources/{source}", 1) if source.endswith(".ipynb") else "",
    )
    if source.endswith(".ipynb"):
        context["about"]["ways"] = publish.ways(config.course_repository, f"{page}.ipynb", config.course_hub)


def plain(title):
    """A title without its markup, as in ``Dead Labor: AI through Marx's <em>Capital</em>``."""
    return unescape(re.sub(r"<[^>]+>", "", title))


def picture_of(page):
    """Where the preview picture of a page lies in the site."""
    return f"{FOLDER}/preview/{page.replace('/', '-')}.png"


def drop_theme_files(_app, _page, _template, context, _doctree):
    """Keep only the course's own files, which lie beside _static.

    What the theme's scripts do, site.js does in a tenth; the theme's styles come lightened in one file.
    """
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if "/../" in str(getattr(file, "filename", "") or "")]


def finish(app, error):
    """Mend what docutils leaves undone for assistive technology; write styles, index, root and pictures."""
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    pages = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).with_suffix("").as_posix()
        if name == "index" or name.startswith("_"):
            continue
        before = after = path.read_text("utf-8")
        for old, new in MENDED.items():
            after = after.replace(old, new)
        if after != before:
            path.write_text(after, "utf-8")
        pages[name] = after
    (site / FOLDER / "theme.css").write_text(theme_styles(site, pages.values()), "utf-8")
    (site / FOLDER / "search-index.js").write_text(
        search.index((f"{name}.html", page) for name, page in pages.items()), "utf-8"
    )
    front = f"{app.config.root_doc}.html"
    (site / "index.html").write_text(
        ROOT.format(title=app.env.titles[app.config.root_doc].astext(), front=front), "utf-8"
    )
    title, address = app.env.titles[app.config.root_doc].astext(), app.config.html_baseurl
    (site / "404.html").write_text(publish.missing(title, front, address), "utf-8")
    if address:
        listed = sorted(f"{name}.html" for name in pages)
        (site / "sitemap.xml").write_text(publish.sitemap(listed, address, about.day(app.srcdir)), "utf-8")
        draw_previews(app, site, pages)


def theme_styles(site, pages):
    """The theme's styles, and those of the extensions, as far as the pages can need them."""
    scripts = [
        path for folder in (FOLDER, "explorer") for path in (site / folder).glob("*.js") if path.name not in DATA
    ]
    known = lighten.words(*pages, *(path.read_text("utf-8") for path in sorted(scripts)))
    files = [path for pattern in STYLES for path in sorted((site / "_static").glob(pattern))]
    return "\n".join(lighten.lighten(path.read_text("utf-8"), known) for path in files) + "\n"


def draw_previews(app, site, pages):
    """Write the picture of each page that a link to it is shown with."""
    book = app.env.titles[app.config.root_doc].astext()
    for name in sorted(app.env.found_docs):
        path = site / picture_of(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(preview.preview(app.env.titles[name].astext(), book, pages[name]))


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
