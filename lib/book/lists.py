"""The ledger of claims and the catalog of tables, as HTML that a page without scripts shows whole."""

from html import escape

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


def catalog(tables):
    """Every table: what it measures, from whom, under which license, for which time, and the rules it obeys.

    Parameters
    ----------
    tables : list of (dict, DataFrame)
        The description of each table in the data package, and the table.
    """
    return Html("".join(_table(*table) for table in tables), f"{len(tables)} tables")


def _table(about, frame):
    units = {field["name"]: field.get("unit") for field in about["schema"]["fields"]}
    columns = "".join(f"<li>{name}{f': {escape(unit)}' if unit else ''}</li>" for name, unit in units.items())
    publishers = {}
    for entry in about["sources"]:
        publishers.setdefault(f"{entry['publisher']}, {entry['date']}", []).append(
            f'<a href="{escape(entry["path"])}">{escape(entry["title"])}</a>'
        )
    sources = "; ".join(f"{escape(who)}: {', '.join(what)}" for who, what in publishers.items())
    licenses = ", ".join(f'<a href="{escape(each["path"])}">{escape(each["title"])}</a>' for each in about["licenses"])
    rules = [check["description"] for check in about.get("checks", []) if "description" in check]
    rules = rules or ["every number lies within the limits of its column"]
    checks = "".join(f"<li>{escape(rule)}</li>" for rule in rules)
    coverage = _coverage(frame)
    facts = {
        "What it holds": escape(about["description"]),
        "Size": f"{len(frame):,} rows<details><summary>{len(units)} columns</summary><ul>{columns}</ul></details>",
        **({"Coverage": coverage} if coverage else {}),
        "Publisher and source": sources,
        "License": licenses,
        "Last checked": escape(about["checked"]),
        "Rules checked at every loading": f"<ul>{checks}</ul>",
        "File": f'<a href="../data/{about["path"]}">{about["path"]}</a>, sha256 {about["hash"][7:19]}…',
    }
    body = "".join(f"<dt>{term}</dt><dd>{fact}</dd>" for term, fact in facts.items())
    head = f'<section class="table-card" id="{about["name"]}"><h2>{escape(about["title"])}</h2>'
    return f"{head}<dl>{body}</dl></section>"


def _coverage(frame):
    for column in ("year", "fiscal_year", "quarter_start", "date", "shipped_date", "announced_date", "source_date"):
        if column in frame and frame[column].notna().any():
            low, high = frame[column].min(), frame[column].max()
            low, high = (str(each)[:10] for each in (low, high))
            return low if low == high else f"{low} to {high} ({column.replace('_', ' ')})"
    return ""
