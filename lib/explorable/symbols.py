"""Stand-ins for numbers and arrays: a NumPy model run on them leaves behind what it computed.

A ``Symbol`` stands for one number: a control, or a column of the figure's rows, of which the browser sees
one row at a time. A ``Block`` is an array of them. Both answer NumPy's own two protocols,
``__array_ufunc__`` and ``__array_function__``, by recording what was asked as a Vega expression; what they
cannot record they refuse by name, with the way out. Nothing may be recorded wrongly in silence: a symbol
cannot be true or false, a key, a text or a plain number.
"""

import functools
import json

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

NUMBER, TRUTH, WORD = "number", "true or false", "text"
RUNNING = "cumsum {}"  # no expression: a running sum down the rows
WAY_OUT = "write it with NumPy operations that act row by row, or wrap the model: sampled(model)"
ROW_BY_ROW = (
    "an expression sees one row at a time; a path takes controls only and returns a list, one element a period; "
    "or wrap the model: sampled(model)"
)


class TraceError(TypeError):
    """A model asked of a symbol what no Vega expression can say; the message names it."""


refusals = []  # of the model being traced, which may have caught the error and gone on


def refuse(what, instead=WAY_OUT):
    """Raise the one error of tracing, and remember it."""
    error = TraceError(f"{what} cannot be traced: {instead}")
    refusals.append(error)
    raise error


def _refusing(what, instead=WAY_OUT):
    def method(self, *_args, **_kwargs):
        refuse(what, instead)

    return method


# ---- what can be said: ufunc -> (kind of every argument, kind of the result, Vega expression) ----------------

