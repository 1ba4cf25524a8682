"""A model as the real Vega runtime computes it, to hold against NumPy."""

from explorable.trace import calculations, field, parameter, run_vega, trace


def vega(model, rows, **parameters):
    """The model's columns, one list each; ``rows`` are dicts, ``parameters`` signals."""
    symbols = {name: field(name) for name in rows[0]} | {n: parameter(n, v) for n, v in parameters.items()}
    signals = [{"name": name, "value": value} for name, value in parameters.items()]
    columns = trace(model, symbols)
    return dict(zip(columns, run_vega(calculations(columns), rows, list(columns), signals), strict=True))
