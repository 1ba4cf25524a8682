"""Each argument of each model of chapters 2 and 11 is refused by name outside its range."""

import re

import numpy as np
import pytest

from capital import profit, snlt

SNLT = [
    (lambda: snlt.market_value([1, 1], [1, -2]), "hours = -2 is outside [0, inf]"),
    (lambda: snlt.gain(-1, 2, 3), "quantity = -1 is outside [0, inf]"),
    (lambda: snlt.gain(1, -2, 3), "hours = -2 is outside [0, inf]"),
    (lambda: snlt.counted_labor(1, -1), "value = -1 is outside [0, inf]"),
    (lambda: snlt.wasted_hours(1, -1), "value = -1 is outside [0, inf]"),
    (lambda: snlt.mixed_value(0.5, -2, 1), "old_hours = -2 is outside [0, inf]"),
    (lambda: snlt.mixed_value(0.5, 2, -1), "new_hours = -1 is outside [0, inf]"),
    (lambda: snlt.individual_hours(0.5, 1.5, 2, 0.5, 1), "adopters = 1.5 is outside [0, 1]"),
    (lambda: snlt.individual_hours(0.5, 0.5, 0, 0.5, 1), "advantage = 0 is outside [0, inf] without 0"),
    (lambda: snlt.individual_hours(0.5, 0.5, -1, 0.5, 1), "advantage = -1 is outside [0, inf] without 0"),
    (lambda: snlt.individual_hours(0.5, 0.5, 2, 0.5, 0), "old_value = 0 is outside [0, inf] without 0"),
    (lambda: snlt.individual_hours(0.5, 0.5, 2, 1, 1), "spread = 1 is outside [0, 1] without 1"),
    (lambda: snlt.individual_hours(0.5, 0.5, 2, 1.5, 1), "spread = 1.5 is outside [0, 1] without 1"),
    (lambda: snlt.value_with_adopters(1.5, 2, 0.5, 1), "adopters = 1.5 is outside [0, 1]"),
    (lambda: snlt.value_with_adopters(0.5, 0, 0.5, 1), "advantage = 0 is outside [0, inf] without 0"),
    (lambda: snlt.value_with_adopters(0.5, 2, 0.5, 0), "old_value = 0 is outside [0, inf] without 0"),
    (lambda: snlt.output_share(1.5, 2, 0), "adopters = 1.5 is outside [0, 1]"),
    (lambda: snlt.output_share(0.5, 2, 1), "spread = 1 is outside [0, 1] without 1"),
    (lambda: snlt.output_share(0.5, 2, 1.5), "spread = 1.5 is outside [0, 1] without 1"),
    (lambda: snlt.realized_value(-1, 1, 1), "value = -1 is outside [0, inf]"),
    (lambda: snlt.realized_value(1, 1, -1), "wanted = -1 is outside [0, inf]"),
    (lambda: snlt.devaluation(1, -2, 1), "old_value = -2 is outside [0, inf]"),
    (lambda: snlt.devaluation(1, 2, -1), "new_value = -1 is outside [0, inf]"),
    (lambda: snlt.simple_hours(-1, 1, 2), "unskilled = -1 is outside [0, inf]"),
    (lambda: snlt.simple_hours(1, -1, 2), "skilled = -1 is outside [0, inf]"),
]