UFUNCS = {
    np.add: (NUMBER, NUMBER, "({} + {})"),
    np.subtract: (NUMBER, NUMBER, "({} - {})"),
    np.multiply: (NUMBER, NUMBER, "({} * {})"),
    np.divide: (NUMBER, NUMBER, "({} / {})"),
    np.negative: (NUMBER, NUMBER, "(-{})"),
    np.positive: (NUMBER, NUMBER, "{}"),
    np.absolute: (NUMBER, NUMBER, "abs({})"),
    np.fabs: (NUMBER, NUMBER, "abs({})"),
    np.square: (NUMBER, NUMBER, "({0} * {0})"),
    np.reciprocal: (NUMBER, NUMBER, "(1 / {})"),
    np.exp: (NUMBER, NUMBER, "exp({})"),
    np.log: (NUMBER, NUMBER, "log({})"),
    np.sqrt: (NUMBER, NUMBER, "sqrt({})"),
    np.sin: (NUMBER, NUMBER, "sin({})"),
    np.cos: (NUMBER, NUMBER, "cos({})"),
    np.tan: (NUMBER, NUMBER, "tan({})"),
    np.arcsin: (NUMBER, NUMBER, "asin({})"),
    np.arccos: (NUMBER, NUMBER, "acos({})"),
    np.arctan: (NUMBER, NUMBER, "atan({})"),
    np.arctan2: (NUMBER, NUMBER, "atan2({}, {})"),
    np.hypot: (NUMBER, NUMBER, "hypot({}, {})"),
    np.sign: (NUMBER, NUMBER, "({0} > 0 ? 1 : {0} < 0 ? -1 : {0})"),
    np.floor: (NUMBER, NUMBER, "floor({})"),
    np.ceil: (NUMBER, NUMBER, "ceil({})"),
    np.trunc: (NUMBER, NUMBER, "({0} < 0 ? ceil({0}) : floor({0}))"),
    np.rint: (NUMBER, NUMBER, "(abs({0} % 1) === 0.5 ? 2 * round({0} / 2) : round({0}))"),
    np.fmod: (NUMBER, NUMBER, "({} % {})"),
    np.minimum: (NUMBER, NUMBER, "min({}, {})"),
    np.maximum: (NUMBER, NUMBER, "max({}, {})"),
    np.isnan: (NUMBER, TRUTH, "isNaN({})"),
    np.isfinite: (NUMBER, TRUTH, "isFinite({})"),
    np.isinf: (NUMBER, TRUTH, "(abs({}) === 1 / 0)"),
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

def _power(base, exponent):
    """As NumPy has it: 1 to any power is 1, and so is −1 to an infinite one; JavaScript says NaN."""
    plain = Symbol("pow({}, {})", (base, exponent))
    if exponent.constant is not None and np.isfinite(exponent.constant):
        return plain
    one = "({0} === 1 || ({0} === -1 && abs({1}) === 1 / 0) ? 1 : {2})"
    return Symbol(one, (base, exponent, plain))


def _logarithm(base, unit):
    """Exact at whole powers of the base, as NumPy's is."""

    def say(x):
        ratio = Symbol("(log({}) / " + unit + ")", (x,))
        whole = Symbol("round({})", (ratio,))
        return Symbol("(pow(" + base + ", {0}) === {1} ? {0} : {2})", (whole, x, ratio))

    return say


def _log1p(x):
    """After Kahan: the error of 1 + x is divided out."""
    u = Symbol("(1 + {})", (x,))
    return Symbol("({0} === 1 ? {1} : {0} === 1 / 0 ? {0} : log({0}) * {1} / ({0} - 1))", (u, x))


def _expm1(x):
    u = Symbol("exp({})", (x,))
    rest = "{0} === 1 ? {1} : {0} === 0 ? -1 : {0} === 1 / 0 ? {0}"
    return Symbol("(" + rest + " : ({0} - 1) * {1} / log({0}))", (u, x))


def _tanh(x):
    e = _expm1(Symbol("(2 * min(abs({}), 20))", (x,)))
    return Symbol("({0} < 0 ? -{1} / ({1} + 2) : {1} / ({1} + 2))", (x, e))


def _sinh(x):
    near, far = _expm1(x), Symbol("exp(abs({}) - LN2)", (x,))
    small = Symbol("(({0} + {0} / ({0} + 1)) / 2)", (near,))
    return Symbol("(abs({0}) < 1 ? {1} : {0} < 0 ? 0.25 / {2} - {2} : {2} - 0.25 / {2})", (x, small, far))


def _cosh(x):
    half = Symbol("exp(abs({}) - LN2)", (x,))
    return Symbol("({0} + 0.25 / {0})", (half,))


def _remainder(a, b):
    """The sign is the divisor's."""
    rest = Symbol("({} % {})", (a, b))
    return Symbol("({0} !== 0 && ({1} < 0) !== ({0} < 0) ? {0} + {1} : {0})", (rest, b))


def _floor_divide(a, b):
    """The whole number next to (a − rest) / b, which a floor of a / b may miss by one: 1 // 0.1 is 9."""
    rest = Symbol("({} % {})", (a, b))
    turned = "({2} !== 0 && ({1} < 0) !== ({2} < 0) ? 1 : 0)"
    return Symbol("({1} === 0 ? {0} / {1} : round(({0} - {2}) / {1} - " + turned + "))", (a, b, rest))


COMPOSED = {
    np.power: _power,
    np.float_power: _power,
    np.log10: _logarithm("10", "LN10"),
    np.log2: _logarithm("2", "LN2"),
    np.log1p: _log1p,
    np.expm1: _expm1,
    np.tanh: _tanh,
    np.sinh: _sinh,
    np.cosh: _cosh,
    np.remainder: _remainder,
    np.floor_divide: _floor_divide,
}


# ---- one number ---------------------------------------------------------------------------------------------


class Traced(NDArrayOperatorsMixin):
    """What a symbol and an array of them have in common: what they record, and what they refuse."""

    symbolic = True

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        """Record ``ufunc(*inputs)``, or refuse."""
        return _record(ufunc, method, inputs, keywords)

    def __array_function__(self, function, _types, arguments, keywords):
        """Record a function of arrays, or refuse."""
        return _call(function, arguments, keywords)

    __bool__ = _refusing(
        "the truth of a symbol (if, and, or, not, in, max(), min(), a < b < c)",
        "use np.where, &, |, ~, np.maximum, np.minimum",
    )
    __float__ = __int__ = __index__ = __complex__ = _refusing(
        "a symbol as one plain number (math.exp(), float(), int(), range(), numbers[i] = x)",
        "use np.exp and its like, loop a fixed number of times, and collect results in a list",
    )
    __array__ = _refusing(
        "a symbol as an array (np.asarray(), np.array([a, b]))",
        "the model takes arrays as they come; np.stack([a, b]) makes one of numbers, and a path is returned as a list",
    )
    __contains__ = _refusing("membership (x in y)", "use np.where and comparisons")
    __hash__ = _refusing("a symbol as a key (of a dict, a set or a cache)", "use np.where(kind == 'a', ...)")
    __round__ = _refusing("round()", "use np.rint(x), or np.floor(x + 0.5)")
    __str__ = __format__ = _refusing("a symbol as text", "give numbers, and texts chosen with np.where, as columns")
    __len__ = __iter__ = __getitem__ = _refusing("taking rows of a symbol (x[i], len(), sum(), a loop)", ROW_BY_ROW)
    __setitem__ = _refusing("in-place assignment (x[i] = ...)", "use np.where(condition, new, x)")


class Symbol(Traced):
    """Stands for one number while a model is traced: a Vega expression with its arguments.

    ``template`` is the expression with a ``{}`` for each argument (a leaf has none), ``kind`` what it
    yields, ``rows`` whether it differs from row to row; ``constant`` is the number itself where it is known.
    Symbols are shared, never copied, so a sub-expression used twice is one object.
    """

    def __init__(self, template, arguments=(), kind=NUMBER, rows=False, constant=None):
        self.template, self.arguments, self.kind, self.constant = template, arguments, kind, constant
        self.rows = rows or any(argument.rows for argument in arguments)

    def __repr__(self):
        return f"<symbol: {self.kind}>"

    @property
    def __class__(self):
        """What it stands for, so that a model which asks by ``isinstance`` goes the way it goes with numbers."""
        return np.ndarray if self.rows else {NUMBER: np.float64, TRUTH: bool, WORD: str}[self.kind]

    def __getattr__(self, name):
        """Refuse ``x.sum()`` and the like by name; NumPy's own look-ups of protocols pass by."""
        if name.startswith("__"):
            raise AttributeError(name)
        return refuse(f"x.{name}", ROW_BY_ROW if self.rows else WAY_OUT)


def field(name, missing=False, kind=NUMBER):
    """A column of the figure's rows; one with ``missing`` numbers yields NaN there, as NumPy does."""
    return Symbol(f"(isValid(datum.{name}) ? datum.{name} : NaN)" if missing else f"datum.{name}", kind=kind, rows=True)


def parameter(name, value):
    """A control of the figure, whose kind is that of its value."""
    return Symbol(name, kind=_kind(value))


def _kind(value):
    if isinstance(value, bool | np.bool_):
        return TRUTH
    return WORD if isinstance(value, str) else NUMBER


def symbol(value, where):
    """A symbol for what a model mixes with symbols: themselves, numbers, truths and texts."""
    if type(value) is Symbol:
        return value
    if type(value) is Block:
        refuse(f"{where} with an array", "give one number")
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool | np.bool_ | str):
        return Symbol(json.dumps(value if isinstance(value, str) else bool(value)), kind=_kind(value))
    if not isinstance(value, int | float | np.integer | np.floating):
        refuse(f"{where} with {type(value).__name__}", "pass arrays as axes or as columns of the figure's data")
    try:
        value = float(value)
    except OverflowError:
        refuse(f"{where} with a whole number beyond 1e308", "use a smaller unit")
    if np.isnan(value):
        return Symbol("NaN", constant=value)
    if np.isinf(value):
        return Symbol("(1 / 0)" if value > 0 else "(-1 / 0)", constant=value)
    text = repr(value).removesuffix(".0")
    return Symbol(text if text[0] != "-" else f"({text})", constant=value)


