"""Machinery and the working day, against Capital, and the model of fatigue against its own arithmetic."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capital import machinery
from parity import same_in_vega

hours = st.floats(1, 16)
pace = st.floats(0.3, 3)
count = st.floats(0.5, 12)
share = st.floats(0, 1)
endurance = st.floats(4, 14)
pace_cost = st.floats(1, 3)
money = st.floats(0, 1e6)

TRACED = {
    machinery.wear_per_day: {"value": money, "life_hours": st.floats(1, 1e5), "hours": st.floats(0, 24)},
    machinery.productivity_ratio: {"old_hours": money, "new_hours": hours},
    machinery.intensity_for_same_output: {"old_hours": hours, "new_hours": hours},
    machinery.new_value: {"hours": hours, "intensity": pace, "value_per_hour": money, "normal_intensity": pace},
    machinery.load: {"intensity": pace, "machines": count, "attention": share},
    machinery.strain: {"hours": hours, "load": pace, "endurance": endurance, "pace_cost": pace_cost},
    machinery.efficiency: {"strain": st.floats(0, 3)},
    machinery.output_per_hour: {"intensity": pace, "machines": count, "strain": st.floats(0, 3)},
    machinery.most_hours: {"load": pace, "endurance": endurance, "pace_cost": pace_cost},
    machinery.most_machines: {
        "hours": hours,
        "intensity": pace,
        "attention": st.floats(0.05, 1),
        "endurance": endurance,
        "pace_cost": pace_cost,
    },
    machinery.labor_saved: {"machine": money, "displaced": money},
    machinery.money_saved: {"machine": money, "displaced": money, "exploitation": st.floats(0, 5)},
    machinery.cost_by_person: {"minutes": money, "wage": money},
    machinery.cost_with_checker: {
        "run": money,
        "checking": money,
        "failing": share,
        "minutes": money,
        "wage": st.floats(0, 100),
    },
    machinery.break_even_multiple: {
        "run": st.floats(0.01, 100),
        "checking": st.floats(0, 100),
        "failing": share,
        "minutes": st.floats(0, 100),
        "wage": st.floats(0, 100),
    },
    machinery.best_intensity: {
        "hours": hours,
        "machines": count,
        "attention": share,
        "endurance": endurance,
        "pace_cost": pace_cost,
    },
}


def output_of_day(hours, intensity, machines, attention, endurance, pace_cost):
    strain = machinery.strain(hours, machinery.load(intensity, machines, attention), endurance, pace_cost)
    return hours * machinery.output_per_hour(intensity, machines, strain)


worker = st.fixed_dictionaries({"attention": st.floats(0.1, 1), "endurance": endurance, "pace_cost": pace_cost})


def test_sixteen_hours_for_seven_and_a_half_years_capital_i_ch_15_section_3b():
    """The same value is passed on as at eight hours for fifteen years, in half the time."""
    days, worth = 300, 9000
    life = 15 * days * 8
    fast, slow = machinery.wear_per_day(worth, life, 16), machinery.wear_per_day(worth, life, 8)
    assert fast * 7.5 * days == slow * 15 * days == worth
    assert fast == 2 * slow


@given(money, st.floats(1, 1e5), st.floats(0.1, 24))
def test_no_machine_passes_on_more_value_than_it_has_capital_i_ch_15_section_2(worth, life, day):
    assert machinery.wear_per_day(worth, life, day) * life / day == pytest.approx(worth)


def test_a_week_of_cotton_by_the_mule_and_by_the_wheel_capital_i_ch_15_section_2():
    """366 pounds: 150 hours of labor, or 27,000. A machine of 26,850 hours' wear would only move the labor."""
    assert machinery.productivity_ratio(27_000, 150) == 180
    assert machinery.productivity_ratio(27_000, 150 + 26_850) == 1


def test_eleven_hours_for_twelve_capital_i_ch_15_section_3c():
    """Gardner's mills at Preston, 1844: the same product, so an intensity of 12/11."""
    intensity = machinery.intensity_for_same_output(12, 11)
    assert intensity == pytest.approx(12 / 11)
    assert machinery.new_value(11, intensity, 1) == pytest.approx(machinery.new_value(12, 1, 1))


@given(hours, hours, pace, count, share, endurance)
def test_what_is_lost_in_duration_is_gained_in_force_capital_i_ch_15_section_3c(old, new, speed, n, attention, limit):
    """With a pace cost of 1 the shorter and denser day yields and tires exactly as much."""
    faster = speed * machinery.intensity_for_same_output(old, new)
    before = output_of_day(old, speed, n, attention, limit, 1)
    assert output_of_day(new, faster, n, attention, limit, 1) == pytest.approx(before)


@given(st.floats(1, 12), endurance, st.floats(1.1, 3))
def test_where_pace_costs_more_than_length_the_dense_day_tires_more(shorter, limit, cost):
    dense = machinery.strain(shorter, 13 / shorter, limit, cost)
    assert dense > machinery.strain(13, 1, limit, cost)


