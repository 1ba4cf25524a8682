"""A NumPy function, run on symbols, becomes a Vega expression.

The model is called once with a ``Symbol`` for every argument. A symbol answers NumPy's own two
protocols, ``__array_ufunc__`` and ``__array_function__``, by recording what was asked of it; what
it cannot record it refuses by name. So a model is written once, for numbers, and the browser
computes the same numbers from the recorded expression.
"""

import json
from collections import Counter

import numpy as np
import vl_convert
from numpy.lib.mixins import NDArrayOperatorsMixin

NUMBER, TRUTH, WORD = "number", "true or false", "text"
WAY_OUT = "write it with NumPy operations that act row by row, or wrap the model: sampled(model)"

# ufunc -> (kind of every argument, kind of the result, Vega expression)
UFUNCS = {
    np.add: (NUMBER, NUMBER, "({} + {})"),
    np.subtract: (NUMBER, NUMBER, "({} - {})"),
    np.multiply: (NUMBER, NUMBER, "({} * {})"),
    np.divide: (NUMBER, NUMBER, "({} / {})"),
    np.power: (NUMBER, NUMBER, "pow({}, {})"),
    np.negative: (NUMBER, NUMBER, "(-{})"),
    np.positive: (NUMBER, NUMBER, "{}"),
    np.absolute: (NUMBER, NUMBER, "abs({})"),
    np.exp: (NUMBER, NUMBER, "exp({})"),
    np.log: (NUMBER, NUMBER, "log({})"),
    np.sqrt: (NUMBER, NUMBER, "sqrt({})"),
    np.floor: (NUMBER, NUMBER, "floor({})"),
    np.ceil: (NUMBER, NUMBER, "ceil({})"),
    np.minimum: (NUMBER, NUMBER, "min({}, {})"),
    np.maximum: (NUMBER, NUMBER, "max({}, {})"),
    np.isnan: (NUMBER, TRUTH, "isNaN({})"),
    np.less: (NUMBER, TRUTH, "({} < {})"),
    np.less_equal: (NUMBER, TRUTH, "({} <= {})"),
    np.greater: (NUMBER, TRUTH, "({} > {})"),
    np.greater_equal: (NUMBER, TRUTH, "({} >= {})"),
    np.equal: (None, TRUTH, "({} === {})"),
    np.not_equal: (None, TRUTH, "({} !== {})"),
    np.logical_and: (TRUTH, TRUTH, "({} && {})"),
    np.logical_or: (TRUTH, TRUTH, "({} || {})"),
    np.logical_not: (TRUTH, TRUTH, "(!{})"),
    np.bitwise_and: (TRUTH, TRUTH, "({} && {})"),
    np.bitwise_or: (TRUTH, TRUTH, "({} || {})"),
    np.invert: (TRUTH, TRUTH, "(!{})"),
}
INSTEAD = {
    np.floor_divide: "np.floor(a / b) says the same",
    np.remainder: "a - b * np.floor(a / b) says the same",
    np.log10: "np.log(x) / np.log(10) says the same",
    np.log1p: "np.log(1 + x) says the same",
    np.expm1: "np.exp(x) - 1 says the same",
}


class TraceError(TypeError):
    """A model asked of a symbol what no Vega expression can say; the message names it."""


def refuse(what, instead=WAY_OUT):
    """Raise the one error of this module."""
    raise TraceError(f"{what} cannot be traced: {instead}")


def _refusing(what, instead=WAY_OUT):
    def method(self, *_args, **_kwargs):
        refuse(what, instead)

    return method