def _as_number(truth):
    return Symbol("({} ? 1 : 0)", (truth,)) if truth.kind == TRUTH else truth


def _expression(ufunc, inputs):
    """The symbol for a ufunc of single numbers."""
    name = f"np.{ufunc.__name__}"
    if ufunc in COMPOSED:
        wanted, kind, template = NUMBER, NUMBER, None
    elif ufunc in UFUNCS:
        wanted, kind, template = UFUNCS[ufunc]
    else:
        refuse(name)
    arguments = tuple(symbol(value, name) for value in inputs)
    kinds = {argument.kind for argument in arguments}
    if wanted is None and len(kinds) > 1:
        refuse(f"{name} of {' and '.join(sorted(kinds))}", "compare like with like")
    if wanted == NUMBER and TRUTH in kinds:
        if NUMBER not in kinds:
            refuse(f"{name} of {TRUTH}", "use & and | on conditions, or np.where(condition, 1, 0)")
        arguments = tuple(_as_number(argument) for argument in arguments)
        kinds = {argument.kind for argument in arguments}
    if wanted is not None and kinds != {wanted}:
        refuse(f"{name} of {' and '.join(sorted(kinds - {wanted}))}", f"it needs {wanted}")
    return Symbol(template, arguments, kind) if template else COMPOSED[ufunc](*arguments)