@pytest.mark.parametrize("shillings", [7, 8])
def test_a_denser_day_makes_more_value_capital_i_ch_17_section_2(shillings):
    """Twelve hours make 6s; denser ones 7, 8 or more, and 6 again once all labor is as dense."""
    intensity = shillings / 6
    assert machinery.new_value(12, intensity, value_per_hour=0.5) == pytest.approx(shillings)
    assert machinery.new_value(12, intensity, 0.5, normal_intensity=intensity) == pytest.approx(6)


def test_faster_machines_or_more_of_them_capital_i_ch_15_section_3c():
    assert machinery.load(1.5, 1, 0.7) == 1.5
    assert machinery.load(1, 3, 1) == 3
    assert machinery.load(1, 3, 0) == 1
    assert machinery.load(2, 4, 0.5) == 4


def test_munition_workers_pencavel_2015():
    """Nearly proportional to 49 hours a week, most at 63, at 70 no more than at 56."""
    week = np.arange(30, 81)
    output = dict(zip(week.tolist(), week * machinery.efficiency(week / 63), strict=True))
    assert output[49] / 49 == pytest.approx(output[30] / 30, rel=0.05)
    assert max(output, key=output.get) == 63
    assert output[70] == pytest.approx(output[56], rel=0.02)


@given(worker, pace, count)
def test_past_most_hours_a_longer_day_yields_less(nature, speed, n):
    load = machinery.load(speed, n, nature["attention"])
    best = machinery.most_hours(load, nature["endurance"], nature["pace_cost"])
    assert machinery.strain(best, load, nature["endurance"], nature["pace_cost"]) == pytest.approx(1)
    below, at, above = output_of_day(best * np.array([0.99, 1, 1.01]), speed, n, **nature)
    assert below < at > above


@given(worker, pace, hours)
def test_past_most_machines_minding_more_yields_less(nature, speed, day):
    best = machinery.most_machines(day, speed, **nature)
    below, at, above = output_of_day(day, speed, best * np.array([0.99, 1, 1.01]), **nature)
    assert below < at > above


@given(worker, count, hours)
def test_past_the_best_intensity_a_worker_driven_faster_yields_less(nature, n, day):
    best = machinery.best_intensity(day, n, **nature)
    below, at, above = output_of_day(day, best * np.array([0.99, 1, 1.01]), n, **nature)
    assert below < at > above


@given(worker, hours, pace, count, st.floats(1.01, 2))
def test_length_and_density_come_to_exclude_each_other_capital_i_ch_15_section_3c(nature, day, speed, n, times):
    """The longer the day, the fewer machines and the lower intensity yield most; and the other way round."""
    limit, cost = nature["endurance"], nature["pace_cost"]
    assert machinery.most_machines(times * day, speed, **nature) < machinery.most_machines(day, speed, **nature)
    assert machinery.best_intensity(times * day, n, **nature) < machinery.best_intensity(day, n, **nature)
    assert machinery.most_hours(times * speed, limit, cost) < machinery.most_hours(speed, limit, cost)


@given(hours, pace, endurance, pace_cost, st.floats(1, 12), st.floats(1.01, 3))
def test_machines_that_need_no_attention_never_tire(day, speed, limit, cost, n, times):
    few, many = output_of_day(day, speed, np.array([n, times * n]), 0, limit, cost)
    assert many == pytest.approx(times * few)


@given(st.floats(0, 1))
def test_a_rested_worker_at_the_usual_speed_is_the_unit(strain):
    assert machinery.output_per_hour(1, 1, 0) == 1
    assert machinery.output_per_hour(1, 1, strain) == machinery.efficiency(strain) <= 1


def test_a_machine_as_dear_as_the_wages_of_150_men_saves_half_the_labor_capital_i_ch_15_section_2():
    """£3,000 of wages at 100 percent stand for £6,000 of labor; the machine's £3,000 for all the labor in it."""
    assert machinery.money_saved(3000, 6000, 1) == 0
    assert machinery.labor_saved(3000, 6000) == 3000


@given(money, st.floats(0, 1e6), st.floats(0, 5))
def test_between_the_two_borders_lies_the_unpaid_part(machine, displaced, exploitation):
    gap = machinery.labor_saved(machine, displaced) - machinery.money_saved(machine, displaced, exploitation)
    assert gap == pytest.approx(displaced * exploitation / (1 + exploitation), rel=1e-9, abs=1e-6)


@given(st.floats(0.01, 100), st.floats(0, 60), share, st.floats(0, 240), st.floats(1, 100))
def test_at_the_break_even_price_machine_and_person_cost_the_same(run, checking, failing, minutes, wage):
    times = machinery.break_even_multiple(run, checking, failing, minutes, wage)
    if times >= 0:
        with_checker = machinery.cost_with_checker(times * run, checking, failing, minutes, wage)
        assert with_checker == pytest.approx(machinery.cost_by_person(minutes, wage), abs=1e-6)


def test_a_try_that_never_fails_and_needs_no_check_costs_its_run():
    assert machinery.cost_with_checker(0.43, 0, 0, 60, 70) == 0.43


