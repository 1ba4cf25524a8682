"""The figure as HTML that is complete before any script runs."""

import re
from html import escape

import numpy as np

from explorable.caption import number
from explorable.controls import Choice, Slider

TABLE_ROWS = 25
LOW = 190  # as in explorer.js
IN_VIEW = 4  # controls; more are a tap away
NAME = re.compile(r"[\w-]+")


def figure(name, title, controls, picture, height, described, caption, tables, plan, predict=None):
    """The whole figure; its controls stay disabled, its buttons hidden, until explorer.js has brought it to life.

    Raises
    ------
    ValueError
        If ``name``, which is an address and an id, holds more than letters, digits, - and _.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"name = {name!r} must be of letters, digits, - and _: it is the figure's address")
    return (
        f'<figure class="explorer" id="{name}" aria-labelledby="{name}-title">{_question(name, predict)}'
        f'<p class="title" id="{name}-title" role="heading" aria-level="4" tabindex="-1">{escape(title)}</p>'
        f'{_panel(name, title, controls)}<p class="message" role="status"></p>'
        f'<div class="picture" role="img" aria-label="{escape(described)}" style="{_room(picture, height)}">'
        f"{picture}</div>"
        f'<p class="spoken" role="status"></p>{_tools(controls, tables)}'
        f'<script type="application/json">{plan.replace("<", chr(92) + "u003c")}</script>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _room(picture, height):
    """The height that the drawing will take, on a wide page and on a phone, where its frame is no higher than LOW."""
    high = float(re.search(r'height="([\d.]+)"', picture)[1])
    saved = max(0, height - LOW) if isinstance(height, int | float) else 0
    return f"--high: {high:.0f}px; --low: {high - saved:.0f}px"


def _question(name, predict):
    if predict is None:
        return ""
    answers = "".join(
        f'<button type="button" value="{escape(answer)}">{escape(answer)}</button>' for answer in predict.answers
    )
    return (
        f'<div class="question" data-answer="{escape(predict.answer)}" data-because="{escape(predict.because)}">'
        f'<p class="asked" id="{name}-asked" role="heading" aria-level="4">{escape(predict.question)}</p>'
        f'<p class="answers" role="group" aria-labelledby="{name}-asked" hidden>{answers}'
        '<button type="button" class="skip" value="">Just show me</button></p>'
        f'<p class="verdict" role="status" tabindex="-1">{escape(predict.finding)}</p></div>'
    )


def _panel(name, title, controls):
    if not controls:
        return ""
    rows = [_control(name, key, control) for key, control in controls.items()]
    more = f'<details class="more"><summary>More controls</summary>{"".join(rows[IN_VIEW:])}</details>'
    return (
        f"<form><fieldset disabled><legend>Controls of: {escape(title)}</legend>{''.join(rows[:IN_VIEW])}"
        f"{more if rows[IN_VIEW:] else ''}</fieldset>"
        "<noscript><p>The controls need JavaScript; the picture shows the setting beside them.</p></noscript>"
        '<p class="still">In a notebook the controls move once this cell is run.</p></form>'  # explorer.css hides it
    )


def _tools(controls, tables):
    """What a reader may do with the figure beside moving it: a row of buttons, and its numbers."""
    reset = '<button type="button" name="reset">Reset</button><button type="button" name="copy">Copy link</button>'
    data = f"<details><summary>Data</summary>{''.join(tables)}</details>" if tables else ""
    return (
        f'<div class="tools"><p class="buttons" hidden>{reset if controls else ""}'
        '<button type="button" name="full">Full screen</button>'
        '<button type="button" name="png">Save picture</button><button type="button" name="svg">SVG</button>'
        f"</p>{data}</div>"
    )


def table(frame, columns, title, place):
    """At most TABLE_ROWS rows of a frame, evenly spread; ``columns`` are (name, label, format), ``place`` counts.

    The script fills in the rest; without it the table says how many rows it leaves out.
    """
    head = "".join(f'<th scope="col">{escape(label)}</th>' for _, label, _ in columns)
    places = np.floor(np.linspace(0, len(frame) - 1, min(len(frame), TABLE_ROWS)) + 0.5).astype(int)

    def line(k):
        first, *rest = (escape(number(frame[name].iloc[k], spec)) for name, _, spec in columns)
        return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'

    note = f" ({len(places)} of {len(frame)} rows)" if len(places) < len(frame) else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Data {place}: {escape(title)}"><table>'
        f'<caption>{escape(title)}<span class="some">{note}</span></caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(line(k) for k in places)}</tbody></table></div>"
        '<p class="buttons" hidden><button type="button" name="csv">Download CSV</button></p>'
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
            f'<output for="{key}" aria-live="off">{escape(readout(control.value, control))}</output>'
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
