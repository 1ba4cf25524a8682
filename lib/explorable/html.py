"""The figure as HTML that is complete before any script runs."""

from html import escape

import numpy as np

from explorable.caption import number
from explorable.controls import Choice, Slider

TABLE_ROWS = 25


def figure(name, title, controls, picture, caption, tables, plan):
    """The whole figure; its controls stay disabled until explorer.js has brought it to life."""
    rows = "".join(_control(name, key, control) for key, control in controls.items())
    panel = (
        f"<form><fieldset disabled><legend>Controls of: {escape(title)}</legend>{rows}"
        '<p class="buttons"><button type="button" name="reset">Reset</button>'
        '<button type="button" name="copy">Copy link</button></p></fieldset></form>'
        if controls
        else ""
    )
    data = f"<details><summary>Data</summary>{''.join(tables)}</details>" if tables else ""
    plan = plan.replace("</", r"<\/")
    return (
        f'<figure class="explorer" id="{name}" aria-labelledby="{name}-title">'
        f'<p class="title" id="{name}-title">{escape(title)}</p>{panel}<p class="notice" role="status"></p>'
        f'<div class="picture" role="img" aria-label="{escape(title)}">{picture}</div>'
        f'<figcaption aria-live="polite">{escape(caption)}</figcaption>{data}'
        f'<script type="application/json">{plan}</script></figure>'
    )


def table(frame, columns, title, place):
    """At most TABLE_ROWS rows of a frame, evenly spread; ``columns`` are (name, label, format), ``place`` counts."""
    head = "".join(f'<th scope="col">{escape(label)}</th>' for _, label, _ in columns)
    places = np.floor(np.linspace(0, len(frame) - 1, min(len(frame), TABLE_ROWS)) + 0.5).astype(int)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(number(frame[name].iloc[k], spec))}</td>" for name, _, spec in columns) + "</tr>"
        for k in places
    )
    note = f" ({len(places)} of {len(frame)} rows)" if len(places) < len(frame) else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Data {place}: {escape(title)}"><table>'
        f"<caption>{escape(title)}{note}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def readout(value, control):
    """A slider's value as the reader sees it, with its unit."""
    return number(value, control.spec) + (f" {control.unit}" if control.unit else "")


def _control(figure_name, name, control):
    key = f"{figure_name}-{name}"
    label = f'<label for="{key}">{escape(control.label)}</label>'
    if isinstance(control, Slider):
        field = (
            f'<input type="range" id="{key}" name="{name}" min="{control.low}" max="{control.high}" '
            f'step="{control.step}" value="{control.value}" '
            f'data-format="{control.spec}" data-unit="{escape(control.unit)}">'
            f'<output for="{key}">{escape(readout(control.value, control))}</output>'
        )
    elif isinstance(control, Choice):
        options = "".join(
            f"<option{' selected' if option == control.value else ''}>{escape(option)}</option>"
            for option in control.options
        )
        field = f'<select id="{key}" name="{name}">{options}</select>'
    else:
        checked = " checked" if control.value else ""
        field = f'<input type="checkbox" role="switch" id="{key}" name="{name}"{checked}>'
    return f'<p class="control">{label}{field}</p>'