PROFIT = [
    (lambda: profit.value_composition(-1, 1), "constant = -1 is outside [0, inf]"),
    (lambda: profit.rate_of_profit(1, -2, 1), "variable = -2 is outside [0, inf]"),
    (lambda: profit.rate_from_composition(1, -1), "exploitation = -1 is outside [0, inf]"),
    (lambda: profit.maximum_rate(1, -1), "exploitation = -1 is outside [0, inf]"),
    (lambda: profit.rate_under_drift(1, -2, 1, 0.1, 0), "composition = -2 is outside [0, inf]"),
    (lambda: profit.rate_under_drift(1, 2, -1, 0, 0.1), "exploitation = -1 is outside [0, inf]"),
    (lambda: profit.rate_under_drift(1, 2, 1, np.nan, 0), "composition_growth = nan is outside [-inf, inf]"),
    (lambda: profit.rate_under_drift(1, 2, 1, 0, np.nan), "exploitation_growth = nan is outside [-inf, inf]"),
    (lambda: profit.growth_of_rate(-1, 0, 0), "composition = -1 is outside [0, inf]"),
    (lambda: profit.growth_of_rate(1, 0, np.nan), "exploitation_growth = nan is outside [-inf, inf]"),
    (lambda: profit.countered_rate(-1, 2, 1, 0), "year = -1 is outside [0, inf]"),
    (lambda: profit.countered_rate(0, -2, 1, 0), "composition = -2 is outside [0, inf]"),
    (lambda: profit.countered_rate(0, 2, -1, 0), "exploitation = -1 is outside [0, inf]"),
    (lambda: profit.countered_rate(0, 2, 1, np.nan), "composition_growth = nan is outside [-inf, inf]"),
    (lambda: profit.countered_rate(0, 2, 1, 0, dividend=-1), "dividend = -1 is outside [0, inf]"),
    (lambda: profit.countered_rate(0, 2, 1, 0, intensification=-1), "intensification = -1 is outside [0, inf]"),
    (lambda: profit.countered_rate(0, 2, 1, 0, new_branches=1.5), "new_branches = 1.5 is outside [0, 1]"),
    (
        lambda: profit.countered_rate(0, 2, 1, 0, foreign_trade=1),
        "foreign_trade = 1 is outside [0, 1] without 1",
    ),
    (
        lambda: profit.countered_rate(0, 2, 1, 0, stock_capital=1),
        "stock_capital = 1 is outside [0, 1] without 1",
    ),
    (lambda: profit.price_of_production(-1, 1, 1, 0.1), "constant = -1 is outside [0, inf]"),
    (lambda: profit.price_of_production(1, -1, 1, 0.1), "variable = -1 is outside [0, inf]"),
    (lambda: profit.augmented_inputs([[1]], [-1], [1]), "labor = -1 is outside [0, inf]"),
    (lambda: profit.augmented_inputs([[1]], [1], [-1]), "wage_basket = -1 is outside [0, inf]"),
    (lambda: profit.exploitation_of_basket([[-0.5]], [1], [0.1]), "inputs = -0.5 is outside [0, inf]"),
    (lambda: profit.exploitation_of_basket([[0.5]], [-1], [-0.1]), "labor = -1 is outside [0, inf]"),
    (lambda: profit.exploitation_of_basket([[0.5]], [1], [-0.1]), "wage_basket = -0.1 is outside [0, inf]"),
    (lambda: profit.simultaneous_rate(-1, 0.2, 0.5, 0), "year = -1 is outside [0, inf]"),
    (lambda: profit.simultaneous_rate(0, 0, 0.5, 0), "net_product = 0 is outside [0, inf] without 0"),
    (lambda: profit.simultaneous_rate(0, -1, 0.5, 0), "net_product = -1 is outside [0, inf] without 0"),
    (lambda: profit.simultaneous_rate(0, 0.2, 1, 0), "wage_share = 1 is outside [0, 1] without 1"),
    (lambda: profit.simultaneous_rate(0, 0.2, 1.5, 0), "wage_share = 1.5 is outside [0, 1] without 1"),
    (lambda: profit.simultaneous_rate(0, 0.2, 0.5, -0.1), "growth = -0.1 is outside [0, inf]"),
    (lambda: profit.trend([1, 2, np.nan], [1, 2, 3]), "year = nan is outside [-inf, inf]"),
    (lambda: profit.trend([1, 2, 3], [1, 2, np.nan]), "rate = nan is outside [-inf, inf]"),
]


TEXT = [
    (lambda: snlt.gain("1", 2, 3), "quantity = '1' is text, not a number"),
    (lambda: snlt.gain(1, ["2", "3"], 3), "hours = ['2', '3'] is text, not a number"),
    (
        lambda: profit.rate_of_profit(1, np.array([1, "2"], dtype=object), 1),
        "variable = array([1, '2'], dtype=object) is",
    ),
]


@pytest.mark.parametrize(("call", "message"), TEXT)
def test_text_is_no_number(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        call()


@pytest.mark.parametrize(("call", "message"), SNLT + PROFIT)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message


def test_the_producer_at_the_border_has_not_adopted():
    """For test_snlt: ranks below the share of adopters, not at it."""
    own = snlt.individual_hours(np.array([0.499, 0.5]), adopters=0.5, advantage=2, spread=0, old_value=1)
    np.testing.assert_array_equal(own, [0.5, 1])


def test_every_year_but_the_last_has_its_capital():
    """For test_profit: three rates from four years."""
    np.testing.assert_allclose(profit.rate_on_stock([0, 12, 15, 30], [100, 120, 150, 200]), [0.12, 0.125, 0.2])
