"""The same figure in a live kernel: ipywidgets for the controls, one chart that is never redrawn."""

import contextlib
import os
from html import escape
from importlib.metadata import version
from pathlib import Path

import altair as alt
import ipywidgets as widgets

from explorable.controls import Choice, Slider

WIDTH = 640
# JupyterLab's own colors, so that words and lines stand out in its dark theme, too.
THEME = """<style>.explorer-live { --explorer-ink: var(--jp-ui-font-color1); --explorer-muted: var(--jp-ui-font-color2);
--explorer-grid: var(--jp-border-color2); --explorer-paper: var(--jp-layout-color0); }
[data-jp-theme-light="false"] .explorer-live { --explorer-blue: #56b4e9; --explorer-orange: #f0a35e;
--explorer-green: #4fd1a5; --explorer-pink: #f29ac2; --explorer-gray: #9ca3af; --explorer-faint: #6b7580; }
.explorer-live.jupyter-widgets-disconnected::before { content: "The kernel behind this figure is gone. \
Run the notebook again, and it moves."; border-left: 3px solid var(--jp-warn-color1, #b45309);
color: var(--jp-ui-font-color1); font: 600 var(--jp-ui-font-size1, 13px) var(--jp-ui-font-family, sans-serif);
padding-left: 0.5em; }
</style>"""


def view(explorer):
    """The MIME bundle of the live figure; the explorer's ``values`` follow its controls from then on."""
    if not explorer.controls:
        return {}
    bring_vega()
    params = [alt.param(name=key, value=control.value) for key, control in explorer.controls.items()]
    chart = alt.JupyterChart(  # knows the controls only: to validate a path of 600 signals would take half a minute
        alt.Chart("").mark_point().add_params(*params), embed_options={"renderer": "svg", "actions": False, "ast": True}
    )
    spec = explorer.vega_lite()
    chart.spec = spec | ({"width": WIDTH} if spec.get("width") == "container" else {})
    controls = {key: _widget(control) for key, control in explorer.controls.items()}
    explorer._widgets = controls
    caption = widgets.HTML(escape(explorer.sentence()))
    reset = widgets.Button(description="Reset")

    def restate(_change):
        for key, value in explorer.values.items():
            setattr(chart.params, key, value)
        caption.value = escape(explorer.sentence())

    def start_again(_button):
        for key, control in explorer.controls.items():
            controls[key].value = control.value

    for control in controls.values():
        control.observe(restate, "value")
    reset.on_click(start_again)
    asked = explorer.predict and f"<p>{escape(explorer.predict.question)} {escape(explorer.predict.finding)}</p>"
    title = widgets.HTML(f"{THEME}{asked or ''}<b>{escape(explorer.title)}</b>")
    box = widgets.VBox([title, *controls.values(), reset, chart, caption])
    box.add_class("explorer-live")
    return box._repr_mimebundle_()


def bring_vega():
    """Give the chart Vega of its own, so that it asks no other site for it.

    To put the two together takes a second and 75 MB, so it is done once and kept for later kernels, in the folder that
    the variable EXPLORABLE_CACHE names, else in the user's cache; where neither can be written, it is done again.
    """
    chart = alt.JupyterChart
    if chart._is_offline:
        return
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "explorable"
    folder = Path(os.environ.get("EXPLORABLE_CACHE") or cache)
    kept = folder / f"altair-{alt.__version__}-vl-convert-{version('vl-convert-python')}.js"
    try:
        chart._esm = kept.read_text("utf-8")
        chart._is_offline = True
    except (OSError, UnicodeDecodeError):
        chart.enable_offline()
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            new = kept.with_suffix(f".{os.getpid()}")
            new.write_text(chart._esm, "utf-8")
            new.replace(kept)


def _widget(control):
    style = {"description_width": "initial"}
    wide = widgets.Layout(width="560px")
    label = control.label + (f" ({control.unit})" if getattr(control, "unit", "") else "")
    if isinstance(control, Slider):
        return widgets.FloatSlider(
            value=control.value, min=control.low, max=control.high, step=control.step,
            description=label, readout_format=control.spec, style=style, layout=wide,
        )  # fmt: skip
    if isinstance(control, Choice):
        return widgets.Dropdown(
            options=control.options, value=control.value, description=label, style=style, layout=wide
        )
    return widgets.Checkbox(value=control.value, description=label, style=style, layout=wide, indent=False)
