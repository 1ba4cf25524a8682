"""The meeting sheet: one printed side for who leads a group, made from the chapter's own plan.

A plan is the section "For the group" in the form that CONTRIBUTING.md gives. A section in another form makes no sheet;
a plan that lacks a part makes a warning, and a sheet without it.
"""

import re
from html import escape, unescape
from pathlib import Path

import segno
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from book.links import tell_nothing

logger = logging.getLogger(__name__)

HEADING = "For the group"
PARTS = {  # how a part begins, and its full name
    "bring": "Bring.",
    "read aloud": "Read aloud.",
    "who has not read": "Who has not read: three minutes.",
    "timetable": "the table | Minutes (90) | (60) | What | Setting | Expect |",
    "parts for": "Parts for 2, 5, 9, 12.",
    "the objection in points": "The objection in points.",
    "for the member": "For the member who is against it all.",
    "six questions": "Six questions.",
    "two misreadings": "Two misreadings.",
}
COLUMNS = ["minutes (90)", "(60)", "what", "setting", "expect"]
NUMBERED = ("the objection in points", "six questions")
ALL = "all-sheet.html"
MOST_WORDS = 1000  # more fit on one side only in type under 7.4 points
PASSAGE = re.compile(r'class="passage[^>]*href="https?://(?:www\.)?([^"]+)"')
HERE = re.compile(r'href="#([^"]+)"')


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(LinkSheet)
    app.connect("html-page-context", write_sheet)
    app.connect("build-finished", write_all)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class LinkSheet(SphinxPostTransform):
    """A plan gets a link to its sheet, and a warning for each part that it lacks."""

    default_priority = 700
    formats = ("html",)

    def run(self, **_options):
        """Look for a plan in the document."""
        section = _section(self.document)
        plan = plan_of(section) if section else None
        if not plan:
            return
        name = self.env.docname
        if "timetable" in plan:
            plan["timetable"][0]["classes"].append("plan")
        for key in [key for key in PARTS if key not in plan]:
            logger.warning(f"{name}: the plan for the group lacks {PARTS[key]}", location=section)
        for key in NUMBERED:
            if key in plan and not any(isinstance(node, nodes.enumerated_list) for node in plan[key]):
                logger.warning(f"{name}: {PARTS[key]} needs a numbered list", location=section)
        words = sum(len(node.astext().split()) for part in plan.values() for node in part)
        if words > MOST_WORDS:
            logger.warning(f"{name}: the plan has {words} words; one side holds {MOST_WORDS}", location=section)
        uri = f"{name.split('/')[-1]}-sheet.html"
        link = nodes.reference("", "Meeting sheet (one page to print)", refuri=uri, internal=True)
        section.insert(1, nodes.paragraph("", "", link, classes=["sheet-link"]))


def plan_of(section):
    """The parts of a plan by the keys of `PARTS`, each a list of nodes; None where the section has another form."""
    plan, key = {}, None
    for node in _flat(section):
        if isinstance(node, nodes.table):
            heads = [entry.astext().strip().lower() for entry in node.next_node(nodes.thead).findall(nodes.entry)]
            if heads == COLUMNS:
                plan["timetable"], key = [node], None
                continue
        key = _begins(node) or key
        if key:
            plan.setdefault(key, []).append(node)
    return plan if 2 * len(plan) > len(PARTS) else None


def _section(document):
    for section in document.findall(nodes.section):
        if isinstance(section[0], nodes.title) and section[0].astext() == HEADING:
            return section
    return None


def _flat(section):
    for node in section.children:
        if isinstance(node, nodes.section):
            yield from _flat(node)
        elif not isinstance(node, nodes.title):
            yield node


def _begins(node):
    words = (
        next((child for child in node.children if child.astext()), None) if isinstance(node, nodes.paragraph) else None
    )
    opening = words.astext().lower() if isinstance(words, nodes.strong) else ""
    return next((key for key in PARTS if opening.startswith(key)), None)


def write_sheet(app, page, _template, _context, doctree):
    """Write the sheet of a page beside it, or take an old one away."""
    if app.builder.format != "html" or doctree is None:
        return
    uri = app.builder.get_target_uri(page)
    path = Path(app.outdir) / f"{page}-sheet.html"
    section = _section(doctree)
    plan = plan_of(section) if section else None
    if not plan:
        path.unlink(missing_ok=True)
        return

    def render(node):
        html = app.builder.render_partial(node.deepcopy())["fragment"]
        html = HERE.sub(rf'href="{uri.split("/")[-1]}#\1"', html)
        return PASSAGE.sub(r'\g<0> data-address="\1"', tell_nothing(html))

    title = doctree.next_node(nodes.title).astext()
    path.parent.mkdir(parents=True, exist_ok=True)
    course = unescape(re.sub(r"<[^>]+>", "", app.config.html_title))
    text = sheet(title, course, uri, app.config.html_baseurl, plan, render, "../" * page.count("/"))
    path.write_text(text, "utf-8")


