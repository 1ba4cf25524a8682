"""A model as the real Vega runtime computes it, to hold against NumPy."""

import numpy as np

from explorable.symbols import field, parameter
from explorable.trace import calculations, formulas, run_vega, trace


def vega(model, rows, **parameters):
    """The model's columns, one list each; ``rows`` are dicts, ``parameters`` signals."""
    symbols = {name: field(name) for name in rows[0]} | {n: parameter(n, v) for n, v in parameters.items()}
    columns = trace(model, symbols, model.__name__.strip("<>"))
    signals, steps = calculations(columns)
    scope = [{"name": name, "value": value} for name, value in parameters.items()]
    scope += [{"name": name, "update": said} for name, said in signals]
    (computed,) = run_vega({"values": rows, "transform": formulas(steps)}, list(columns), [scope])
    return dict(zip(columns, computed, strict=True))


def same_in_vega(model, rows, atol=0):
    """Assert that Vega computes, for each row of arguments, the one column that NumPy does."""
    expected = [model(**row) for row in rows]
    np.testing.assert_allclose(vega(model, rows)[model.__name__], expected, rtol=1e-9, atol=atol)
