"""Depreciation, against Capital, filings and closed forms, and the race between two rivals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from capital import depreciation
from parity import same_in_vega

money = st.floats(0, 1000)
price = st.floats(1, 1000)
age = st.floats(0, 12)
rate = st.floats(0, 0.8)
pace = st.floats(0.05, 0.8)
life = st.floats(1, 10)
celsius = st.floats(-20, 120)
energy = st.floats(0, 1.2)
gain = st.floats(1.05, 5)
share = st.floats(0, 1)
cost = st.floats(-50, 200)
choice = st.sampled_from([0, 1])

RACE = {"revenue": price, "gain": gain, "sold": share, "switching_cost": cost}
EARNING = {"revenue": price, "running": price, "fall": pace, "discount": st.floats(0.02, 0.5)}

# Model, the range of its arguments, and settings on either side of every kink.
TRACED = [
    (depreciation.market_value, {"cost": price, "age": age, "wear": rate, "moral": rate}, []),
    (depreciation.book_value, {"cost": price, "age": age, "life": life}, [(100, 3, 6), (100, 6, 6), (100, 7, 6)]),
    (depreciation.write_down, {"book": money, "market": money}, [(2, 1), (1, 2), (1, 1)]),
    (depreciation.survival, {"age": age, "scale": life, "shape": st.floats(0.3, 5)}, [(0, 5, 0.5)]),
    (
        depreciation.life_ratio,
        {"temperature": celsius, "reference": celsius, "activation_energy": energy},
        [(75, 65, 0)],
    ),
    (depreciation.moral_rate, {"gain": gain, "interval": life}, [(1, 1)]),
    (depreciation.capital_charge, {"cost": price, "life": life, "interest": pace}, []),
    (depreciation.cost_per_work, {"work": price, "power": money, "electricity": rate, "charge": money}, []),
    (
        depreciation.economic_life,
        {"revenue": price, "running": price, "fall": pace},
        [(10, 1, 0.4), (10, 20, 0.4), (10, 10, 0.4)],
    ),
    (depreciation.earning_value, {"age": age, **EARNING}, [(1, 9, 0, 0.4, 0.1), (1, 9, 1, 0.4, 0.1), (9, 9, 8, 1, 1)]),
    (depreciation.yearly_profit, {"own": choice, "rival": choice, **RACE}, []),
    (depreciation.gain_from_scrapping, {"rival": choice, **RACE}, []),
    (depreciation.firms_that_scrap, RACE, [(100, 3, 0.5, 10), (100, 3, 0.5, 53.9), (100, 3, 0.5, 60)]),
    (depreciation.double_bind, RACE, [(100, 3, 0, 15), (100, 3, 1, 15), (100, 3, 0, -5), (100, 3, 0, 30)]),
]


def test_swapping_physical_and_moral_depreciation_changes_nothing_capital_i_ch_15_section_3b():
    years = np.arange(8)
    swapped = depreciation.market_value(100, years, wear=0.3, moral=0.1)
    np.testing.assert_allclose(depreciation.market_value(100, years, wear=0.1, moral=0.3), swapped)
    assert swapped[5] == pytest.approx(100 * np.exp(-2))


@given(price, age, age, rate, rate)
def test_market_value_in_two_stretches_is_market_value_in_one(new, first, second, wear, moral):
    halfway = depreciation.market_value(new, first, wear, moral)
    at_once = depreciation.market_value(new, first + second, wear, moral)
    assert depreciation.market_value(halfway, second, wear, moral) == pytest.approx(at_once)


@given(price, life, st.floats(0, 1))
def test_books_lose_an_equal_part_each_year_capital_ii_ch_8_section_1(new, years, part):
    assert depreciation.book_value(new, part * years, years) == pytest.approx(new * (1 - part), abs=1e-9)
    assert depreciation.book_value(new, (1 + part) * years, years) == pytest.approx(0, abs=1e-9)


def test_books_of_six_years_hide_a_write_down_that_rises_and_ends():
    years = np.arange(8)
    market = depreciation.market_value(100, years, 0.05, 0.35)
    hidden = depreciation.write_down(depreciation.book_value(100, years, 6), market)
    assert hidden[0] == hidden[6] == hidden[7] == 0
    assert hidden.argmax() == 2
    assert hidden[2] == pytest.approx(100 * (2 / 3 - np.exp(-0.8)))


@given(money, money)
def test_a_write_down_brings_the_books_to_the_lower_of_the_two(book, market):
    assert book - depreciation.write_down(book, market) == pytest.approx(min(book, market), abs=1e-9)


@pytest.mark.parametrize(
    ("activation_energy", "reference", "times"),
    [(0.7, 60, 1 / 2), (0.7, 65, 1 / 2), (0.3, 65, 1 / 1.3), (0.3, 75, 1 / 1.3), (1, 65, 1 / 2.7), (1, 60, 1 / 2.7)],
)
def test_ten_degrees_more_by_activation_energy(activation_energy, reference, times):
    """Half only near 0.7 eV around 60 to 75 °C; 1/1.3 at 0.3 eV and 1/2.7 at 1.0 eV, rounded."""
    ratio = depreciation.life_ratio(reference + 10, reference, activation_energy)
    assert ratio == pytest.approx(times, rel=0.04)


@pytest.mark.parametrize(
    ("activation_energy", "reference", "times"),
    [(0.5, 55, 1.69), (0.5, 75, 1.59), (0.7, 55, 2.08), (0.7, 75, 1.92), (1, 55, 2.85), (1, 75, 2.54)],
)
def test_acceleration_by_ten_degrees_to_two_places(activation_energy, reference, times):
    ratio = depreciation.life_ratio(reference + 10, reference, activation_energy)
    assert 1 / ratio == pytest.approx(times, abs=0.005)


@given(celsius, celsius, celsius, energy)
def test_life_ratios_multiply_along_a_path_of_temperatures(low, middle, high, activation_energy):
    two_steps = depreciation.life_ratio(high, middle, activation_energy)
    two_steps = two_steps * depreciation.life_ratio(middle, low, activation_energy)
    assert two_steps == pytest.approx(depreciation.life_ratio(high, low, activation_energy))


@given(age, life, st.floats(0.3, 5))
def test_at_the_scale_63_percent_have_failed_and_at_shape_1_age_does_not_matter(years, scale, shape):
    assert depreciation.survival(scale, scale, shape) == pytest.approx(1 / np.e)
    one_more = depreciation.survival(years + 1, scale, 1) / depreciation.survival(years, scale, 1)
    assert one_more == pytest.approx(depreciation.survival(1, scale, 1))


@pytest.mark.parametrize(("shape", "rises"), [(0.5, False), (2, True)])
def test_above_shape_1_machines_wear_out_below_it_the_weak_go_first(shape, rises):
    left = depreciation.survival(np.arange(5), 5, shape)
    hazard = -np.diff(np.log(left))
    assert np.all((np.diff(hazard) > 0) == rises)


@given(gain, life, st.integers(1, 6))
def test_after_n_generations_old_work_is_worth_the_nth_part_of_the_gain(times, interval, n):
    moral = depreciation.moral_rate(times, interval)
    assert depreciation.market_value(1, n * interval, 0, moral) == pytest.approx(times**-n)


@given(price, st.integers(1, 12), pace)
def test_capital_charges_discounted_pay_for_the_machine(new, years, interest):
    charge = depreciation.capital_charge(new, years, interest)
    assert np.sum(charge / (1 + interest) ** np.arange(1, years + 1)) == pytest.approx(new)


def test_an_old_chip_competes_with_its_power_alone():
    """A quarter of the work for the same power: cheaper to run than a new one is to buy, until power is dear."""
    power = np.array([0.5, 1.5])
    np.testing.assert_allclose(depreciation.cost_per_work(1, 1, power), [0.5, 1.5])
    np.testing.assert_allclose(depreciation.cost_per_work(4, 1, power, charge=2.5), [0.75, 1])


@given(price, price, pace)
def test_at_the_end_of_its_economic_life_a_machine_sells_what_it_costs_to_run(revenue, running, fall):
    end = depreciation.economic_life(revenue, running, fall)
    assert revenue * np.exp(-fall * end) == pytest.approx(min(revenue, running))


@given(age, st.fixed_dictionaries(EARNING))
def test_earning_value_is_what_is_left_to_earn_until_then(years, machine):
    revenue, running, fall, discount = (machine[name] for name in EARNING)
    end = depreciation.economic_life(revenue, running, fall)
    worth = depreciation.earning_value(years, **machine)
    s, step = np.linspace(years, max(end, years), 4001, retstep=True)
    net = (revenue * np.exp(-fall * s) - running) * np.exp(-discount * (s - years))
    assert worth == pytest.approx((net.sum() - (net[0] + net[-1]) / 2) * step, rel=1e-4, abs=1e-4)
    assert (worth > 1e-9) == (years < end) or abs(years - end) < 1e-3


@given(st.floats(0.1, 8), st.fixed_dictionaries(EARNING))
def test_once_it_is_not_worth_running_a_machine_is_worth_exactly_nothing(later, machine):
    end = depreciation.economic_life(machine["revenue"], machine["running"], machine["fall"])
    assert depreciation.earning_value(end + later, **machine) == 0


@given(age, price, pace, st.floats(0.02, 0.5))
def test_where_power_is_free_earning_value_is_market_value(years, revenue, fall, discount):
    new, old = depreciation.earning_value(np.array([0, years]), revenue, 0, fall, discount)
    assert new == pytest.approx(revenue / (fall + discount))
    assert old == pytest.approx(depreciation.market_value(new, years, wear=0, moral=fall))


@given(st.floats(0, 4), price, pace, st.floats(0.02, 0.5), st.floats(0, 0.5), st.floats(0.01, 0.4))
def test_dearer_power_makes_a_machine_lose_value_faster(years, revenue, fall, discount, part, more):
    """Of what it was worth when new, less is left."""
    cheap, dear = (
        depreciation.earning_value(np.array([0, years]), revenue, p * revenue, fall, discount)
        for p in (part, part + more)
    )
    assert dear[1] / dear[0] <= cheap[1] / cheap[0] * (1 + 1e-9) + 1e-12


spending = arrays(float, st.integers(1, 12), elements=money)


@given(spending, life, share)
def test_all_that_is_bought_is_written_off_and_no_more(bought, years, first):
    charges = depreciation.yearly_depreciation(np.append(bought, np.zeros(12)), years, first)
    assert charges.sum() == pytest.approx(bought.sum(), abs=1e-9)
    assert np.all(charges >= 0)


@given(spending, st.data(), share)
def test_a_change_of_life_moves_depreciation_and_adds_none_capital_ii_ch_8(bought, data, first):
    lives = data.draw(arrays(float, len(bought), elements=life))
    charges = depreciation.yearly_depreciation(
        np.append(bought, np.zeros(12)), np.append(lives, np.full(12, 10)), first
    )
    assert charges.sum() == pytest.approx(bought.sum(), abs=1e-9)


@given(price, st.integers(1, 8), share)
def test_steady_spending_is_written_off_as_it_is_spent_whatever_the_life(yearly, years, first):
    charges = depreciation.yearly_depreciation(np.full(years + 2, yearly), years, first)
    assert charges[-1] == pytest.approx(yearly)
    assert charges[0] == pytest.approx(yearly * first / years)


@given(spending, life, share)
def test_one_vintage_is_straight_line(bought, years, first):
    """What is left at each year's end is `book_value` at the age reached."""
    alone = np.zeros(14)
    alone[0] = 100
    left = 100 - np.cumsum(depreciation.yearly_depreciation(alone, years, first))
    np.testing.assert_allclose(left, depreciation.book_value(100, np.arange(14) + first, years), atol=1e-9)


