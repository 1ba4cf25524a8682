"""Value, against Capital, and labor values against their own arithmetic."""

import re

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from capital import value
from parity import same_in_vega

# Two goods, by hand: λ₁ = 0.2 λ₁ + 0.1 λ₂ + 1 and λ₂ = 0.3 λ₁ + 0.4 λ₂ + 2 give 16/9 and 38/9.
INPUTS, LABOR = np.array([[0.2, 0.3], [0.1, 0.4]]), np.array([1, 2])
VALUES = np.array([16, 38]) / 9

FORMS = {
    "dense": np.array,
    "csr": scipy.sparse.csr_array,
    "csc": scipy.sparse.csc_matrix,
    "lil": scipy.sparse.lil_array,
}

hours = st.floats(0.01, 100)
some = st.just(0) | st.floats(0.01, 10)

TRACED = {
    value.product_value: {"dead": some, "living": some},
    value.exchange_ratio: {"value": some, "other_value": hours},
    value.money_per_hour: {"net_product": some, "hours": hours},
}


@st.composite
def economies(draw):
    """Up to five goods, some not needed for others; each unit takes less than one of goods counted together."""
    n = draw(st.integers(1, 5))
    shares = draw(arrays(float, (n, n), elements=st.sampled_from([0, 0, 0.1, 0.5, 1, 3])))
    used = draw(arrays(float, n, elements=st.floats(0.01, 0.9)))
    inputs = shares / np.maximum(shares.sum(axis=0), 1) * used
    labor = draw(arrays(float, n, elements=some))
    product = draw(arrays(float, n, elements=some))
    return inputs, labor, product


@st.composite
def industries(draw):
    """Sums of prices and of values, two industries or more."""
    n = draw(st.integers(2, 8))
    return draw(arrays(float, (2, n), elements=st.floats(0.1, 100)))


def test_twenty_pounds_of_yarn_capital_i_ch_7_section_2():
    """Cotton 20s and spindles 4s pass on, 12 hours add 6s; labor-power cost 3s, and 3s is surplus value."""
    yarn = value.product_value(dead=20 + 4, living=12 * value.money_per_hour(6, 12))
    assert yarn == 30
    assert yarn - (20 + 4 + 3) == 3
    assert value.exchange_ratio(yarn / 20, 1) == 1.5


def test_twenty_yards_of_linen_are_a_coat_capital_i_ch_1_section_3a():
    """If linen's value doubles they are two coats, if the coat's halves likewise, if both change alike one."""
    linen, coat = 0.4, 8
    assert 20 * value.exchange_ratio(linen, coat) == pytest.approx(1)
    assert 20 * value.exchange_ratio(2 * linen, coat) == pytest.approx(2)
    assert 20 * value.exchange_ratio(linen, coat / 2) == pytest.approx(2)
    assert 20 * value.exchange_ratio(3 * linen, 3 * coat) == pytest.approx(1)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_two_goods_by_hand(form):
    np.testing.assert_allclose(value.labor_values(form(INPUTS), LABOR), VALUES, rtol=1e-14)
    first = value.labor_by_industry(form(INPUTS), LABOR, [1, 0])
    np.testing.assert_allclose(first, [4 / 3, 4 / 9], rtol=1e-14)


def test_tables_with_labels_are_taken_as_they_come():
    goods = ["iron", "corn"]
    inputs, labor = pd.DataFrame(INPUTS, goods, goods), pd.Series(LABOR, goods)
    np.testing.assert_allclose(value.labor_values(inputs, labor), VALUES)
    np.testing.assert_allclose(value.labor_by_industry(inputs, labor, pd.Series([1, 0], goods)).sum(), 16 / 9)


def test_a_good_made_by_labor_alone_is_worth_that_labor():
    assert value.labor_values([[0.0]], [3]) == 3
    assert value.labor_values(scipy.sparse.csr_array([[0.0]]), [3]) == 3


@given(economies())
def test_the_net_product_is_worth_the_living_labor_and_the_industries_share_it_out(drawn):
    inputs, labor, product = drawn
    outputs = np.linalg.solve(np.eye(len(labor)) - inputs, product)
    worked = value.labor_by_industry(inputs, labor, product)
    np.testing.assert_allclose(worked, labor * outputs, atol=1e-9)
    assert value.labor_values(inputs, labor) @ product == pytest.approx(labor @ outputs, abs=1e-9)
    assert worked.sum() == pytest.approx(labor @ outputs, abs=1e-9)


@given(economies())
def test_each_value_is_the_dead_labor_and_the_living(drawn):
    inputs, labor, _ = drawn
    values = value.labor_values(inputs, labor)
    np.testing.assert_allclose(value.product_value(values @ inputs, labor), values, rtol=1e-9, atol=1e-12)


