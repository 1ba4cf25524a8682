"""Socially necessary labor time: whose hours count, and for how much.

Hours are all the labor in one unit of the product: the work itself, and the share of tools and material it
uses up. Producers are compared over the same stretch of time.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range, which stands in the first lines of each
function. Where a table or a series is meant, its shape is given.
"""

import numpy as np

from capital.domain import check


def market_value(quantity, hours):
    """Labor time socially necessary for one unit: all the hours over all the product.

        market value = Σ quantity × hours / Σ quantity

    *Capital* I ch. 1 §1 (each unit counts as an average sample of its kind); III ch. 10.

    - quantity, hours: array, shape (..., producers), units each producer makes in the same stretch of time, and its
      own hours for one unit.

    Returns an array, shape (...): hours a unit. Raises ValueError, too, where nothing is made.

    While Steve makes one ladder in 20 hours, 50 workers of Ladder Corp make 20,000.

    >>> print(market_value([1, 20_000], [20, 0.05]).round(4))
    0.051
    """
    quantity, hours = np.broadcast_arrays(quantity, hours)
    made = np.sum(quantity, axis=-1)
    check(0, quantity=quantity, hours=hours)
    check(0, exclude=[0], **{"sum of quantity": made})
    return np.sum(quantity * hours, axis=-1) / made


def gain(quantity, hours, value):
    """Hours a producer is credited with beyond those it spent; over all producers they sum to zero.

        gain = quantity × (value − hours)

    *Capital* III ch. 10: below the market value an extra is realized, above it a part is not.

    - quantity, hours, value: units made, the producer's own hours for one, and the market value of one.

    Returns hours; negative for a loss.

    >>> gain(np.array([1, 3]), np.array([6, 2]), market_value([1, 3], [6, 2]))
    array([-3.,  3.])
    """
    check(0, quantity=quantity, hours=hours, value=value)
    return quantity * (value - hours)


def counted_labor(hours, value):
    """Hours of socially necessary labor that one hour of a producer's own labor counts for.

        counted labor = value / hours

    Averaged over all hours worked in the branch it is one: what the slow lose, the fast are credited with.
    *Capital* I ch. 1 §1 (the hand-loom weaver); ch. 12 (exceptional labor acts as intensified labor).

    - hours, value: the producer's own hours for a unit, and its market value.

    Returns hours an hour.

    Power looms halve the labor in cloth: the hand-loom weaver's hour counts for half an hour.

    >>> counted_labor(hours=2, value=1)
    0.5
    """
    check(0, exclude=[0], hours=hours)
    check(0, value=value)
    return value / hours


def wasted_hours(hours, value):
    """Hours in one unit beyond those socially necessary: they cost the producer and count for nothing.

        wasted hours = max(hours − value, 0)

    *Capital* I ch. 1 §1 (the slow or clumsy producer); ch. 7 §2.

    - hours, value: the producer's own hours for a unit, and its market value.

    Returns hours a unit.

    >>> wasted_hours(np.array([0.5, 1, 2]), 1)
    array([0., 0., 1.])
    """
    check(0, hours=hours, value=value)
    return np.maximum(hours - value, 0)


def mixed_value(share, old_hours, new_hours):
    """Market value while two techniques stand side by side.

        market value = share × new hours + (1 − share) × old hours

    *Capital* III ch. 10: the conditions under which the great mass is made weigh most.

    - share: share of the *product* made with the new technique, 0 to 1 (a share of producers: `output_share`).
    - old_hours, new_hours: hours a unit with each technique.

    Returns hours a unit.

    >>> mixed_value(0.75, old_hours=2, new_hours=1)
    1.25
    """
    check(0, 1, share=share)
    check(0, old_hours=old_hours, new_hours=new_hours)
    return share * new_hours + (1 - share) * old_hours


def individual_hours(rank, adopters, advantage, spread, old_value):
    """Hours one producer needs for a unit, in a branch where the best take up a new technique first.

        hours = old value / [(1 + spread (1 − 2 rank)) × (advantage if rank < adopters else 1)]

    The output of a day falls in a straight line with rank, from 1 + spread to 1 − spread times the mean. Days
    are equal, so who is fast makes more and weighs more: the market value is the harmonic mean of the hours.
    (Were outputs equal it would be the arithmetic mean, but then the fast would work shorter days.)
    *Capital* I ch. 1 §1.

    - rank: place among the producers, 0 for the fastest to 1; number i of n stands at (i − ½) / n.
    - adopters: share of the *producers* who use the new technique, 0 to 1.
    - advantage: how many times more the new technique makes in a day; below 1 it slows its users.
    - spread: how unequal producers were before, from 0 to below 1.
    - old_value: market value before the new technique, hours a unit.

    Returns hours a unit.

    >>> individual_hours(np.array([0.25, 0.75]), adopters=0.5, advantage=2, spread=0.5, old_value=1)
    array([0.4       , 1.33333333])
    """
    check(0, 1, rank=rank, adopters=adopters)
    check(0, exclude=[0], advantage=advantage, old_value=old_value)
    check(0, 1, exclude=[1], spread=spread)
    return old_value / ((1 + spread * (1 - 2 * rank)) * np.where(rank < adopters, advantage, 1))


