"""One call turns a model into a figure that is alive everywhere.

``explore(model, x=Axis(...), growth=Slider(...), draw=..., title=..., caption=...)`` returns an
``Explorer``. Shown in a notebook it emits one MIME bundle, and each surface takes what it can use:
live notebooks the widgets, static pages the HTML figure whose numbers the browser computes, print
and pages without JavaScript the same HTML as a picture, terminals one sentence.
"""

import inspect
import itertools
import random
import re

import altair as alt
import vl_convert

from explorable import charts, drawing, html
from explorable.caption import fill
from explorable.controls import Axis, Choice, Slider, Switch
from explorable.frame import Frame, compact
from explorable.predict import Predict
from explorable.symbols import TraceError

PICTURE_WIDTH = 640
TOLERANCE = 1e-9
# Names that Vega and JavaScript keep for themselves.
KEPT = """
    width height padding autosize background cursor origin datum item event parent group view self
    E LN2 LN10 LOG2E LOG10E MAX_VALUE MIN_VALUE PI SQRT1_2 SQRT2 NaN Infinity undefined null true false
    this arguments break case catch class const continue debugger default delete do else enum eval export extends
    finally for function if implements import in instanceof interface let new package private protected public
    return static super switch throw try typeof var void while with yield await
"""
RESERVED = set(KEPT.split())


def explore(*models, draw, title, caption, rows=None, columns=None, name=None, predict=None, **arguments):
    """A figure that answers its reader: one or more models, their axes and controls, and a drawing.

    Parameters
    ----------
    *models : callable
        Functions on NumPy arrays. Each takes what its own arguments name: axes and columns of
        ``rows`` as arrays, controls as single values; it returns one array or a dict of them. Each is
        traced into Vega expressions, or, wrapped in ``sampled``, run at every step of its controls.
    draw : callable
        Takes an ``altair.Chart`` for each model, its data in place, and returns any Altair chart.
        Encodings name their type (``"year:Q"``); controls are parameters of the same names.
    title : str
        The answer to the figure's one question.
    caption : str
        A sentence with placeholders, filled in from the model at every setting; see ``caption``.
    rows : DataFrame, optional
        Rows of fact; a model that takes one of its columns runs along them.
    columns : dict, optional
        ``{column: (label, format)}`` of the data table; all that the models return unless given.
    name : str, optional
        The figure's name in links; made from the title unless given.
    predict : Predict, optional
        A question that the page asks before it shows the figure.
    **arguments : Axis, Slider, Choice or Switch
        What the models take, by argument name.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell; ``values`` and ``frame()`` read it.

    Raises
    ------
    TraceError
        If a model cannot be traced, or Vega's numbers are not NumPy's at the ends of the controls.
    ValueError
        If an argument is missing, reserved or of no known kind, if a model refuses a setting that the
        controls allow, or if sampled states exceed the budget of a figure.

    Examples
    --------
    >>> def half_life(time, years):
    ...     return 0.5 ** (time / years)
    >>> figure = explore(
    ...     half_life, time=Axis("Years", 0, 10), years=Slider("Half-life", 1, 5, value=2, step=0.5),
    ...     draw=lambda chart: chart.mark_line().encode(x="time:Q", y="half_life:Q"),
    ...     title="Value halves again and again", caption="After ten years {half_life.last:.1%} is left.")
    >>> figure
    Value halves again and again. After ten years 3.1% is left.
    >>> figure.sentence(years=5)
    'After ten years 25.0% is left.'
    """
    for key, argument in arguments.items():
        if not isinstance(argument, Axis | Slider | Choice | Switch):
            raise ValueError(f"{key} = {argument!r} must be an Axis, Slider, Choice or Switch")
        if key in RESERVED or key.startswith("_"):
            raise ValueError(f"{key} cannot name an argument of a figure: Vega keeps the name for itself")
    for key, text in {"title": title, "caption": caption, "name": name or ""}.items():
        if not isinstance(text, str):
            raise ValueError(f"{key} = {text!r} must be text; a control of that name needs another one")
    if predict is not None and not isinstance(predict, Predict):
        raise ValueError(f"predict = {predict!r} must be a Predict(question, *answers, answer=...)")
    axes = {key: argument for key, argument in arguments.items() if isinstance(argument, Axis)}
    controls = {key: argument for key, argument in arguments.items() if key not in axes}
    taken = set().union(*(inspect.signature(model).parameters for model in models))
    names = rows if rows is not None and not taken & set(rows) else None
    frames = [Frame(model, axes, rows, controls, names) for model in models]
    if len({frame.name for frame in frames}) < len(frames):
        raise ValueError(f"two models share a name: {', '.join(frame.name for frame in frames)}")
    for key, axis in axes.items():
        if not any(key in frame.base for frame in frames):
            raise ValueError(f"{key} has {axis.count} values: no model takes it, and none returns a list as long")
    explorer = Explorer(frames, axes, controls, draw, title, caption, columns, name or _slug(title), predict)
    settings = end_settings(controls, most=24) + inner_settings(controls)
    for frame in frames:
        _prove(frame, settings)
    _fields_known(explorer._chart, {frame.name: frame for frame in frames})
    explorer.sentence()
    return explorer