def test_a_longer_life_lowers_the_charge_only_while_spending_grows():
    growing = 10 * 1.3 ** np.arange(20)
    short, long = (depreciation.yearly_depreciation(growing, years)[-1] for years in (3, 6))
    assert long < 0.75 * short


def test_a_change_of_estimate_by_hand():
    """120 of which 30 are written off in the first half of two years' life; two years more for the other 90."""
    charges = depreciation.yearly_depreciation([120, 0, 0, 0], life=[2, 2.5, 2.5, 2.5])
    np.testing.assert_allclose(charges, [30, 45, 45, 0])


# Capital spending in billions from the cash-flow statements in their 10-K filings.
ALPHABET = [9.95, 10.212, 13.184, 25.139, 23.548, 22.281, 24.64, 31.485, 32.251]  # 2015 to 2023
META = [2.523, 4.491, 6.733, 13.915, 15.102, 15.163, 18.69, 31.186, 27.045, 37.256, 69.691]  # 2015 to 2025


def effect(bought, before, after):
    """On the last year's depreciation, of the last change of life."""
    return depreciation.yearly_depreciation(bought, after)[-1] - depreciation.yearly_depreciation(bought, before)[-1]


def test_what_alphabet_saved_in_2021_foretells_2023_filings():
    """Servers from 3 years to 4 saved 2.6 bn in 2021, from 4 to 6 saved 3.9 bn in 2023: a third of spending."""
    share = 2.6 / -effect(ALPHABET[:7], [3] * 7, [3] * 6 + [4])
    assert share == pytest.approx(0.34, abs=0.005)
    saved = -share * effect(ALPHABET, [3] * 6 + [4] * 3, [3] * 6 + [4] * 2 + [6])
    assert saved == pytest.approx(3.9, rel=0.03)


