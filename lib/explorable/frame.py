"""The rows of a figure: a model run by NumPy here, and by Vega in the browser."""

import functools
import gzip
import inspect
import itertools
import json
import re

import numpy as np
import pandas as pd
from tqdm import tqdm

from explorable import trace
from explorable.controls import Choice, Slider, Switch

KINDS = {"f": trace.NUMBER, "b": trace.TRUTH}  # of a column, by NumPy's letter for its type; all else is text
BUDGET = 250_000  # bytes of packed states in one figure, compressed


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

    ``data`` (where the rows come from), ``steps`` (calculations) and ``signals`` (packed states) are
    what a Vega specification needs to compute the same columns as ``compute``.
    """

    def __init__(self, model, axes, rows, controls):
        self.model, self.name = model, re.sub(r"\W", "", model.__name__)
        wanted = inspect.signature(model).parameters
        self.controls = {name: control for name, control in controls.items() if name in wanted}
        axes = {name: axis for name, axis in axes.items() if name in wanted}
        if axes and rows is not None and wanted.keys() & set(rows):
            raise ValueError(f"{self.name} takes both an Axis and a column of rows; give it one kind of row")
        if rows is not None and wanted.keys() & set(rows):
            self.base = {name: rows[name].to_numpy() for name in rows}
            self.data, self.steps = {"values": _records(rows)}, []
        else:
            grid = np.meshgrid(*(axis.values for axis in axes.values()), indexing="ij")
            self.base = {name: values.ravel() for name, values in zip(axes, grid, strict=True)}
            self._count_rows(int(np.prod([axis.count for axis in axes.values()], initial=1)))
            self.steps, stride = [], 1
            for name, axis in reversed(axes.items()):
                place = f"floor(datum._row / {stride}) % {axis.count}"
                self.steps.append((name, f"{axis.low} + {axis.high - axis.low} * ({place}) / {axis.count - 1}"))
                stride *= axis.count
        missing = [
            name
            for name, parameter in wanted.items()
            if parameter.default is parameter.empty and name not in self.base and name not in controls
        ]
        if missing:
            raise ValueError(f"{self.name} needs {', '.join(missing)}: give an Axis, a control or a column of rows")
        self.wanted, self.signals, self.sampled = wanted, {}, getattr(model, "sampled", False)
        if self.sampled:
            self._pack()
        else:
            self.steps += self.calculations({key: trace.parameter(key, c.value) for key, c in self.controls.items()})
        self.columns = list(self.compute({key: control.value for key, control in controls.items()}))

    def _count_rows(self, count):
        self.data = {"sequence": {"start": 0, "stop": count, "as": "_row"}}

    def calculations(self, controls):
        """The steps that compute the model's columns, its controls being the given symbols."""
        fields = {
            name: trace.field(name, _has_gaps(column), KINDS.get(column.dtype.kind, trace.WORD))
            for name, column in self._arguments().items()
        }
        return trace.calculations(trace.trace(self.model, fields | controls))

    def vega_data(self):
        """The rows and their calculations as a Vega data set."""
        source = (
            {"transform": [{"type": "sequence", **self.data["sequence"]}]}
            if "sequence" in self.data
            else {**self.data, "transform": []}
        )
        steps = [{"type": "formula", "as": column, "expr": expression} for column, expression in self.steps]
        return source | {"name": self.name, "transform": source["transform"] + steps}

    def _arguments(self):
        return {
            name: column.astype(float) if column.dtype.kind in "iuf" else column
            for name, column in self.base.items()
            if name in self.wanted
        }

    def compute(self, values):
        """The frame at one setting: the model run by NumPy, beside its base columns."""
        settings = {name: values[name] for name in self.controls}
        try:
            with np.errstate(all="ignore"):
                result = self.model(**self._arguments(), **settings)
        except ValueError as error:
            error.add_note(f"at the setting {settings} of {self.name}")
            raise
        result = self.base | (result if isinstance(result, dict) else {self.name: result})
        columns = np.broadcast_arrays(*(np.atleast_1d(column) for column in result.values()))
        return pd.DataFrame(dict(zip(result, columns, strict=True)))

    def _pack(self):
        """Run the model over every state of its controls and write the results as packed arrays."""
        states = list(itertools.product(*(control.states for control in self.controls.values())))
        frames = [
            self.compute(dict(zip(self.controls, state, strict=True)))
            for state in tqdm(states, desc=self.name, delay=2, leave=False)
        ]
        if len({(len(frame), *frame) for frame in frames}) > 1:
            raise ValueError(f"{self.name} returns tables of different shapes; pad them with NaN to one shape")
        count, index = len(frames[0]), "0"
        for name, control in self.controls.items():
            place = {
                Slider: lambda n, c: f"round(({n} - {c.low}) / {c.step})",
                Choice: lambda n, c: f"indexof({json.dumps(c.options)}, {n})",
                Switch: lambda n, c: f"({n} ? 1 : 0)",
            }[type(control)](name, control)
            index = f"({index} * {len(control.states)} + {place})"
        self._count_rows(count)
        self.steps = []
        for column in frames[0]:
            stacked = np.concatenate([frame[column].to_numpy() for frame in frames])
            packed = [_round(value) for value in stacked.tolist()]
            same = all(packed[k : k + count] == packed[:count] for k in range(0, len(packed), count))
            self.signals[f"_{self.name}_{column}"] = packed[:count] if same else packed
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

    def disagreement(self, settings):
        """The largest difference between Vega's numbers and NumPy's over the settings, with where.

        Relative to the largest number of the column at that setting; ``inf`` where kinds differ.
        """
        rows, expected = [], []
        for values in settings:
            frame = self.compute(values)
            expected.append(frame)
            rows += [record | values for record in _records(frame[list(self.base)])]
        outputs = [name for name in expected[0] if name not in self.base]
        steps = self.calculations({n: trace.parameter(f"datum.{n}", c.value) for n, c in self.controls.items()})
        got = iter(np.array(trace.run_vega(steps, rows, outputs), dtype=object).T)
        worst = (0.0, "")
        for values, frame in zip(settings, expected, strict=True):
            computed = np.array(list(itertools.islice(got, len(frame))), dtype=object).T
            for name, vega in zip(outputs, computed, strict=True):
                gap = difference(vega, frame[name])
                if gap > worst[0]:
                    worst = (gap, f"{name} at {values}")
        return worst


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
    """Six significant digits, so that a stored figure is the same bytes on every machine."""
    if not isinstance(value, float):
        return value
    return float(f"{value:.6g}") if np.isfinite(value) else None


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
