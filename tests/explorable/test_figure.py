"""A figure from a model: its controls, its rows, its caption, its HTML, and what it refuses to show."""

import functools
import json
import re

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorable import Axis, Choice, Predict, Slider, Switch, explore, live, sampled
from explorable.caption import fill, number
from explorable.frame import BUDGET, Frame
from explorable.symbols import TraceError
from explorable.trace import run_vega


def rate(time, growth):
    return np.exp(-growth * time)


def line(chart):
    return chart.mark_line().encode(x="time:Q", y="rate:Q")


YEARS = Axis("Years", 0, 10, count=11)
GROWTH = Slider("Growth", 0, 1, value=0.5, step=0.1)


def figure(model=rate, draw=line, caption="At {growth:.1f} it ends at {rate.last:.2f}", **changes):
    arguments = {"time": YEARS, "growth": GROWTH, "title": "It falls", "caption": caption} | changes
    return explore(model, draw=draw, **arguments)


# ---- what is shown --------------------------------------------------------------------------------------


def test_one_bundle_serves_every_surface():
    bundle = figure()._repr_mimebundle_()
    assert bundle["text/plain"] == "It falls. At 0.5 it ends at 0.01"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    html = bundle["text/html"]
    assert "<svg" in html
    assert "<figcaption" in html
    assert "At 0.5 it ends at 0.01" in html
    assert re.search(r"<details><summary>Data</summary>.*<th scope=.row.>10</th><td>0\.0067</td>", html)


def test_the_html_is_the_same_bytes_each_time():
    assert figure().html() == figure().html()
    assert not re.search(r"\d\.\d{12,}", figure().picture())


def test_every_control_has_a_label_a_unit_and_a_readout():
    def model(time, growth, kind, late):
        return np.where(kind == "fast", time, growth * time) + np.where(late, 1, 0)

    html = figure(
        model,
        lambda chart: chart.mark_line().encode(x="time:Q", y="model:Q"),
        caption="{growth:.0%}, {kind}",
        growth=Slider("Growth", 0, 1, value=0.5, step=0.1, unit="a year", format=".0%"),
        kind=Choice("Kind", ["slow", "fast"], value="fast"),
        late=Switch("Late", value=True),
    ).html()
    for key in ("growth", "kind", "late"):
        assert f'<label for="it-falls-{key}">' in html
        assert f'id="it-falls-{key}"' in html
    assert ">50% a year</output>" in html
    assert "<option selected>fast</option>" in html
    assert 'role="switch" id="it-falls-late" name="late" checked>' in html


def test_html_escapes_what_authors_write_and_no_data_ends_the_script():
    html = figure(title="a < b & c", caption="</script> <b>", name="x").html()
    assert "a &lt; b &amp; c" in html
    assert "&lt;/script&gt; &lt;b&gt;" in html
    assert html.count("</script>") == 1


def test_values_and_frame_read_the_setting():
    explorer = figure()
    assert explorer.values == {"growth": 0.5}
    pd.testing.assert_frame_equal(
        explorer.frame(growth=0.1),
        pd.DataFrame({"time": np.arange(11.0), "rate": np.exp(-0.1 * np.arange(11.0))}),
    )
    assert explorer.sentence(growth=1.0) == "At 1.0 it ends at 0.00"


def test_live_sliders_move_values_frame_and_caption():
    explorer = figure()
    explorer._repr_mimebundle_()
    explorer._widgets["growth"].value = 0.2
    assert explorer.values == {"growth": 0.2}
    assert explorer.frame()["rate"].iloc[-1] == pytest.approx(np.exp(-2))
    assert explorer.sentence() == "At 0.2 it ends at 0.14"


def test_a_browsers_rounding_is_no_other_setting():
    explorer = figure(growth=Slider("Growth", 0, 1, value=0.3, step=0.1))
    explorer._repr_mimebundle_()
    explorer._widgets["growth"].value = 0.30000000000000004
    assert explorer.values == {"growth": 0.3}