def test_half_to_three_quarters_of_metas_spending_gives_its_forecast_for_2025_filings():
    """Servers from 5 years to 5½ were to save about 2.9 bn; their depreciation of 13.36 bn says half."""
    lives = [4] * 7 + [4.75, 5, 5]
    saved = -effect(META, [*lives, 5], [*lives, 5.5])
    assert 0.5 * saved < 2.9 < 0.75 * saved
    charged = depreciation.yearly_depreciation(META, [*lives, 5.5])[-1]
    assert 13.36 / charged == pytest.approx(0.5, abs=0.02)


def test_income_restated_is_a_range():
    income, part = np.full(9, 80.0), np.array([[0.3], [0.5]])
    restated = depreciation.restated_income(income, ALPHABET, part, life=6, other_life=3)
    assert restated.shape == (2, 9)
    fallen = effect(ALPHABET, 6, 3)
    np.testing.assert_allclose(restated[:, -1], 80 - np.array([0.3, 0.5]) * fallen)
    assert np.all(restated[1] < restated[0])


@given(spending, life, life, share, share)
def test_restated_there_and_back_is_as_reported(bought, reported, other, part, first):
    income = np.zeros(len(bought))
    there = depreciation.restated_income(income, bought, part, reported, other, first)
    back = depreciation.restated_income(there, bought, part, other, reported, first)
    np.testing.assert_allclose(back, income, atol=1e-9)
    same = depreciation.restated_income(income, bought, part, reported, reported, first)
    np.testing.assert_array_equal(same, income)