@given(economies())
def test_a_sparse_economy_has_the_values_of_the_dense_one(drawn):
    inputs, labor, product = drawn
    sparse = scipy.sparse.csr_array(inputs)
    values = value.labor_values(inputs, labor)
    np.testing.assert_allclose(value.labor_values(sparse, labor), values, rtol=1e-12, atol=1e-12)
    dense = value.labor_by_industry(inputs, labor, product)
    np.testing.assert_allclose(value.labor_by_industry(sparse, labor, product), dense, rtol=1e-9, atol=1e-9)


@given(economies(), st.data())
def test_a_pound_or_a_ton_the_goods_are_worth_the_same(drawn, data):
    inputs, labor, _ = drawn
    units = data.draw(arrays(float, len(labor), elements=st.sampled_from([1e-3, 1, 50, 2000])))
    in_units = value.labor_values(inputs * units / units[:, None], labor * units)
    np.testing.assert_allclose(in_units, value.labor_values(inputs, labor) * units, rtol=1e-9, atol=1e-12)


@given(economies(), st.data())
def test_no_value_falls_when_one_good_takes_more(drawn, data):
    inputs, labor, _ = drawn
    good = data.draw(st.integers(0, len(labor) - 1))
    more, harder = inputs.copy(), labor.copy()
    more[:, good] += 0.09 / len(labor)
    harder[good] += 1
    before = value.labor_values(inputs, labor) * (1 - 1e-12) - 1e-12
    assert np.all(value.labor_values(more, labor) >= before)
    assert np.all(value.labor_values(inputs, harder) >= before)
    assert value.labor_values(inputs, harder)[good] >= before[good] + 1 - 1e-9


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("weight", [1, 2.5])
def test_two_kinds_of_labor_are_reduced_before_or_after_capital_i_ch_7_section_2(form, weight):
    """Rows are simple and skilled hours; the weight of a skilled hour is not the algebra's to find."""
    kinds, weights = np.array([[1, 1], [0, 0.5]]), np.array([1, weight])
    each = value.labor_values(form(INPUTS), kinds)
    assert each.shape == (2, 2)
    np.testing.assert_allclose(weights @ each, value.labor_values(form(INPUTS), weights @ kinds), rtol=1e-12)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_kind_of_labor_may_be_idle_and_seconds_may_be_counted(form):
    """Neither no labor at all nor very large numbers are taken for an economy that uses up what it makes."""
    kinds = np.array([[0, 0], [3600e12, 0]])
    np.testing.assert_allclose(value.labor_values(form(INPUTS), kinds)[0], [0, 0])
    np.testing.assert_allclose(value.labor_values(form(INPUTS), kinds[::-1])[0], [4.8e15, 2.4e15])


def test_labor_may_be_drawn_many_times_over():
    draws = np.random.default_rng(0).uniform(0, 1, (3, 4, 2))
    values = value.labor_values(INPUTS, draws)
    np.testing.assert_allclose(values[2, 3], value.labor_values(INPUTS, draws[2, 3]))


def test_imports_that_exceed_exports_take_labor_off_the_net_product():
    outputs = np.array([10, 1])
    net = outputs - INPUTS @ outputs
    assert net[1] < 0
    np.testing.assert_allclose(value.labor_by_industry(INPUTS, LABOR, net), LABOR * outputs)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_industry_may_stand_idle_in_an_economy_that_is_barely_productive(form):
    """Its hours cancel to zero, which is not taken for rounds without end."""
    inputs, outputs = np.array([[0.975, 0.02], [0.02, 0.975]]), np.array([10, 0])
    worked = value.labor_by_industry(form(inputs), [1, 1], outputs - inputs @ outputs)
    np.testing.assert_allclose(worked, outputs, atol=1e-9)


def test_air_is_worth_nothing_and_not_a_hair_less_capital_i_ch_1_section_1():
    """A use-value without labor, used up in air again and in a good that takes an hour."""
    air, good = value.labor_values([[0.78125, 15 / 31], [0, 0.5 / 31]], labor=[0, 1])
    assert air >= 0
    assert (air, good) == (pytest.approx(0, abs=1e-12), pytest.approx(62 / 61))


def test_a_large_dense_economy_has_the_values_of_the_sparse_one():
    """Two thousand goods that use up a tenth of themselves: few rounds do."""
    random = np.random.default_rng(0)
    inputs, labor = random.random((2_000, 2_000)) / 10_000, random.random(2_000)
    dense, sparse = (value.labor_values(form(inputs), labor) for form in (np.asarray, scipy.sparse.csr_array))
    np.testing.assert_allclose(dense, sparse, rtol=1e-12)
    np.testing.assert_allclose(dense @ inputs + labor, dense, rtol=1e-12)


