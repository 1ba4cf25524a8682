"""Socially necessary labor time, against Capital and against its own arithmetic."""

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from capital import snlt
from parity import same_in_vega

hours = st.floats(0.01, 100)
share = st.floats(0, 1)
advantage = st.floats(0.2, 20)
spread = st.floats(0, 0.95)
branch = st.lists(st.tuples(st.floats(0.1, 1000), hours), min_size=1, max_size=12)
units = st.floats(0, 1000)

TECHNIQUE = {"adopters": share, "advantage": advantage, "spread": spread}

# Model, the range of its arguments, and settings on either side of every kink.
TRACED = [
    (snlt.gain, {"quantity": units, "hours": hours, "value": hours}, [(2, 1, 1)]),
    (snlt.counted_labor, {"hours": hours, "value": hours}, []),
    (snlt.wasted_hours, {"hours": hours, "value": hours}, [(1, 2), (2, 2), (2, 1)]),
    (snlt.mixed_value, {"share": share, "old_hours": hours, "new_hours": hours}, [(0, 2, 1), (1, 2, 1)]),
    (
        snlt.individual_hours,
        {"rank": share, **TECHNIQUE, "old_value": hours},
        [(0, 0, 2, 0.5, 1), (0.49, 0.5, 2, 0.5, 1), (0.5, 0.5, 2, 0.5, 1), (1, 1, 2, 0.5, 1)],
    ),
    (snlt.value_with_adopters, {**TECHNIQUE, "old_value": hours}, [(0, 2, 0.5, 1), (1, 2, 0.5, 1)]),
    (snlt.output_share, TECHNIQUE, [(0, 2, 0.5), (1, 2, 0.5)]),
    (snlt.realized_value, {"value": hours, "made": hours, "wanted": units}, [(2, 3, 2), (2, 3, 3), (2, 3, 4)]),
    (snlt.devaluation, {"stock": units, "old_value": hours, "new_value": hours}, [(1, 2, 2)]),
    (snlt.simple_hours, {"unskilled": units, "skilled": units, "weight": units}, []),
    (snlt.hours_after_rounds, {"old_hours": hours, "advantage": st.floats(1, 3), "adopted": st.floats(0, 9)}, []),
    (snlt.price_passed_on, {"old_price": hours, "value": hours, "passed": share}, [(2, 1, 0), (2, 1, 1)]),
    (snlt.gain_of_buyers, {"quantity": units, "old_price": hours, "price": hours}, [(2, 1, 1)]),
]


def ranks(n):
    return (np.arange(n) + 0.5) / n


def test_a_hobbyist_hardly_moves_the_value_essay_steve_and_ladder_corp():
    """Steve in his backyard, Ladder Corp a thousand an hour; his 20 hours and its 50 workers are ours."""
    quantity, own = np.array([1, 20_000]), np.array([20, 0.05])
    value = snlt.market_value(quantity, own)
    assert value == pytest.approx(0.05, rel=0.02)
    assert own.mean() == pytest.approx(10.025)
    assert snlt.wasted_hours(20, value) > 19.9
    assert snlt.counted_labor(20, value) * 3600 == pytest.approx(9.18, abs=0.01)


def test_the_hand_loom_weavers_hour_counts_half_capital_i_ch_1_section_1():
    before, after = 2.0, 1.0
    assert snlt.mixed_value(1, before, after) == after
    assert snlt.counted_labor(before, after) == 0.5
    assert snlt.wasted_hours(before, after) == 1


def test_superfluous_linen_counts_as_one_piece_capital_i_ch_3_section_2a():
    """Every yard holds only necessary labor, and still the whole is worth what society wanted of it."""
    assert snlt.realized_value(2, made=150, wanted=100) * 150 == pytest.approx(2 * 100)
    assert snlt.realized_value(2, made=80, wanted=100) == 2


def test_cotton_in_store_follows_the_new_price_capital_i_ch_8():
    """A failed harvest doubles sixpenny cotton: the pound in store gains sixpence."""
    assert snlt.devaluation(stock=1, old_value=6, new_value=12) == -6


def test_the_innovator_who_sells_at_tenpence_capital_i_ch_12():
    """24 articles at 10d: 20 shillings, less 12 for material leave 8; with pay of 5 the surplus is 3, 60 percent."""
    price = snlt.price_passed_on(12, 9, passed=2 / 3)
    assert price == pytest.approx(10)
    left = (24 * price - 24 * 6) / 12
    assert left == pytest.approx(8)
    assert (left - 5) / 5 == pytest.approx(0.6)
    assert snlt.gain(24, 9, price) == pytest.approx(24)  # a penny on each