def test_no_machines_of_this_life_nothing_to_restate():
    restated = depreciation.restated_income([5, 6], [9, 9], 0, 6, 2)
    np.testing.assert_array_equal(restated, [5, 6])


def bimatrix(race):
    """Profit of a firm by its own choice and its rival's; the game is symmetric."""
    return np.array([[depreciation.yearly_profit(own, rival, **race) for rival in (0, 1)] for own in (0, 1)])


race = st.fixed_dictionaries(RACE)


@given(race)
def test_the_four_profits_in_closed_form(setting):
    revenue, g, s, x = (setting[name] for name in RACE)
    more = ((1 + g) / 2) ** s / (1 + g)
    expected = [[1 / 2, more], [g * more, g**s / 2]]
    np.testing.assert_allclose(bimatrix(setting), revenue * np.array(expected) - [[0, 0], [x, x]], atol=1e-9)


@given(race, choice, choice)
def test_what_buyers_spend_is_what_the_rivals_take(setting, one, other):
    """At fixed spending it is shared out; where all work sells at the old price it grows with the work."""
    for sold in (0, 1):
        setting = {**setting, "sold": sold}
        taken = depreciation.yearly_profit(one, other, **setting) + depreciation.yearly_profit(other, one, **setting)
        work = 2 + (setting["gain"] - 1) * (one + other)
        spent = setting["revenue"] * (work / 2) ** sold
        assert taken + setting["switching_cost"] * (one + other) == pytest.approx(spent, abs=1e-9)


