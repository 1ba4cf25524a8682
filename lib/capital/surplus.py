"""The working day and what of it is unpaid: necessary and surplus labor, their two ways of change, their mass.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range. Rates of surplus value and of profit stand in
``profit``.
"""

import numpy as np

from capital import value
from capital.domain import check


def necessary_hours(basket, output_per_hour, intensity=1):
    """Hours of the day in which workers make the equivalent of their pay.

        necessary hours = basket / (output an hour × intensity)

    Cheaper wage goods shorten it; so does a denser hour, which counts as more than one. *Capital* I ch. 9 §1 and
    ch. 12.

    - basket: what a day's pay buys, in units of wage goods, 0 or more.
    - output_per_hour: units that an hour of normal intensity makes, above 0, hours in materials included.
    - intensity: of the hour, where 1 is normal, above 0.

    >>> necessary_hours(basket=10, output_per_hour=1)
    10.0
    >>> necessary_hours(basket=10, output_per_hour=10 / 9)  # Capital I ch. 12: from 10 hours to 9
    9.0
    """
    check(0, basket=basket)
    check(0, exclude=[0], output_per_hour=output_per_hour, intensity=intensity)
    return basket / (output_per_hour * intensity)


def surplus_hours(day, necessary):
    """Hours of the day that are left over once the equivalent of pay is made.

        surplus hours = day − necessary hours

    Below zero the day does not reach: it makes less than it is paid. *Capital* I ch. 9 §1.

    - day, necessary: hours, 0 or more.

    >>> surplus_hours(day=12, necessary=10)
    2
    """
    check(0, day=day, necessary=necessary)
    return day - necessary


def mass_of_surplus_value(workers, pay, exploitation):
    """Surplus value that a capital gets from all whom it employs.

        mass = workers × pay of one × rate of surplus value

    Fewer workers can make up by a higher rate only as far as the day reaches. *Capital* I ch. 11.

    - workers, pay: 0 or more; pay in hours or money, of one worker for the time meant.
    - exploitation: rate of surplus value, surplus over pay, −1 or more.

    A hundred workers at 3 shillings a day, half of whose day is unpaid.

    >>> mass_of_surplus_value(workers=100, pay=3, exploitation=1)
    300
    """
    check(0, workers=workers, pay=pay)
    check(-1, exploitation=exploitation)
    return workers * pay * exploitation


def annual_rate_of_surplus_value(exploitation, turnovers):
    """A year's surplus value over the variable capital advanced, which comes back and is laid out again.

        annual rate = rate of surplus value × turnovers a year

    *Capital* II ch. 16 §1.

    - exploitation: rate of surplus value of one turnover, −1 or more.
    - turnovers: of the variable capital, a year, above 0.

    Marx's £500 that turn over ten times at 100%.

    >>> annual_rate_of_surplus_value(exploitation=1, turnovers=10)
    10
    """
    check(-1, exploitation=exploitation)
    check(0, exclude=[0], turnovers=turnovers)
    return exploitation * turnovers


def hours_for_standard(hours, standard, standard_now):
    """Hours that buy another time's standard of living at today's output.

        hours = hours now × standard / standard now

    - hours: worked now, in a week or a year, 0 or more.
    - standard, standard_now: what an hour's or a head's output or pay buys, then and now, in the same prices; the
      first 0 or more, the second above 0.

    Half of today's standard takes half of today's week.

    >>> hours_for_standard(hours=34, standard=1, standard_now=2)
    17.0
    """
    check(0, hours=hours, standard=standard)
    check(0, exclude=[0], standard_now=standard_now)
    return hours * standard / standard_now


def exploitation_of_goods(inputs):
    """Rate at which each good is "exploited", by the algebra that is used for labor-power: Roemer's reduction.

        rate = 1 / content − 1,  content = 1 − 1 / Lⱼⱼ,  L = (I − A)⁻¹

    Content is what of a good goes, directly and through all suppliers, into one unit of itself. Where labor-power
    stands among the goods, its column being what pay buys, its rate is the rate of surplus value. If one rate is
    above zero, all are. Roemer 1982 and Bowles and Gintis 1981, against *Capital* I ch. 7 §2.

    - inputs: array, shape (goods, goods), 0 or more, inputs of the row's good in a unit of the column's.

    Returns an array, shape (goods,). Raises ValueError, too, where the economy uses up as much as it makes, or a
    good takes nothing of itself.

    Corn that needs 0.2 of itself and an hour; the hour needs 0.4 of corn.

    >>> exploitation_of_goods([[0.2, 0.4], [1, 0]]).round(4)
    array([0.6667, 1.    ])
    """
    whole = np.diagonal(value.labor_values(inputs, np.eye(len(inputs))))
    content = 1 - 1 / whole
    check(0, exclude=[0], **{"content of a good in itself": content})
    return 1 / content - 1