def test_live_choices_and_switches_reach_the_chart_too(monkeypatch):
    made = []

    class Recorded(alt.JupyterChart):
        def __init__(self, *arguments, **keywords):
            super().__init__(*arguments, **keywords)
            made.append(self)

    def model(time, kind, late):
        return np.where(kind == "fast", time, -time) + np.where(late, 1, 0)

    monkeypatch.setattr(alt, "JupyterChart", Recorded)
    explorer = explore(
        model, time=YEARS, kind=Choice("Kind", ["slow", "fast"]), late=Switch("Late"),
        title="t", caption="{model.last:.0f}.",
        draw=lambda chart: chart.mark_line().encode(x="time:Q", y="model:Q"),
    )  # fmt: skip
    explorer._repr_mimebundle_()
    explorer._widgets["kind"].value = "fast"
    explorer._widgets["late"].value = True
    assert (made[0].params.kind, made[0].params.late) == ("fast", True)
    assert explorer.sentence() == "11."


@pytest.mark.parametrize(
    "draw",
    [
        line,
        lambda c: c.mark_area().encode(x="time:Q", y="rate:Q"),
        lambda c: c.mark_bar().encode(x="time:O", y=alt.Y("rate:Q").stack("zero"), color="time:N"),
        lambda c: c.mark_point().encode(x="time:Q", y="rate:Q", tooltip="rate:Q"),
        lambda c: c.mark_rect().encode(x="time:O", color="rate:Q"),
        lambda c: c.mark_text().encode(x="time:Q", y="rate:Q", text=alt.Text("rate:Q", format=".2f")),
        lambda c: c.mark_rule().encode(x="time:Q") + line(c) + c.mark_point().encode(x="time:Q", y="rate:Q"),
        lambda c: line(c).facet("late:N").transform_calculate(late="datum.time > 5"),
        lambda c: line(c) | c.mark_bar().encode(x="time:O", y="rate:Q"),
        lambda c: line(c).transform_filter("datum.time < growth * 10"),
        lambda c: c.transform_fold(["rate", "time"]).mark_line().encode(x="time:Q", y="value:Q", color="key:N"),
    ],
    ids=["line", "area", "bar", "point", "heat", "text", "layer", "facet", "concat", "parameter", "fold"],
)
def test_any_altair_chart_can_be_drawn(draw):
    explorer = figure(draw=draw)
    assert "<path" in explorer.picture()
    alt.Chart.from_dict(explorer.vega_lite())
    assert [data["name"] for data in explorer.vega()["data"]].count("rate") == 1


def test_rows_of_fact_run_along_their_columns_and_keep_their_gaps():
    facts = pd.DataFrame(
        {
            "year": [2000, 2001, 2002],
            "profit": [1.0, np.nan, 3.0],
            "stock": [10, 10, 20],
            "note": ["a", "b", "c"],
        }
    )

    def return_on_stock(profit, stock, tax):
        return profit * (1 - tax) / stock

    explorer = explore(
        return_on_stock, rows=facts, tax=Slider("Tax", 0, 1, value=0, step=0.25), title="Facts",
        draw=lambda chart: chart.mark_point().encode(x="year:O", y="return_on_stock:Q", tooltip="note:N"),
        caption="From {return_on_stock.first:.1%} to {return_on_stock.last:.1%}; least in {return_on_stock.argmin}",
    )  # fmt: skip
    assert explorer.sentence() == "From 10.0% to 15.0%; least in 2000"
    assert explorer.frame(tax=0.5)["return_on_stock"].tolist() == pytest.approx([0.05, np.nan, 0.075], nan_ok=True)
    (rows,) = [data for data in explorer.vega()["data"] if data["name"] == "return_on_stock"]
    assert rows["values"][1]["profit"] is None


