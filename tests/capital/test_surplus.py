"""The working day, against Capital, and what must add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capital import machinery, profit, surplus, value
from parity import same_in_vega

hours = st.floats(0.1, 24)
above = st.floats(0.1, 50)
TRACED = {
    surplus.necessary_hours: {"basket": hours, "output_per_hour": above, "intensity": above},
    surplus.surplus_hours: {"day": hours, "necessary": hours},
    surplus.mass_of_surplus_value: {"workers": above, "pay": above, "exploitation": above},
    surplus.annual_rate_of_surplus_value: {"exploitation": above, "turnovers": above},
    surplus.hours_for_standard: {"hours": hours, "standard": above, "standard_now": above},
}


def test_a_day_of_twelve_hours_with_ten_then_nine_necessary_capital_i_ch_12():
    """Surplus labor grows by half, from two hours to three, though the day stays."""
    before, after = surplus.surplus_hours(12, 10), surplus.surplus_hours(12, 9)
    assert (before, after) == (2, 3)


def test_410c_90v_90s_capital_i_ch_9_section_1():
    """The rate of surplus value is 100 percent, surplus over all capital laid out 18."""
    assert profit.rate_of_surplus_value(90, 90) == 1
    assert profit.rate_of_profit(410, 90, 90) == pytest.approx(0.18)


def test_senior_s_last_hour_capital_i_ch_9_section_3():
    """Of 11½ hours half is unpaid; with 10½ the surplus falls from 5¾ to 4¾ and the rate to 82 14/23 percent."""
    necessary = 11.5 / 2
    left = surplus.surplus_hours(10.5, necessary)
    assert left == 4.75
    assert left / necessary == pytest.approx((82 + 14 / 23) / 100)


def test_a_hundred_workers_at_three_shillings_capital_i_ch_11():
    """At 100 percent they make 300 shillings; fifty at 200 percent make as many."""
    assert surplus.mass_of_surplus_value(100, 3, 1) == surplus.mass_of_surplus_value(50, 3, 2) == 300


def test_capital_a_turns_over_ten_times_capital_ii_ch_16_section_1():
    """£500 advanced bring £5,000 of surplus value in a year: 1,000 percent."""
    assert surplus.annual_rate_of_surplus_value(1, 10) == 10


@given(hours, above, above)
def test_pay_and_surplus_share_the_day(day, output, intensity):
    necessary = surplus.necessary_hours(1, output, intensity)
    assert necessary + surplus.surplus_hours(day, necessary) == pytest.approx(day)


@given(above, above)
def test_productivity_and_density_shorten_the_necessary_part_alike(output, factor):
    assert surplus.necessary_hours(3, output * factor) == pytest.approx(surplus.necessary_hours(3, output, factor))


def test_half_the_standard_takes_half_the_week():
    np.testing.assert_allclose(surplus.hours_for_standard(40, np.array([1, 2, 4]), 4), [10, 20, 40])


@given(hours, above, above, st.floats(0.1, 3))
def test_a_day_s_new_value_is_wages_and_surplus(day, output, intensity, basket):
    """In normal hours: what the day makes is what pay costs and what is left. *Capital* I ch. 17."""
    necessary = surplus.necessary_hours(basket, output, intensity)
    wages, left = necessary * intensity, surplus.surplus_hours(day, necessary) * intensity
    assert wages + left == pytest.approx(machinery.new_value(day, intensity, value_per_hour=1))
    assert wages == pytest.approx(basket / output)


def test_thirteen_hours_for_eleven_and_a_half_capital_i_ch_9_section_3():
    """Senior's other case: the surplus grows from 5¾ to 7¼ hours, the rate to 126 2/23 percent."""
    left = surplus.surplus_hours(13, 11.5 / 2)
    assert left == 7.25
    assert profit.rate_of_surplus_value(11.5 / 2, left) == pytest.approx((126 + 2 / 23) / 100)


def test_seven_nine_and_twelve_hours_capital_i_ch_10_section_1():
    """Six of them necessary: 16⅔, 50 and 100 percent."""
    left = surplus.surplus_hours(np.array([7, 9, 12]), 6)
    np.testing.assert_allclose(profit.rate_of_surplus_value(6, left), [1 / 6, 1 / 2, 1])


@given(st.floats(0, 0.4), st.floats(0.01, 0.4), st.floats(0.1, 2), st.floats(0.05, 0.95))
def test_labor_among_the_goods_is_exploited_as_in_volume_i_and_so_is_every_other(own, cross, work, paid):
    """Two goods and labor-power: labor's rate is that of its basket; all rates are positive together."""
    inputs, labor = np.array([[own, cross], [cross, 0.1]]), np.array([work, 1.0])
    basket = paid / value.labor_values(inputs, labor) / 2  # a day's pay holds the share ``paid`` of a day
    closed = np.block([[inputs, basket[:, None]], [labor[None, :], np.zeros((1, 1))]])
    rates = surplus.exploitation_of_goods(closed)
    assert rates[-1] == pytest.approx(1 / paid - 1)
    assert rates[-1] == pytest.approx(profit.exploitation_of_basket(inputs, labor, basket))
    assert (rates > 0).all()


def test_where_pay_takes_the_whole_product_no_good_is_exploited():
    """Corn that needs 0.2 of itself and an hour: pay of 0.8 of corn an hour leaves nothing; just below, next to it."""
    rates = surplus.exploitation_of_goods([[0.2, 0.8 - 1e-9], [1, 0]])
    np.testing.assert_allclose(rates, 0, atol=1e-8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: surplus.necessary_hours(-1, 1), r"basket = -1 is outside \[0, inf\]"),
        (lambda: surplus.necessary_hours(1, 0), "output_per_hour = 0 is outside .* without 0"),
        (lambda: surplus.necessary_hours(1, 1, 0), "intensity = 0"),
        (lambda: surplus.surplus_hours(-1, 1), "day = -1"),
        (lambda: surplus.surplus_hours(1, np.nan), "necessary = nan"),
        (lambda: surplus.mass_of_surplus_value(-1, 1, 1), "workers = -1"),
        (lambda: surplus.mass_of_surplus_value(1, -1, 1), "pay = -1"),
        (lambda: surplus.mass_of_surplus_value(1, 1, -2), "exploitation = -2"),
        (lambda: surplus.annual_rate_of_surplus_value(-2, 1), "exploitation = -2"),
        (lambda: surplus.annual_rate_of_surplus_value(1, 0), "turnovers = 0"),
        (lambda: surplus.hours_for_standard(-1, 1, 1), "hours = -1"),
        (lambda: surplus.hours_for_standard(1, -1, 1), "standard = -1"),
        (lambda: surplus.hours_for_standard(1, 1, 0), "standard_now = 0"),
        (lambda: surplus.surplus_hours("12", 1), "is text"),
        (lambda: surplus.exploitation_of_goods([[-0.1]]), "inputs = -0.1"),
        (lambda: surplus.exploitation_of_goods([[0.2, 0.8], [1, 0]]), "spectral radius of inputs"),
        (lambda: surplus.exploitation_of_goods([[0.0]]), "content of a good in itself = 0 is outside .* without 0"),
    ],
)
def test_what_is_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("model", TRACED, ids=lambda model: model.__name__)
@given(data=st.data())
def test_vega_computes_the_same(model, data):
    rows = data.draw(st.lists(st.fixed_dictionaries(TRACED[model]), min_size=1, max_size=20))
    same_in_vega(model, rows, atol=1e-9)
