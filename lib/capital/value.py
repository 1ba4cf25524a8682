"""Value: the labor a product holds, the dead and the living, through a whole economy.

Column j of ``inputs`` (A) holds the goods used up in one unit of good j; row k of it says where good k goes. A
unit may be a pound or a dollar's worth. ``inputs`` may be a NumPy array, a data frame or a SciPy sparse array.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range, which stands in the first lines of each
function. Where a table or a series is meant, its shape is given.
"""

import numpy as np

from capital.domain import check

ROUNDS = 10_000  # enough for a spectral radius of 0.996


def product_value(dead, living):
    """Value of a product: the labor in the means of production used up, and the labor added.

        value = dead + living

    *Capital* I ch. 7 §2 and ch. 8: dead labor passes on, living labor is new.

    - dead, living: hours in the material and the wear of tools that one unit takes, and hours of work on it; or
      both in the money that stands for them.

    Returns hours, or money, a unit.

    Twenty pounds of yarn: cotton for 20 shillings, spindles worn for 4, a day's spinning that makes 6.

    >>> product_value(dead=20 + 4, living=6)
    30
    """
    check(0, dead=dead, living=living)
    return dead + living


def exchange_ratio(value, other_value):
    """Units of another good that one unit exchanges for, each at its value.

        ratio = value / other value

    *Capital* I ch. 1 §1 (a quarter of corn and x hundredweight of iron) and §3A.

    - value, other_value: value of a unit of each good, in the same measure.

    Returns units of the other good a unit.

    A coat of 8 hours, ladders of 3.2 hours.

    >>> exchange_ratio(8, other_value=3.2)
    2.5
    """
    check(0, value=value)
    check(0, exclude=[0], other_value=other_value)
    return value / other_value


def money_per_hour(net_product, hours):
    """Money that an hour of living labor is worth: the monetary expression of labor time.

        money per hour = net product in money / hours worked

    *Capital* I ch. 3 §1 (money as the measure of values); for a whole economy, Foley 1982.

    - net_product, hours: value added in money, and all the hours worked to make it.

    Returns money an hour.

    A day of 12 hours makes 6 shillings.

    >>> money_per_hour(6, hours=12)
    0.5
    """
    check(0, net_product=net_product)
    check(0, exclude=[0], hours=hours)
    return net_product / hours


def labor_values(inputs, labor):
    """Labor that one unit of each good takes, directly and in its means of production.

        λ = λ A + l = l (I − A)⁻¹

    A sparse A is followed back round by round, l + l A + l A² + …, until a further round changes nothing, and so
    is a dense one of thousands of goods where that is sooner done; else A is solved. The inverse is never
    formed. Every good has one technique and one value. *Capital* I ch. 1 §1, ch. 7 §2 and ch. 8; the equation is
    Dmitriev's (1898).

    - inputs: array or sparse array, shape (goods, goods), A, inputs of the row's good in a unit of the column's.
    - labor: array, shape (..., goods), l, hours worked on a unit. Kinds of labor, or draws in an experiment, stand
      on axes before the last. To reduce kinds to one scale, weigh them, before or after: ``weight @ labor``, or
      ``weight @ values``.

    Returns an array, shape (..., goods): hours a unit; less ``labor``, the dead part of them. Raises ValueError, too,
    where the economy uses up as much as it makes: the spectral radius of A is not below 1 (if A is sparse: not
    below 0.996, since rounds are counted).

    >>> labor_values([[0.2, 0.3], [0.1, 0.4]], labor=[1, 2]).round(4)
    array([1.7778, 4.2222])
    """
    check(0, labor=labor)
    return np.maximum(_times_inverse(labor, inputs), 0)  # where no labor goes in, not a hair below


def labor_by_industry(inputs, labor, net_product):
    """Hours worked in each industry so that a net product can be had: where the labor in it was done.

        hours = l × x,  x = (I − A)⁻¹ y

    Over all industries they sum to λ y, the value of the net product; for the economy's own net product they
    are the hours of every industry, l × x. *Capital* I ch. 8.

    - inputs: array or sparse array, shape (goods, goods), A, as in `labor_values`.
    - labor: array, shape (goods,), l, hours worked on a unit.
    - net_product: array, shape (..., goods), y, units of each good left over: one ladder, a basket, or everything;
      negative for net imports.

    Returns an array, shape (..., goods): hours. Raises ValueError, too, as `labor_values` does.

    A unit of the first good, worth 16/9 hours, takes 4/3 hours in its own industry.

    >>> labor_by_industry([[0.2, 0.3], [0.1, 0.4]], labor=[1, 2], net_product=[1, 0]).round(4)
    array([1.3333, 0.4444])
    """
    check(0, labor=labor)
    check(net_product=net_product)
    return np.asarray(labor) * _times_inverse(net_product, np.transpose(inputs))


def _times_inverse(rows, inputs):
    """Rows times (I − A)⁻¹, with a row of ones that shows whether the economy is productive.

    If p = p A + 1 has a solution p > 0, then p A < p, so the spectral radius is below 1 (Collatz 1942). And if
    it is below 1, p = 1 + 1 A + 1 A² + … is that solution. So the sign of p decides.
    """
    sparse = hasattr(inputs, "tocsr")
    inputs = inputs.tocsr() if sparse else np.asarray(inputs)
    check(0, inputs=inputs.data if sparse else inputs)
    rows = np.asarray(rows)
    goods = rows.shape[-1]
    stacked = np.vstack([rows.reshape(-1, goods), np.ones(goods)])
    solved = _by_rounds(stacked, inputs) if sparse else _at_once(stacked, inputs)
    return solved[:-1].reshape(rows.shape)