def test_after_two_rounds_of_halving_a_quarter_is_left():
    assert snlt.hours_after_rounds(8, 2, 2) == 2


@given(branch, hours, share)
def test_gains_of_producers_and_buyers_are_the_labor_saved(producers, old, passed):
    """Whatever part of the fall of value has been passed on."""
    quantity, own = (np.array(column) for column in zip(*producers, strict=True))
    price = snlt.price_passed_on(old, snlt.market_value(quantity, own), passed)
    together = snlt.gain(quantity, own, price).sum() + quantity.sum() * (old - price)
    assert together == pytest.approx((quantity * (old - own)).sum(), rel=1e-6, abs=1e-6)
    cheaper = min(price, old)
    assert snlt.gain_of_buyers(quantity, old, cheaper).sum() == pytest.approx(quantity.sum() * (old - cheaper))


def test_the_great_mass_sets_the_market_value_capital_iii_ch_10():
    """Small extremes that balance leave the value at the middle; a heavier worst part lifts it above."""
    own = np.array([1, 2, 3])
    assert snlt.market_value([1, 8, 1], own) == pytest.approx(2)
    assert 2 < snlt.market_value([1, 5, 4], own) < 3


def test_skilled_labor_any_weight_moves_who_gains_capital_i_ch_1_section_2():
    """An artisan with 4 skilled hours, a shop with 10 unskilled: the better-placed changes at weight 2.5."""
    weight = np.array([1, 2.5, 4])[:, None]
    own = snlt.simple_hours(np.array([0, 10]), np.array([4, 0]), weight)
    quantity = np.array([1.0, 1.0])
    value = snlt.market_value(quantity, own)
    np.testing.assert_allclose(snlt.gain(quantity, own, value[:, None])[:, 0], [3, 0, -3])


@given(branch)
def test_gains_sum_to_zero(producers):
    quantity, own = np.array(producers).T
    gains = snlt.gain(quantity, own, snlt.market_value(quantity, own))
    assert gains.sum() == pytest.approx(0, abs=1e-9 * (quantity * own).sum())


@given(branch)
def test_counted_labor_is_one_hour_an_hour_over_the_branch(producers):
    quantity, own = np.array(producers).T
    counted = snlt.counted_labor(own, snlt.market_value(quantity, own))
    assert np.average(counted, weights=quantity * own) == pytest.approx(1)


@given(branch)
def test_market_value_lies_between_best_and_worst(producers):
    quantity, own = np.array(producers).T
    assert own.min() * (1 - 1e-12) <= snlt.market_value(quantity, own) <= own.max() * (1 + 1e-12)


@given(share, hours, hours)
def test_mixed_value_is_the_market_value_of_two_producers(part, old, new):
    assert snlt.mixed_value(part, old, new) == pytest.approx(snlt.market_value([part, 1 - part], [new, old]))


@given(st.integers(1, 100), st.data(), advantage, spread, hours)
def test_closed_form_is_the_weighted_mean_of_the_producers(n, data, times, unequal, old):
    """Equal days: a producer's output is the inverse of its hours. Exact for a whole number of adopters."""
    adopters = data.draw(st.integers(0, n)) / n
    own = snlt.individual_hours(ranks(n), adopters, times, unequal, old)
    value = snlt.value_with_adopters(adopters, times, unequal, old)
    assert snlt.market_value(1 / own, own) == pytest.approx(value, rel=1e-12)
    made_by_adopters = (1 / own)[ranks(n) < adopters].sum() / (1 / own).sum()
    assert made_by_adopters == pytest.approx(snlt.output_share(adopters, times, unequal), rel=1e-12)


@given(share, advantage, spread, hours)
def test_closed_form_between_whole_adopters_is_within_one_producer(adopters, times, unequal, old):
    """A hundred producers, any share: output differs by no more than one adopter's extra."""
    own = snlt.individual_hours(ranks(100), adopters, times, unequal, old)
    value = snlt.value_with_adopters(adopters, times, unequal, old)
    one_producer = abs(times - 1) * (1 + unequal) / 100 / old
    assert abs(1 / snlt.market_value(1 / own, own) - 1 / value) <= one_producer + 1e-9 / old


@given(share, advantage, hours)
def test_share_of_producers_and_share_of_product_give_one_value(adopters, times, old):
    part = snlt.output_share(adopters, times, 0)
    value = snlt.value_with_adopters(adopters, times, 0, old)
    assert snlt.mixed_value(part, old, old / times) == pytest.approx(value)