def sheet(title, course, uri, base, plan, render, root):
    """The sheet as a page of its own.

    Parameters
    ----------
    title, course : str
        Of the chapter and of the course.
    uri : str
        The chapter's page, from the root of the site.
    base : str
        The address of the site; where it is empty, there are no codes to scan but links to type.
    plan : dict
        From `plan_of`.
    render : callable
        Turns a node into HTML whose links hold beside the chapter.
    root : str
        Leads from the sheet to the root of the site.
    """
    page = uri.split("/")[-1]
    address = f"{base.rstrip('/')}/{uri}" if base else ""
    parts = {key: "".join(map(render, found)) for key, found in plan.items() if key != "timetable"}
    table, settings = _timetable(plan["timetable"][0], page, render) if "timetable" in plan else ("", [])
    where = escape(address.split("//")[-1]) if address else ""
    code = f'<div class="code">{_code(address, "the chapter")}</div>' if address else ""
    body = "".join(
        f'<section class="{group[0].replace(" ", "-")} columns">{_join(parts, group)}</section>{after}'
        for group, after in (
            (("bring", "read aloud", "who has not read"), table + _settings(settings, page, address)),
            (("parts for", "the objection in points", "for the member", "six questions", "two misreadings"), ""),
        )
        if any(key in parts for key in group) or after
    )
    head = (
        f'<header><div><p>{escape(course)} · Meeting sheet</p><h1><a href="{page}">{escape(title)}</a></h1>'
        f'<p class="where">{where}</p></div>{code}</header>'
    )
    about = f"One side to print for who leads a group through {escape(title)}"
    return _page(f"Meeting sheet: {escape(title)}", about, root, f'<main class="sheet">\n{head}\n{body}\n</main>')


def write_all(app, error):
    """Write all sheets of a folder on one page, to be printed as one; a folder with a single sheet needs none."""
    if error or app.builder.format != "html":
        return
    folders = {}
    for path in sorted(Path(app.outdir).rglob("*-sheet.html")):
        if path.name != ALL:
            main = re.search(r'<main class="sheet">(.*?)</main>', path.read_text("utf-8"), re.DOTALL)
            folders.setdefault(path.parent, []).append(f'<article class="sheet">{main[1]}</article>')
    for folder, sheets in folders.items():
        if len(sheets) > 1:
            root = "../" * len(folder.relative_to(app.outdir).parts)
            about = f"The meeting sheets of {len(sheets)} chapters, one side each, to print as one"
            (folder / ALL).write_text(
                _page("All meeting sheets", about, root, f"<main>\n{''.join(sheets)}\n</main>"), "utf-8"
            )


def _page(title, about, root, body):
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{about}">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{root}book/mark.svg">
<link rel="stylesheet" href="{root}book/sheet.css">
<script src="{root}book/book.js" defer></script>
</head>
<body>
{body}
</body>
</html>
"""


def _join(parts, keys):
    return "".join(f'<div class="part">{parts[key]}</div>' for key in keys if key in parts)


def _timetable(table, page, render):
    """The timetable as HTML, and its settings as (number, minutes, fragment) each."""
    link = re.compile(rf'<a [^>]*href="{re.escape(page)}#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
    settings, rows = [], []
    for row in table.next_node(nodes.tbody).findall(nodes.row):
        cells = ["".join(map(render, entry.children)) for entry in row.findall(nodes.entry)]
        minutes = row[0].astext().strip()

        def number(match, minutes=minutes):
            settings.append((len(settings) + 1, minutes, unescape(match[1])))
            return f'{match[0]} <b class="mark">{len(settings)}</b>'

        cells[3] = link.sub(number, cells[3])
        first, *rest = cells
        rows.append(f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>')
    heads = [entry.astext().strip() for entry in table.next_node(nodes.thead).findall(nodes.entry)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f'<table class="plan"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>', settings


def _settings(settings, page, address):
    if not settings:
        return ""
    items = []
    for number, minutes, fragment in settings:
        name = f'<b class="mark">{number}</b> {escape(minutes)}'
        if address:
            items.append(f'<li class="code">{_code(f"{address}#{fragment}", f"setting {number}")}{name}</li>')
        else:
            items.append(f"<li>{name}: <code>{escape(page)}#{escape(fragment)}</code></li>")
    note = (
        ""
        if address
        else '<p class="unset">The address of the course is not set (html_baseurl), so there are no codes to scan. '
        "The settings, from the folder of the chapters:</p>"
    )
    return f'{note}<ul class="settings{" codes" if address else ""}" aria-label="Settings">{"".join(items)}</ul>'


def _code(address, name):
    code = segno.make_qr(address, error="m").svg_inline(omitsize=True, border=4, light="white", svgclass=None)
    return f'<a href="{escape(address)}" aria-label="Code to scan for {name}">{code}</a>'