def test_two_axes_make_a_grid():
    def product(a, b, scale):
        return a * b * scale

    explorer = explore(
        product, a=Axis("A", 0, 2, count=3), b=Axis("B", 1, 2, count=2), scale=GROWTH,
        title="Grid", caption="{product.max:.1f}",
        draw=lambda chart: chart.mark_rect().encode(x="a:O", y="b:O", color="product:Q"),
    )  # fmt: skip
    assert explorer.frame(scale=1)["product"].tolist() == [0, 0, 1, 2, 2, 4]


# ---- sampled --------------------------------------------------------------------------------------------


@sampled
def walk(steps, seed):
    path = np.cumsum(np.random.default_rng(int(seed)).normal(size=5))
    return {"t": np.arange(5.0), "path": np.where(np.arange(5) < steps, path, np.nan), "name": "walk"}


WALK = {"steps": Slider("Steps", 1, 5, value=5, step=1), "seed": Slider("Seed", 0, 0.3, value=0.1, step=0.1)}


def test_a_sampled_model_is_packed_state_by_state():
    frame = Frame(walk, {}, None, WALK)
    settings = [(steps, seed) for steps in WALK["steps"].states for seed in WALK["seed"].states]
    scopes = [
        [{"name": "steps", "value": steps}, {"name": "seed", "value": seed}, *frame.signals] for steps, seed in settings
    ]
    for (steps, seed), (t, path, name) in zip(
        settings, run_vega(frame.vega_data(), ["t", "path", "name"], scopes), strict=True
    ):
        expected = walk(steps=steps, seed=seed)
        assert t == expected["t"].tolist()
        np.testing.assert_allclose(path, expected["path"], rtol=1e-5)
        assert name == ["walk"] * 5
    sizes = {signal["name"]: len(signal["value"]) for signal in frame.signals}
    assert sizes["_walk_t"] == 5, "what no control changes is held once"
    assert sizes["_walk_path"] == 5 * 4 * 5


def test_models_are_sampled_apart_over_their_own_controls():
    calls = []

    @sampled
    def one(a):
        calls.append("one")
        return [a, a]

    @sampled
    def two(b, on):
        calls.append("two")
        return b * on

    tens = Slider("Ten", 1, 10, value=1, step=1)
    explore(
        one, two, a=tens, b=tens, on=Switch("On"), title="Apart", caption="{one.first:.0f} {two.first:.0f}",
        draw=lambda c, d: c.mark_point().encode(y="one:Q") + d.mark_point().encode(y="two:Q"),
    )  # fmt: skip
    assert 10 <= calls.count("one") < 20, "not over the states of the other's controls"
    assert 20 <= calls.count("two") < 30


def test_too_many_states_fail_with_their_number_and_the_way_out():
    @sampled
    def noise(a, b):
        return np.random.default_rng([int(a), int(b)]).normal(size=100)

    hundred = Slider("Hundred", 1, 100, value=1, step=1)
    with pytest.raises(ValueError, match=rf"2,000 states .* {BUDGET / 1000:.0f} KB .* widen a step"):
        Frame(noise, {}, None, {"a": hundred, "b": Slider("Twenty", 1, 20, value=1, step=1)})


def test_a_sampled_table_that_changes_its_shape_is_refused():
    with pytest.raises(ValueError, match="pad them with NaN"):
        Frame(sampled(lambda n: np.zeros(int(n))), {}, None, {"n": Slider("N", 1, 3, value=1, step=1)})


# ---- what is refused ------------------------------------------------------------------------------------


def test_a_model_that_cannot_be_traced_names_its_model():
    with pytest.raises(TraceError, match=r"np.sort .* sampled\(model\)") as caught:
        figure(lambda time, growth: np.sort(time) * growth)
    assert "while tracing" in caught.value.__notes__[0]


def test_a_trace_that_differs_from_numpy_is_not_shown():
    def forked(time, growth):
        return time * growth if type(time) is np.ndarray else time + growth

    with pytest.raises(TraceError, match="forked: Vega and NumPy differ"):
        figure(forked, lambda chart: chart.mark_line().encode(y="forked:Q"), caption="")


