"""The ledger of claims and the catalog of tables, as HTML that a page without scripts shows whole."""

import json
import re
from html import escape
from pathlib import Path

STATUSES = {
    "confirmed": "as the essay says",
    "nuanced": "true with a correction",
    "contradicted": "the sources say otherwise",
    "unverified": "no source settles it",
}


class Html:
    """A piece of HTML that a notebook shows, with one sentence for where HTML is not shown."""

    def __init__(self, html, sentence):
        self.html, self.sentence = html, sentence

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.sentence


def ledger(claims):
    """Every claim with its status, correction and source, each with an anchor; ledger.js lets a reader filter.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    """
    sections = claims.drop_duplicates("section").set_index("section")["section_title"]
    filters = (
        f"<form><fieldset disabled><legend>Show claims</legend>{_select('status', 'Status', {s: s for s in STATUSES})}"
        f"{_select('section', 'Section', sections)}</fieldset></form>"
    )
    items = "".join(_claim(row) for row in claims.itertuples())
    sentence = f"{len(claims)} claims"
    count = f'<p class="count" role="status">{sentence}</p>'
    return Html(f'<div class="ledger">{filters}{count}<ul>{items}</ul></div>', sentence)


def _select(name, label, options):
    choices = "".join(f'<option value="{escape(key)}">{escape(text)}</option>' for key, text in options.items())
    return f'<label>{label} <select name="{name}"><option value="">all</option>{choices}</select></label>'


def _claim(row):
    source = escape(", ".join(str(part) for part in (row.source_title, row.source_publisher) if _given(part)))
    if _given(row.source_url):
        source = f'<a href="{escape(row.source_url)}">{source}</a>'
    facts = [f"<p><b>{escape(row.id)}</b> {escape(row.claim)}</p>"]
    if _given(row.correction):
        facts.append(f"<p>{escape(row.correction)}</p>")
    chapter = f" Treated in chapter {int(row.chapter[:2])}." if row.chapter[:2].isdigit() else ""
    doubt = "" if row.confidence == "confirmed" else " Not confirmed in the source itself."
    facts.append(f'<p class="source">{source}.{doubt}{chapter}</p>' if source else f'<p class="source">{chapter}</p>')
    return (
        f'<li id="{row.id}" data-status="{row.status}" data-section="{row.section}">'
        f'<p class="status {row.status}">{row.status}</p>{"".join(facts)}</li>'
    )


def _given(value):
    return value is not None and value == value and value != ""


def chapters_using(names, folder, also=None):
    """The chapters that name each table, in the order of their numbers.

    A table is named where its name stands alone in quotes or backticks, in the text or the code of a numbered notebook.

    Parameters
    ----------
    names : iterable of str
        The names of the tables.
    folder : str or Path
        Where the notebooks are.
    also : dict of str to str, optional
        What else in a notebook's code means a table, by the table's name, as a function that loads it.

    Returns
    -------
    dict of str to list of (str, str)
        For each name the stem of the chapter's file, which is also that of its page, and the chapter's heading.
    """
    used = {name: [] for name in names}
    for path in sorted(Path(folder).glob("[0-9]*.ipynb")):
        cells = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        heading = re.search(r"^# (.+)$", "\n".join(cells), re.MULTILINE)
        named = {match[2] for cell in cells for match in re.finditer(r"([\"'`])(\w+)\1", cell)}
        named |= {name for name, text in (also or {}).items() if any(text in cell for cell in cells)}
        for name in used.keys() & named:
            used[name].append((path.stem, heading[1] if heading else path.stem))
    return used


def catalog(tables, used=None):
    """Every table: its first rows, and folded what it measures, from whom, under which license, by which rules.

    The whole stands without scripts; catalog.js lets a reader search.

    Parameters
    ----------
    tables : list of (dict, DataFrame)
        The description of each table in the data package, and the table.
    used : dict of str to list of (str, str), optional
        For each table the chapters that use it, as ``chapters_using`` returns them.
    """
    used = used or {}
    sentence = f"{len(tables)} tables"
    search = (
        "<form><fieldset disabled><label>Search the tables "
        '<input type="search" name="words" autocomplete="off"></label></fieldset></form>'
    )
    cards = "".join(_table(about, frame, used.get(about["name"], [])) for about, frame in tables)
    count = f'<p class="count" role="status">{sentence}</p>'
    return Html(f'<div class="catalog">{search}{count}{_contents(tables, used)}{cards}</div>', sentence)


