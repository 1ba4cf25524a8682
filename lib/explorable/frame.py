"""The rows of a figure: a model run by NumPy here, and by Vega in the browser."""

import functools
import gzip
import inspect
import itertools
import json
import re
from decimal import Decimal

import numpy as np
import pandas as pd
from tqdm import tqdm

from explorable import symbols, trace
from explorable.controls import Choice, Slider, Switch

BUDGET = 250_000  # bytes of packed states in one figure, compressed
PATH_BUDGET, SIGNALS, STEPS = 60_000, 1_500, 150  # bytes, compressed, signals, and steps a row of one traced model


def sampled(model):
    """Mark a model that cannot be traced: it is run at build time over every step of its controls.

    It is run only over the controls it takes as arguments, so a figure of two sampled models with
    a slider each holds 50 + 100 states, not 5,000. It returns columns of the same length at every
    setting; NaN where a setting makes no sense.
    """

    @functools.wraps(model)
    def wrapper(**arguments):
        return model(**arguments)

    wrapper.sampled = True
    return wrapper


class Frame:
    """The rows of one model: its base columns, what the model adds, and the browser's way to both.

    A model that takes columns of ``rows`` or an ``Axis`` is computed row by row. One that takes controls only
    makes its own rows, one for each element of the lists it returns: a path. ``data`` (where the rows come
    from), ``signals`` (what hangs on controls alone, packed states) and ``steps`` (what differs by row) are what
    a Vega specification needs to compute the same columns as ``compute``.

    An axis that it does not take, but with as many values as the path has elements, is the path's first column;
    ``names`` are rows whose columns no model takes, one row for each element.
    """

    def __init__(self, model, axes, rows, controls, names=None):
        self.model, self.name = model, _name_of(model)
        self.wanted = _arguments_of(model, self.name)
        self.controls = {name: control for name, control in controls.items() if name in self.wanted}
        self.signals, self.sampled = [], getattr(model, "sampled", False)
        taken = {name: axis for name, axis in axes.items() if name in self.wanted}
        facts = rows is not None and self.wanted.keys() & set(rows)
        if taken and facts:
            raise ValueError(f"{self.name} takes both an Axis and a column of rows; give it one kind of row")
        missing = [
            name
            for name, parameter in self.wanted.items()
            if parameter.default is parameter.empty
            and name not in taken and name not in controls and not (facts and name in rows)
        ]  # fmt: skip
        if missing:
            raise ValueError(f"{self.name} needs {', '.join(missing)}: give an Axis, a control or a column of rows")
        self.base, self.steps = {}, []
        default = {name: control.value for name, control in self.controls.items()}
        if facts:
            self._take_rows(rows)
        elif taken:
            self._take_axes(taken)
        else:
            own = self.compute(default)
            self._name_rows(len(own), {name: axis for name, axis in axes.items() if name not in own}, names)
        if self.sampled:
            self._pack()
        else:
            self._trace()
        table = self.compute(default)
        self.columns = list(table)
        self.numbers = {name for name in table if table[name].dtype.kind in "iuf"}

    # ---- where its rows come from ---------------------------------------------------------------------------

    def _take_rows(self, rows):
        self.base = {name: _plain(rows[name]) for name in rows}
        for name in self.base.keys() & self.wanted.keys():
            _kind_of(name, self.base[name])
        numbered = [{"_row": k} if self.sampled else {} for k in range(len(rows))]
        self.data = {"values": [record | number for record, number in zip(_records(rows), numbered, strict=True)]}

    def _take_axes(self, axes):
        grid = np.meshgrid(*(axis.values for axis in axes.values()), indexing="ij")
        self.base = {name: values.ravel() for name, values in zip(axes, grid, strict=True)}
        self._count_rows(int(np.prod([axis.count for axis in axes.values()])))
        stride = 1
        for name, axis in reversed(axes.items()):
            place = "datum._row" if len(axes) == 1 else f"floor(datum._row / {stride}) % {axis.count}"
            self.steps.append((name, f"{axis.low} + {axis.high - axis.low} * ({place}) / {axis.count - 1}"))
            stride *= axis.count

    def _name_rows(self, count, axes, names):
        """Rows that the model itself makes; an axis of as many values, or a table of as many rows, says what they are."""
        self._count_rows(count)
        if names is not None:
            if len(names) != count:
                raise ValueError(f"rows holds {len(names)} rows and {self.name} returns {count} elements")
            self.base = {name: _plain(names[name]) for name in names}
            self.data = {"values": [record | {"_row": k} for k, record in enumerate(_records(names))]}
        for name, axis in axes.items():
            if axis.count == count:
                self.base[name] = axis.values
                self.steps.append((name, f"{axis.low} + {axis.high - axis.low} * datum._row / {axis.count - 1}"))

    def _count_rows(self, count):
        self.data = {"transform": [{"type": "sequence", "start": 0, "stop": count, "as": "_row"}]}

    # ---- the numbers, by NumPy and by Vega ------------------------------------------------------------------

    def _trace(self):
        fields = {
            name: symbols.field(name, _has_gaps(column), _kind_of(name, column))
            for name, column in self.base.items()
            if name in self.wanted
        }
        settings = {name: symbols.parameter(name, control.value) for name, control in self.controls.items()}
        columns = trace.trace(self.model, fields | settings, self.name)
        signals, steps = trace.calculations(columns, f"_{self.name}_")
        self.signals = [{"name": name, "update": expression} for name, expression in signals]
        self.steps += steps
        size = len(gzip.compress(compact([self.signals, self.steps]).encode()))
        if len(signals) > SIGNALS or size > PATH_BUDGET:
            raise ValueError(
                f"{self.name}: {len(signals):,} signals, {size / 1000:,.0f} KB compressed, are over the {SIGNALS:,} and "
                f"{PATH_BUDGET / 1000:.0f} KB at which a slider still moves at once; loop fewer times, return every "
                "second element, or wrap the model: sampled(model)"
            )
        if len(steps) > STEPS:
            raise ValueError(
                f"{self.name}: {len(steps):,} steps a row are over the {STEPS} at which a slider still moves at once; a "
                "loop over periods takes controls only and returns a list, or wrap the model: sampled(model)"
            )

    def vega_data(self):
        """The rows and their calculations as a Vega data set."""
        return self.data | {
            "name": self.name, "transform": self.data.get("transform", []) + trace.formulas(self.steps)
        }  # fmt: skip

    def vega_lite(self):
        """The same as data and transforms of Vega-Lite."""
        (sequence,) = self.data.get("transform", [{}])
        places = {"sequence": {key: value for key, value in sequence.items() if key != "type"}} if sequence else self.data
        return {"data": places, "transform": trace.calculates(self.steps)}

    def compute(self, values):
        """The frame at one setting: the model run by NumPy, beside its base columns."""
        settings = {name: values[name] for name in self.controls}
        given = {name: _as_model_sees(column) for name, column in self.base.items() if name in self.wanted}
        given |= {name: np.float64(v) if isinstance(self.controls[name], Slider) else v for name, v in settings.items()}
        try:
            with np.errstate(all="ignore"):
                result = self.model(**given)
            columns = _columns(result, self.name, self.base)
        except ValueError as error:
            error.add_note(f"at the setting {settings} of {self.name}")
            raise
        columns = np.broadcast_arrays(*(np.atleast_1d(column) for column in (self.base | columns).values()))
        return pd.DataFrame(dict(zip([*self.base, *_names(result, self.name)], columns, strict=True)))

    def disagreement(self, settings):
        """The largest difference between Vega's numbers and NumPy's over the settings, with where.

        Relative to the largest number of the column at that setting; ``inf`` where kinds differ.
        """
        expected = [self.compute(values) for values in settings]
        outputs = [name for name in self.columns if name not in self.base]
        scopes = [
            [{"name": name, "value": values[name]} for name in self.controls] + self.signals for values in settings
        ]
        worst = (0.0, "")
        computed = trace.run_vega(self.vega_data(), outputs, scopes)
        for values, frame, columns in zip(settings, expected, computed, strict=True):
            for name, column in zip(outputs, columns, strict=True):
                gap = difference(column, frame[name])
                if gap > worst[0]:
                    worst = (gap, f"{name} at {values}")
        return worst

    def _pack(self):
        """Run the model over every state of its controls and write the results as packed arrays."""
        states = list(itertools.product(*(control.states for control in self.controls.values())))
        frames = [
            self.compute(dict(zip(self.controls, state, strict=True)))
            for state in tqdm(states, desc=self.name, delay=2, leave=False)
        ]
        if len({(len(frame), *frame) for frame in frames}) > 1:
            raise ValueError(f"{self.name} returns tables of different shapes; pad them with NaN to one shape")
        if not frames[0].equals(self.compute(dict(zip(self.controls, states[0], strict=True)))):
            raise ValueError(f"{self.name} answers the same setting differently each time; give its random numbers a seed")
        count, index = len(frames[0]), "0"
        for name, control in self.controls.items():
            place = {
                Slider: lambda n, c: f"round(({n} - {c.low}) / {c.step})",
                Choice: lambda n, c: f"indexof({json.dumps(c.options)}, {n})",
                Switch: lambda n, c: f"({n} ? 1 : 0)",
            }[type(control)](name, control)
            index = f"({index} * {len(control.states)} + {place})"
        for column in frames[0]:
            if column in self.base:
                continue
            stacked = np.concatenate([frame[column].to_numpy() for frame in frames])
            packed = [_round(value) for value in stacked.tolist()]
            same = all(packed[k : k + count] == packed[:count] for k in range(0, len(packed), count))
            self.signals.append({"name": f"_{self.name}_{column}", "value": packed[:count] if same else packed})
            at = "datum._row" if same else f"{index} * {count} + datum._row"
            self.steps.append((column, f"_{self.name}_{column}[{at}]"))
        size = len(gzip.compress(compact(self.signals).encode()))
        if size > BUDGET:
            sizes = " x ".join(f"{len(c.states)} of {name}" for name, c in self.controls.items())
            raise ValueError(
                f"{self.name}: {len(states):,} states ({sizes}) of {count} rows pack to {size / 1000:,.0f} KB, over "
                f"the {BUDGET / 1000:.0f} KB a figure may hold; widen a step, return fewer rows, or split the model so "
                "that controls which do not interact are sampled apart"
            )


