"""A sentence with numbers in it that Python and the browser fill in alike.

``{growth:.1%}`` is a control, ``{rate.last:.1%}`` a column of the figure reduced to one value: first,
last, min, max, or the first table column where it is lowest (argmin) or highest (argmax). Formats
are Python's and d3's common ground: ``.1f``, ``,.0f``, ``+.2f``, ``.1%``.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

TOKEN = re.compile(r"\{([A-Za-z_]\w*)(?:\.(\w+))?(?::([^}]*))?\}")
FORMAT = re.compile(r"(\+?)(,?)\.(\d+)([f%])")
REDUCTIONS = ("first", "last", "min", "max", "argmin", "argmax")


def number(value, spec=""):
    """A value as text, rounded half away from zero as JavaScript rounds, with a true minus sign.

    >>> number(0.125, ".2f"), number(-1234.5, ",.0f"), number(0.0666, "+.1%"), number("late")
    ('0.13', '−1,235', '+6.7%', 'late')
    """
    if not spec:
        return f"{value}"
    match = FORMAT.fullmatch(spec)
    if not match:
        raise ValueError(f"format {spec!r} must look like .1f, ,.0f, +.2f or .1%")
    if value is None or not np.isfinite(value):
        return "n/a"
    sign, comma, digits, kind = match.groups()
    exact = Decimal(float(value) * (100 if kind == "%" else 1))
    rounded = exact.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
    rounded = rounded if rounded else abs(rounded)
    return f"{rounded:{sign}{comma}.{digits}f}".replace("-", "−") + (kind if kind == "%" else "")


def fill(template, values, tables):
    """The sentence at one setting: ``values`` of the controls, ``tables`` the figure's DataFrames.

    Raises
    ------
    ValueError
        Names a placeholder that is neither a control nor a column with a reduction.
    """

    def one(match):
        name, reduction, spec = match.groups()
        if reduction is None and name in values:
            return number(values[name], spec)
        table = next((table for table in tables if name in table), None)
        if table is None or reduction not in REDUCTIONS:
            raise ValueError(
                f"caption placeholder {match[0]}: give a control ({', '.join(values)}) "
                f"or column.reduction ({', '.join(REDUCTIONS)})"
            )
        return number(_reduce(table, name, reduction), spec)

    return TOKEN.sub(one, template)


def _reduce(table, name, reduction):
    column = table[name]
    if reduction in ("first", "last"):
        return column.iloc[0 if reduction == "first" else -1]
    if column.isna().all():
        return None
    if reduction in ("min", "max"):
        return getattr(column, reduction)()
    return table.iloc[:, 0].loc[getattr(column, "idx" + reduction[3:])()]
