"""Employment, against Capital, and Goodwin's cycle against what it must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capital import population
from parity import same_in_vega, vega

above = st.floats(0.1, 50)
rates = {
    "productivity": st.floats(0.005, 0.04),
    "labor_force": st.floats(0, 0.02),
    "capital_ratio": st.floats(4, 9),
    "resistance": st.floats(0.3, 0.7),
    "pressure": st.floats(0.4, 0.9),
}
TRACED = {
    population.workers_employed: {"capital": above, "composition": above, "wage": above},
    population.jobs_after: {"productivity": above, "output": above, "hours": above},
    population.hours_after: {"hours": above, "productivity": above, "share": st.floats(0, 1)},
    population.share_taken_as_time: {"hours": above, "hours_later": above, "productivity": st.floats(1.1, 9)},
    population.goodwin_constant: {"employment": st.floats(0.5, 1), "share": st.floats(0.5, 1), **rates},
}
USUAL = {"productivity": 0.02, "labor_force": 0.01, "capital_ratio": 7, "resistance": 0.544, "pressure": 0.6}


def test_capital_must_triple_to_hire_a_fifth_more_capital_i_ch_25_section_2():
    """From half constant capital to four fifths: £6,000 employ 3,000, £18,000 employ 3,600."""
    before = population.workers_employed(6_000, 1, 1)
    assert population.workers_employed(18_000, 4, 1) == pytest.approx(1.2 * before)
    assert population.workers_employed(3, 1, 1) * 3000 == 4500  # had the composition stayed


@given(above, above, above)
def test_output_is_jobs_times_hours_times_productivity(productivity, output, hours):
    assert population.jobs_after(productivity, output, hours) * productivity * hours == pytest.approx(output)


@given(above, st.floats(1.01, 12), st.floats(0, 1))
def test_the_share_taken_as_time_is_what_the_hours_say(hours, productivity, share):
    later = population.hours_after(hours, productivity, share)
    assert population.share_taken_as_time(hours, later, productivity) == pytest.approx(share, abs=1e-9)
    output = productivity * later / hours  # what is not time is goods
    assert output == pytest.approx(productivity ** (1 - share))


def test_ten_hours_for_twelve_capital_i_ch_15_section_3c():
    """The same product in ten hours as in twelve: an hour yields a fifth more, and all of it was taken as time."""
    assert population.hours_after(12, 1.2, 1) == pytest.approx(10)


def test_at_rest_nothing_moves():
    employment, share = population.goodwin_rest(**USUAL)
    assert population.goodwin_step(employment, share, 1, **USUAL) == pytest.approx((employment, share))


@settings(max_examples=25)
@given(st.fixed_dictionaries(rates), st.floats(0.9, 1.1), st.floats(0.9, 1.1))
def test_the_cycle_keeps_its_constant(given_rates, off, aside):
    """Leapfrog: over 400 years at half-year steps the error stays below a hundredth of the orbit's own height."""
    rest = population.goodwin_rest(**given_rates)
    if not (0.5 < rest[0] < 1.2 and rest[1] > 0.3):
        return
    employment, share = rest[0] * off, rest[1] * aside
    low = population.goodwin_constant(*rest, **given_rates)
    start = population.goodwin_constant(employment, share, **given_rates)
    worst = 0.0
    for _ in range(800):
        employment, share = population.goodwin_step(employment, share, 0.5, **given_rates)
        worst = max(worst, abs(population.goodwin_constant(employment, share, **given_rates) - start))
    assert worst <= 0.02 * (start - low) + 1e-12


