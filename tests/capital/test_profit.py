"""The rate of profit, against Capital, Okishio and Kliman, and against its own arithmetic."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capital import profit
from parity import same_in_vega

level = st.floats(0.05, 20)
growth = st.floats(0, 0.1)
year = st.floats(0, 100)
part = st.floats(0, 0.9)

CAUSES = {
    "intensification": growth,
    "wage_cut": part,
    "cheapening": growth,
    "new_branches": part,
    "foreign_trade": part,
    "stock_capital": part,
}
LAW = {"year": year, "composition": level, "exploitation": level, "composition_growth": growth}
CAPITAL = {"constant": level, "variable": level}
ONE_GOOD = {"year": year, "net_product": st.floats(0.05, 1), "wage_share": part, "growth": st.floats(0, 0.004)}

# Model, the range of its arguments, and settings on either side of every kink.
TRACED = [
    (profit.value_composition, CAPITAL, []),
    (profit.rate_of_surplus_value, {"variable": level, "surplus": level}, []),
    (profit.rate_of_profit, {**CAPITAL, "surplus": level}, [(0, 1, 1), (1, 0, 1), (1, 1, -1)]),
    (profit.rate_from_composition, {"composition": level, "exploitation": level}, [(0, 1)]),
    (profit.maximum_rate, {"composition": level, "exploitation": level}, [(1, 0)]),
    (profit.rate_under_drift, {**LAW, "exploitation_growth": growth}, [(0, 2, 1, 0, 0), (50, 0, 1, 0.02, 0)]),
    (
        profit.growth_of_rate,
        {"composition": level, "composition_growth": growth, "exploitation_growth": growth},
        [(0, 0.1, 0)],
    ),
    (
        profit.countered_rate,
        {**LAW, **CAUSES, "dividend": part},
        [(0, 3, 1, 0, 0, 0, 0, 0, 0, 0.5, dividend) for dividend in (0.2, 0.25, 0.3)],
    ),
    (profit.price_of_production, {**CAPITAL, "used": level, "rate": part}, [(80, 20, 50, 0.22)]),
    (profit.simultaneous_rate, ONE_GOOD, [(40, 0.25, 0, 0.25)]),
    (
        profit.temporal_rate,
        {**ONE_GOOD, "wear": st.floats(0.001, 1)},
        [(40, 0.25, 0.3, 0.03, 0), (40, 0.25, 0.3, 0.03, 1e-6), (40, 0.25, 0, 0.25, 1)],
    ),
]

# Two goods: 0 means of production, 1 wage good. Prices are equal, e = 100 %, r = 2/3. In the second technique
# the wage good takes twice the means of production and a quarter of the labor.
BEFORE = (np.array([[0.2, 0.2], [0, 0]]), np.array([1, 1]))
AFTER = (np.array([[0.2, 0.4], [0, 0]]), np.array([1, 0.25]))
BASKET = np.array([0, 0.4])

positive = st.floats(0.02, 0.45)
column = st.tuples(positive, positive)
economy = st.tuples(column, column, st.tuples(st.floats(0.1, 1), st.floats(0.1, 1)), column)


def arrays(drawn):
    first, second, labor, basket = drawn
    return np.array([first, second]).T, np.array(labor), np.array(basket)


def test_same_exploitation_five_rates_capital_iii_ch_13_the_table_of_five_compositions():
    constant, variable, surplus = np.array([50, 100, 200, 300, 400]), 100, 100
    percent = [200 / 3, 50, 100 / 3, 25, 20]
    np.testing.assert_allclose(100 * profit.rate_of_profit(constant, variable, surplus), percent)
    k = profit.value_composition(constant, variable)
    e = profit.rate_of_surplus_value(variable, surplus)
    np.testing.assert_allclose(100 * profit.rate_from_composition(k, e), percent)


def test_rate_of_surplus_value_is_not_rate_of_profit_capital_i_ch_9_410c_90v_90s():
    assert profit.rate_of_surplus_value(90, 90) == 1
    assert profit.rate_of_profit(410, 90, 90) == pytest.approx(0.18)


def test_two_workers_cannot_give_what_24_gave_capital_iii_ch_15_section_2():
    """Twenty-four give 2 hours each, 48; two give fewer in a day of 24 hours, even living on air."""
    dead_labor, day = 1000, 24
    surplus_of_24 = 48 / dead_labor
    for exploitation in (1, 10, 1000):
        variable = 2 * day / (1 + exploitation)
        ceiling = profit.maximum_rate(dead_labor / variable, exploitation)
        assert ceiling == pytest.approx(2 * day / dead_labor)
        assert profit.rate_from_composition(dead_labor / variable, exploitation) < ceiling <= surplus_of_24


def test_prices_of_production_capital_iii_ch_9_the_table_of_five_spheres():
    constant, variable = np.array([80, 70, 60, 85, 95]), np.array([20, 30, 40, 15, 5])
    used, surplus = np.array([50, 51, 51, 40, 10]), variable
    rate = profit.rate_of_profit(constant.sum(), variable.sum(), surplus.sum())
    value, price = used + variable + surplus, profit.price_of_production(constant, variable, used, rate)
    assert rate == pytest.approx(0.22)
    np.testing.assert_array_equal(value, [90, 111, 131, 70, 20])
    np.testing.assert_allclose(price, [92, 103, 113, 77, 37])
    np.testing.assert_allclose(price - value, [2, -8, -18, 7, 17])


@given(st.lists(st.tuples(level, level, level, part), min_size=1, max_size=8))
def test_total_price_is_total_value_and_total_profit_total_surplus(spheres):
    constant, variable, surplus, worn = np.array(spheres).T
    used = worn * constant
    rate = profit.rate_of_profit(constant.sum(), variable.sum(), surplus.sum())
    price = profit.price_of_production(constant, variable, used, rate)
    assert price.sum() == pytest.approx((used + variable + surplus).sum())
    assert (price - used - variable).sum() == pytest.approx(surplus.sum())


@given(level, level, level)
def test_rate_from_composition_is_the_rate_of_profit_and_below_its_ceiling(c, v, s):
    k, e = profit.value_composition(c, v), profit.rate_of_surplus_value(v, s)
    assert profit.rate_from_composition(k, e) == pytest.approx(profit.rate_of_profit(c, v, s))
    assert profit.maximum_rate(k, e) == pytest.approx((v + s) / c)
    assert profit.rate_of_profit(c, v, s) < profit.maximum_rate(k, e)


@given(year, level, level, growth, growth)
def test_growth_of_rate_is_the_slope_of_the_logarithm(t, k, e, g, h):
    step = 1e-4
    before, after = profit.rate_under_drift(np.array([t, t + step]), k, e, g, h)
    now = profit.growth_of_rate(k * np.exp(g * (t + step / 2)), g, h)
    assert np.log(after / before) / step == pytest.approx(now, abs=1e-8)


@given(level, level, st.floats(0.005, 0.1), st.floats(0, 2))
def test_the_rate_falls_in_the_end_only_if_composition_outgrows_exploitation(k, e, g, ratio):
    assume(abs(ratio - 1) > 0.05)
    late = np.array([500, 501]) / g / 2
    before, after = profit.rate_under_drift(late, k, e, g, ratio * g)
    assert (after < before) == (ratio < 1)


@given(**LAW)
def test_without_the_six_causes_there_is_the_bare_law_capital_iii_ch_13(**law):
    bare = profit.rate_under_drift(**law, exploitation_growth=0)
    assert profit.countered_rate(**law) == pytest.approx(bare)


@given(h=growth, **LAW)
def test_more_intense_exploitation_alone_is_the_drift_capital_iii_ch_14_section_1(h, **law):
    alone = profit.countered_rate(**law, intensification=h)
    assert alone == pytest.approx(profit.rate_under_drift(**law, exploitation_growth=h))


@given(k=level, e=level, w=part)
def test_what_wages_lose_surplus_gains_capital_iii_ch_14_section_2(k, e, w):
    underpaid = profit.rate_of_profit(k, 1 - w, e + w)
    assert profit.countered_rate(0, k, e, 0, wage_cut=w) == pytest.approx(underpaid)


@given(t=year, k=level, e=level, g=growth)
def test_machines_that_cheapen_as_fast_as_they_multiply_hold_the_rate_capital_iii_ch_14_section_3(t, k, e, g):
    held = profit.rate_from_composition(k, e)
    assert profit.countered_rate(t, k, e, g, cheapening=g) == pytest.approx(held)


@given(k=level, e=level, b=part, constant_per_worker=part)
def test_new_branches_average_with_the_old_capital_iii_ch_14_section_4(k, e, b, constant_per_worker):
    """A share of workers in branches at a fraction of k counts as that share of the missing fraction."""
    counted = b * (1 - constant_per_worker)
    both = profit.rate_of_profit((1 - b) * k + b * constant_per_worker * k, 1, e)
    assert profit.countered_rate(0, k, e, 0, new_branches=counted) == pytest.approx(both)


@given(k=level, e=level, m=part)
def test_trade_cheapens_both_parts_of_capital_capital_iii_ch_14_section_5(k, e, m):
    cheaper = profit.rate_of_profit(k * (1 - m), 1 - m, e + m)
    assert profit.countered_rate(0, k, e, 0, foreign_trade=m) == pytest.approx(cheaper)


@given(k=level, e=level, z=part, dividend=st.floats(0, 2))
def test_stock_capital_only_divides_the_profit_otherwise_capital_iii_ch_14_section_6(k, e, z, dividend):
    """Dividends and the profit of the rest add up to all profit."""
    average = profit.rate_from_composition(k, e)
    rest = profit.countered_rate(0, k, e, 0, stock_capital=z, dividend=dividend)
    assert z * min(dividend, average) + (1 - z) * rest == pytest.approx(average)


@pytest.mark.parametrize("cause", CAUSES)
@given(data=st.data())
def test_each_cause_raises_the_rate_or_leaves_it_whatever_the_others_do(cause, data):
    setting = data.draw(st.fixed_dictionaries({**LAW, **CAUSES, "dividend": part}))
    stronger = {**setting, cause: data.draw(CAUSES[cause])}
    assume(stronger[cause] >= setting[cause])
    assert profit.countered_rate(**stronger) >= profit.countered_rate(**setting) * (1 - 1e-12)


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_is_felt(cause):
    law = {"year": 20, "composition": 2, "exploitation": 1, "composition_growth": 0.02}
    assert profit.countered_rate(**law, **{cause: 0.05}) > profit.countered_rate(**law) * 1.01


@given(st.fixed_dictionaries({name: part for name in CAUSES if CAUSES[name] is part}), level, level)
def test_causes_that_shift_the_rate_once_do_not_stop_its_fall(causes, k, e):
    rates = profit.countered_rate(np.array([0, 100, 1000, 2000]), k, e, 0.02, **causes, dividend=0)
    assert np.all(np.diff(rates) < 0)
    assert rates[-1] < 1e-6


def test_okishio_1961_real_wage_fixed_the_cheaper_technique_raises_the_rate():
    prices = profit.uniform_profit_prices(*BEFORE, BASKET)
    np.testing.assert_allclose(prices, [0.5, 0.5])
    old_cost, new_cost = (prices @ profit.augmented_inputs(*t, BASKET) for t in (BEFORE, AFTER))
    assert new_cost[1] < old_cost[1]
    assert profit.uniform_rate_of_profit(*BEFORE, BASKET) == pytest.approx(2 / 3)
    assert profit.uniform_rate_of_profit(*AFTER, BASKET) == pytest.approx(2 / (0.3 + np.sqrt(0.65)) - 1)
    assert profit.exploitation_of_basket(*BEFORE, BASKET) == pytest.approx(1)
    assert profit.exploitation_of_basket(*AFTER, BASKET) == pytest.approx(7 / 3)


def test_same_technique_rate_of_surplus_value_fixed_the_rate_falls():
    """The real wage rises by two thirds, and the rate goes from 2/3 to 3/7."""
    basket = profit.basket_at_exploitation(*AFTER, BASKET, exploitation=1)
    np.testing.assert_allclose(basket, [0, 2 / 3])
    assert profit.exploitation_of_basket(*AFTER, basket) == pytest.approx(1)
    assert profit.uniform_rate_of_profit(*AFTER, basket) == pytest.approx(3 / 7)


@given(economy, st.integers(0, 1), column, st.floats(0.05, 1))
def test_okishio_theorem_the_rate_moves_against_the_cost_at_old_prices(drawn, good, new_inputs, new_labor):
    inputs, labor, basket = arrays(drawn)
    prices = profit.uniform_profit_prices(inputs, labor, basket)
    changed, changed_labor = inputs.copy(), labor.copy()
    changed[:, good], changed_labor[good] = new_inputs, new_labor
    old_cost = (prices @ profit.augmented_inputs(inputs, labor, basket))[good]
    new_cost = (prices @ profit.augmented_inputs(changed, changed_labor, basket))[good]
    assume(abs(new_cost / old_cost - 1) > 1e-6)
    old_rate = profit.uniform_rate_of_profit(inputs, labor, basket)
    new_rate = profit.uniform_rate_of_profit(changed, changed_labor, basket)
    assert (new_rate > old_rate) == (new_cost < old_cost)


@given(economy)
def test_uniform_prices_give_every_industry_the_same_rate(drawn):
    prices = profit.uniform_profit_prices(*arrays(drawn))
    cost = prices @ profit.augmented_inputs(*arrays(drawn))
    np.testing.assert_allclose(prices / cost - 1, profit.uniform_rate_of_profit(*arrays(drawn)), atol=1e-9)
    assert prices.sum() == pytest.approx(1)


@given(economy)
def test_profit_is_positive_just_when_surplus_value_is_okishio_1963(drawn):
    e = profit.exploitation_of_basket(*arrays(drawn))
    assume(abs(e) > 1e-6)
    assert (profit.uniform_rate_of_profit(*arrays(drawn)) > 0) == (e > 0)


def test_exploitation_of_basket_by_hand():
    """Values 16/9 and 38/9 hours; the basket is worth 7/18 of an hour."""
    inputs, labor = np.array([[0.2, 0.3], [0.1, 0.4]]), np.array([1, 2])
    assert profit.exploitation_of_basket(inputs, labor, [0.1, 0.05]) == pytest.approx(11 / 7)


def history(years, net_product, wage_share, growth, wear):
    """Year by year: value the output, pay wages, replace what is worn, and invest."""
    stock, capital, rates = 1, 1 / net_product, []
    for _ in range(years):
        unit_value = (wear * capital + 1) / ((net_product + wear) * stock)
        rates.append((1 - unit_value * wage_share * net_product) / capital)
        capital = (1 - wear) * capital + unit_value * (growth + wear) * stock
        stock = (1 + growth) * stock
    return rates


one_good = st.tuples(st.floats(0.05, 1), st.floats(0, 0.9), st.floats(0, 1))


@given(one_good, st.floats(0, 1))
def test_temporal_rate_is_the_history_told_year_by_year(drawn, wear):
    net_product, wage_share, invested = drawn
    g = invested * net_product * (1 - wage_share)
    rates = profit.temporal_rate(np.arange(30), net_product, wage_share, g, wear)
    np.testing.assert_allclose(rates, history(30, net_product, wage_share, g, wear), rtol=1e-5, atol=1e-9)


@given(year, one_good, st.floats(0, 1))
def test_both_valuations_agree_at_the_start_and_without_growth(t, drawn, wear):
    net_product, wage_share, invested = drawn
    g = invested * net_product * (1 - wage_share)
    begun = profit.simultaneous_rate(0, net_product, wage_share, g)
    assert begun == pytest.approx(net_product * (1 - wage_share))
    assert profit.temporal_rate(0, net_product, wage_share, g, wear) == pytest.approx(begun)
    assert profit.temporal_rate(t, net_product, wage_share, 0, wear) == pytest.approx(begun)
    now = profit.simultaneous_rate(t, net_product, wage_share, g)
    assert profit.temporal_rate(t, net_product, wage_share, g, wear) <= now * (1 + 1e-9)


def test_seed_corn_of_256_hours_and_64_hours_of_labor_kliman_1999():
    """His example on the PKT list: no wages, all corn sown again. In kind 25 %, in labor ever less."""
    t = np.arange(40)
    rates = profit.temporal_rate(t, net_product=64 / 256, wage_share=0, growth=0.25, wear=1)
    np.testing.assert_allclose(rates, 64 / (256 + 64 * t))
    np.testing.assert_allclose(profit.simultaneous_rate(t, 0.25, 0, 0.25), 0.25)


def test_one_history_two_rates_okishio_1961_kliman_2007():
    t = np.arange(60)
    assert np.all(np.diff(profit.simultaneous_rate(t, 0.25, 0.3, 0.03)) > 0)
    assert np.all(np.diff(profit.temporal_rate(t, 0.25, 0.3, 0.03, wear=0)) < 0)


@pytest.mark.parametrize("wage_share", [0.3, 0.44, 0.46, 0.6])
def test_where_the_temporal_rate_settles_depends_on_the_wage_share(wage_share):
    """With a = 0.25, g = 0.03 and d = 0.05 the border is a wage share of 0.45."""
    first, last = profit.temporal_rate(np.array([0, 2000]), 0.25, wage_share, 0.03, 0.05)
    assert last == pytest.approx(0.05 * 0.22 / 0.08)
    assert (last < first) == (wage_share < 0.45)


def test_rate_on_stock_takes_the_capital_of_the_year_before_nipa_1929_to_1930():
    """US nonfinancial corporations, $ bn: surplus 1929 on fixed capital of 1928; series keep their index."""
    table = pd.DataFrame({"surplus": [np.nan, 10.709], "stock": [103.575, 102.6]}, index=[1928, 1929])
    np.testing.assert_allclose(profit.rate_on_stock(table.surplus, table.stock), [10.709 / 103.575])


def test_trend_anscombe_1973_the_first_of_the_quartet():
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    slope, error, intercept = profit.trend(x, y)
    assert (round(slope, 3), round(error, 3), round(intercept, 2)) == (0.5, 0.118, 3.0)


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=40))
def test_trend_is_that_of_polyfit(rates):
    years = 1980 + np.arange(len(rates))
    slope, error, intercept = profit.trend(years, rates)
    (b, a), cov = np.polyfit(years - 1980, rates, 1, cov=True)
    assert slope == pytest.approx(b, abs=1e-9)
    assert error == pytest.approx(np.sqrt(cov[0, 0]), abs=1e-9)
    assert intercept + slope * 1980 == pytest.approx(a, abs=1e-9)


@given(st.floats(-0.01, 0.01), st.floats(-1, 1), st.integers(3, 90))
def test_trend_of_a_straight_line_is_the_line(slope, height, n):
    years = 1929 + np.arange(n)
    found, error, intercept = profit.trend(years, height + slope * (years - 1929))
    assert found == pytest.approx(slope, abs=1e-10)
    assert error == pytest.approx(0, abs=1e-10)
    assert intercept + found * 1929 == pytest.approx(height, abs=1e-9)


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
        (lambda: profit.value_composition(1, 0), "variable = 0 is outside [0, inf] without 0"),
        (lambda: profit.rate_of_surplus_value(-1, 1), "variable = -1 is outside [0, inf] without 0"),
        (lambda: profit.rate_of_profit(-1, 2, 1), "constant = -1 is outside [0, inf]"),
        (lambda: profit.rate_of_profit(0, 0, 1), "constant + variable = 0 is outside [0, inf] without 0"),
        (lambda: profit.rate_from_composition(-1, 1), "composition = -1 is outside [0, inf]"),
        (lambda: profit.maximum_rate(0, 1), "composition = 0 is outside [0, inf] without 0"),
        (lambda: profit.rate_under_drift(-1, 2, 1, 0, 0), "year = -1 is outside [0, inf]"),
        (lambda: profit.growth_of_rate(1, np.nan, 0), "composition_growth = nan is outside [-inf, inf]"),
        (lambda: profit.countered_rate(0, 2, 1, 0, wage_cut=1), "wage_cut = 1 is outside [0, 1] without 1"),
        (lambda: profit.countered_rate(0, 2, 1, 0, cheapening=-1), "cheapening = -1 is outside [0, inf]"),
        (lambda: profit.price_of_production(1, 1, -1, 0.1), "used = -1 is outside [0, inf]"),
        (lambda: profit.augmented_inputs([[-1]], [1], [1]), "inputs = -1 is outside [0, inf]"),
        (
            lambda: profit.uniform_rate_of_profit([[0]], [1], [0]),
            "largest eigenvalue = 0 is outside [0, inf] without 0",
        ),
        (
            lambda: profit.uniform_profit_prices([[0]], [1], [0]),
            "largest eigenvalue = 0 is outside [0, inf] without 0",
        ),
        (
            lambda: profit.exploitation_of_basket([[1.5, 0], [0, 0.2]], [1, 1], [0.1, 1]),
            "spectral radius of inputs = 1.5 is outside [0, 1] without 1",
        ),
        (
            lambda: profit.exploitation_of_basket([[0.5]], [1], [0]),
            "value of the wage = 0 is outside [0, inf] without 0",
        ),
        (
            lambda: profit.basket_at_exploitation([[0.5]], [1], [0.1], -2),
            "exploitation = -2 is outside [0, inf]",
        ),
        (
            lambda: profit.simultaneous_rate(0, 0.2, 0.5, 0.15),
            "growth / (net_product * (1 - wage_share)) = 1.5 is outside [0, 1]",
        ),
        (lambda: profit.temporal_rate(0, 0.2, 0.5, 0.05, 2), "wear = 2 is outside [0, 1]"),
        (lambda: profit.rate_on_stock([1, 2], [0, 1]), "stock = 0 is outside [0, inf] without 0"),
        (lambda: profit.trend([1, 2], [1, 2]), "years = 2 is outside [3, inf]"),
        (lambda: profit.trend([1, 1, 1], [1, 2, 3]), "spread of year = 0 is outside [0, inf] without 0"),
    ],
)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message
