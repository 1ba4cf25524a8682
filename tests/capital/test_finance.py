"""Claims and networks of debts: closed forms, what must be conserved, and an independent solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from capital import finance
from parity import same_in_vega, vega


def network(seed, firms=8, likely=0.4):
    """Debts, debts to others and cash of random firms, drawn so that some fail and some do not."""
    draw = np.random.default_rng(seed)
    owed = draw.uniform(1, 10, (firms, firms)) * (draw.random((firms, firms)) < likely)
    np.fill_diagonal(owed, 0)
    return owed, draw.uniform(0, 5, firms), draw.uniform(0, 12, firms) * draw.integers(0, 2, firms)


def by_linear_programming(owed, outside, cash):
    """The greatest payments that nobody's means or debts forbid, by a solver that knows no rounds."""
    total = owed.sum(axis=1) + outside
    shares = owed / np.where(total > 0, total, 1)[:, None]
    found = linprog(-np.ones(len(total)), np.eye(len(total)) - shares.T, cash, bounds=[(0, most) for most in total])
    assert found.status == 0
    return found.x


def test_a_hundred_a_year_at_five_percent_capital_iii_ch_29():
    assert finance.fictitious_capital(100, 0.05) == 2000
    assert finance.fictitious_capital(100, 0.10) == 1000  # twice the rate, half the capital, and nothing has changed


@settings(max_examples=15)
@given(st.lists(st.fixed_dictionaries({"income": st.floats(0, 9), "interest": st.floats(0.01, 1)}), min_size=1))
def test_vega_computes_what_numpy_does(rows):
    same_in_vega(finance.fictitious_capital, rows)


@given(st.floats(0, 0.95), st.integers(2, 6))
def test_a_dollar_in_a_ring_is_counted_one_over_what_leaves(share, firms):
    ring = share * np.roll(np.eye(firms), 1, axis=1)
    taken = finance.receipts(np.eye(firms)[0], ring)
    assert taken.sum() == pytest.approx(1 / (1 - share))
    assert taken[0] == pytest.approx(1 / (1 - share**firms))


@given(st.integers(0, 10_000))
def test_what_enters_leaves(seed):
    draw = np.random.default_rng(seed)
    passed = draw.random((5, 5)) / 6
    entered = draw.random(5)
    taken = finance.receipts(entered, passed)
    assert (taken * (1 - passed.sum(axis=1))).sum() == pytest.approx(entered.sum())


def test_three_that_owe_each_other_and_others_eisenberg_and_noe():
    """Each owes 10 to the next and 5 outside and holds 5: all pay in full, though none holds 15."""
    ring = 10 * np.roll(np.eye(3), 1, axis=1)
    np.testing.assert_allclose(finance.clearing_payments(ring, [5, 5, 5], [5, 5, 5]), [15, 15, 15])


def test_a_ring_without_cash_pays_itself():
    """The greatest solution, not the least: each pays out of what the one before pays."""
    ring = 10 * np.roll(np.eye(4), 1, axis=1)
    np.testing.assert_allclose(finance.clearing_payments(ring, np.zeros(4), np.zeros(4)), [10] * 4)


def test_one_leak_drains_a_ring():
    """Two owe each other 10, one owes 5 more outside, neither holds anything: in the end nobody has anything."""
    paid = finance.clearing_payments([[0, 10], [10, 0]], [5, 0], [0, 0])
    np.testing.assert_allclose(paid, [0, 0], atol=1e-9)


def test_one_firm_pays_what_it_has():
    for cash, paid in ((3, 3), (10, 10), (12, 10)):
        np.testing.assert_allclose(finance.clearing_payments([[0]], [10], [cash]), [paid])
    np.testing.assert_allclose(finance.clearing_payments([[0]], [0], [3]), [0])