# ---- the model and its columns ------------------------------------------------------------------------------


def _name_of(model):
    """The name of a function, of the function in a partial, of the class of a callable object."""
    name = getattr(getattr(model, "func", model), "__name__", type(model).__name__)
    return re.sub(r"\W", "", name)


def _arguments_of(model, name):
    wanted = inspect.signature(model).parameters
    for key, parameter in wanted.items():
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise ValueError(f"{name} takes {parameter}: give every argument a name of its own that may be written")
    return wanted


def _names(result, name):
    return list(result) if isinstance(result, dict) else [name]


def _columns(result, name, base):
    """What a model returned, as named NumPy arrays of one length, or a ValueError that names what is wrong."""
    columns = result if isinstance(result, dict) else {name: result}
    arrays = {}
    for key, column in columns.items():
        if not isinstance(key, str) or not key.isidentifier() or key.startswith("_"):
            raise ValueError(f"{name} returns a column {key!r}: a column is named like a variable, without _ in front")
        if key in base:
            raise ValueError(f"{name} returns a column {key!r} that its rows have already; name it otherwise")
        try:
            arrays[key] = np.asarray(column)
        except ValueError:
            arrays[key] = np.empty((0, 0))
        if arrays[key].ndim > 1:
            raise ValueError(f"{name} returns lists of lists in {key}: return a dict of lists, one a column")
        if arrays[key].dtype.kind == "c":
            raise ValueError(f"{name} returns complex numbers in {key}: take the real part")
    lengths = {key: array.size for key, array in arrays.items() if array.ndim}
    many = {size for size in lengths.values() if size != 1} | {len(column) for column in base.values()}
    if not columns or 0 in lengths.values() or len(many) > 1:
        rows = f" for {len(next(iter(base.values())))} rows" if base else ""
        told = ", ".join(f"{size} of {key}" for key, size in lengths.items()) or "nothing"
        raise ValueError(f"{name} returns {told}{rows}: every column needs one length")
    return arrays