@given(race, st.integers(0, 2), st.floats(0.01, 0.99))
def test_no_firm_regrets_its_choice_when_so_many_scrap(setting, region, part):
    """The number is that of the Nash equilibrium, found by trying all four cells; a switch of every price."""
    alone, beside = depreciation.gain_from_scrapping(np.array([0, 1]), **setting) + setting["switching_cost"]
    costs = part * beside, beside + part * (alone - beside), alone + part
    setting = {**setting, "switching_cost": costs[region]}
    profits = bimatrix(setting)
    assume(np.min(np.abs(profits[1] - profits[0])) > 1e-9)
    cells = product((0, 1), (0, 1))
    calm = {a + b for a, b in cells if profits[a, b] > profits[1 - a, b] and profits[b, a] > profits[1 - b, a]}
    assert calm == {int(depreciation.firms_that_scrap(**setting))}


def test_a_firm_that_gains_nothing_keeps_and_where_nobody_loses_there_is_no_bind():
    assert depreciation.firms_that_scrap(100, gain=1, sold=0, switching_cost=0) == 0
    assert depreciation.firms_that_scrap(100, gain=3, sold=0, switching_cost=0) == 2
    assert not depreciation.double_bind(100, gain=3, sold=0, switching_cost=0)


def test_between_glut_and_scarcity_one_may_scrap_alone():
    """A switch brings 56 beside a rival who keeps and 51 beside one who scraps."""
    scrapping = depreciation.firms_that_scrap(100, gain=3, sold=0.5, switching_cost=np.array([50, 53.9, 60]))
    np.testing.assert_array_equal(scrapping, [2, 1, 0])


@given(race)
def test_scrapping_never_pays_more_beside_a_rival_who_scraps(setting):
    alone, beside = depreciation.gain_from_scrapping(np.array([0, 1]), **setting)
    assert beside <= alone + 1e-9
    profits = bimatrix(setting)
    np.testing.assert_allclose([alone, beside], profits[1] - profits[0], atol=1e-9)


@given(race)
def test_the_double_bind_in_closed_form(setting):
    revenue, g, s, x = (setting[name] for name in RACE)
    low = revenue * (g**s - 1) / 2
    high = revenue * (g**s / 2 - ((1 + g) / 2) ** s / (1 + g))
    assume(min(abs(x - low), abs(x - high)) > 1e-6)
    assert depreciation.double_bind(**setting) == (low < x < high)


@given(price, gain, share)
def test_the_gap_of_the_double_bind_closes_where_all_work_sells(revenue, g, part):
    """With fixed spending any switch that costs and pays is a bind; with scarce work none is."""
    dear = revenue * (g - 1) / 2 / (g + 1)
    assume(0.01 < part < 0.99)
    assert depreciation.double_bind(revenue, g, 0, part * dear)
    assert not depreciation.double_bind(revenue, g, 1, part * revenue * (g - 1) / 2)
    assert not depreciation.double_bind(revenue, g, 0, -part * dear)


