"""Claims on income, money that goes round, and who pays when somebody does not.

All take numbers or arrays, and return the like; where a network is meant, its shape is given. A number outside its
range, not-a-number among them, raises a ValueError that names the argument, its value and the range.
"""

import numpy as np

from capital.domain import check


def fictitious_capital(income, interest):
    """Capital that a yearly income is held to be, wherever it comes from.

        capital = income / interest

    *Capital* III ch. 29. The claim is bought and sold as if the capital were there, beside the real one or without it.

    - income: money a year, for ever.
    - interest: rate a year, above 0.

    Marx's hundred a year at five percent:

    >>> fictitious_capital(income=100, interest=0.05)
    2000.0
    """
    check(income=income)
    check(0, exclude=[0], interest=interest)
    return income / interest


def receipts(entered, passed_on):
    """What each firm takes in, in all, when part of what it takes goes on to the others.

        receipts = entered + passed onᵀ receipts

    In a ring where each passes on the share q to the next, a dollar that enters is counted 1 / (1 − q) times.

    - entered: array, shape (firms,), money from outside the circle, 0 or more.
    - passed_on: array, shape (firms, firms), the share of what firm i takes in that it pays to firm j, 0 or more.

    Returns an array, shape (firms,). Raises ValueError, too, where the circle passes on all it takes, so that money
    never leaves it: the largest eigenvalue must be below one.

    >>> receipts([1, 0], [[0, 0.5], [0.5, 0]]).round(3)
    array([1.333, 0.667])
    """
    check(0, entered=entered, passed_on=passed_on)
    passed_on = np.asarray(passed_on, dtype=float)
    largest = np.max(np.abs(np.linalg.eigvals(passed_on)))
    check(0, 1, exclude=[1], **{"largest eigenvalue of passed_on": largest})
    return np.linalg.solve(np.eye(len(passed_on)) - passed_on.T, np.asarray(entered, dtype=float))


def clearing_round(paid, owed, shares, cash):
    """What each firm can pay if the others pay what they are said to: all it owes, or all it has.

        paid = min(owed, cash + sharesᵀ paid)

    One round of L. Eisenberg and T. Noe 2001. From ``owed`` downward the rounds go to ``clearing_payments``.

    - paid: what each pays, as far as is known. owed: what each owes. cash: what it has besides. All of shape (firms,).
    - shares: array, shape (firms, firms), of what i owes the part that is owed to j; what is left goes outside.

    >>> clearing_round(np.array([2.0, 1]), np.array([2.0, 1]), np.array([[0, 1.0], [0, 0]]), np.array([0.5, 0]))
    array([0.5, 1. ])
    """
    check(0, paid=paid, owed=owed, shares=shares, cash=cash)
    return np.minimum(owed, cash + shares.T @ paid)


def clearing_payments(owed, outside, cash):
    """What each firm pays in the end: in full, or all it has, the same part of every dollar owed.

        paid = min(total owed, cash + Πᵀ paid), the greatest solution;  Π = owed over total owed

    L. Eisenberg and T. Noe 2001: first all are held to pay; who then cannot is set to pay what it gets, which may
    leave others unable, and so on. After at most as many rounds as firms the payments are exact. Equal rank of all
    creditors is assumed, and no cost of failing.

    - owed: array, shape (firms, firms), what i owes j, 0 or more.
    - outside: array, shape (firms,), what i owes to others than these firms, 0 or more.
    - cash: array, shape (firms,), what i has besides, 0 or more.

    Returns an array, shape (firms,).

    A owes 10 to B, B owes 10 to C; A has 4 and B has 3:

    >>> clearing_payments([[0, 10, 0], [0, 0, 10], [0, 0, 0]], [0, 0, 0], [4, 3, 0])
    array([4., 7., 0.])
    """
    check(0, owed=owed, outside=outside, cash=cash)
    owed, cash = np.asarray(owed, dtype=float), np.asarray(cash, dtype=float)
    total = owed.sum(axis=1) + outside
    shares = owed / np.where(total > 0, total, 1)[:, None]
    paid = total.copy()
    failing = np.zeros(len(total), dtype=bool)
    while True:
        short = total - cash - shares.T @ paid > 1e-12 * np.maximum(total, 1)
        if not np.any(short & ~failing):
            return paid
        failing |= short
        among = np.eye(np.sum(failing)) - shares[np.ix_(failing, failing)].T
        from_sound = cash + shares[~failing].T @ total[~failing]
        paid[failing] = np.linalg.solve(among, from_sound[failing])


def reserve_step(reserve, income, due):
    """What is left of a reserve, and what is not paid, after one month's income and dues.

        left = max(0, reserve + income − due),  missing = max(0, due − income − reserve)

    - reserve, income, due: money, 0 or more.

    Returns left and missing.

    >>> left, missing = reserve_step(reserve=np.array([10, 1]), income=0, due=4)
    >>> left, missing
    (array([6, 0]), array([0, 3]))
    """
    check(0, reserve=reserve, income=income, due=due)
    return np.maximum(0, reserve + income - due), np.maximum(0, due - income - reserve)
