"""Shares of growth against published ones, and capacity that comes late against what must be conserved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capital import data, investment
from parity import same_in_vega, vega

above = st.floats(0.1, 20)
fraction = st.floats(0, 1)
stage = st.floats(0, 5)
STEP = {
    "capacity": above,
    "planned": stage,
    "begun": stage,
    "almost": stage,
    "price": st.floats(0, 4),
    "step": st.floats(0.01, 1),
    "lag": st.floats(0.2, 8),
    "wear": st.floats(0, 0.5),
    "response": st.floats(0, 3),
}
TRACED = {
    investment.share_of_growth: {"added": st.floats(-3, 3), "growth": above, "imported": fraction},
    investment.scarcity_price: {"demand": above, "capacity": above, "elasticity": st.floats(0.3, 3)},
}


def test_published_shares_follow_from_their_parts():
    """Every row of the table that names a contribution, a growth and a share agrees with the quotient."""
    rows = data.load("growth_shares").dropna(subset=["contribution_low_pp", "growth_pct", "share_low_pct"])
    shares = 100 * investment.share_of_growth(rows.contribution_low_pp, rows.growth_pct)
    assert len(rows) > 8
    np.testing.assert_allclose(shares, rows.share_low_pct, atol=0.6)


@given(st.floats(0.01, 3), above, fraction)
def test_what_is_imported_and_what_is_not_make_the_whole(added, growth, imported):
    parts = investment.share_of_growth(added, growth, np.array([imported, 1 - imported]))
    assert parts.sum() == pytest.approx(investment.share_of_growth(added, growth))


@given(above, above, st.floats(0.3, 3))
def test_at_the_scarcity_price_all_is_let(demand, capacity, elasticity):
    price = investment.scarcity_price(demand, capacity, elasticity)
    assert demand * price**-elasticity == pytest.approx(capacity)


@given(st.fixed_dictionaries(STEP))
def test_what_is_ordered_arrives_or_is_under_way(chosen):
    before = chosen["capacity"] + chosen["planned"] + chosen["begun"] + chosen["almost"]
    after = sum(investment.capacity_step(**chosen))
    capacity, step = chosen["capacity"], chosen["step"]
    ordered = capacity * max(0, chosen["wear"] + chosen["response"] * (chosen["price"] - 1)) * step
    worn = capacity * (1 - np.exp(-chosen["wear"] * step))
    assert after == pytest.approx(before + ordered - worn)


@settings(max_examples=20)
@given(st.floats(0.5, 6), st.floats(0.01, 0.3), st.floats(0, 2))
def test_a_market_at_rest_stays_there(lag, wear, response):
    capacity, way = 1, (wear * lag / 3,) * 3
    for _ in range(400):
        price = investment.scarcity_price(1, capacity, 1)
        capacity, *way = investment.capacity_step(capacity, *way, price, 0.01, lag, wear, response)
    assert capacity == pytest.approx(1, abs=0.01)


def test_an_order_arrives_after_the_lag_in_the_mean():
    """One batch, nothing else: the mean of the time of arrival is the lag (three stages, each a third of it)."""
    way, arrived, mean = (1, 0, 0), 0, 0
    for moment in range(6000):
        capacity, *way = investment.capacity_step(1, *way, 1, 0.01, lag=3, wear=0, response=0)
        mean += (capacity - 1) * (moment + 1) * 0.01
        arrived += capacity - 1
    assert arrived == pytest.approx(1)
    assert mean == pytest.approx(3, abs=0.02)


def test_below_cost_nobody_orders():
    _, planned, *_ = investment.capacity_step(1, 0, 0, 0, price=0.5, step=1, lag=3, wear=0.1, response=1)
    assert planned == 0


@settings(max_examples=15)
@given(st.data())
@pytest.mark.parametrize("model", TRACED, ids=lambda model: model.__name__)
def test_vega_computes_what_numpy_does(model, data):
    same_in_vega(model, data.draw(st.lists(st.fixed_dictionaries(TRACED[model]), min_size=1, max_size=5)))


@settings(max_examples=15)
@given(st.lists(st.fixed_dictionaries(STEP), min_size=1, max_size=5))
def test_vega_takes_the_same_step(rows):
    def steps(**row):
        return dict(zip("abcd", investment.capacity_step(**row), strict=True))

    steps.__name__ = "steps"
    expected = [steps(**row) for row in rows]
    for name, column in vega(lambda **row: steps(**row), rows).items():
        np.testing.assert_allclose(column, [row[name] for row in expected], rtol=1e-9)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: investment.share_of_growth(1, 0), "growth = 0 is outside .* without 0"),
        (lambda: investment.share_of_growth(1, 1, 1.1), r"imported = 1.1 is outside \[0, 1\]"),
        (lambda: investment.scarcity_price(-1, 1, 1), r"demand = -1 is outside \[0"),
        (lambda: investment.scarcity_price(1, 0, 1), "capacity = 0"),
        (lambda: investment.capacity_step(1, 0, 0, 0, 1, 1, 0, 0, 0), "lag = 0"),
        (lambda: investment.capacity_step(1, 0, -1, 0, 1, 1, 1, 0, 0), "begun = -1"),
        (lambda: investment.capacity_step(1, 0, 0, 0, np.nan, 1, 1, 0, 0), "price = nan"),
    ],
)
def test_numbers_out_of_range_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