def test_both_scrap_and_both_lose_essay_depreciating_chips():
    """Fixed spending of 100, chips three times as good at 15 more a year: 50 each becomes 35."""
    setting = {"revenue": 100, "gain": 3, "sold": 0, "switching_cost": 15}
    np.testing.assert_allclose(bimatrix(setting), [[50, 25], [60, 35]])
    assert depreciation.firms_that_scrap(**setting) == 2
    assert depreciation.double_bind(**setting)
    free = {**setting, "switching_cost": -1}
    assert depreciation.firms_that_scrap(**free) == 2
    assert not depreciation.double_bind(**free)


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
        (lambda: depreciation.market_value(-1, 1, 0, 0), "cost = -1 is outside [0, inf]"),
        (lambda: depreciation.market_value(1, -1, 0, 0), "age = -1 is outside [0, inf]"),
        (lambda: depreciation.market_value(1, 1, -1, 0), "wear = -1 is outside [0, inf]"),
        (lambda: depreciation.market_value(1, 1, 0, -1), "moral = -1 is outside [0, inf]"),
        (lambda: depreciation.book_value(-1, 1, 1), "cost = -1 is outside [0, inf]"),
        (lambda: depreciation.book_value(1, -1, 1), "age = -1 is outside [0, inf]"),
        (lambda: depreciation.book_value(1, 1, 0), "life = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.write_down(-1, 1), "book = -1 is outside [0, inf]"),
        (lambda: depreciation.write_down(1, -1), "market = -1 is outside [0, inf]"),
        (lambda: depreciation.survival(-1, 1, 1), "age = -1 is outside [0, inf]"),
        (lambda: depreciation.survival(1, 0, 1), "scale = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.survival(1, 1, 0), "shape = 0 is outside [0, inf] without 0"),
        (
            lambda: depreciation.life_ratio(-273.15, 60, 0.7),
            "temperature = -273.15 is outside [-273.15, inf] without -273.15",
        ),
        (
            lambda: depreciation.life_ratio(60, -300, 0.7),
            "reference = -300 is outside [-273.15, inf] without -273.15",
        ),
        (lambda: depreciation.life_ratio(70, 60, -1), "activation_energy = -1 is outside [0, inf]"),
        (lambda: depreciation.moral_rate(0.9, 1), "gain = 0.9 is outside [1, inf]"),
        (lambda: depreciation.moral_rate(2, 0), "interval = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.capital_charge(-1, 1, 1), "cost = -1 is outside [0, inf]"),
        (lambda: depreciation.capital_charge(1, 0, 1), "life = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.capital_charge(1, 1, 0), "interest = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.cost_per_work(0, 1, 1), "work = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.cost_per_work(1, -1, 1), "power = -1 is outside [0, inf]"),
        (lambda: depreciation.cost_per_work(1, 1, -1), "electricity = -1 is outside [0, inf]"),
        (lambda: depreciation.cost_per_work(1, 1, 1, -1), "charge = -1 is outside [0, inf]"),
        (lambda: depreciation.economic_life(0, 1, 1), "revenue = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.economic_life(1, 0, 1), "running = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.economic_life(1, 1, 0), "fall = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.earning_value(-1, 1, 1, 1, 1), "age = -1 is outside [0, inf]"),
        (lambda: depreciation.earning_value(1, 0, 1, 1, 1), "revenue = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.earning_value(1, 1, -1, 1, 1), "running = -1 is outside [0, inf]"),
        (lambda: depreciation.earning_value(1, 1, 1, 0, 1), "fall = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.earning_value(1, 1, 1, 1, 0), "discount = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.yearly_depreciation([1, -1], 3), "spending = -1 is outside [0, inf]"),
        (lambda: depreciation.yearly_depreciation([1, 1], [3, 0]), "life = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.yearly_depreciation([1, 1], 3, 1.5), "in_service = 1.5 is outside [0, 1]"),
        (lambda: depreciation.yearly_depreciation([1, 1], 3, -0.5), "in_service = -0.5 is outside [0, 1]"),
        (lambda: depreciation.restated_income([np.nan], [1], 1, 3, 2), "income = nan is outside [-inf, inf]"),
        (lambda: depreciation.restated_income([1], [1], 1.5, 3, 2), "share = 1.5 is outside [0, 1]"),
        (lambda: depreciation.restated_income([1], [1], -0.5, 3, 2), "share = -0.5 is outside [0, 1]"),
        (lambda: depreciation.restated_income([1], [1], 1, 3, 0), "life = 0 is outside [0, inf] without 0"),
        (lambda: depreciation.yearly_profit(2, 0, 1, 2, 0, 0), "own = 2 is outside [0, 1]"),
        (lambda: depreciation.yearly_profit(0, -1, 1, 2, 0, 0), "rival = -1 is outside [0, 1]"),
        (lambda: depreciation.yearly_profit(0, 0, -1, 2, 0, 0), "revenue = -1 is outside [0, inf]"),
        (lambda: depreciation.yearly_profit(0, 0, 1, 0.5, 0, 0), "gain = 0.5 is outside [1, inf]"),
        (lambda: depreciation.yearly_profit(0, 0, 1, 2, 1.5, 0), "sold = 1.5 is outside [0, 1]"),
        (
            lambda: depreciation.yearly_profit(0, 0, 1, 2, 0, np.nan),
            "switching_cost = nan is outside [-inf, inf]",
        ),
        (lambda: depreciation.gain_from_scrapping(2, 1, 2, 0, 0), "rival = 2 is outside [0, 1]"),
        (lambda: depreciation.firms_that_scrap(1, 0, 0, 0), "gain = 0 is outside [1, inf]"),
        (lambda: depreciation.double_bind(1, 2, -1, 0), "sold = -1 is outside [0, 1]"),
    ],
)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message
