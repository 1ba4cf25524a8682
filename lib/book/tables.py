"""Tables for readers: heads with units, row heads, numbers at the right, the same bytes on every processor."""

from html import escape
from numbers import Integral, Real

from book.lists import Html
from explorable.caption import number

EXACT_DIGITS = 10


def table(frame, columns, caption):
    """A frame as an accessible table; where HTML is not shown, one sentence says what stands in it.

    Parameters
    ----------
    frame : DataFrame
        One row a line, in the order shown.
    columns : dict of str to (str, str)
        The columns to show, in their order: the head with its unit, and a format of `explorable.caption.number`
        ("" for text). The first names the rows.
    caption : str
        What the table shows; also the name that is read aloud.

    Returns
    -------
    Html
        What is missing is "n/a". Numbers with a fraction are rounded to ten digits before they are formatted, for
        what processors compute otherwise lies beyond.

    Raises
    ------
    ValueError
        Names the column that the frame does not have, or whose values the format does not fit.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"year": [1948], "rate": [0.125]})
    >>> table(frame, {"year": ("Year", ""), "rate": ("Rate", ".0%")}, "Profit")
    Table: Profit (1 row; Year, Rate).
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ValueError(f"columns: the frame has no {', '.join(missing)}, only {', '.join(map(str, frame.columns))}")
    if not columns or not len(frame):
        raise ValueError(f"table {caption!r}: {len(frame)} rows and {len(columns)} columns leave nothing to show")
    kinds = {name: "" if _is_text(frame[name], spec) else ' class="number"' for name, (_, spec) in columns.items()}
    kinds[next(iter(columns))] = ""
    head = "".join(f'<th scope="col"{kinds[name]}>{escape(label)}</th>' for name, (label, _) in columns.items())
    texts = [[_text(name, value, spec) for value in frame[name]] for name, (_, spec) in columns.items()]
    rows = "".join(f"<tr>{_row(cells, list(kinds.values()))}</tr>\n" for cells in zip(*texts, strict=True))
    html = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="figures">'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>"
    )
    size = f"{len(frame)} row{'' if len(frame) == 1 else 's'}"
    return Html(html, f"Table: {caption} ({size}; {', '.join(label for label, _ in columns.values())}).")


def _is_text(column, spec):
    return not spec and not all(isinstance(value, Real) for value in column)


def _row(cells, kinds):
    first, *rest = (escape(cell) for cell in cells)
    return f'<th scope="row">{first}</th>' + "".join(
        f"<td{kind}>{cell}</td>" for cell, kind in zip(rest, kinds[1:], strict=True)
    )


def _text(name, value, spec):
    if isinstance(value, Real) and not isinstance(value, Integral) and not float(value).is_integer():
        value = float(f"{value:.{EXACT_DIGITS}g}")
    try:
        return number(value, spec)
    except ValueError as error:
        raise ValueError(f"column {name}: {error}") from None
