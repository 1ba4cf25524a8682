"""The same figure in a live kernel: ipywidgets for the controls, one chart that is never redrawn."""

from html import escape

import altair as alt
import ipywidgets as widgets

from explorable.controls import Choice, Slider

WIDTH = 640


def view(explorer):
    """The MIME bundle of the live figure; the explorer's ``values`` follow its controls from then on."""
    if not explorer.controls:
        return {}
    alt.JupyterChart.enable_offline()
    spec = explorer.vega_lite()
    if spec.get("width") == "container":
        spec["width"] = WIDTH
    chart = alt.JupyterChart(
        alt.Chart.from_dict(spec), embed_options={"renderer": "svg", "actions": False, "ast": True}
    )
    chart._params = {key: control.value for key, control in explorer.controls.items()}  # what else there is hangs on these
    controls = {key: _widget(control) for key, control in explorer.controls.items()}
    explorer._widgets = controls
    caption = widgets.HTML(escape(explorer.sentence()))
    reset = widgets.Button(description="Reset")

    def restate(_change):
        caption.value = escape(explorer.sentence())

    def start_again(_button):
        for key, control in explorer.controls.items():
            controls[key].value = control.value

    for key, control in controls.items():
        widgets.link((control, "value"), (chart.params, key))
        control.observe(restate, "value")
    reset.on_click(start_again)
    title = widgets.HTML(f"<b>{escape(explorer.title)}</b>")
    return widgets.VBox([title, *controls.values(), reset, chart, caption])._repr_mimebundle_()


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
