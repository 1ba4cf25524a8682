"""Every function that is recorded, at hard arguments; arrays of symbols; what only controls decide."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorable.symbols import COMPOSED, UFUNCS, Block, TraceError, field, parameter
from explorable.trace import calculations, formulas, run_vega, trace
from parity import vega

HARD = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.5, -2.5, 1e-12, -1e-12, 1e-300, 1e3, 1e6, 700.0, -700.0, 1e15, 1e300, -1e300]
HARD += [2.0**40, 1000.0, 1e-5, np.pi, np.inf, -np.inf, np.nan]
TRUTHS = [np.logical_and, np.logical_or, np.logical_not, np.bitwise_and, np.bitwise_or, np.invert]


@pytest.mark.parametrize("ufunc", [u for u in [*UFUNCS, *COMPOSED] if u not in TRUTHS], ids=lambda u: u.__name__)
@pytest.mark.parametrize("by", ["row", "control"])
def test_every_ufunc_is_numpys_at_hard_arguments(ufunc, by):
    pairs = [(x, y) for x in HARD for y in (HARD if ufunc.nin == 2 else [0.0])]
    xs, ys = (np.array(each) for each in zip(*pairs, strict=True))
    if by == "control":
        pairs = pairs[::7]
        xs, ys = xs[::7], ys[::7]
    with np.errstate(all="ignore"):
        expected = np.asarray(ufunc(*[xs, ys][: ufunc.nin]), dtype=float)

    def model(x, y):
        return np.where(ufunc(*[x, y][: ufunc.nin]), 1, 0) if expected_truth else ufunc(*[x, y][: ufunc.nin])

    expected_truth = ufunc in UFUNCS and UFUNCS[ufunc][1] != "number"
    names = trace(model, {"x": field("x", missing=True), "y": field("y", missing=True)})
    if by == "row":
        # not a number cannot be written as JSON: a gap stands for it, and 1 / 0 is made in the browser
        _, steps = calculations(names)
        made = [("x", "datum.a === 'inf' ? 1 / 0 : datum.a === '-inf' ? -1 / 0 : datum.a")]
        made += [("y", "datum.b === 'inf' ? 1 / 0 : datum.b === '-inf' ? -1 / 0 : datum.b")]
        rows = [{"a": written(x), "b": written(y)} for x, y in pairs]
        ((computed,),) = run_vega({"values": rows, "transform": formulas(made + steps)}, ["model"], [[]])
    else:
        signals, steps = calculations(trace(model, {"x": parameter("x", 1.0), "y": parameter("y", 1.0)}))
        scopes = [
            [{"name": "x", "update": said(x)}, {"name": "y", "update": said(y)}]
            + [{"name": name, "update": expression} for name, expression in signals]
            for x, y in pairs
        ]
        computed = [told[0][0] for told in run_vega({"values": [{}], "transform": formulas(steps)}, ["model"], scopes)]
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(np.array(computed, dtype=float), expected, rtol=1e-12, atol=0)


def written(value):
    return None if np.isnan(value) else str(value) if np.isinf(value) else value


def said(value):
    return "NaN" if np.isnan(value) else repr(value).replace("inf", "(1 / 0)")


@given(st.floats(-50, 50), st.floats(0.1, 20))
def test_any_number_gives_the_same(x, y):
    def model(x, y):
        waves = np.sin(x) * np.cos(y) + np.tan(x / 40) + np.arctan(x) + np.tanh(x / 10) + np.hypot(x, y)
        logs = np.log10(y) + np.log2(y) + np.log1p(y) + np.expm1(x / 10) + np.sinh(x / 10) + np.cosh(y / 10)
        return waves + logs + np.sign(x) + x % y + np.rint(x)

    computed = vega(model, [{"x": x}], y=y)["model"]
    np.testing.assert_allclose(computed, [model(x, y)], rtol=1e-10, atol=1e-9)


@pytest.mark.parametrize("base", [2, 10])
def test_whole_powers_have_whole_logarithms_so_that_a_floor_finds_them(base):
    log = {2: np.log2, 10: np.log10}[base]
    powers = [float(base) ** k for k in range(-20, 23)]
    assert vega(lambda x: np.floor(log(x)), [{"x": x} for x in powers])["lambda"] == list(range(-20, 23))


def test_a_running_sum_runs_down_the_rows_and_stops_at_what_is_no_number():
    rows = [{"x": x} for x in (1.0, 2.0, -3.5, 0.0, 4.0)]

    def model(x, g):
        return {"total": np.cumsum(x * g), "broken": np.cumsum(np.log(x + 1)), "count": np.cumsum(x > 0)}

    computed = vega(model, rows, g=2.0)
    with np.errstate(all="ignore"):
        expected = model(np.array([row["x"] for row in rows]), 2.0)
    for name, column in computed.items():
        np.testing.assert_allclose(column, expected[name], rtol=1e-12)


def test_what_hangs_on_controls_alone_is_computed_once_and_not_once_a_row():
    def model(x, g):
        decay = np.exp(-g) ** 3
        return {"y": x * decay, "level": decay}

    signals, steps = calculations(trace(model, {"x": field("x"), "g": parameter("g", 0.1)}))
    assert sum("exp" in said for _, said in signals) == 1
    assert not any("exp" in said or "pow" in said for _, said in steps)


def test_what_is_written_twice_is_computed_once():
    def model(g):
        return [np.exp(-g) * k for k in (1.0, 2.0, 3.0)]

    signals, _ = calculations(trace(model, {"g": parameter("g", 0.1)}))
    assert sum(said.count("exp") for _, said in signals) == 1


# ---- arrays -------------------------------------------------------------------------------------------------

MATRIX = np.array([[0.2, 0.3, 0.0], [0.1, 0.4, 0.1], [0.0, 0.2, 0.5]])


def start(g):
    return np.array([1.0, 2.0, 3.0]) * g


ARRAYS = {
    "elementwise": lambda g: (start(g) + 1) / 2 - start(g) ** 2 + -start(g),
    "numbers first": lambda g: np.arange(3.0) - start(g),
    "a list beside": lambda g: start(g) + [1, 2, 3],
    "ufuncs": lambda g: np.exp(-start(g)) + np.minimum(start(g), 1.5) + np.maximum(2, start(g)) + np.tanh(start(g)),
    "matrix first": lambda g: MATRIX @ start(g),
    "matrix last": lambda g: start(g) @ MATRIX,
    "inner product": lambda g: [start(g) @ np.array([1.0, 2.0, 3.0]), start(g) @ start(g)],
    "np.dot": lambda g: [np.dot(start(g), [1, 2, 3]), *np.dot(MATRIX, start(g))],
    "sum": lambda g: [sum(start(g)), np.sum(start(g)), start(g).sum(), np.mean(start(g)), start(g).mean(), np.sum(g)],
    "sum along an axis": lambda g: (MATRIX * start(g)).sum(axis=1) + np.sum(MATRIX * g, 0),
    "product and extremes": lambda g: [np.prod(start(g)), np.max(start(g)), start(g).min(), np.max(-start(g))],
    "running sums": lambda g: np.cumsum(start(g)) + start(g).cumsum() + np.cumprod(start(g)),
    "np.add.reduce": lambda g: [np.add.reduce(start(g)), np.maximum.reduce(start(g)), *np.add.accumulate(start(g))],
    "index and slice": lambda g: [start(g)[0], start(g)[-1], *start(g)[1:], *start(g)[::-1], *start(g)[[2, 0]]],
    "iteration": lambda g: [x * k for k, x in enumerate(start(g))] + [len(start(g)) + g, start(g).size + g],
    "shape": lambda g: np.ones(start(g).shape) * start(g).ndim * g,
    "where": lambda g: np.where(start(g) > 1, start(g), 0) + np.where(np.array([True, False, True]), start(g), g),
    "conditions": lambda g: np.where((start(g) > 0.5) & ~(start(g) > 2) | (start(g) == 3), 1, 0) + (start(g) > 1) * 1,
    "clip": lambda g: np.clip(start(g), 0.5, 2) + start(g).clip(1, 2),
    "stack": lambda g: np.stack([g, g * 2, 3]) + np.hstack([g, start(g)[:2]]),
    "concatenate": lambda g: np.concatenate([start(g), np.ones(2), [4.0]]),
    "append and flip": lambda g: np.append(np.flip(start(g)), g),
    "differences": lambda g: np.diff(start(g)),
    "outer": lambda g: np.outer(start(g), [1, 2, 3]).sum(axis=0) + np.outer([1, 2, 3], start(g)).T[0],
    "likeness": lambda g: np.zeros_like(start(g)) + np.ones_like(start(g)) * g,
    "solve": lambda g: np.linalg.solve(np.eye(3) - MATRIX, start(g)),
    "round": lambda g: np.round(start(g), 1) + np.round(start(g)) + np.rint(start(g)),
    "remainder": lambda g: start(g) % 0.7 + start(g) // 0.7,
    "texts": lambda g: np.where(start(g) > 1.5, "high", "low"),
    "augmented": lambda g: augmented(g),
    "assigned": lambda g: assigned(g),
    "scalars grow in place": lambda g: grown(g),
}  # fmt: skip


def augmented(g):
    x = start(g)
    y = x
    x += 1
    x *= g
    return x + y


def assigned(g):
    x = start(g) * 1
    part = x[1:]
    part[0] = g
    x[0] = 7
    x[2:] = g * 2
    return x


def grown(g):
    path, k = [], g
    for _ in range(5):
        path.append(k)
        k += 0.1 * k
    return path


@pytest.mark.parametrize("model", ARRAYS.values(), ids=ARRAYS)
def test_arrays_of_symbols_compute_as_numpy_does(model):
    for g in (0.3, 1.0, 2.25):
        expected = np.asarray(model(np.float64(g)))
        signals, steps = calculations(trace(model, {"g": parameter("g", 1.0)}, "model"))
        scope = [{"name": "g", "value": g}, *({"name": name, "update": said} for name, said in signals)]
        rows = {"transform": [{"type": "sequence", "start": 0, "stop": len(expected), "as": "_row"}, *formulas(steps)]}
        ((computed,),) = run_vega(rows, ["model"], [scope])
        if expected.dtype.kind == "U":
            assert computed == expected.tolist()
        else:
            np.testing.assert_allclose(computed, expected, rtol=1e-12)


REFUSED = {
    "np.array": (lambda g: np.array([g, g]), "np.array", "np.stack"),
    "np.asarray of an array": (lambda g: np.asarray(start(g)), "np.asarray", "takes arrays as they come"),
    "an element of numbers": (lambda g: np.zeros(3).__setitem__(0, g), "numbers[i] = x", "a list"),
    "a mask": (lambda g: start(g)[start(g) > 1], "a mask that controls decide", "np.where"),
    "an index that a control sets": (lambda g: start(g)[g], "an index", "np.where"),
    "a length that a control sets": (lambda g: [g for _ in range(int(g))], "range()", "fixed number of times"),
    "truth of an array": (lambda g: 1 if (start(g) > 0) is None or (start(g) > 0) else 2, "truth of a symbol", "np.where"),
    "np.any": (lambda g: np.any(start(g) > 1), "np.any", "sampled(model)"),
    "np.argmax": (lambda g: np.argmax(start(g)), "np.argmax", "sampled(model)"),
    "np.sort": (lambda g: np.sort(start(g)), "np.sort", "sampled(model)"),
    "np.std": (lambda g: np.std(start(g)), "np.std", "sampled(model)"),
    "np.nan_to_num": (lambda g: np.nan_to_num(start(g)), "np.nan_to_num", "sampled(model)"),
    "np.linalg.eigvals": (lambda g: np.linalg.eigvals(MATRIX * g), "np.eigvals", "sampled(model)"),
    "np.sum where": (lambda g: np.sum(start(g), where=start(g) > 1), "np.sum", "sampled(model)"),
    "astype": (lambda g: start(g).astype(int), "x.astype of an array", "sampled(model)"),
    "numbers changed in place": (lambda g: np.ones(3).__iadd__(g), "in-place", "x = x + 1"),
    "a list of lists": (lambda g: [[g, g], [g, g]], "a list of lists", "a dict of lists"),
    "an array of two dimensions": (lambda g: MATRIX * g, "a list of lists", "a dict of lists"),
    "text and numbers": (lambda g: [g, "a"], "number and text", "one kind"),
    "an empty list": (lambda g: [], "an empty list", "one element a period"),
    "nothing in a list": (lambda g: [g, None], "NoneType", "columns"),
    "membership": (lambda g: g in start(g), "x in y", "np.where"),
    "a whole number without end": (lambda g: g * 10**400, "beyond 1e308", "smaller unit"),
}


@pytest.mark.parametrize(("model", "names", "way_out"), REFUSED.values(), ids=REFUSED)
def test_what_arrays_cannot_do_is_refused_by_name(model, names, way_out):
    with pytest.raises(TraceError) as caught:
        trace(lambda g: model(g), {"g": parameter("g", 1.0)})
    assert names in str(caught.value)
    assert way_out in str(caught.value)


def test_a_model_that_asks_for_types_goes_the_way_it_goes_with_numbers():
    def model(x, g, kind, on):
        assert isinstance(x, np.ndarray)
        assert isinstance(g, float)
        assert np.isscalar(g)
        assert isinstance(kind, str)
        assert isinstance(on, bool)
        assert isinstance(start(g), np.ndarray)
        match g:
            case float():
                return x * g
        return -x

    assert vega(model, [{"x": 2.0}], g=3.0, kind="a", on=True)["model"] == [6]


def test_an_array_meets_no_rows():
    for model in (lambda x, g: start(g) * x, lambda x, g: x * np.arange(3), lambda x, g: np.stack([x, g])):
        with pytest.raises(TraceError):
            trace(model, {"x": field("x"), "g": parameter("g", 1.0)})


def test_an_array_may_be_summed_up_for_the_rows():
    computed = vega(lambda x, g: x * (MATRIX @ start(g)).sum(), [{"x": 1.0}, {"x": 2.0}], g=2.0)["lambda"]
    np.testing.assert_allclose(computed, np.array([1, 2]) * (MATRIX @ start(2.0)).sum(), rtol=1e-12)


def test_symbols_tell_no_secrets_to_those_who_look():
    assert repr(parameter("g", 1.0)) == "<symbol: number>"
    assert repr(Block(np.empty(3, dtype=object))) == "<symbols: (3,)>"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert getattr(parameter("g", 1.0), "symbolic", False)
