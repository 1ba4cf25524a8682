"""What a symbol records Vega computes alike; what it cannot record it refuses by name."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorable.symbols import TraceError, field
from explorable.trace import calculations, formulas, run_vega, trace
from parity import vega

def caught(x):
    try:
        return math.exp(x)
    except TypeError:
        return 1


REFUSED = {
    "if": (lambda x: 1 if x > 0 else 2, "truth of a symbol", "np.where"),
    "and": (lambda x: (x > 0) and (x < 1), "truth of a symbol", "&"),
    "chained comparison": (lambda x: 0 < x < 1, "truth of a symbol", "&"),
    "bool": (bool, "truth of a symbol", "np.where"),
    "max": (lambda x: max(x, 1), "truth of a symbol", "np.maximum"),
    "min": (lambda x: min(1, x), "truth of a symbol", "np.minimum"),
    "math.exp": (lambda x: math.exp(x), "math.exp", "np.exp"),
    "float": (float, "one plain number", "np.exp"),
    "range": (lambda x: list(range(x)), "one plain number", "range"),
    "round": (round, "round()", "np.floor"),
    "in-place assignment": (lambda x: x.__iadd__(1), "in-place assignment", "x = x + 1"),
    "item assignment": (lambda x: x.__setitem__(0, 1), "in-place assignment", "np.where"),
    "out=": (lambda x: np.add(x, 1, out=np.zeros(3)), "in-place assignment", "x = x + 1"),
    "divmod": (lambda x: divmod(x, 2), "np.divmod", "sampled(model)"),
    "np.sum": (lambda x: np.sum(x), "np.sum", "sampled(model)"),
    "np.mean": (lambda x: np.mean(x), "np.mean", "sampled(model)"),
    "method sum": (lambda x: x.sum(), "x.sum", "sampled(model)"),
    "sum": (lambda x: sum(x), "rows of a symbol", "sampled(model)"),
    "loop": (lambda x: [y for y in x], "rows of a symbol", "sampled(model)"),
    "len": (len, "rows of a symbol", "sampled(model)"),
    "index": (lambda x: x[0], "rows of a symbol", "sampled(model)"),
    "membership": (lambda x: 1 in x, "x in y", "np.where"),
    "a key": (lambda x: {1: 2}[x], "as a key", "np.where"),
    "in a set": (lambda x: 1 if x in frozenset([1, 2]) else 2, "as a key", "np.where"),
    "in a tuple": (lambda x: 1 if x in (1, 2) else 2, "truth of a symbol", "np.where"),
    "a refusal that the model catches": (lambda x: caught(x), "math.exp", "np.exp"),
    "np.add.reduce": (lambda x: np.add.reduce(x), "np.add.reduce", "sampled(model)"),
    "np.cumsum with an axis": (lambda x: np.cumsum(x, axis=0), "np.cumsum", "sampled(model)"),
    "unknown ufunc": (lambda x: np.cbrt(x), "np.cbrt", "sampled(model)"),
    "user's ufunc": (lambda x: np.frompyfunc(lambda y: y, 1, 1)(x), "cannot be traced", "sampled(model)"),
    "matrix product": (lambda x: x @ x, "np.matmul", "sampled(model)"),
    "where=": (lambda x: np.add(x, 1, where=True), "keyword where", "np.where"),
    "dtype=": (lambda x: np.add(x, 1, dtype=float), "keyword dtype", "np.where"),
    "np.clip by keyword": (lambda x: np.clip(x, min=0, max=1), "np.clip", "sampled(model)"),
    "np.where of a number": (lambda x: np.where(x, 1, 2), "np.where on number", "comparison"),
    "np.where with one argument": (lambda x: np.where(x > 0), "np.where in this form", "sampled(model)"),
    "np.asarray": (lambda x: np.asarray(x), "as an array", "takes arrays as they come"),
    "np.array of symbols": (lambda x: np.array([x, x]), "as an array", "takes arrays as they come"),
    "np.stack": (lambda x: np.stack([x, x]), "np.stack", "sampled(model)"),
    "np.nan_to_num": (lambda x: np.nan_to_num(x), "np.nan_to_num", "sampled(model)"),
    "np.select": (lambda x: np.select([x > 0], [x]), "cannot be traced", ""),
    "np.interp": (lambda x: np.interp(x, [0, 1], [0, 1]), "np.interp", "sampled(model)"),
    "np.vectorize": (lambda x: np.vectorize(lambda y: y)(x), "as an array", "takes arrays as they come"),
    "an array of its own": (lambda x: x + np.arange(3), "ndarray", "columns"),
    "a list": (lambda x: np.add(x, [1, 2]), "list", "columns"),
    "a tuple of results": (lambda x: (x, x), "tuple", "a dict"),
    "a list of rows": (lambda x: [x, x], "list", "a dict"),
    "an empty dict": (lambda x: {}, "no column", "return an array"),
    "nothing returned": (lambda x: None, "NoneType", "columns"),
    "sum of conditions": (lambda x: (x > 0) + (x > 1), "np.add of true or false", "& and |"),
    "& of numbers": (lambda x: x & 1, "np.bitwise_and of number", "true or false"),
    "and of a number": (lambda x: np.logical_and(x, x > 0), "np.logical_and of number", "true or false"),
    "number as text": (lambda x: f"{x}", "as text", "np.where"),
    "comparison with text": (lambda x: x == "low", "np.equal of number and text", "like with like"),
    "mixed branches": (lambda x: np.where(x > 0, "high", 1), "between text and number", "one kind"),
}  # fmt: skip


@pytest.mark.parametrize(("model", "names", "way_out"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_traced_raises_naming_it_and_the_way_out(model, names, way_out):
    with pytest.raises(TraceError) as caught:
        trace(lambda x: model(x), {"x": field("x")})
    assert names in str(caught.value)
    assert way_out in str(caught.value)
    assert any("while tracing" in note for note in caught.value.__notes__)


NUMBERS = [-2.5, -1.0, -0.5, 0.0, 0.25, 1.0, 1.5, 3.0, 1e6]
TRACED = {
    "arithmetic": lambda x, g: (x + g) * (x - 2) / (x * x + 1) - -x,
    "power": lambda x, g: (x * x + 1) ** g + np.abs(x) ** 0.5 + 2.0**x * (x < 9),
    "power of one": lambda x, g: np.where(x > 0, 1.0, g) ** (np.log(x) / g),
    "exp log sqrt": lambda x, g: np.exp(-np.abs(x) * g) + np.log(x + 3) + np.sqrt(np.absolute(x)),
    "minimum maximum clip": lambda x, g: np.minimum(x, g) + np.maximum(2 * x, g) + np.clip(x, -1, g),
    "floor ceil": lambda x, g: np.floor(x / g) - np.ceil(x * g),
    "where": lambda x, g: np.where((x > g) & ~(x >= 3) | (x == -1), x, np.where(x != 0, g, 7)),
    "condition as number": lambda x, g: (x > 0) * g + (x <= 1) * x,
    "logical": lambda x, g: np.where(np.logical_or(np.logical_not(x < 0), x < -1), 1, g),
    "not a number": lambda x, g: np.where(np.isnan(np.log(x)), -1, np.log(x)),
    "log of negatives": lambda x, g: np.log(x) * g,
    "division by zero": lambda x, g: g / x,
    "constants": lambda x, g: x * np.float64(1e-300) * 1e300 + np.int64(3) - np.array(2.5) + (-7) * g,
    "infinite constant": lambda x, g: np.minimum(x, np.inf) + np.maximum(g, -np.inf),
    "a constant result": lambda x, g: 3,
}


@pytest.mark.parametrize("model", TRACED.values(), ids=TRACED)
@pytest.mark.parametrize("g", [0.3, 1.0, 2.0])
def test_what_is_traced_vega_computes_as_numpy_does(model, g):
    with np.errstate(all="ignore"):
        expected = np.broadcast_to(np.asarray(model(np.array(NUMBERS), g), dtype=float), len(NUMBERS))
    (computed,) = vega(model, [{"x": x} for x in NUMBERS], g=g).values()
    np.testing.assert_allclose(computed, expected, rtol=1e-12)


finite = st.floats(-1e3, 1e3)


@given(st.lists(finite, min_size=1, max_size=20), st.floats(0.1, 10), st.booleans())
def test_any_numbers_give_the_same_in_vega_and_numpy(xs, g, up):
    def model(x, g, up):
        ratio = x / (1 + np.abs(x))
        return np.where(up, ratio**2 * g, np.maximum(ratio, 1 / g)) + np.exp(ratio) * ratio

    computed = vega(model, [{"x": x} for x in xs], g=g, up=up)["model"]
    np.testing.assert_allclose(computed, model(np.array(xs), g, up), rtol=1e-12, atol=1e-300)


def test_choices_and_texts_trace():
    def model(x, kind):
        return {"y": np.where(kind == "high", x, -x), "word": np.where(x > 1, 'a "{quoted}" text', "low")}

    computed = vega(model, [{"x": 1}, {"x": 2}], kind="high")
    assert computed == {"y": [1, 2], "word": ["low", 'a "{quoted}" text']}
    assert vega(model, [{"x": 1}], kind="low")["y"] == [-1]


def test_missing_numbers_stay_missing():
    _, steps = calculations(trace(lambda x: x + 1, {"x": field("x", missing=True)}, "model"))
    data = {"values": [{"x": None}, {"x": 1}], "transform": formulas(steps)}
    (((first, second),),) = run_vega(data, ["model"], [[]])
    assert math.isnan(first)
    assert second == 2


def test_reusing_a_sub_expression_fifty_times_deep_stays_small():
    def model(x):
        for _ in range(50):
            x = (x + x * x) / (1 + x)
        return x

    _, steps = calculations(trace(model, {"x": field("x")}))
    assert len(str(steps)) < 10_000
    assert vega(model, [{"x": 0.7}])["model"] == pytest.approx([model(0.7)], rel=1e-12)


def test_a_loop_of_thousands_does_not_exhaust_the_stack():
    def model(x):
        for _ in range(5000):
            x = x * 0.999 + x * x * 1e-9
        return x

    _, steps = calculations(trace(model, {"x": field("x")}))
    assert len(steps) > 4000


def test_each_shared_sub_expression_is_computed_once():
    def model(x):
        shared = np.exp(x)
        return {"a": shared + 1, "b": shared * 2}

    _, steps = calculations(trace(model, {"x": field("x")}))
    assert sum("exp" in expression for _, expression in steps) == 1


def test_augmented_assignment_inside_a_model_is_refused():
    def model(x):
        x += 1
        return x

    with pytest.raises(TraceError, match="in-place assignment"):
        trace(model, {"x": field("x")})
