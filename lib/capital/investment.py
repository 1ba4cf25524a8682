"""What investment adds to growth, and capacity that comes late.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range.
"""

import numpy as np

from capital.domain import check


def share_of_growth(added, growth, imported=0):
    """Share of a country's growth that one kind of spending makes up.

        share = added × (1 − imported) / growth

    Spending on what other countries made adds nothing to what this country makes. The share has no meaning where
    growth is near zero, and it is no share at all where parts fall while others rise: it may pass one.

    - added: what the spending added, in points of growth or in money.
    - growth: growth of the whole in the same unit, not 0.
    - imported: share of the added spending that went for imports, 0 to 1.

    The first half of 2025 in the United States: 1.47 of 1.6 points, before imports are taken off and after.

    >>> share_of_growth(1.47, 1.6, np.array([0, 0.75])).round(2)
    array([0.92, 0.23])
    """
    check(added=added)
    check(exclude=[0], growth=growth)
    check(0, 1, imported=imported)
    return added * (1 - imported) / growth


def scarcity_price(demand, capacity, elasticity):
    """Price at which all capacity is let, no more and no less.

        price = (demand / capacity)^(1 / elasticity)

    - demand: what would be rented at a price of one, which covers cost and the usual profit, 0 or more.
    - capacity: what can be rented out, above 0, in the same unit.
    - elasticity: percent more that is rented when the price is one percent lower, above 0.

    >>> scarcity_price(demand=1.5, capacity=np.array([1, 1.5, 3]), elasticity=1)
    array([1.5, 1. , 0.5])
    """
    check(0, demand=demand)
    check(0, exclude=[0], capacity=capacity, elasticity=elasticity)
    return (demand / capacity) ** (1 / elasticity)


def capacity_step(capacity, planned, begun, almost, price, step, lag, wear, response):
    """Capacity, and the three stages of what is under way, a moment later.

        ordered = capacity × max(0, wear + response × (price − 1)) × step
        a stage passes on the share 1 − exp(−3 step / lag) of what is in it, and capacity keeps exp(−wear step)

    Who orders sees today's price, not what others have under way. *Capital* II ch. 16 §3: works that take means from
    the market for years and give nothing back meanwhile; III ch. 30: the turn comes when all is at its height.

    - capacity: what can be rented out, above 0. planned, begun, almost: under way, in the same unit, 0 or more.
    - price: over the price that covers cost and the usual profit, 0 or more.
    - step: years. lag: years from order to running, the mean, above 0.
    - wear: share of capacity that goes out of use in a year, 0 or more.
    - response: orders a year, as a share of capacity, for a price at twice the cost, 0 or more.

    Returns capacity, planned, begun and almost. What is ordered arrives or is still under way; nothing is lost.

    >>> still = 0.1  # at rest each stage holds a third of the orders of three years
    >>> capacity, *_ = capacity_step(1, still, still, still, price=1, step=0.01, lag=3, wear=0.1, response=1)
    >>> print(capacity.round(4))
    1.0
    """
    check(0, exclude=[0], capacity=capacity, lag=lag)
    check(0, planned=planned, begun=begun, almost=almost, price=price, step=step, wear=wear, response=response)
    ordered = capacity * np.maximum(0, wear + response * (price - 1)) * step
    passed = 1 - np.exp(-3 * step / lag)
    return (
        capacity * np.exp(-wear * step) + almost * passed,
        planned * (1 - passed) + ordered,
        begun * (1 - passed) + planned * passed,
        almost * (1 - passed) + begun * passed,
    )