def _contents(tables, used):
    """The names by the first chapter that uses them, and at the end those that no chapter uses."""
    groups = {}
    for about, _ in tables:
        page, heading = next(iter(used.get(about["name"], [])), ("~", "In no chapter yet"))
        link = f'<li><a href="#{about["name"]}">{escape(about["title"])}</a></li>'
        groups.setdefault((page, heading), []).append(link)
    lists = "".join(
        f"<li>{escape(heading)}<ul>{''.join(links)}</ul></li>" for (_, heading), links in sorted(groups.items())
    )
    summary = "Contents, by the first chapter that uses a table"
    return f'<details class="contents"><summary>{summary}</summary><ul>{lists}</ul></details>'


def _table(about, frame, chapters):
    title, fields = escape(about["title"]), about["schema"]["fields"]
    columns = "".join(
        f"<li>{escape(field['name'])}{f': {escape(unit)}' if (unit := field.get('unit')) else ''}</li>"
        for field in fields
    )
    publishers = {}
    for entry in about["sources"]:
        publishers.setdefault(f"{entry['publisher']}, {entry['date']}", []).append(
            f'<a href="{escape(_address(entry["path"]))}">{escape(entry["title"])}</a>'
        )
    sources = "; ".join(f"{escape(who)}: {', '.join(what)}" for who, what in publishers.items())
    licenses = ", ".join(f'<a href="{escape(each["path"])}">{escape(each["title"])}</a>' for each in about["licenses"])
    rules = [check["description"] for check in about.get("checks", []) if "description" in check]
    rules = rules or ["every number lies within the limits of its column"]
    checks = "".join(f"<li>{escape(rule)}</li>" for rule in rules)
    coverage = _coverage(frame)
    first, rest = _first_sentence(about["description"])
    facts = {
        **({"More on it": escape(rest)} if rest else {}),
        **({"Coverage": coverage} if coverage else {}),
        f"{len(fields)} columns": f"<ul>{columns}</ul>",
        "Publisher and source": sources,
        "License": licenses,
        "Last checked": escape(about["checked"]),
        "Rules checked at every loading": f"<ul>{checks}</ul>",
        "File": f"sha256 {about['hash'][7:19]}…",
    }
    body = "".join(f"<dt>{term}</dt><dd>{fact}</dd>" for term, fact in facts.items())
    pages = ", ".join(f'<a href="{page}.html">{escape(heading)}</a>' for page, heading in chapters)
    where = f" Used in {pages}." if pages else ""
    return (
        f'<section class="table-card" id="{about["name"]}"><h2>{title}</h2><p>{escape(first)}</p>'
        f'<div class="rows" role="region" tabindex="0" aria-label="First rows: {title}">{_rows(frame)}</div>'
        f'<p class="source"><a href="../data/{about["path"]}">{about["path"]}</a>, {len(frame):,} rows.{where}</p>'
        f"<details><summary>Columns, source, license, rules</summary><dl>{body}</dl></details></section>"
    )


def _address(path):
    """Where a source is: as it stands, or a file of ours beside the pages."""
    return path if "://" in path else f"../data/{path}"


def _first_sentence(text):
    """The text up to the first full stop before a space and a capital, and what follows."""
    first, *rest = re.split(r"(?<=[a-z0-9)%]\.) (?=[A-Z])", text, maxsplit=1)
    return first, "".join(rest)


def _rows(frame, count=3):
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in frame)
    rows = (
        "".join(f"<td>{escape(_cell(value))}</td>" for value in row)
        for row in frame.head(count).itertuples(index=False, name=None)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _cell(value, longest=60):
    """A cell as text: gaps empty, dates without hours, long text cut."""
    if not _known(value):
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _known(value):
    return type(value).__name__ != "NAType" and _given(value)


def _coverage(frame):
    for column in ("year", "fiscal_year", "quarter_start", "date", "shipped_date", "announced_date", "source_date"):
        if column in frame and frame[column].notna().any():
            low, high = frame[column].min(), frame[column].max()
            low, high = (str(each)[:10] for each in (low, high))
            return low if low == high else f"{low} to {high} ({column.replace('_', ' ')})"
    return ""