def _plain(column):
    """A column of facts as a NumPy array; whole numbers with gaps become floats."""
    if pd.api.types.is_numeric_dtype(column) and not isinstance(column.dtype, np.dtype):
        return column.to_numpy(bool if column.dtype.kind == "b" and not column.hasnans else float, na_value=np.nan)
    return column.to_numpy()


def _as_model_sees(column):
    return column.astype(float) if column.dtype.kind in "iuf" else column


def _kind_of(name, column):
    """What a symbol for a column of facts is: a number, true or false, or text."""
    if column.dtype.kind in "iuf":
        return symbols.NUMBER
    if column.dtype.kind == "b":
        return symbols.TRUTH
    if column.dtype.kind in "UOT" and all(isinstance(each, str) for each in column):
        return symbols.WORD
    found = ", ".join(sorted({type(each).__name__ for each in column}))
    raise ValueError(
        f"{name} = a column of {found} cannot be an argument of a model: give it as numbers (a date as its year), or as "
        "text without gaps"
    )


def compact(value):
    """JSON in its one canonical short form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _records(table):
    """Rows as plain dicts for JSON: dates in ISO form, missing values ``None``."""
    table = table.map(lambda value: value.isoformat() if hasattr(value, "isoformat") else value).astype(object)
    return table.where(table.notna(), None).to_dict("records")


def _has_gaps(column):
    return column.dtype.kind == "f" and bool(np.isnan(column).any())


def _round(value):
    """Six significant digits, so that a stored figure is the same bytes on every machine.

    What processors compute otherwise, the last of 17 digits, is cut off first: a number that stands between two
    roundings, such as 0.1234565, then goes one way everywhere.
    """
    if not isinstance(value, float):
        return value
    if not np.isfinite(value):
        return None
    return float(f"{Decimal(f'{value:.12g}'):.6g}")


def difference(vega, numpy):
    """The largest difference between two columns, relative to the larger numbers of the second; ``inf`` for kinds.

    A column that nowhere reaches a millionth may be nothing but rounding, as 1 less what is nearly 1: it is measured
    against a millionth.
    """
    vega, numpy = np.asarray(vega, dtype=object), np.asarray(numpy)
    if numpy.dtype.kind not in "iuf":
        return 0.0 if list(vega) == list(numpy) else np.inf
    vega, numpy = np.array([np.nan if v == "" else v for v in vega], dtype=float), numpy.astype(float)
    finite = np.isfinite(numpy)
    if not np.array_equal(vega[~finite], numpy[~finite], equal_nan=True):
        return np.inf
    scale = np.abs(numpy[finite]).max(initial=1e-6)
    return float(np.abs(vega - numpy)[finite].max(initial=0.0) / scale)