@given(share, advantage, spread)
@example(1.0, 0.2, 0.0)
def test_adopters_never_make_more_than_all(adopters, times, unequal):
    part = snlt.output_share(adopters, times, unequal)
    assert 0 <= part <= 1
    assert (part == 1) >= (adopters == 1)


@given(share, share, st.floats(1.1, 20), spread, hours)
def test_value_falls_as_the_technique_spreads_and_the_last_lose_more(first, second, times, unequal, old):
    assume(second - first > 1e-6)
    earlier, later = snlt.value_with_adopters(np.array([first, second]), times, unequal, old)
    slowest = old / (1 - unequal)
    assert later < earlier
    assert snlt.wasted_hours(slowest, later) > snlt.wasted_hours(slowest, earlier)


@pytest.mark.parametrize("unequal", [0, 0.5, 0.9])
def test_old_value_and_new_value_are_the_ends_whatever_the_spread(unequal):
    assert snlt.value_with_adopters(0, 4, unequal, 2) == 2
    assert snlt.value_with_adopters(1, 4, unequal, 2) == 0.5


@given(hours, st.floats(0.1, 1e6), st.floats(0, 1e6))
def test_no_more_counts_than_was_wanted_and_no_more_than_was_made(value, made, wanted):
    total = made * snlt.realized_value(value, made, wanted)
    assert total == pytest.approx(value * min(made, wanted))


@given(hours, hours, hours, st.floats(0, 1000))
def test_devaluation_in_two_steps_is_devaluation_in_one(first, second, third, stock):
    steps = snlt.devaluation(stock, first, second) + snlt.devaluation(stock, second, third)
    assert steps == pytest.approx(snlt.devaluation(stock, first, third), abs=1e-9 * (1 + stock))


def test_branches_are_averaged_over_the_last_axis():
    own = np.array([[1.0, 3.0], [2.0, 6.0]])
    np.testing.assert_allclose(snlt.market_value([3, 1], own), [1.5, 3])
    assert snlt.market_value(1, [1.0, 3.0]) == 2


@settings(deadline=None)
@pytest.mark.parametrize(("model", "ranges", "kinks"), TRACED, ids=[row[0].__name__ for row in TRACED])
@given(data=st.data())
def test_vega_computes_the_same(model, ranges, kinks, data):
    rows = data.draw(st.lists(st.fixed_dictionaries(ranges), min_size=1, max_size=20))
    rows = rows + [dict(zip(ranges, kink, strict=True)) for kink in kinks]
    same_in_vega(model, rows, atol=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: snlt.market_value([1, -1], [1, 2]), "quantity = -1 is outside [0, inf]"),
        (lambda: snlt.market_value([0, 0], [1, 2]), "sum of quantity = 0 is outside [0, inf] without 0"),
        (lambda: snlt.gain(1, 2, -3), "value = -3 is outside [0, inf]"),
        (lambda: snlt.counted_labor(0, 1), "hours = 0 is outside [0, inf] without 0"),
        (lambda: snlt.wasted_hours(-1, 1), "hours = -1 is outside [0, inf]"),
        (lambda: snlt.mixed_value(1.2, 2, 1), "share = 1.2 is outside [0, 1]"),
        (lambda: snlt.individual_hours(2, 0.5, 2, 0.5, 1), "rank = 2 is outside [0, 1]"),
        (lambda: snlt.value_with_adopters(0.5, 2, 1, 1), "spread = 1 is outside [0, 1] without 1"),
        (lambda: snlt.output_share(0.5, 0, 0), "advantage = 0 is outside [0, inf] without 0"),
        (lambda: snlt.realized_value(1, 0, 1), "made = 0 is outside [0, inf] without 0"),
        (lambda: snlt.devaluation(-1, 2, 1), "stock = -1 is outside [0, inf]"),
        (lambda: snlt.simple_hours(1, 1, -2), "weight = -2 is outside [0, inf]"),
        (lambda: snlt.hours_after_rounds(1, 0.5, 1), "advantage = 0.5 is outside [1, inf]"),
        (lambda: snlt.hours_after_rounds(-1, 2, 1), "old_hours = -1 is outside [0, inf]"),
        (lambda: snlt.hours_after_rounds(1, 2, -1), "adopted = -1 is outside [0, inf]"),
        (lambda: snlt.price_passed_on(1, 2, 1.5), "passed = 1.5 is outside [0, 1]"),
        (lambda: snlt.price_passed_on(-1, 2, 1), "old_price = -1 is outside [0, inf]"),
        (lambda: snlt.gain_of_buyers(1, 2, -3), "price = -3 is outside [0, inf]"),
    ],
)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message