@given(st.integers(0, 10_000))
def test_each_pays_all_it_owes_or_all_it_has_and_nothing_is_lost(seed):
    owed, outside, cash = network(seed)
    total = owed.sum(axis=1) + outside
    shares = owed / np.where(total > 0, total, 1)[:, None]
    paid = finance.clearing_payments(owed, outside, cash)
    got = cash + shares.T @ paid
    np.testing.assert_allclose(paid, np.minimum(total, got), atol=1e-9)
    kept, to_others = got - paid, (paid * (1 - shares.sum(axis=1))).sum()
    assert cash.sum() == pytest.approx(kept.sum() + to_others)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_an_independent_solver_agrees(seed):
    given_network = network(seed)
    expected = by_linear_programming(*given_network)
    np.testing.assert_allclose(finance.clearing_payments(*given_network), expected, atol=1e-7)


@given(st.integers(0, 10_000), st.integers(0, 7), st.floats(0, 10))
def test_more_cash_to_one_harms_nobody(seed, firm, more):
    owed, outside, cash = network(seed)
    before = finance.clearing_payments(owed, outside, cash)
    cash[firm] += more
    assert np.all(finance.clearing_payments(owed, outside, cash) >= before - 1e-9)


@given(st.integers(0, 10_000))
def test_rounds_from_above_come_down_to_the_clearing_payments(seed):
    owed, outside, cash = network(seed)
    total = owed.sum(axis=1) + outside
    shares = owed / np.where(total > 0, total, 1)[:, None]
    paid = total
    for _ in range(2000):
        last, paid = paid, finance.clearing_round(paid, total, shares, cash)
        assert np.all(paid <= last + 1e-12)
    np.testing.assert_allclose(paid, finance.clearing_payments(owed, outside, cash), atol=1e-6)


@given(st.lists(st.floats(0, 9), min_size=2, max_size=7))
def test_along_a_chain_each_pays_what_came_and_what_it_held(held):
    """Each owes 10 to the next: what is paid is the sum of the means so far, and never more than ten."""
    firms = len(held)
    paid = finance.clearing_payments(10 * np.eye(firms, k=1), np.eye(firms)[-1] * 10, held)
    expected, so_far = [], 0
    for means in held:
        so_far = min(10, so_far + means)
        expected.append(so_far)
    np.testing.assert_allclose(paid, expected, atol=1e-9)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0, 50))
def test_a_reserve_pays_while_it_lasts(reserve, income, due):
    left, missing = finance.reserve_step(reserve, income, due)
    assert left - missing == pytest.approx(reserve + income - due)
    assert left == 0 or missing == 0


@settings(max_examples=10)
@given(st.lists(st.fixed_dictionaries({key: st.floats(0, 9) for key in ("reserve", "income", "due")}), min_size=1))
def test_vega_keeps_the_same_reserve(rows):
    columns = vega(lambda **row: dict(zip("lm", finance.reserve_step(**row), strict=True)), rows)
    expected = np.array([finance.reserve_step(**row) for row in rows])
    np.testing.assert_allclose(columns["l"], expected[:, 0], atol=1e-12)
    np.testing.assert_allclose(columns["m"], expected[:, 1], atol=1e-12)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: finance.fictitious_capital(100, 0), "interest = 0"),
        (
            lambda: finance.receipts([1, 0], [[0, 1], [1, 0]]),
            r"largest eigenvalue of passed_on = 1 is outside \[0, 1\]",
        ),
        (lambda: finance.receipts([-1], [[0]]), r"entered = -1 is outside \[0"),
        (lambda: finance.clearing_payments([[0, -1], [0, 0]], [0, 0], [0, 0]), "owed = -1"),
        (lambda: finance.clearing_payments([[0]], [1], [np.nan]), "cash = nan"),
        (lambda: finance.reserve_step(1, -2, 0), "income = -2"),
        (lambda: finance.clearing_round(np.ones(1), np.ones(1), np.zeros((1, 1)), -np.ones(1)), "cash = -1"),
    ],
)
def test_numbers_out_of_range_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