def _either(condition, when_true, when_false):
    """The symbol for ``np.where`` of single values."""
    condition, *branches = (symbol(value, "np.where") for value in (condition, when_true, when_false))
    if condition.kind != TRUTH:
        refuse(f"np.where on {condition.kind}", "give it a comparison, such as x > 0")
    if len({branch.kind for branch in branches}) > 1:
        if WORD in {branch.kind for branch in branches}:
            refuse("np.where between text and number", "give both branches one kind")
        branches = [_as_number(branch) for branch in branches]
    return Symbol("({} ? {} : {})", (condition, *branches), branches[0].kind)


# ---- arrays of them -----------------------------------------------------------------------------------------

METHODS = {
    name: getattr(np, name)
    for name in ("sum", "prod", "mean", "min", "max", "cumsum", "cumprod", "dot", "reshape", "ravel", "clip", "copy")
}


class Block(Traced):
    """Stands for an array whose every element is a symbol or a number: a NumPy array of objects, held back.

    Slices are views and assignment changes the array, as in NumPy.
    """

    def __init__(self, items):
        self.items = items

    def __repr__(self):
        return f"<symbols: {self.items.shape}>"

    @property
    def __class__(self):
        """What it stands for."""
        return np.ndarray

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return (_wrapped(item) for item in self.items)

    def __getitem__(self, index):
        """An element, or a view."""
        if any(map(_is_traced, index if type(index) is tuple else [index])):
            refuse("an index or a mask that controls decide", "use np.where(condition, x, y)")
        return _wrapped(self.items[index])

    def __setitem__(self, index, value):
        """Change elements."""
        self.items[index] = _objects(value)

    def __getattr__(self, name):
        """The few attributes and methods of arrays that can be recorded; the others are refused by name."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in METHODS:
            return functools.partial(METHODS[name], self)
        if name in ("shape", "ndim", "size"):
            return getattr(self.items, name)
        if name == "T":
            return _wrapped(self.items.T)
        return refuse(f"x.{name} of an array")


def _objects(value):
    """What an operation on arrays takes, as a NumPy array of objects: symbols, floats, truths, texts."""
    if type(value) is Block:
        return value.items
    if type(value) is Symbol and value.rows:
        refuse("an array of what differs by row", "pass arrays as axes or as columns of the figure's data")
    if type(value) is Symbol or not isinstance(value, np.ndarray | list | tuple):
        one = np.empty(1, dtype=object)
        one[0] = value
        return one.reshape(())
    if isinstance(value, list | tuple):
        parts = [_objects(each) for each in value]
        return np.stack(parts) if parts else np.empty(0, dtype=object)
    return (value.astype(float) if value.dtype.kind in "iuf" else value).astype(object)


def _wrapped(value):
    """An array of objects as a Block, one object as itself."""
    if type(value) in (Symbol, Block) or not isinstance(value, np.ndarray):
        return value
    return Block(value) if value.ndim else value[()]


def _elementwise(ufunc):
    """The ufunc for single values, symbols or not; numbers alone are computed here."""

    def one(*inputs):
        if any(type(value) is Symbol for value in inputs):
            return _expression(ufunc, inputs)
        with np.errstate(all="ignore"):
            return ufunc(*inputs)

    return np.frompyfunc(one, ufunc.nin, 1)


def _is_array(value):
    return type(value) in (Block, list, tuple) or (type(value) is np.ndarray and value.ndim > 0)


def _record(ufunc, method, inputs, keywords):
    """What ``ufunc.method(*inputs, **keywords)`` of symbols and arrays of them yields."""
    name = f"np.{ufunc.__name__}" + ("" if method == "__call__" else f".{method}")
    (target,) = keywords.pop("out", None) or (None,)
    if target is not None and not (
        type(target) is Block or (type(target) is Symbol and target is inputs[0] and not target.rows)
    ):
        refuse(f"in-place assignment ({name} with out=)", "write x = x + 1, which leaves the caller's x alone")
    arrays = any(map(_is_array, inputs))
    rows = next((value for value in inputs if type(value) is Symbol and value.rows), None)
    if arrays and rows is not None:
        kind = type(next(filter(_is_array, inputs))).__name__
        refuse(f"{name} of rows with {kind}", "pass arrays as axes or as columns of the figure's data")
    if method == "__call__" and not keywords and ufunc is np.matmul and arrays:
        result = _wrapped(np.matmul(*map(_objects, inputs)))
    elif method == "__call__" and not keywords:
        result = _wrapped(_elementwise(ufunc)(*map(_objects, inputs))) if arrays else _expression(ufunc, inputs)
    elif method in ("reduce", "accumulate") and arrays and keywords.keys() <= {"axis"} and ufunc.nin == 2:
        result = _wrapped(getattr(_elementwise(ufunc), method)(_objects(inputs[0]), axis=keywords.get("axis", 0)))
    elif method != "__call__":
        refuse(name, ROW_BY_ROW)
    else:
        refuse(f"{name} with the keyword {', '.join(keywords)}", "use np.where for a condition")
    if type(target) is Block:
        target[...] = result
        return target
    return result


def _least_or_most(ufunc):
    def reduced(array, axis=None):
        items = _objects(array)
        return _elementwise(ufunc).reduce(items.ravel() if axis is None else items, axis=axis or 0)

    return reduced


def _running(values):
    """``np.cumsum`` down the rows: Vega's running sum passes over what is no number, NumPy's does not."""
    values = _as_number(symbol(values, "np.cumsum"))
    total, broken = (
        Symbol(RUNNING, (part,))
        for part in (np.where(np.isnan(values), 0, values), np.where(np.isnan(values), 1, 0))
    )
    return np.where(broken > 0, np.nan, total)


def _rounded(values, decimals=0):
    return np.rint(values) if decimals == 0 else np.rint(values * 10.0**decimals) / 10.0**decimals


JOINING = (np.stack, np.hstack, np.vstack, np.concatenate)  # their first argument is a sequence of arrays
# Functions of arrays that act through the operators of their elements, or only move them.
OBJECT_FUNCTIONS = {
    np.sum: np.sum, np.prod: np.prod, np.cumsum: np.cumsum, np.cumprod: np.cumprod,
    np.dot: np.dot, np.inner: np.inner, np.outer: np.outer, np.diff: np.diff,
    **{join: join for join in JOINING}, np.append: np.append,
    np.flip: np.flip, np.roll: np.roll, np.reshape: np.reshape, np.ravel: np.ravel, np.transpose: np.transpose,
    np.copy: np.copy, np.zeros_like: np.zeros_like, np.ones_like: np.ones_like,
    np.mean: lambda a, axis=None: np.sum(a, axis) / (a.size if axis is None else a.shape[axis]),
    np.max: _least_or_most(np.maximum), np.min: _least_or_most(np.minimum),
    np.linalg.solve: lambda matrix, b: np.linalg.inv(matrix.astype(float)) @ b,
}  # fmt: skip


def _call(function, arguments, keywords):
    """What a function of arrays, such as ``np.sum`` or ``np.where``, yields for symbols."""
    name = f"np.{function.__name__}"
    everything = [*arguments, *keywords.values()]
    flat = [part for value in everything for part in (value if type(value) in (list, tuple) else [value])]
    rows = any(type(value) is Symbol and value.rows for value in flat)
    if function is np.where and len(arguments) == 3 and not keywords:
        if not any(map(_is_array, arguments)):
            return _either(*arguments)
        if not rows:
            return _wrapped(np.frompyfunc(_either, 3, 1)(*map(_objects, arguments)))
    elif function is np.clip and len(arguments) == 3 and not keywords:
        value, low, high = arguments
        return np.minimum(np.maximum(value, low), high)
    elif function is np.round and type((*arguments, 0)[1]) is int and not keywords:
        return _rounded(*arguments)
    elif rows and function is np.cumsum and len(arguments) == 1 and not keywords:
        return _running(*arguments)
    elif not rows and function in OBJECT_FUNCTIONS and not any(map(_is_traced, keywords.values())):
        first, *rest = arguments
        first = list(map(_objects, first)) if function in JOINING else _objects(first)
        rest = [_objects(each) if _is_traced(each) or _is_array(each) else each for each in rest]
        return _wrapped(OBJECT_FUNCTIONS[function](first, *rest, **keywords))
    return refuse(f"{name} in this form", ROW_BY_ROW if rows else WAY_OUT)


def _is_traced(value):
    return type(value) in (Symbol, Block)