WASTEFUL = {
    "iron that takes its own weight of iron": ([[1, 0], [0, 0.5]], "1"),
    "two goods that eat each other up": ([[0.5, 0.5], [0.5, 0.5]], "1"),
    "all but exactly": ([[0.9, 0.1], [0.1, 0.9]], "1"),
    "all but a hair, which may be rounding": ([[1 - 1e-14]], "1"),
    "more than is made": ([[0.5, 0.9], [0.9, 0.5]], "1.4"),
    "one wasteful good among sound ones": ([[0.2, 0, 0], [0.1, 1.25, 0], [0, 0, 0.3]], "1.25"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("inputs", "radius"), WASTEFUL.values(), ids=WASTEFUL)
def test_an_economy_that_uses_up_what_it_makes_has_no_values(form, inputs, radius):
    allowed = "[0, 1] without 1" if form is np.array else "[0, 0.996]"
    with pytest.raises(ValueError, match="spectral radius") as error:
        value.labor_values(form(np.array(inputs, dtype=float)), np.full((3, len(inputs)), 1e-9))
    expected = f"spectral radius of inputs = {radius} is outside {allowed}: the goods use up as much as is made of them"
    assert str(error.value) == expected


def test_a_sparse_economy_may_need_more_rounds_than_are_counted():
    """A bushel of seed for 1.002: worth 501 hours by hand, and if the table is dense."""
    assert value.labor_values([[1 / 1.002]], [1]) == pytest.approx(501)
    with pytest.raises(ValueError, match=re.escape("spectral radius of inputs = 0.998004 is outside [0, 0.996]")):
        value.labor_values(scipy.sparse.csr_array([[1 / 1.002]]), [1])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_economy_that_is_barely_productive_has_values(form):
    """A bushel of seed for 1.005; and a good whose unit takes a thousand of another."""
    np.testing.assert_allclose(value.labor_values(form([[1 / 1.005]]), [1]), [201], rtol=1e-9)
    np.testing.assert_allclose(value.labor_values(form([[0.5, 1000], [0, 0.5]]), [1, 2]), [2, 4004], rtol=1e-9)


def test_prices_of_production_and_values_capital_iii_ch_9_the_table_of_five_spheres():
    """Deviations of 2, 8, 18, 7 and 17 on a total of 422."""
    price, worth = [92, 103, 113, 77, 37], [90, 111, 131, 70, 20]
    assert value.mean_absolute_weighted_deviation(price, worth) == pytest.approx(52 / 422)


@given(industries(), st.floats(0.01, 100), st.randoms())
def test_deviations_have_no_unit_and_no_order(drawn, scale, random):
    price, worth = drawn
    order = random.sample(range(len(price)), len(price))
    measures = [value.mean_absolute_weighted_deviation, value.price_value_variation, value.price_value_distance]
    measures += [value.log_r_squared] * all(np.ptp(np.log(x)) > 1e-3 for x in drawn)  # below it, noise
    for measure in measures:
        assert measure(price[order], scale * worth[order]) == pytest.approx(measure(price, worth), abs=1e-6)


@given(industries(), st.floats(0.01, 100))
def test_prices_in_proportion_to_values_do_not_deviate(drawn, scale):
    _, worth = drawn
    assert value.mean_absolute_weighted_deviation(scale * worth, worth) == pytest.approx(0, abs=1e-12)
    assert value.price_value_variation(scale * worth, worth) == pytest.approx(0, abs=1e-12)
    assert value.price_value_distance(scale * worth, worth) == pytest.approx(0, abs=1e-6)


@given(industries())
def test_distance_is_the_chord_between_two_directions_steedman_and_tomkins_1998(drawn):
    ratio = drawn[0] / drawn[1]
    chord = ratio / np.linalg.norm(ratio) - np.ones(len(ratio)) / np.sqrt(len(ratio))
    assert value.price_value_distance(*drawn) == pytest.approx(np.linalg.norm(chord), abs=1e-7)
    assert value.price_value_variation(*drawn) == pytest.approx(np.std(ratio) / np.mean(ratio))


@given(industries())
def test_log_r_squared_is_the_squared_correlation(drawn):
    if np.ptp(drawn[0]) > 0.01 and np.ptp(drawn[1]) > 0.01:
        correlation = np.corrcoef(np.log(drawn))[0, 1]
        assert value.log_r_squared(*drawn) == pytest.approx(correlation**2)


@given(industries(), st.integers(0, 7), st.floats(0.1, 0.9))
def test_an_industry_cut_in_two_leaves_the_weighted_deviation_alone(drawn, which, part):
    which %= drawn.shape[1]
    cut = np.hstack([drawn, part * drawn[:, [which]]])
    cut[:, which] *= 1 - part
    before = value.mean_absolute_weighted_deviation(*drawn)
    assert value.mean_absolute_weighted_deviation(*cut) == pytest.approx(before)


def test_size_alone_makes_a_high_r_squared_kliman_2002():
    """Of every size, from 1 to a million, one industry sells at half its value and one at twice."""
    size = np.repeat(10.0 ** np.arange(7), 2)
    price = size * np.tile([0.5, 2], 7)
    assert value.log_r_squared(price, size) > 0.9
    assert value.mean_absolute_weighted_deviation(price, size) == pytest.approx(0.6)
    assert value.price_value_variation(price, size) == pytest.approx(0.6)


def test_one_odd_industry_rules_the_variation_and_not_the_weighted_deviation():
    price, worth = np.array([10, 10, 10, 10, 1]), np.array([10, 10, 10, 10, 0.1])
    assert value.mean_absolute_weighted_deviation(price, worth) < 0.05
    assert value.price_value_variation(price, worth) > 1


MEASURES = [
    value.mean_absolute_weighted_deviation,
    value.log_r_squared,
    value.price_value_variation,
    value.price_value_distance,
]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_measures_take_many_draws_at_once(measure):
    random = np.random.default_rng(0)
    prices, draws = random.uniform(1, 9, (4, 3)), random.uniform(1, 2, (4, 3))
    each = [measure(price, draw) for price, draw in zip(prices, draws, strict=True)]
    np.testing.assert_allclose(measure(prices, draws), each)
    np.testing.assert_allclose(measure(prices[0], draws), [measure(prices[0], draw) for draw in draws])


@settings(deadline=None)
@pytest.mark.parametrize("model", TRACED, ids=lambda model: model.__name__)
@given(data=st.data())
def test_vega_computes_the_same(model, data):
    rows = data.draw(st.lists(st.fixed_dictionaries(TRACED[model]), min_size=1, max_size=20))
    same_in_vega(model, rows)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: value.product_value(-1, 1), "dead = -1 is outside [0, inf]"),
        (lambda: value.product_value(1, -1), "living = -1 is outside [0, inf]"),
        (lambda: value.exchange_ratio(-1, 1), "value = -1 is outside [0, inf]"),
        (lambda: value.exchange_ratio(1, 0), "other_value = 0 is outside [0, inf] without 0"),
        (lambda: value.money_per_hour(-1, 1), "net_product = -1 is outside [0, inf]"),
        (lambda: value.money_per_hour(1, 0), "hours = 0 is outside [0, inf] without 0"),
        (lambda: value.labor_values(INPUTS, [1, -2]), "labor = -2 is outside [0, inf]"),
        (lambda: value.labor_values(-INPUTS, LABOR), "inputs = -0.2 is outside [0, inf]"),
        (
            lambda: value.labor_values(scipy.sparse.csr_array(-INPUTS), LABOR),
            "inputs = -0.2 is outside [0, inf]",
        ),
        (lambda: value.labor_by_industry(INPUTS, [-1, 2], [1, 1]), "labor = -1 is outside [0, inf]"),
        (lambda: value.labor_by_industry(INPUTS, LABOR, [1, np.nan]), "net_product = nan is outside [-inf, inf]"),
        (
            lambda: value.mean_absolute_weighted_deviation([0, 1], [1, 1]),
            "price = 0 is outside [0, inf] without 0",
        ),
        (
            lambda: value.mean_absolute_weighted_deviation([1, 1], [1, -1]),
            "value = -1 is outside [0, inf] without 0",
        ),
        (lambda: value.log_r_squared([0, 1], [1, 2]), "price = 0 is outside [0, inf] without 0"),
        (lambda: value.log_r_squared([1, 2], [1, 0]), "value = 0 is outside [0, inf] without 0"),
        (lambda: value.log_r_squared([3, 3], [1, 2]), "range of log price = 0 is outside [0, inf] without 0"),
        (lambda: value.log_r_squared([1, 2], [3, 3]), "range of log value = 0 is outside [0, inf] without 0"),
        (
            lambda: value.log_r_squared([[1, 2], [3, 3]], [1, 2]),
            "range of log price = 0 is outside [0, inf] without 0",
        ),
        (
            lambda: value.log_r_squared([1, 2], [[1, 2], [3, 3]]),
            "range of log value = 0 is outside [0, inf] without 0",
        ),
        (lambda: value.price_value_variation([0, 1], [1, 1]), "price = 0 is outside [0, inf] without 0"),
        (lambda: value.price_value_variation([1, 1], [0, 1]), "value = 0 is outside [0, inf] without 0"),
        (lambda: value.price_value_distance([1, 1], [-1, 1]), "value = -1 is outside [0, inf] without 0"),
    ],
)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message