class Symbol(NDArrayOperatorsMixin):
    """Stands for an array while a model is traced: a Vega expression with its arguments.

    ``template`` is the expression with a ``{}`` for each argument (a leaf has none), ``kind`` what
    it yields. Symbols are shared, never copied, so a sub-expression used twice is one object.
    """

    symbolic = True
    __hash__ = object.__hash__

    def __init__(self, template, arguments=(), kind=NUMBER):
        self.template, self.arguments, self.kind = template, arguments, kind

    def __repr__(self):
        return f"<symbol: {self.kind}>"

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        """Record ``ufunc(*inputs)``, or refuse."""
        name = f"np.{ufunc.__name__}"
        if method != "__call__":
            refuse(f"{name}.{method}", "an expression sees one row at a time; wrap the model: sampled(model)")
        if "out" in keywords:
            refuse(
                f"in-place assignment ({name} with out=)",
                "write x = x + 1, which leaves the caller's x alone",
            )
        if keywords:
            refuse(f"{name} with the keyword {', '.join(keywords)}", "use np.where for a condition")
        if ufunc not in UFUNCS:
            refuse(name, INSTEAD.get(ufunc, WAY_OUT))
        wanted, kind, template = UFUNCS[ufunc]
        arguments = tuple(_symbol(value, name) for value in inputs)
        kinds = {argument.kind for argument in arguments}
        if wanted is None and len(kinds) > 1:
            refuse(f"{name} of {' and '.join(sorted(kinds))}", "compare like with like")
        if wanted == NUMBER and TRUTH in kinds:
            if NUMBER not in kinds:
                refuse(f"{name} of {TRUTH}", "use & and | on conditions, or np.where(condition, 1, 0)")
            arguments = tuple(_as_number(argument) for argument in arguments)
        elif wanted is not None and kinds != {wanted}:
            refuse(f"{name} of {' and '.join(sorted(kinds - {wanted}))}", f"it needs {wanted}")
        if ufunc is np.power and isinstance(inputs[1], Symbol):  # for NumPy 1 ** nan is 1, for JavaScript NaN
            template, arguments = "({} === 1 ? 1 : pow({}, {}))", (arguments[0], *arguments)
        return Symbol(template, arguments, kind)

    def __getattr__(self, name):
        """Refuse ``x.sum()`` and the like by name; NumPy's own look-ups of protocols pass by."""
        if name.startswith("__"):
            raise AttributeError(name)
        refuse(f"x.{name}")

    def __array_function__(self, function, _types, arguments, keywords):
        """Record ``np.where`` and ``np.clip``, or refuse."""
        if function is np.where and len(arguments) == 3 and not keywords:
            return _where(*arguments)
        if function is np.clip and len(arguments) == 3 and not keywords:
            value, low, high = arguments
            return np.minimum(np.maximum(value, low), high)
        return refuse(f"np.{function.__name__} in this form")

    __bool__ = _refusing(
        "the truth of a symbol (if, and, or, not, max(), min(), a < b < c)",
        "use np.where, &, |, ~, np.maximum, np.minimum",
    )
    __float__ = __int__ = __index__ = __complex__ = _refusing(
        "a symbol as one plain number (math.exp(), float(), int(), range())", "use np.exp and its like"
    )
    __array__ = _refusing("a symbol as an array (np.asarray(), np.array())", "the model takes arrays as they come")
    __len__ = __iter__ = __getitem__ = __contains__ = _refusing(
        "taking rows of a symbol (x[i], len(), sum(), a loop over rows)",
        "an expression sees one row at a time; wrap the model: sampled(model)",
    )
    __setitem__ = _refusing("in-place assignment (x[i] = ...)", "use np.where(condition, new, x)")
    __round__ = _refusing("round()", "use np.floor(x + 0.5)")
    __str__ = __format__ = _refusing("a symbol as text", "give numbers, and texts chosen with np.where, as columns")


def field(name, missing=False, kind=NUMBER):
    """A column of the figure's rows; one with ``missing`` numbers yields NaN there, as NumPy does."""
    return Symbol(f"(isValid(datum.{name}) ? datum.{name} : NaN)" if missing else f"datum.{name}", kind=kind)


def parameter(name, value):
    """A control of the figure, whose kind is that of its value."""
    return Symbol(name, kind=_kind(value))


