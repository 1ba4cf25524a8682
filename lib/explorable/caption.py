"""A sentence with numbers in it that Python and the browser fill in alike.

``{growth:.1%}`` is a control, ``{rate.last:.1%}`` a column of the figure reduced to one value: first,
last, min, max, or the first table column where it is lowest (argmin) or highest (argmax). Formats
are Python's and d3's common ground: ``.1f``, ``,.0f``, ``+.2f``, ``.1%``.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

TOKEN = re.compile(r"\{([^\W\d]\w*)(?:\.(\w+))?(?::([^}]*))?\}")
FORMAT = re.compile(r"(\+?)(,?)\.(\d+)([f%])")
REDUCTIONS = ("first", "last", "min", "max", "argmin", "argmax")


def number(value, spec=""):
    """A value as text, rounded half away from zero as JavaScript rounds, with a true minus sign.

    What is no number, as ``nan``, or beyond 1e21, is "n/a"; without a format a truth is "yes" or "no" and a date
    its day.

    >>> number(0.125, ".2f"), number(-1234.5, ",.0f"), number(0.0666, "+.1%"), number("late"), number(True)
    ('0.13', '−1,235', '+6.7%', 'late', 'yes')
    """
    if not spec:
        return _plain(value)
    match = FORMAT.fullmatch(spec)
    if not match:
        raise ValueError(f"format {spec!r} must look like .1f, ,.0f, +.2f or .1%")
    if value is None or value is pd.NaT or value is pd.NA:
        return "n/a"
    if isinstance(value, str | bool | np.bool_) or not np.isscalar(value):
        raise ValueError(f"{value!r} is no number: leave out the format {spec!r}")
    sign, comma, digits, kind = match.groups()
    # What processors compute otherwise is the last of 17 digits: cut off, it cannot turn a rounding.
    value = float(f"{float(value) * (100 if kind == '%' else 1):.15g}")
    if not abs(value) < 1e21:
        return "n/a"
    exact = Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
    rounded = rounded if rounded else abs(rounded)
    return f"{rounded:{sign}{comma}.{digits}f}".replace("-", "−") + (kind if kind == "%" else "")


def _plain(value):
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return "n/a"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating) and float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, np.datetime64 | date):
        return f"{pd.Timestamp(value)}".removesuffix(" 00:00:00")
    return f"{value}"


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
    if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)):
        raise ValueError(f"{name}.{reduction}: the column holds no numbers; first and last read any column")
    if reduction in ("min", "max"):
        return getattr(column, reduction)()
    return table.iloc[:, 0].loc[getattr(column, "idx" + reduction[3:])()]