def end_settings(controls, most=64):
    """Settings at the ends of the controls: the defaults, each end alone, and corners, ``most`` at most."""
    ends = {key: (c.low, c.high) if isinstance(c, Slider) else c.states for key, c in controls.items()}
    default = {key: control.value for key, control in controls.items()}
    alone = [default | {key: end} for key in ends for end in ends[key]]
    corners = [
        dict(zip(ends, corner, strict=True)) for corner in itertools.islice(itertools.product(*ends.values()), 4096)
    ]
    return [default, *alone, *random.Random(0).sample(corners, min(most, len(corners)))]


def inner_settings(controls, count=24):
    """Settings drawn from all that the controls can be set to, the same at every call."""
    draw = random.Random(1)
    return [{key: draw.choice(control.states) for key, control in controls.items()} for _ in range(count)]


def _prove(frame, settings):
    if frame.sampled:
        return
    if not frame.compute(settings[0]).equals(frame.compute(settings[0])):
        raise TraceError(f"{frame.name} answers the same setting differently each time: do not show this figure")
    affordable = max(16, 20_000 // (1 + len(frame.signals)))  # a long path is proved at fewer settings, and by tests
    if len(settings) > affordable:
        settings = random.Random(2).sample(settings, affordable)
    gap, where = frame.disagreement(settings)
    if gap > TOLERANCE:
        raise TraceError(f"{frame.name}: Vega and NumPy differ by {gap:.1g} in {where}: do not show this figure")


def _slug(title):
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


class Explorer:
    """A figure that is alive on every surface; made by ``explore``."""

    def __init__(self, frames, axes, controls, draw, title, caption, columns, name, predict=None):
        self.frames, self.controls, self.title, self.caption, self.name = (
            frames,
            controls,
            title,
            caption,
            name,
        )
        self.predict = predict
        self._columns = {f.name: _columns(f, axes, columns) for f in frames}
        chart = draw(*(alt.Chart(alt.NamedData(name=frame.name)) for frame in frames))
        if isinstance(chart, alt.Chart | alt.LayerChart) and chart.width is alt.Undefined:
            chart = chart.properties(width="container")
        self._chart = charts.styled(chart).to_dict()
        self._widgets = {}

    def __repr__(self):
        """What the figure asks and shows, in words."""
        asked = f"{self.predict.question} {self.predict.finding} " if self.predict else ""
        return f"{asked}{self.title}. {self.sentence()}"

    @property
    def values(self):
        """The setting: where the live controls stand, or the defaults."""
        now = {key: self._widgets[key].value if key in self._widgets else c.value for key, c in self.controls.items()}
        return {key: c.nearest(now[key]) if isinstance(c, Slider) else now[key] for key, c in self.controls.items()}

    def frame(self, model=None, **values):
        """The numbers behind the figure as a DataFrame, at the present setting but for ``values``.

        ``model`` names one of several models; the first is the default.
        """
        frames = {frame.name: frame for frame in self.frames}
        if model is not None and model not in frames:
            raise ValueError(f"model = {model!r} is none of {', '.join(frames)}")
        return frames[model or self.frames[0].name].compute(self._setting(values))

    def sentence(self, **values):
        """The caption at the present setting but for ``values``."""
        setting = self._setting(values)
        return fill(self.caption, setting, [frame.compute(setting) for frame in self.frames])

    def _setting(self, values):
        unknown = values.keys() - self.controls.keys()
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: the controls are {', '.join(self.controls)}")
        return self.values | values

    def vega_lite(self, data=True):
        """The drawing as a Vega-Lite specification, its rows and their calculations in place if ``data``."""
        params = [{"name": key, "value": control.value} for key, control in self.controls.items()]
        if data:
            params += [
                {"expr" if key == "update" else key: value for key, value in signal.items()}
                for frame in self.frames
                for signal in frame.signals
            ]
        spec = self._chart | {"params": params + self._chart.get("params", [])}
        return _with_rows(spec, {frame.name: frame for frame in self.frames}) if data else spec

    def vega(self):
        """The drawing compiled for the Vega runtime, which is all a static page needs."""
        spec = vl_convert.vegalite_to_vega(self.vega_lite(data=False))
        frames = {frame.name: frame for frame in self.frames}
        compiled = [data for data in spec["data"] if data["name"] not in frames]
        spec["data"] = [frame.vega_data() for frame in self.frames] + compiled
        spec["signals"] += [signal for frame in self.frames for signal in frame.signals]
        return spec

    def picture(self):
        """The figure at its defaults as SVG, the same bytes on every machine."""
        spec = self.vega()
        spec["signals"] = [
            {"name": "width", "value": PICTURE_WIDTH} if signal["name"] == "width" and "init" in signal else signal
            for signal in spec["signals"]
        ]
        svg = re.sub(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"', "", vl_convert.vega_to_svg(spec))
        clips = {}  # vl-convert counts them through the life of a process
        svg = re.sub(r"\bclip\d+\b", lambda match: f"{self.name}-clip{clips.setdefault(match[0], len(clips) + 1)}", svg)
        return re.sub(r"-?\d+\.\d{2,}(?:e-\d+)?", lambda match: f"{float(f'{float(match[0]):.10g}'):.1f}", svg)

    def html(self):
        """The figure for a static page: complete as it stands, brought to life by explorer.js."""
        values = {key: control.value for key, control in self.controls.items()}
        tables = {frame.name: frame.compute(values) for frame in self.frames}
        shown = {key: columns for key, columns in self._columns.items() if columns}
        keys = {key: table.columns[0] for key, table in tables.items()}
        spec = self.vega()
        plan = {
            "caption": self.caption, "frames": list(tables), "keys": keys, "tables": shown, "spec": spec,
            "read": drawing.readouts(self._chart, list(tables)),
        }  # fmt: skip
        return html.figure(
            self.name,
            self.title,
            self.controls,
            self.picture(),
            spec.get("height"),
            drawing.described(self._chart),
            fill(self.caption, values, list(tables.values())),
            [html.table(tables[key], columns, self.title, k) for k, (key, columns) in enumerate(shown.items(), 1)],
            compact(plan),
            self.predict,
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        from explorable import live  # widgets are needed only where a notebook shows the figure

        bundle = {"text/plain": repr(self), "text/html": self.html()}
        return live.view(self) | bundle


def _columns(frame, axes, columns):
    """The ``(name, label, format)`` of the data table of one frame."""
    shown = columns or dict.fromkeys(frame.columns, ())
    labels = {key: (_with_unit(axis), axis.spec) for key, axis in axes.items()}
    return [
        [
            key,
            *(
                shown.get(key)
                or labels.get(key)
                or (key.replace("_", " ").capitalize(), ".4f" if key in frame.numbers else "")
            ),
        ]
        for key in [*(key for key in axes if key in frame.base), *(key for key in shown if key not in axes)]
        if key in frame.columns
    ]


def _fields_known(spec, frames, frame=None):
    """Refuse a drawing that names a column its model lacks; behind a transform anything may have been made."""
    if "transform" in spec:
        return
    frame = frames.get(spec.get("data", {}).get("name"), frame)
    for channel in spec.get("encoding", {}).values() if frame else ():
        field = channel.get("field") if isinstance(channel, dict) else None
        if isinstance(field, str) and field not in frame.columns:
            columns = ", ".join(frame.columns)
            raise ValueError(f"draw uses {field!r}, a column that {frame.name} does not have: it has {columns}")
    for part in ("layer", "hconcat", "vconcat", "concat"):
        for inner in spec.get(part, ()):
            _fields_known(inner, frames, frame)


def _with_unit(axis):
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label


def _with_rows(spec, frames):
    """The specification with every ``{"name": frame}`` replaced by the frame's rows and calculations."""
    if isinstance(spec, list):
        return [_with_rows(part, frames) for part in spec]
    if not isinstance(spec, dict):
        return spec
    spec = {key: _with_rows(part, frames) for key, part in spec.items()}
    frame = frames.get(spec["data"].get("name")) if isinstance(spec.get("data"), dict) else None
    if frame:
        made = frame.vega_lite()
        spec |= {"data": made["data"], "transform": made["transform"] + spec.get("transform", [])}
    return spec
