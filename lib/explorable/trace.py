"""A model's symbols become Vega: a signal for what hangs on controls alone, a step for what differs by row.

Each shared sub-expression is written once. What hangs on controls only is computed once, not once a row; a
path, whose every element does, is a list of signals.
"""

from collections import Counter

import numpy as np
import vl_convert

from explorable.symbols import RUNNING, Block, refusals, refuse, symbol

LONG = 2_000  # characters of an expression beyond which it gets a name, so that no parser runs out of stack


def trace(model, arguments, name=None):
    """The columns a model returns for symbols, by name: a symbol, or for a path a list of them.

    Raises
    ------
    TraceError
        Names what the model did that has no Vega expression, and the way out.
    """
    name = name or model.__name__
    refusals.clear()
    try:
        result = model(**arguments)
        if refusals:
            raise refusals[0]
        columns = result if type(result) is dict else {name: result}
        if not columns:
            refuse(f"{name} with no column", "return an array, a list or a dict of them")
        rows = any(argument.rows for argument in arguments.values())
        return {column: _column(value, f"the result of {name}", rows) for column, value in columns.items()}
    except Exception as error:
        first = refusals[0] if refusals else error  # NumPy, too, may turn a refusal into an error of its own
        first.add_note(f"while tracing {name}({', '.join(arguments)})")
        raise first from (None if first is error else error)


def _column(value, where, rows):
    kind = type(value).__name__
    if type(value) is Block:
        value = list(value)
    elif type(value) is np.ndarray and value.ndim == 1:
        value = value.tolist()
    if type(value) not in (list, tuple):
        return symbol(value, where)
    if rows:
        refuse(f"{where} with {kind}", "a model of rows returns one expression a column, or a dict")
    if not value:
        refuse(f"{where} with an empty list", "return one element a period")
    if any(type(each) in (list, tuple, Block) or (type(each) is np.ndarray and each.ndim) for each in value):
        refuse(f"{where} with a list of lists", "return a dict of lists, one a column")
    path = [symbol(each, where) for each in value]
    if len({each.kind for each in path}) > 1:
        refuse(f"{where} with a list of {' and '.join(sorted({each.kind for each in path}))}", "give it one kind")
    return path


def calculations(columns, prefix="_"):
    """Signals ``(name, expression)`` of what hangs on controls alone, and steps ``(name, expression)`` for each row.

    ``columns`` are those of `trace`; ``prefix`` begins the names of signals. A step whose expression is a
    tuple ``("cumsum", field)`` is the running sum of a field. A path's rows number its elements as ``_row``.
    """
    order, canonical = _in_order([each for column in columns.values() for each in _elements(column)])
    uses, hoisted = Counter(), set()
    for node in order:
        for place, argument in enumerate(node.arguments):
            key = canonical[id(argument)]
            uses[key] += max(1, node.template.count(f"{{{place}}}"))
            if node.rows and not argument.rows:
                hoisted.add(key)
    for column in columns.values():
        for each in _elements(column):
            key = canonical[id(each)]
            uses[key] += 1
            if column is each and not each.rows:
                hoisted.add(key)
    text, signals, steps = {}, [], []
    for node in order:
        key = id(node)
        given = [text[canonical[id(argument)]] for argument in node.arguments]
        if node.template == RUNNING:
            steps.append((f"_{len(steps)}", given[0]))
            steps.append((f"_{len(steps)}", ("cumsum", steps[-1][0])))
            text[key] = f"datum.{steps[-1][0]}"
            continue
        said = node.template.format(*given) if given else node.template
        if given and (uses[key] > 1 or key in hoisted or len(said) > LONG):
            if node.rows:
                steps.append((f"_{len(steps)}", said))
                said = f"datum.{steps[-1][0]}"
            else:
                signals.append((f"{prefix}{len(signals)}", said))
                said = signals[-1][0]
        text[key] = said
    for name, column in columns.items():
        said = [text[canonical[id(each)]] for each in _elements(column)]
        if column is not _elements(column)[0]:
            signals.append((f"{prefix}{name}", f"[{', '.join(said)}]"))
            said = [f"{signals[-1][0]}[datum._row]"]
        steps.append((name, *said))
    return signals, steps


def _elements(column):
    return column if type(column) is list else [column]


def _in_order(roots):
    """Every different node, arguments before what uses them; and by id of any node the id of its first likeness."""
    order, canonical, known = [], {}, {}
    stack = list(reversed(roots))
    while stack:  # without recursion: a model may loop deep
        node = stack[-1]
        waiting = [argument for argument in node.arguments if id(argument) not in canonical]
        if id(node) in canonical or not waiting:
            stack.pop()
            if id(node) not in canonical:
                likeness = (node.template, node.kind, *(canonical[id(argument)] for argument in node.arguments))
                first = known.setdefault(likeness, node)
                canonical[id(node)] = id(first)
                if first is node:
                    order.append(node)
        else:
            stack.extend(reversed(waiting))
    return order, canonical


def formulas(steps):
    """Steps as Vega transforms."""
    return [
        {"type": "formula", "as": name, "expr": said}
        if isinstance(said, str)
        else {"type": "window", "ops": ["sum"], "fields": [said[1]], "as": [name], "frame": [None, 0]}
        for name, said in steps
    ]


def calculates(steps):
    """Steps as Vega-Lite transforms."""
    return [
        {"as": name, "calculate": said}
        if isinstance(said, str)
        else {"window": [{"op": "sum", "field": said[1], "as": name}], "frame": [None, 0]}
        for name, said in steps
    ]


def run_vega(data, names, scopes):
    """What the real Vega runtime computes: for each scope, a list of values for each of the named columns.

    ``data`` is a Vega data set, each scope a list of Vega signal definitions. Numbers come back exactly as
    JavaScript holds them.
    """
    told = [
        {"type": "formula", "as": f"_told_{k}", "expr": f"isString(datum.{name}) ? '=' + datum.{name} : '' + datum.{name}"}
        for k, name in enumerate(names)
    ]
    data = {**data, "name": "rows", "transform": [*data.get("transform", []), *told]}
    text = r" + '\u001e' + ".join(rf"join(pluck(data('rows'), '_told_{k}'), '\u001f')" for k in range(len(names)))
    probe = {"type": "symbol", "encode": {"update": {"description": {"signal": text}}}}
    groups = [{"type": "group", "signals": scope, "data": [data], "marks": [probe]} for scope in scopes]
    marks = vl_convert.vega_to_scenegraph({"marks": groups})["scenegraph"]["items"][0]["items"]
    texts = [mark["items"][0]["items"][0]["items"][0]["description"] for mark in marks]
    return [[[_read(value) for value in line.split("\u001f")] for line in said.split("\u001e")] for said in texts]


def _read(told):
    if told.startswith("="):
        return told[1:]
    if told in ("true", "false"):
        return told == "true"
    return np.nan if told in ("null", "undefined") else float(told.replace("Infinity", "inf"))