def trace(model, arguments):
    """The columns a model returns for symbols: a dict of ``Symbol`` by name.

    Raises
    ------
    TraceError
        Names what the model did that has no Vega expression, and the way out.
    """
    name = model.__name__
    try:
        result = model(**arguments)
        columns = result if isinstance(result, dict) else {name: result}
        return {column: _symbol(value, f"the result of {name}") for column, value in columns.items()}
    except TraceError as error:
        error.add_note(f"while tracing {name}({', '.join(arguments)})")
        raise


def calculations(columns):
    """The ``(name, expression)`` steps that compute the columns, each sub-expression only once."""
    order, uses = [], Counter(columns.values())
    seen, stack = set(), list(columns.values())
    while stack:  # arguments before what uses them, without recursion: a model may loop deep
        node = stack[-1]
        waiting = [argument for argument in node.arguments if argument not in seen]
        if node in seen or not waiting:
            stack.pop()
            if node not in seen:
                seen.add(node)
                order.append(node)
                uses.update(node.arguments)
        else:
            stack.extend(waiting)
    text, steps = {}, []
    for node in order:
        expression = node.template
        if node.arguments:
            expression = expression.format(*(text[argument] for argument in node.arguments))
        if node.arguments and uses[node] > 1:
            name = f"_{len(steps) + 1}"
            steps.append((name, expression))
            expression = f"datum.{name}"
        text[node] = expression
    return steps + [(name, text[node]) for name, node in columns.items()]


def run_vega(steps, rows, names, signals=()):
    """What the real Vega runtime computes: one list of values for each of the named columns.

    ``steps`` are calculations, ``rows`` a list of dicts, ``signals`` Vega signal definitions. Numbers
    come back exactly as JavaScript holds them.
    """
    text = r" + '\n' + ".join(rf"join(pluck(data('rows'), '{name}'), '\t')" for name in names)
    spec = {
        "signals": list(signals),
        "data": [
            {
                "name": "rows",
                "values": rows,
                "transform": [{"type": "formula", "as": name, "expr": expression} for name, expression in steps],
            }
        ],
        "marks": [{"type": "symbol", "encode": {"update": {"description": {"signal": text}}}}],
    }
    mark = vl_convert.vega_to_scenegraph(spec)["scenegraph"]["items"][0]["items"][0]["items"][0]
    return [[_read(value) for value in line.split("\t")] for line in mark["description"].split("\n")]


def _read(text):
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text.replace("Infinity", "inf"))
    except ValueError:
        return text


def _where(condition, when_true, when_false):
    condition, *branches = (_symbol(value, "np.where") for value in (condition, when_true, when_false))
    if condition.kind != TRUTH:
        refuse(f"np.where on {condition.kind}", "give it a comparison, such as x > 0")
    if len({branch.kind for branch in branches}) > 1:
        if WORD in {branch.kind for branch in branches}:
            refuse("np.where between text and number", "give both branches one kind")
        branches = [_as_number(branch) for branch in branches]
    return Symbol("({} ? {} : {})", (condition, *branches), branches[0].kind)


def _kind(value):
    if isinstance(value, bool | np.bool_):
        return TRUTH
    return WORD if isinstance(value, str) else NUMBER


def _symbol(value, where):
    """A symbol for what a model mixes with symbols: themselves, numbers, truths and texts."""
    if isinstance(value, Symbol):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool | np.bool_ | str):
        return Symbol(json.dumps(value if isinstance(value, str) else bool(value)), kind=_kind(value))
    if not isinstance(value, int | float | np.integer | np.floating):
        refuse(f"{where} with {type(value).__name__}", "pass arrays as axes or as columns of the figure's data")
    value = float(value)
    if np.isnan(value):
        return Symbol("NaN")
    if np.isinf(value):
        return Symbol("(1 / 0)" if value > 0 else "(-1 / 0)")
    return Symbol(repr(value).removesuffix(".0") if value >= 0 else f"({repr(value).removesuffix('.0')})")


def _as_number(symbol):
    return Symbol("({} ? 1 : 0)", (symbol,)) if symbol.kind == TRUTH else symbol