def test_a_setting_that_the_model_refuses_is_found_before_a_reader_finds_it():
    def root(time, growth):
        if not getattr(growth, "symbolic", False) and growth < 0.2:
            raise ValueError(f"growth = {growth:g} is outside [0.2, 1]")
        return time**growth

    with pytest.raises(ValueError, match=r"growth = 0 is outside \[0.2, 1\]") as caught:
        figure(root, lambda chart: chart.mark_line().encode(y="root:Q"), caption="")
    assert "'growth': 0" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"growth": 0.5}, "growth = 0.5 must be an Axis, Slider, Choice or Switch"),
        ({"width": GROWTH}, "width cannot name an argument"),
        ({"case": GROWTH}, "case cannot name an argument"),
        *(({key: GROWTH}, f"{key} cannot name an argument") for key in ("MAX_VALUE", "LOG2E", "SQRT1_2", "self", "_x")),
        ({"title": GROWTH}, "must be text; a control of that name needs another one"),
        ({"name": GROWTH}, "must be text; a control of that name needs another one"),
        ({"caption": "{growth.last}"}, "growth.last"),
        ({"caption": "{rate}"}, "{rate}"),
        ({"caption": "{rate.mean:.1f}"}, "rate.mean"),
        ({"caption": "{rate.last:.3g}"}, "must look like"),
    ],
)
def test_mistakes_in_the_call_are_named(changes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        figure(**changes)


def test_a_missing_argument_is_named():
    with pytest.raises(ValueError, match="rate needs growth"):
        explore(rate, time=YEARS, draw=line, title="t", caption="c")


def test_two_models_of_one_name_are_refused():
    with pytest.raises(ValueError, match="share a name"):
        explore(rate, rate, time=YEARS, growth=GROWTH, draw=lambda a, b: line(a), title="t", caption="c")


def test_unknown_settings_and_models_are_named():
    with pytest.raises(ValueError, match="pace: the controls are growth"):
        figure().frame(pace=1)
    with pytest.raises(ValueError, match="model = 'gain' is none of rate"):
        figure().frame("gain")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Slider("S", 0, 1, value=2, step=0.1), "low <= value <= high"),
        (lambda: Slider("S", 0, 1, value=0, step=0), "step > 0"),
        (lambda: Slider("S", 0, 1, value=0.25, step=0.1), "0.25 is not a whole number of steps"),
        (lambda: Slider("S", 0, 1, value=0, step=0.3), "1 is not a whole number of steps"),
        (lambda: Axis("A", 1, 1), "low < high"),
        (lambda: Axis("A", 0, 1, count=1), "count >= 2"),
        (lambda: Axis("A", 0, 1, count=11.5), "a whole count"),
        (lambda: Axis("A", "0", 1), "low = '0' must be a finite number"),
        (lambda: Slider("S", 0, 1, value=True, step=1), "value = True must be a finite number"),
        (lambda: Slider("S", 0, np.inf, value=0, step=1), "high = inf must be a finite number"),
        (lambda: Choice("C", [1, 2]), "must be texts of one line"),
        (lambda: Choice("C", []), "must be texts of one line"),
        (lambda: Choice("C", ["a\tb"]), "must be texts of one line"),
        (lambda: Choice("C", ["a", "b"], value="c"), "'c' must be one of"),
        (lambda: Choice("C", ["a", "a"]), "distinct"),
    ],
)
def test_impossible_controls_are_refused(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def result(value):
    return lambda time, growth: value


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        ({}, "no column"),
        ({"a.b": 1}, "returns a column 'a.b'"),
        ({'a"b': 1}, "returns a column 'a\"b'"),
        ({"a[0]": 1}, "returns a column 'a[0]'"),
        ({"a\\b": 1}, "returns a column 'a\\\\b'"),
        ({"": 1}, "returns a column ''"),
        ({1: 1}, "returns a column 1"),
        ({"_1": 1}, "returns a column '_1'"),
        ({"time": 1}, "returns a column 'time' that its rows have already"),
        (1j, "complex"),
        (np.zeros((11, 2)), "ndarray"),
        (np.zeros(5), "ndarray"),
    ],
)
def test_a_result_that_is_no_column_is_named(returned, message):
    with pytest.raises((ValueError, TraceError), match=re.escape(message)):
        figure(result(returned), caption="")


