"""Models of controls only that return lists: paths through time, and small networks."""

import gzip
import json
import re

import altair as alt
import ipywidgets
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gallery
from explorable import Axis, Choice, Slider, Switch, explore
from explorable.figure import TOLERANCE, end_settings
from explorable.frame import SIGNALS, STEPS

CYCLE, NETWORK = gallery.cycle(), gallery.network()
POINTS = {"draw": lambda chart: chart.mark_point().encode(y="y:Q"), "title": "t", "caption": "{y.last:.2f}."}


def drawn(explorer):
    controls = explorer.controls.items()
    return st.fixed_dictionaries(
        {key: st.floats(c.low, c.high) if isinstance(c, Slider) else st.sampled_from(c.states) for key, c in controls}
    )


@settings(max_examples=3)
@given(st.lists(drawn(CYCLE), min_size=1, max_size=4), st.lists(drawn(NETWORK), min_size=1, max_size=8))
def test_paths_are_numpys_anywhere_on_their_sliders(cycles, networks):
    for explorer, drawn_settings in ((CYCLE, cycles), (NETWORK, networks)):
        worst, where = explorer.frames[0].disagreement(drawn_settings)
        assert worst <= TOLERANCE, where


def test_paths_are_numpys_at_every_end_and_corner():
    for explorer in (CYCLE, NETWORK):
        worst, where = explorer.frames[0].disagreement(end_settings(explorer.controls, most=8))
        assert worst <= TOLERANCE, where


def test_a_path_is_small():
    """600 steps of a cycle, any setting of four sliders."""
    assert len(CYCLE.frames[0].signals) < 610
    assert len(gzip.compress(json.dumps(CYCLE.vega()).encode())) < 12_000
    assert len(NETWORK.frames[0].signals) < 320


def test_the_clearing_of_the_network_is_the_greatest():
    """By rounds from above it is what a search for a fixed point finds, and no firm pays more than it has or owes."""
    for hit in (1, 7, 12):
        table = NETWORK.frame(hit=hit, loss=1.0)
        held = gallery.HELD * np.where(np.arange(12) == hit - 1, 0, 1)
        paid = gallery.OWED.copy()
        for _ in range(10_000):
            paid = np.minimum(gallery.OWED, gallery.TO.T @ paid + held)
        np.testing.assert_allclose(table.paid, paid, rtol=1e-4)


def test_every_surface_has_the_path():
    for explorer in (CYCLE, NETWORK):
        bundle = explorer._repr_mimebundle_()
        assert bundle["text/plain"] == f"{explorer.title}. {explorer.sentence()}"
        assert "application/vnd.jupyter.widget-view+json" in bundle
        assert explorer.sentence() in re.sub(r"&#x27;", "'", bundle["text/html"])
        assert "<svg" in explorer.picture()
        alt.Chart.from_dict(explorer.vega_lite())


def test_the_live_surface_moves_the_path_and_leaves_its_signals_to_the_browser():
    explorer = gallery.cycle()
    made = []

    class Recorded(alt.JupyterChart):
        def __init__(self, *arguments, **keywords):
            super().__init__(*arguments, **keywords)
            made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alt, "JupyterChart", Recorded)
        explorer._repr_mimebundle_()
    before = explorer.sentence()
    explorer._widgets["pressure"].value = 0.7
    assert isinstance(explorer._widgets["pressure"], ipywidgets.FloatSlider)
    assert explorer.sentence() != before
    assert made[0]._params == explorer.values, "only what a reader sets is sent"
    assert made[0].params.pressure == 0.7


def test_a_time_axis_names_the_rows_and_the_caption_finds_the_year():
    assert list(CYCLE.frame()) == ["year", "employment", "share"]
    low = CYCLE.frame().set_index("year").employment.idxmin()
    assert f"in year {low:.0f}" in CYCLE.sentence()


def test_a_table_may_name_the_elements():
    firms = pd.DataFrame({"firm": ["Coal", "Iron", "Corn"], "debt": [3, 2, 1]})

    def y(g):
        return [g, g**2, g**3]

    explorer = explore(y, rows=firms, g=Slider("G", 1, 3, value=2, step=1), **POINTS | {"caption": "{y.max:.0f} for {y.argmax}."})
    assert explorer.frame(g=3)["y"].tolist() == [3, 9, 27]
    assert explorer.sentence() == "8 for Corn."
    assert list(explorer.frame()) == ["firm", "debt", "y"]


def test_a_list_beside_one_number_and_a_list_of_names():
    def y(g):
        return {"y": [g, 2 * g], "mean": g * 1.5, "name": ["one", "two"], "word": [np.where(g > 1, "up", "down")] * 2}

    explorer = explore(y, g=Slider("G", 1, 3, value=2, step=1), **POINTS)
    assert explorer.frame()["mean"].tolist() == [3, 3]
    assert explorer.frame()["name"].tolist() == ["one", "two"]
    assert explorer.frame(g=1)["word"].tolist() == ["down", "down"]


