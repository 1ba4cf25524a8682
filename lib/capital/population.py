"""Who is employed: demand for labor under accumulation, the cycle of jobs and pay, and what a gain is taken as.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range.
"""

import numpy as np

from capital.domain import check


def workers_employed(capital, composition, wage):
    """Workers whom a capital employs.

        workers = capital / (1 + composition) / wage

    *Capital* I ch. 25 §2 and §3: demand follows the variable part alone, which falls relatively.

    - capital: money, 0 or more.
    - composition: constant over variable capital, 0 or more.
    - wage: money for one worker, above 0, for the time in which the variable part turns over once.

    Marx's £6,000 at one to one, and £18,000 at four to one, at £1 each: three times the capital, a fifth more workers.

    >>> workers_employed(np.array([6_000, 18_000]), np.array([1, 4]), 1)
    array([3000., 3600.])
    """
    check(0, capital=capital, composition=composition)
    check(0, exclude=[0], wage=wage)
    return capital / (1 + composition) / wage


def jobs_after(productivity, output, hours):
    """Jobs, as a multiple of those before, when productivity, output and hours of each have changed.

        jobs = output / (productivity × hours)

    An identity: output is jobs times hours times output an hour. What is not taken as output or as time is taken as
    jobs cut.

    - productivity, output, hours: multiples of those before; output 0 or more, the others above 0.

    A quarter more in the hour, a tenth more output, the same hours.

    >>> round(jobs_after(productivity=1.25, output=1.1, hours=1), 2)
    0.88
    """
    check(0, output=output)
    check(0, exclude=[0], productivity=productivity, hours=hours)
    return output / (productivity * hours)


def hours_after(hours, productivity, share):
    """Hours of work when a share of a gain in productivity is taken as time, and the rest as goods.

        hours after = hours × productivity^(−share)

    With the whole taken as time output stays; with none hours do. *Capital* III ch. 48 §3: a shorter working day as
    the ground of all freedom beyond it.

    - hours: a week or a year, 0 or more.
    - productivity: output an hour as a multiple of that before, above 0.
    - share: of the gain, in proportions, taken as time, 0 to 1.

    Twice the output in an hour, half of the gain as time: the week is divided by the root of two.

    >>> hours_after(40, productivity=2, share=np.array([0, 0.5, 1])).round(1)
    array([40. , 28.3, 20. ])
    """
    check(0, hours=hours)
    check(0, exclude=[0], productivity=productivity)
    check(0, 1, share=share)
    return hours * productivity ** (-share)


def share_taken_as_time(hours, hours_later, productivity):
    """Share of a gain in productivity that was taken as time: what ``hours_after`` would need.

        share = ln(hours / hours later) / ln productivity

    - hours, hours_later: worked before and after, above 0.
    - productivity: output an hour as a multiple of that before, above 0, not 1.

    Ten hours instead of twelve with the same product a day: all of it.

    >>> round(float(share_taken_as_time(12, 10, 1.2)), 6)
    1.0
    """
    check(0, exclude=[0], hours=hours, hours_later=hours_later)
    check(0, exclude=[0, 1], productivity=productivity)
    return np.log(hours / hours_later) / np.log(productivity)


def goodwin_step(employment, share, step, productivity, labor_force, capital_ratio, resistance, pressure):
    """Employment and the share of wages a moment later, in Goodwin's cycle.

        d employment / employment = (1 − share) / capital ratio − (productivity + labor force)
        d share / share = pressure × employment − (productivity + resistance)

    R. Goodwin 1967, after *Capital* I ch. 25 §1: accumulation raises wages until it slackens. One leapfrog step in the
    logarithms, which keeps ``goodwin_constant`` within a bound that does not grow with time.

    - employment: share of the labor force, above 0. share: of wages in the product, above 0.
    - step: years, above 0.
    - productivity, labor_force: growth a year.
    - capital_ratio: capital for a dollar of yearly product, over the share of profit that is invested, above 0.
    - resistance, pressure: how fast wages fall behind if nobody had work, and rise with employment, a year; the
      second above 0.

    Returns employment and share.

    >>> employment, share = goodwin_step(0.94, 0.79, 0.5, 0.02, 0.01, 7, 0.544, 0.6)
    >>> print(employment.round(4), share.round(4))
    0.94 0.79
    """
    check(0, exclude=[0], employment=employment, share=share, step=step)
    check(0, exclude=[0], capital_ratio=capital_ratio, pressure=pressure)
    check(-1, productivity=productivity, labor_force=labor_force, resistance=resistance)
    middle = share * np.exp(step / 2 * (pressure * employment - productivity - resistance))
    later = employment * np.exp(step * ((1 - middle) / capital_ratio - productivity - labor_force))
    return later, middle * np.exp(step / 2 * (pressure * later - productivity - resistance))


def goodwin_constant(employment, share, productivity, labor_force, capital_ratio, resistance, pressure):
    """What Goodwin's cycle keeps all along an orbit, if it is drawn without error.

        H = pressure × employment − (productivity + resistance) ln employment
            + share / capital ratio − (1 / capital ratio − productivity − labor force) ln share

    Least where both stand still. R. Goodwin 1967.

    - all as in ``goodwin_step``.

    >>> rest = goodwin_constant(0.94, 0.79, 0.02, 0.01, 7, 0.544, 0.6)
    >>> bool(goodwin_constant(0.90, 0.79, 0.02, 0.01, 7, 0.544, 0.6) > rest)
    True
    """
    check(0, exclude=[0], employment=employment, share=share, capital_ratio=capital_ratio)
    check(-1, productivity=productivity, labor_force=labor_force, resistance=resistance, pressure=pressure)
    of_jobs = pressure * employment - (productivity + resistance) * np.log(employment)
    of_wages = share / capital_ratio - (1 / capital_ratio - productivity - labor_force) * np.log(share)
    return of_jobs + of_wages


def goodwin_rest(productivity, labor_force, capital_ratio, resistance, pressure):
    """Employment and the share of wages around which Goodwin's cycle turns.

        employment = (productivity + resistance) / pressure
        share = 1 − capital ratio × (productivity + labor force)

    - all as in ``goodwin_step``.

    Returns employment and share.

    >>> employment, share = goodwin_rest(0.02, 0.01, 7, 0.544, 0.6)
    >>> print(f"{employment:.2f} {share:.2f}")
    0.94 0.79
    """
    check(0, exclude=[0], capital_ratio=capital_ratio, pressure=pressure)
    check(-1, productivity=productivity, labor_force=labor_force, resistance=resistance)
    return (productivity + resistance) / pressure, 1 - capital_ratio * (productivity + labor_force)