@pytest.mark.parametrize("name", ["λ", "class_", "lambda_", "Größe", "e", "x1", "constructor", "toString", "length"])
def test_a_column_may_have_any_name_of_a_variable(name):
    explorer = figure(lambda time, growth: {name: growth * time}, lambda c: c.mark_line().encode(y=f"{name}:Q"),
                      caption=f"{{{name}.last:.1f}}.")  # fmt: skip
    assert explorer.sentence() == "5.0."


def test_greek_letters_name_controls_and_columns():
    def model(t, α, δ):
        return {"λ": α * t**δ}

    explorer = explore(
        model, t=YEARS, α=Slider("α", 0, 1, value=0.5, step=0.1), δ=Slider("δ", 1, 2, value=1, step=0.5), title="Greek",
        caption="With α = {α:.1f} it ends at {λ.last:.1f}.",
        draw=lambda chart: chart.mark_line().encode(x="t:Q", y="λ:Q"),
    )  # fmt: skip
    assert explorer.sentence(δ=2.0) == "With α = 0.5 it ends at 50.0."
    assert 'name="α"' in explorer.html()


def test_partials_and_objects_are_models_too():
    class Growth:
        def __call__(self, time, growth):
            return time * growth

    half = functools.partial(rate, growth=0.5)
    explorer = explore(half, time=YEARS, title="t", caption="{rate.last:.3f}.", draw=line)
    assert explorer.sentence() == "0.007."
    figure(Growth(), lambda c: c.mark_line().encode(y="Growth:Q"), caption="{Growth.last:.1f}.")


def test_a_model_with_nameless_arguments_is_refused():
    with pytest.raises(ValueError, match="takes time: give every argument a name"):
        figure(lambda time, /, growth: time * growth)
    with pytest.raises(ValueError, match=r"takes \*\*rest"):
        figure(lambda time, **rest: time)


def test_columns_of_text_truths_and_dates_need_no_format():
    facts = pd.DataFrame(
        {"day": pd.to_datetime(["2026-01-01", "2026-02-01"]), "kind": ["a", "b"], "sure": [True, False], "n": [1, 2]}
    )

    def twice(n, sure):
        return {"double": n * 2, "known": sure, "word": np.where(n > 1, "many", "one")}

    explorer = explore(twice, rows=facts, title="t", draw=lambda c: c.mark_point().encode(x="double:Q"),
                       caption="{word.last}, {known.first}, {day.max}.")  # fmt: skip
    assert explorer.sentence() == "many, yes, 2026-02-01."
    assert "<td>many</td>" in explorer.html()


@pytest.mark.parametrize(
    ("column", "message"),
    [(pd.to_datetime(["2026-01-01"] * 2), "datetime"), (["a", None], "str"), ([{}, {}], "dict")],
)
def test_a_column_that_no_model_can_take_is_named(column, message):
    with pytest.raises(ValueError, match="x = a column of") as caught:
        explore(lambda x: x, rows=pd.DataFrame({"x": column}), title="t", caption="", draw=line)
    assert message in str(caught.value)


def test_a_model_that_is_not_the_same_twice_is_not_shown():
    state = iter(range(10_000))
    with pytest.raises(TraceError, match="differently each time"):
        figure(lambda time, growth: time * growth + next(state), caption="")
    random = np.random.default_rng(0)
    with pytest.raises(ValueError, match="give its random numbers a seed"):
        Frame(sampled(lambda n: random.normal(size=3)), {}, None, {"n": Slider("N", 1, 3, value=1, step=1)})