def test_choices_and_switches_decide_paths():
    def y(rule, on):
        k, path = 1.0, []
        for _ in range(10):
            path.append(k)
            k = np.where(rule == "fast", k * 1.5, k + 0.1) + np.where(on, 1, 0)
        return path

    explorer = explore(y, rule=Choice("Rule", ["slow", "fast"]), on=Switch("On"), **POINTS)
    assert explorer.sentence(rule="fast") == f"{1.5**9:.2f}."


def test_rows_paths_and_sampled_frames_share_a_figure():
    def line(year, growth):
        return np.exp(growth * year)

    def path(growth):
        k, steps = 1.0, []
        for _ in range(31):
            steps.append(k)
            k += growth * k
        return steps

    from explorable import sampled

    @sampled
    def noisy(growth):
        return np.exp(growth * np.arange(31.0)) * (1 + 0.1 * np.random.default_rng(0).normal(size=31))

    explorer = explore(
        line, path, noisy, year=Axis("Year", 0, 30, count=31), growth=Slider("Growth", 0, 0.1, value=0.05, step=0.01),
        draw=lambda a, b, c: a.mark_line().encode(x="year:Q", y="line:Q") + b.mark_line().encode(x="year:Q", y="path:Q")
        + c.mark_point().encode(x="year:Q", y="noisy:Q"),
        title="Three ways", caption="{line.last:.2f}, {path.last:.2f}, {noisy.last:.2f}.",
    )  # fmt: skip
    assert all("year" in frame.columns for frame in explorer.frames)
    assert explorer.sentence().startswith("4.48, 4.32, ")
    assert explorer.html().count("<table>") == 3


@pytest.mark.parametrize("model", [lambda g: [g] * 3, lambda g: {"y": [g, g], "z": [g]}], ids=["three", "two and one"])
def test_lengths_that_do_not_fit_are_named(model):
    with pytest.raises(ValueError, match="year has 300 values: no model takes it, and none returns a list as long"):
        explore(model, year=gallery.YEARS, g=Slider("G", 1, 3, value=2, step=1), **POINTS | {"caption": ""})
    with pytest.raises(ValueError, match="rows holds 5 rows"):
        explore(model, rows=pd.DataFrame({"n": range(5)}), g=Slider("G", 1, 3, value=2, step=1), **POINTS | {"caption": ""})


def test_columns_of_different_lengths_are_named():
    with pytest.raises(ValueError, match="y returns 2 of a, 3 of b: every column needs one length"):
        explore(named_y(lambda g: {"a": [g, g], "b": [g, g, g]}), g=Slider("G", 1, 3, value=2, step=1), **POINTS)


def named_y(model):
    model.__name__ = "y"
    return model


def test_a_path_over_the_budget_says_so_and_what_to_do():
    def y(g):
        k, path = g, []
        for _ in range(SIGNALS + 100):
            path.append(k)
            k = k * 0.999 + g / (1 + k)
        return path

    with pytest.raises(ValueError, match=r"y: 1,\d{3} signals, \d+ KB .* loop fewer times, return every second"):
        explore(y, g=Slider("G", 1, 3, value=2, step=1), **POINTS)


def test_a_loop_over_rows_says_that_a_path_is_cheaper():
    def y(x, g):
        for _ in range(STEPS + 1):
            x = x * 0.99 + g / (1 + x)
        return x

    with pytest.raises(ValueError, match=r"y: \d+ steps a row .* takes controls only and returns a list"):
        explore(y, x=Axis("X", 0, 1), g=Slider("G", 1, 3, value=2, step=1), **POINTS)


def test_a_recursion_written_in_greek():
    """Solow's growth as a textbook writes it: k' = s·k^α + (1 − δ)·k."""

    def k(s, α, δ):
        k, path = 1.0, []
        for _ in range(100):
            path.append(k)
            k = s * k**α + (1 - δ) * k
        return path

    explorer = explore(
        k, t=Axis("Period", 0, 99, count=100, format=".0f"), s=Slider("Saving s", 0.1, 0.5, value=0.3, step=0.05),
        α=Slider("Share α", 0.2, 0.5, value=0.3, step=0.05), δ=Slider("Wear δ", 0.05, 0.2, value=0.1, step=0.05),
        draw=lambda chart: chart.mark_line().encode(x="t:Q", y="k:Q"), title="Growth comes to rest",
        caption="k ends at {k.last:.2f}.",
    )  # fmt: skip
    steady = (0.3 / 0.1) ** (1 / 0.7)
    assert explorer.frame()["k"].iloc[-1] == pytest.approx(steady, rel=1e-2)