def value_with_adopters(adopters, advantage, spread, old_value):
    """Market value when the best producers, a given share of all, use the new technique.

        market value = old value / [1 + (advantage − 1) × a],  a = adopters × (1 + spread (1 − adopters))

    The weighted mean of `individual_hours`, exact for n producers when adopters × n is whole; a is the share
    of the branch's former output that the adopters made. *Capital* I ch. 1 §1 and ch. 12.

    - adopters, advantage, spread, old_value: as in `individual_hours`.

    Returns hours a unit.

    >>> value_with_adopters(np.array([0, 0.5, 1]), advantage=4, spread=0, old_value=1)
    array([1.  , 0.4 , 0.25])
    """
    check(0, 1, adopters=adopters)
    check(0, exclude=[0], advantage=advantage, old_value=old_value)
    check(0, 1, exclude=[1], spread=spread)
    return old_value / (1 + (advantage - 1) * adopters * (1 + spread * (1 - adopters)))


def output_share(adopters, advantage, spread):
    """Share of the product that the adopters make: not their share of the producers.

        share = advantage × a / [advantage × a + (1 − a)],  a = adopters × (1 + spread (1 − adopters))

    *Capital* III ch. 10: the mass of the product weighs, not the number of producers.

    - adopters, advantage, spread: as in `individual_hours`.

    Returns a number from 0 to 1.

    Half the producers, three times as fast, make three quarters of the product.

    >>> output_share(0.5, advantage=3, spread=0)
    0.75
    """
    check(0, 1, adopters=adopters)
    check(0, exclude=[0], advantage=advantage)
    check(0, 1, exclude=[1], spread=spread)
    made = advantage * adopters * (1 + spread * (1 - adopters))
    return made / (made + (1 - adopters) * (1 - spread * adopters))  # the second is 1 − a, never below zero


def realized_value(value, made, wanted):
    """Hours each unit counts for when more is made than society wants at its market value.

        realized value = value × min(1, wanted / made)

    Simplified: buyers give the same hours in all for any glut, and a shortage does not raise the price. *Capital*
    I ch. 3 §2a (all the linen counts as one piece); III ch. 10 and ch. 37 (the second sense of "necessary").

    - value, made, wanted: market value in hours a unit, units brought to market, and units wanted at that value.

    Returns hours a unit.

    >>> realized_value(2, made=np.array([60, 90, 120]), wanted=90)
    array([2. , 2. , 1.5])
    """
    check(0, value=value, wanted=wanted)
    check(0, exclude=[0], made=made)
    return value * np.minimum(1, wanted / made)


def devaluation(stock, old_value, new_value):
    """Hours a stock already made loses when its kind can be made in less time.

        devaluation = stock × (old value − new value)

    *Capital* I ch. 8 (cotton in store) and ch. 15 §3b (moral depreciation); III ch. 6 §2.

    - stock, old_value, new_value: units on hand, and the market value in hours a unit before and after.

    Returns hours; negative when the value has risen.

    >>> devaluation(stock=100, old_value=2, new_value=1.5)
    50.0
    """
    check(0, stock=stock, old_value=old_value, new_value=new_value)
    return stock * (old_value - new_value)


def simple_hours(unskilled, skilled, weight):
    """Hours of unskilled and of skilled labor on one scale.

        simple hours = unskilled + weight × skilled

    *Capital* I ch. 1 §2 and ch. 7 §2: skilled labor counts as multiplied simple labor. Marx sets no weight.

    - unskilled, skilled: hours of each kind in one unit.
    - weight: hours of simple labor that one skilled hour counts for.

    Returns hours of simple labor a unit.

    >>> simple_hours(unskilled=3, skilled=1, weight=np.array([1, 2, 4]))
    array([4, 5, 7])
    """
    check(0, unskilled=unskilled, skilled=skilled, weight=weight)
    return unskilled + weight * skilled


def hours_after_rounds(old_hours, advantage, adopted):
    """Hours for one unit after a producer has taken up a number of new techniques, one upon the other.

        hours = old hours / advantage ^ adopted

    *Capital* I ch. 12 and ch. 15 §3b: once a technique is general, the next begins the round again.

    - old_hours: hours for one before the first round, 0 or more.
    - advantage: times as fast as the technique before, 1 or more.
    - adopted: techniques taken up so far, 0 or more.

    >>> hours_after_rounds(8, advantage=2, adopted=np.array([0, 1, 3]))
    array([8., 4., 1.])
    """
    check(0, old_hours=old_hours, adopted=adopted)
    check(1, advantage=advantage)
    return old_hours / advantage**adopted


def price_passed_on(old_price, value, passed):
    """Price on its way from what was normal to what is, as far as it has been passed on.

        price = old price + passed × (value − old price)

    Marx's innovator must sell twice as many, and so sells below the social value and above his own: at 10d, between
    12d and 9d. *Capital* I ch. 12.

    - old_price, value: hours or money for one, 0 or more: what was normal, and where the price is drawn.
    - passed: share of the way, 0 to 1.

    >>> round(price_passed_on(12, 9, passed=2 / 3), 9)
    10.0
    """
    check(0, old_price=old_price, value=value)
    check(0, 1, passed=passed)
    return old_price + passed * (value - old_price)


def gain_of_buyers(quantity, old_price, price):
    """What buyers get for nothing, because the price has come down.

        gain = quantity × (old price − price)

    With the gains of all producers it makes the labor saved: Σ quantity × (old price − own hours).

    - quantity, old_price, price: units bought, and the price of one before and now, 0 or more.

    Returns hours or money; negative where the price rose.

    >>> gain_of_buyers(24, old_price=12, price=10)
    48
    """
    check(0, quantity=quantity, old_price=old_price, price=price)
    return quantity * (old_price - price)