def test_a_branch_that_only_the_inside_of_a_slider_shows_is_found():
    def hidden(time, growth):
        try:
            if not getattr(growth, "symbolic", False) and 0.35 < growth < 0.45:
                raise ValueError
        except ValueError:
            return time * 0
        return time * growth

    with pytest.raises(TraceError, match="hidden: Vega and NumPy differ"):
        figure(hidden, lambda c: c.mark_line().encode(y="hidden:Q"), caption="")


def test_a_question_is_part_of_what_a_figure_says():
    asked = Predict("Up or down?", "up", "down", answer="down", because="Growth is negative.")
    explorer = figure(predict=asked)
    assert repr(explorer) == "Up or down? Down. Growth is negative. It falls. At 0.5 it ends at 0.01"
    assert '<button type="button" value="up">up</button>' in explorer.html()
    with pytest.raises(ValueError, match="must be a Predict"):
        figure(predict="Up or down?")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Predict("Q?", "a", answer="a"), "must be two to four"),
        (lambda: Predict("Q?", "a", "b", "c", "d", "e", answer="a"), "must be two to four"),
        (lambda: Predict("Q?", "a", "a", answer="a"), "no two alike"),
        (lambda: Predict("Q?", "a", "b", answer="c"), "answer = 'c' must be one of"),
        (lambda: Predict("Q?", "a", 1, answer="a"), "must be texts"),
        (lambda: Predict(" ", "a", "b", answer="a"), "must be texts"),
    ],
)
def test_impossible_questions_are_refused(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize("name", ['a"b', "a b", "a/b", "<b>"])
def test_a_name_that_is_no_address_is_refused(name):
    with pytest.raises(ValueError, match="must be of letters, digits"):
        figure(name=name).html()


# ---- captions -------------------------------------------------------------------------------------------


@given(st.floats(-1e9, 1e9), st.sampled_from([".0f", ".1f", "+.2f", ",.0f", ",.3f", ".1%", "+.0%"]))
def test_numbers_read_back_to_what_they_were(value, spec):
    text = number(value, spec)
    scale = 100 if spec.endswith("%") else 1
    digits = int(re.search(r"\.(\d)", spec)[1])
    assert float(text.replace("−", "-").replace(",", "").rstrip("%")) == pytest.approx(
        value * scale, abs=0.5 * 10**-digits * 1.001, rel=1e-12
    )
    assert text[0] in "+−" or not spec.startswith("+")


def test_numbers_round_half_away_from_zero_and_never_say_minus_nothing():
    assert [number(x, ".0f") for x in (0.5, 1.5, 2.5, -0.5, -0.4)] == ["1", "2", "3", "−1", "0"]
    assert number(np.nan, ".1f") == "n/a"
    assert [number(x, ".2f") for x in (1e300, -1e22, np.inf)] == ["n/a"] * 3
    assert number(0.1 + 0.2, ".1f") == number(0.3, ".1f")
    assert number(1.15 - 1e-16 + 2e-16, ".1f") == number(1.15, ".1f"), "the last digit of a processor decides nothing"


def test_what_is_no_number_reads_as_a_person_would_say_it():
    day = pd.Timestamp("2026-05-31")
    said = [number(x) for x in (2.0, 2.5, np.int64(3), True, np.False_, day, day.date(), None, pd.NaT, np.nan)]
    assert said == ["2", "2.5", "3", "yes", "no", "2026-05-31", "2026-05-31", "n/a", "n/a", "n/a"]
    with pytest.raises(ValueError, match=r"'late' is no number: leave out the format '.1f'"):
        number("late", ".1f")
    with pytest.raises(ValueError, match=r"kind\.max: the column holds no numbers"):
        fill("{kind.max}", {}, [pd.DataFrame({"kind": ["a", "b"]})])


def test_a_caption_reduces_columns():
    table = pd.DataFrame({"year": [1, 2, 3], "y": [2.0, np.nan, -1.0], "gone": [np.nan] * 3, "word": ["a", "b", "c"]})
    text = fill(
        "{y.first:.0f} {y.last:.0f} {y.min:.0f} {y.max:.0f} {y.argmin} {y.argmax} {gone.max:.1f} {word.last} {g}",
        {"g": "G"},
        [table],
    )
    assert text == "2 −1 −1 2 3 1 n/a c G"


def test_the_plan_of_a_figure_is_json_in_canonical_form():
    plan = re.search(r'<script type="application/json">(.*)</script>', figure().html())[1].replace(r"<\/", "</")
    assert json.dumps(json.loads(plan), sort_keys=True, separators=(",", ":")) == plan


def test_text_columns_of_fact_can_be_compared_with_a_choice():
    facts = pd.DataFrame({"kind": ["a", "b"], "hours": [1, 2], "checked": [True, False]})

    def shown(kind, hours, checked, pick):
        return np.where((kind == pick) & checked, hours, 0)

    explorer = explore(
        shown, rows=facts, pick=Choice("Pick", ["a", "b"]), title="t", caption="{shown.first:.0f}.",
        draw=lambda chart: chart.mark_point().encode(x="shown:Q"),
    )  # fmt: skip
    assert explorer.frame(pick="b")["shown"].tolist() == [0, 0]
    assert explorer.sentence(pick="a") == "1."


def test_a_frame_that_is_not_drawn_is_there_for_the_caption():
    def hidden(growth):
        return 2 * growth

    explorer = explore(
        rate, hidden, time=YEARS, growth=GROWTH, title="t", caption="{hidden.first:.1f}.", draw=lambda a, b: line(a)
    )
    assert "hidden" in [data["name"] for data in explorer.vega()["data"]]


def test_the_chart_of_a_kernel_is_put_together_once_and_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLORABLE_CACHE", str(tmp_path / "new" / "folder"))
    monkeypatch.setattr(alt.JupyterChart, "_esm", "")
    for made in ("put together", "read"):
        monkeypatch.setattr(alt.JupyterChart, "_is_offline", False)
        live.bring_vega()
        assert len(alt.JupyterChart._esm) > 500_000, made
        assert alt.JupyterChart._is_offline
    (kept,) = (tmp_path / "new" / "folder").iterdir()
    assert kept.read_text("utf-8") == alt.JupyterChart._esm
    kept.write_text("// another")
    monkeypatch.setattr(alt.JupyterChart, "_is_offline", False)
    live.bring_vega()
    assert alt.JupyterChart._esm == "// another", "it reads what is kept"
    (tmp_path / "file").touch()
    monkeypatch.setenv(
        "EXPLORABLE_CACHE", str(tmp_path / "file")
    )  # where nothing can be written, it works all the same
    monkeypatch.setattr(alt.JupyterChart, "_is_offline", False)
    live.bring_vega()
    assert len(alt.JupyterChart._esm) > 500_000


def test_a_drawing_of_a_column_that_is_not_there_is_refused_by_name():
    def squares(x, power):
        return {"square": x**power}

    def shown(draw):
        return explore(
            squares,
            x=Axis("X", 0, 2),
            power=Slider("P", 1, 3, 2, 1),
            draw=draw,
            title="T",
            caption="{power:.0f}",
            name="s",
        )

    for draw in (
        lambda chart: chart.mark_line().encode(x="x:Q", y="sqare:Q"),
        lambda chart: chart.mark_line().encode(x="x:Q", y="square:Q") + chart.mark_rule().encode(x="sqare:Q"),
    ):
        with pytest.raises(
            ValueError, match="draw uses 'sqare', a column that squares does not have: it has x, square"
        ):
            shown(draw)
    shown(lambda chart: chart.transform_calculate(made="datum.square").mark_line().encode(x="x:Q", y="made:Q"))