def _at_once(rows, inputs):
    solved, _ = _rounds(rows, lambda step: np.vecmat(step, inputs), len(inputs) // (50 * len(rows)))
    if solved is not None:
        return solved
    try:
        solved = np.linalg.solve(np.eye(len(inputs)) - inputs.T, rows.T).T
    except np.linalg.LinAlgError:
        solved = np.full_like(rows, np.inf)
    if not np.all((solved[-1] > 0) & (solved[-1] < 1e12)):
        _refuse(np.max(np.abs(np.linalg.eigvals(inputs))), "[0, 1] without 1")
    return solved


def _by_rounds(rows, inputs):
    solved, radius = _rounds(rows, lambda step: step @ inputs, ROUNDS)
    return _refuse(radius, "[0, 0.996]") if solved is None else solved


def _rounds(rows, back, most):
    """Sum of all rounds, or nothing if the most are not enough; and about the spectral radius.

    A round changes nothing beside the sum of sizes, not beside the sum: that may cancel to zero.
    """
    total, step, size, radius = rows, rows, np.abs(rows), np.nan
    for count in range(1, most + 1):
        step = back(step)
        larger = size + np.abs(step)
        if np.array_equal(larger, size):
            return total, radius
        total, size = total + step, larger
        largest = np.max(step[-1])
        radius = largest ** (1 / count)
        if largest > 1e100:
            break
    return None, radius


def _refuse(radius, allowed):
    raise ValueError(
        f"spectral radius of inputs = {radius:.6g} is outside {allowed}: the goods use up as much as is made of them"
    )


def mean_absolute_weighted_deviation(price, value):
    """Mean distance of prices from values, each industry counting for what it sells.

        deviation = Σ |p − m v| / Σ p,  m = Σ p / Σ v

    Values are first put in money, so that both have one total: 0.2 says that prices lie off values by a fifth
    of all price. The measure to report: unlike `log_r_squared` it does not rise with the spread of sizes,
    and unlike `price_value_variation` it is not ruled by the oddest one. Alone it proves nothing either; compare
    it with that of labor shuffled among industries. *Capital* III ch. 9 and 10; Shaikh 1998.

    - price, value: array, shape (..., industries), what each industry's product sells for, and its value in any
      measure.

    Returns a number, or an array of shape (...).

    >>> print(mean_absolute_weighted_deviation(price=[6, 4], value=[10, 10]).round(3))
    0.2
    """
    check(0, exclude=[0], price=price, value=value)
    price, value = (x / np.sum(x, axis=-1, keepdims=True) for x in (np.asarray(price), np.asarray(value)))
    return np.sum(np.abs(price - value), axis=-1)


def log_r_squared(price, value):
    """Share of the variance of log prices that a straight line on log values takes up.

        R² = correlation(ln p, ln v)²

    Large industries have large prices and large values, whatever labor has to do with it: labor shuffled
    among industries gives nearly the same R². Kliman 2002; *Capital* III ch. 9.

    - price, value: array, shape (..., industries), as in `mean_absolute_weighted_deviation`.

    Returns an array, shape (...): from 0 to 1. Raises ValueError, too, where all industries have one price or one
    value.

    >>> print(log_r_squared(price=[1, 10, 100], value=[2, 10, 200]).round(3))
    0.971
    """
    check(0, exclude=[0], price=price, value=value)
    price, value = np.log(np.asarray(price)), np.log(np.asarray(value))
    check(0, exclude=[0], **{"range of log price": np.ptp(price, -1), "range of log value": np.ptp(value, -1)})
    price, value = (x - np.mean(x, axis=-1, keepdims=True) for x in (price, value))
    return np.sum(price * value, axis=-1) ** 2 / np.sum(price**2, axis=-1) / np.sum(value**2, axis=-1)


def price_value_variation(price, value):
    """Coefficient of variation of the ratio of price to value, every industry counting alike.

        variation = standard deviation of p / v over its mean

    No unit and no total to agree on; but deviations are squared, so an industry whose price is mostly rent
    weighs more than all others. *Capital* III ch. 9.

    - price, value: array, shape (..., industries), as in `mean_absolute_weighted_deviation`.

    Returns a number, or an array of shape (...).

    >>> print(price_value_variation(price=[1, 3], value=[1, 1]))
    0.5
    """
    check(0, exclude=[0], price=price, value=value)
    ratio = np.asarray(price) / np.asarray(value)
    return np.std(ratio, axis=-1) / np.mean(ratio, axis=-1)


def price_value_distance(price, value):
    """Distance between the directions of prices and of values, every industry counting alike.

        d = √(2 (1 − cos θ)),  tan θ = `price_value_variation`

    The same news as the variation, on a scale that ends: from 0 to below √2. Steedman and Tomkins 1998.

    - price, value: array, shape (..., industries), as in `mean_absolute_weighted_deviation`.

    Returns a number, or an array of shape (...).

    >>> print(price_value_distance(price=[1, 3], value=[1, 1]).round(4))
    0.4595
    """
    return np.sqrt(2 - 2 / np.sqrt(1 + price_value_variation(price, value) ** 2))
