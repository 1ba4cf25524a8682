"""The one question every model asks of its arguments: is this number in the allowed range?"""

import numpy as np


def check(low=-np.inf, high=np.inf, *, exclude=(), **arguments):
    """Raise unless every number in every argument lies in [low, high] and is none of ``exclude``.

    A traced symbol stands for a whole range, so it passes here; ``explore`` runs the model with
    numbers at the ends of every slider instead.

    Parameters
    ----------
    low, high : float
        The allowed range, ends included.
    exclude : sequence of float
        Values inside the range that are not allowed, such as an end.
    **arguments : float or array_like
        The arguments to check, under their own names.

    Raises
    ------
    ValueError
        Names the argument, the first value out of range, and the range. Not-a-number is out of range.

    Examples
    --------
    >>> check(0, 1, share=[0.2, 0.5])
    >>> check(0, 1, share=[0.2, 1.5])
    Traceback (most recent call last):
    ValueError: share = 1.5 is outside [0, 1]
    >>> check(0, exclude=[0], hours=0)
    Traceback (most recent call last):
    ValueError: hours = 0 is outside [0, inf] without 0
    """
    for name, value in arguments.items():
        if getattr(value, "symbolic", False):
            continue
        numbers = np.asarray(value)
        if numbers.dtype.kind in "USO" and any(isinstance(each, str) for each in numbers.flat):
            raise ValueError(f"{name} = {value!r} is text, not a number")
        numbers = numbers.astype(float, copy=False)
        allowed = (numbers >= low) & (numbers <= high) & ~np.isin(numbers, exclude)
        if not np.all(allowed):
            first = numbers[~allowed].flat[0] if numbers.ndim else numbers
            without = f" without {', '.join(f'{x:g}' for x in exclude)}" if len(exclude) else ""
            raise ValueError(f"{name} = {first:g} is outside [{low:g}, {high:g}]{without}")