@settings(deadline=None)
@pytest.mark.parametrize("model", TRACED, ids=lambda model: model.__name__)
@given(data=st.data())
def test_vega_computes_the_same(model, data):
    rows = data.draw(st.lists(st.fixed_dictionaries(TRACED[model]), min_size=1, max_size=20))
    same_in_vega(model, rows)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: machinery.labor_saved(-1, 1), "machine = -1 is outside [0, inf]"),
        (lambda: machinery.money_saved(1, 1, -1), "exploitation = -1 is outside [0, inf]"),
        (lambda: machinery.cost_by_person(1, -1), "wage = -1 is outside [0, inf]"),
        (lambda: machinery.cost_with_checker(1, 1, 2, 1, 1), "failing = 2 is outside [0, 1]"),
        (lambda: machinery.break_even_multiple(0, 1, 0, 1, 1), "run = 0 is outside [0, inf] without 0"),
        (lambda: machinery.wear_per_day(-1, 1, 1), "value = -1 is outside [0, inf]"),
        (lambda: machinery.wear_per_day(1, 0, 1), "life_hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.wear_per_day(1, 1, -1), "hours = -1 is outside [0, inf]"),
        (lambda: machinery.productivity_ratio(-1, 1), "old_hours = -1 is outside [0, inf]"),
        (lambda: machinery.productivity_ratio(1, 0), "new_hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.intensity_for_same_output(0, 1), "old_hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.intensity_for_same_output(1, 0), "new_hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.new_value(-1, 1, 1), "hours = -1 is outside [0, inf]"),
        (lambda: machinery.new_value(1, -1, 1), "intensity = -1 is outside [0, inf]"),
        (lambda: machinery.new_value(1, 1, -1), "value_per_hour = -1 is outside [0, inf]"),
        (lambda: machinery.new_value(1, 1, 1, 0), "normal_intensity = 0 is outside [0, inf] without 0"),
        (lambda: machinery.load(0, 1, 1), "intensity = 0 is outside [0, inf] without 0"),
        (lambda: machinery.load(1, 0, 1), "machines = 0 is outside [0, inf] without 0"),
        (lambda: machinery.load(1, 1, 1.5), "attention = 1.5 is outside [0, 1]"),
        (lambda: machinery.load(1, 1, -0.5), "attention = -0.5 is outside [0, 1]"),
        (lambda: machinery.strain(-1, 1, 1, 1), "hours = -1 is outside [0, inf]"),
        (lambda: machinery.strain(1, -1, 1, 1), "load = -1 is outside [0, inf]"),
        (lambda: machinery.strain(1, 1, 0, 1), "endurance = 0 is outside [0, inf] without 0"),
        (lambda: machinery.strain(1, 1, 1, 0.5), "pace_cost = 0.5 is outside [1, inf]"),
        (lambda: machinery.efficiency(-1), "strain = -1 is outside [0, inf]"),
        (lambda: machinery.output_per_hour(-1, 1, 1), "intensity = -1 is outside [0, inf]"),
        (lambda: machinery.output_per_hour(1, -1, 1), "machines = -1 is outside [0, inf]"),
        (lambda: machinery.output_per_hour(1, 1, -1), "strain = -1 is outside [0, inf]"),
        (lambda: machinery.most_hours(0, 1, 1), "load = 0 is outside [0, inf] without 0"),
        (lambda: machinery.most_hours(1, 0, 1), "endurance = 0 is outside [0, inf] without 0"),
        (lambda: machinery.most_hours(1, 1, 0.5), "pace_cost = 0.5 is outside [1, inf]"),
        (lambda: machinery.most_machines(0, 1, 1, 1, 1), "hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.most_machines(1, 0, 1, 1, 1), "intensity = 0 is outside [0, inf] without 0"),
        (lambda: machinery.most_machines(1, 1, 0, 1, 1), "attention = 0 is outside [0, 1] without 0"),
        (lambda: machinery.most_machines(1, 1, 1.5, 1, 1), "attention = 1.5 is outside [0, 1] without 0"),
        (lambda: machinery.most_machines(1, 1, 1, 0, 1), "endurance = 0 is outside [0, inf] without 0"),
        (lambda: machinery.most_machines(1, 1, 1, 1, 0.5), "pace_cost = 0.5 is outside [1, inf]"),
        (lambda: machinery.best_intensity(0, 1, 1, 1, 1), "hours = 0 is outside [0, inf] without 0"),
        (lambda: machinery.best_intensity(1, 0, 1, 1, 1), "machines = 0 is outside [0, inf] without 0"),
        (lambda: machinery.best_intensity(1, 1, 1.5, 1, 1), "attention = 1.5 is outside [0, 1]"),
        (lambda: machinery.best_intensity(1, 1, 1, 0, 1), "endurance = 0 is outside [0, inf] without 0"),
        (lambda: machinery.best_intensity(1, 1, 1, 1, 0.5), "pace_cost = 0.5 is outside [1, inf]"),
    ],
)
def test_a_number_out_of_range_is_named(call, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        call()
    assert str(error.value) == message
