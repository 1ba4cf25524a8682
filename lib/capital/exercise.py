"""Exercises in code that answer back."""

import numpy as np


def check(attempt, model, *cases, hint):
    """Say whether a reader's function agrees with the library's, without giving the answer away.

    Parameters
    ----------
    attempt : callable
        The reader's function; one that still returns ``...`` or nothing counts as not begun.
    model : callable
        The library's function with the same arguments.
    *cases : tuple
        Arguments on which the two are compared, to a relative difference of one in a million.
    hint : str
        Where to look when they differ.

    Examples
    --------
    >>> check(lambda c, v: c * v, lambda c, v: c / v, (4, 2), hint="What is divided by what?")
    Not yet: for (4, 2) it gives 8. Hint: What is divided by what?
    >>> check(lambda c, v: c / v, lambda c, v: c / v, (4, 2), (9, 3), hint="What is divided by what?")
    Right: 2 of 2 cases agree.
    """
    for case in cases:
        trouble = _trouble(attempt, model, case)
        if trouble:
            print(f"Not yet: {trouble}. Hint: {hint}")
            return
    print(f"Right: {len(cases)} of {len(cases)} cases agree.")


def _trouble(attempt, model, case):
    try:
        answer = attempt(*case)
    except Exception as error:
        return f"for {case} it stops with {type(error).__name__}: {error}"
    if answer is None or answer is ...:
        return "it returns nothing yet"
    try:
        right = bool(np.allclose(answer, model(*case), rtol=1e-6, atol=0))
    except (TypeError, ValueError):
        right = False
    return "" if right else f"for {case} it gives {answer}"