def test_a_plain_step_would_drift_and_this_one_does_not():
    """Euler's steps spiral outward: the constant grows several times in 200 years."""
    employment = plain = 0.90
    share = other = 0.79
    start = population.goodwin_constant(employment, share, **USUAL)
    low = population.goodwin_constant(*population.goodwin_rest(**USUAL), **USUAL)
    for _ in range(400):
        employment, share = population.goodwin_step(employment, share, 0.5, **USUAL)
        plain, other = (
            plain + 0.5 * plain * ((1 - other) / 7 - 0.03),
            other + 0.5 * other * (0.6 * plain - 0.564),
        )
    kept = population.goodwin_constant(employment, share, **USUAL)
    lost = population.goodwin_constant(plain, other, **USUAL)
    assert abs(kept - start) < 0.01 * (start - low)
    assert lost - low > 2 * (start - low)


def test_the_least_of_the_constant_is_at_rest():
    rest = population.goodwin_rest(**USUAL)
    low = population.goodwin_constant(*rest, **USUAL)
    for employment, share in ((0.9, rest[1]), (0.97, rest[1]), (rest[0], 0.7), (rest[0], 0.85)):
        assert population.goodwin_constant(employment, share, **USUAL) > low


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: population.workers_employed(-1, 1, 1), "capital = -1"),
        (lambda: population.workers_employed(1, -1, 1), "composition = -1"),
        (lambda: population.workers_employed(1, 1, 0), "wage = 0 is outside .* without 0"),
        (lambda: population.jobs_after(0, 1, 1), "productivity = 0"),
        (lambda: population.jobs_after(1, -1, 1), "output = -1"),
        (lambda: population.jobs_after(1, 1, np.nan), "hours = nan"),
        (lambda: population.goodwin_step(0, 0.8, 1, 0, 0, 7, 0.5, 0.6), "employment = 0"),
        (lambda: population.goodwin_step(0.9, 0.8, 1, 0, 0, 0, 0.5, 0.6), "capital_ratio = 0"),
        (lambda: population.goodwin_step(0.9, 0.8, 1, -2, 0, 7, 0.5, 0.6), "productivity = -2"),
        (lambda: population.goodwin_constant(0.9, 0, 0, 0, 7, 0.5, 0.6), "share = 0"),
        (lambda: population.goodwin_constant(0.9, 0.8, 0, -2, 7, 0.5, 0.6), "labor_force = -2"),
        (lambda: population.hours_after(40, 0, 0.5), "productivity = 0"),
        (lambda: population.hours_after(40, 2, 1.5), r"share = 1.5 is outside \[0, 1\]"),
        (lambda: population.hours_after(-40, 2, 0.5), "hours = -40"),
        (lambda: population.share_taken_as_time(12, 0, 2), "hours_later = 0"),
        (lambda: population.share_taken_as_time(12, 10, 1), "productivity = 1 is outside .* without 0, 1"),
        (lambda: population.goodwin_rest(0, 0, 7, 0.5, 0), "pressure = 0"),
        (lambda: population.goodwin_rest(0, 0, 7, -2, 0.6), "resistance = -2"),
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


@given(
    st.lists(st.fixed_dictionaries({"employment": st.floats(0.5, 1), "share": st.floats(0.5, 1), **rates}), min_size=1)
)
def test_vega_steps_the_same(rows):
    def stepped(employment, share, productivity, labor_force, capital_ratio, resistance, pressure):
        others = productivity, labor_force, capital_ratio, resistance, pressure
        jobs, wages = population.goodwin_step(employment, share, 0.5, *others)
        return {"jobs": jobs, "wages": wages}

    shown, expected = vega(stepped, rows), [stepped(**row) for row in rows]
    for name in ("jobs", "wages"):
        np.testing.assert_allclose(shown[name], [row[name] for row in expected], rtol=1e-9)


def test_twice_the_pay_employs_half_as_many():
    assert population.workers_employed(6_000, 1, 2) == 1_500


def test_a_gain_that_is_none_has_no_share_and_a_doubling_has_one():
    with pytest.raises(ValueError, match="productivity = 1"):
        population.share_taken_as_time(40, 30, 1)
    assert population.share_taken_as_time(40, 20, 2) == pytest.approx(1)
