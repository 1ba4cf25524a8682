"""Depreciation on three clocks: wear, better machines elsewhere, and the books.

Money may be in any unit if it is in one. Rates are a year, compounded continuously (0.3 is 30 percent). Age is
in years from when the machine was new.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range, which stands in the first lines of each
function. Where a table or a series is meant, its shape is given.
"""

import numpy as np

from capital.domain import check

BOLTZMANN = 8.617333262e-5  # electronvolt per kelvin
FREEZING = 273.15  # kelvin at 0 °C


def market_value(cost, age, wear, moral):
    """What a machine is still worth, losing value by use and by better machines elsewhere.

        market value = cost × exp(−(wear + moral) × age)

    Only the sum counts: the price does not tell one loss from the other. *Capital* I ch. 15 §3b (moral
    depreciation); II ch. 8 §2; III ch. 6 §2.

    - cost, age: price when new, and years since.
    - wear, moral: δ and γ, the rates of physical and of moral depreciation; `moral_rate` gives one.

    Returns money.

    >>> market_value(100, age=np.array([0, 2, 4]), wear=0.1, moral=0.3).round(1)
    array([100. ,  44.9,  20.2])
    """
    check(0, cost=cost, age=age, wear=wear, moral=moral)
    return cost * np.exp(-(wear + moral) * age)


def book_value(cost, age, life):
    """What a machine stands at in the books, written off in equal parts over its accounting life.

        book value = cost × max(1 − age / life, 0)

    *Capital* II ch. 8 §1 (each year it yields up an average part of its value, which is put by to replace it).

    - cost, age: price when new, and years since.
    - life: years in which it is written off.

    Returns money.

    >>> book_value(100, age=np.array([0, 3, 7]), life=6)
    array([100.,  50.,   0.])
    """
    check(0, cost=cost, age=age)
    check(0, exclude=[0], life=life)
    return cost * np.maximum(1 - age / life, 0)


def write_down(book, market):
    """Loss that the books have yet to show.

        write-down = max(book − market, 0)

    Books may be lowered to the market and are never raised above cost; American rules ask for it only once the
    cash still to come, not discounted, is less than the book value. *Capital* III ch. 6 §2; ch. 15 §3 (in a crisis
    capital is devalued at a stroke).

    - book, market: value in the books and on the market.

    Returns money.

    >>> write_down(book=np.array([50, 20]), market=30)
    array([20,  0])
    """
    check(0, book=book, market=market)
    return np.maximum(book - market, 0)


def survival(age, scale, shape):
    """Share of machines still running at an age (Weibull 1951).

        survival = exp(−(age / scale)^shape)

    Nobody can say how long one machine will last, but the average can be known, as with life insurance:
    *Capital* I ch. 8.

    - age: years.
    - scale: years by which 63 % have failed, whatever the shape.
    - shape: below 1 early failures prevail, at 1 age does not matter, above 1 machines wear out.

    Returns a number from 1 down to 0.

    If 9 % fail a year and age does not matter, 57 % are left after six years.

    >>> print(survival(6, scale=-1 / np.log(0.91), shape=1).round(2))
    0.57
    """
    check(0, age=age)
    check(0, exclude=[0], scale=scale, shape=shape)
    return np.exp(-((age / scale) ** shape))


def life_ratio(temperature, reference, activation_energy):
    """Life of a part at one temperature over its life at another (Arrhenius).

        ratio = exp(E / k × (1 / T − 1 / T₀)),  k = 8.617 × 10⁻⁵ eV/K, T in kelvin

    It halves for 10 degrees only near E = 0.7 eV around 60 to 75 °C; failures have many causes, each with its
    own energy, and some, like switching on and off, with none. Jensen 1985 warns against using it for all.

    - temperature, reference: degrees Celsius.
    - activation_energy: E in electronvolts; for the usual failures of chips about 0.3 to 1.2.

    >>> life_ratio(75, reference=65, activation_energy=np.array([0.3, 0.7, 1])).round(2)
    array([0.74, 0.5 , 0.37])
    """
    check(-FREEZING, exclude=[-FREEZING], temperature=temperature, reference=reference)
    check(0, activation_energy=activation_energy)
    return np.exp(activation_energy / BOLTZMANN * (1 / (temperature + FREEZING) - 1 / (reference + FREEZING)))


def moral_rate(gain, interval):
    """Rate at which new generations cheapen what an old machine does.

        rate = ln(gain) / interval

    *Capital* I ch. 15 §3b: it loses value as its like can be made cheaper, or better ones compete with it. What
    power costs comes in with `earning_value`.

    - gain: times more work for the same money that a generation does, at the same precision.
    - interval: years from one generation to the next.

    Returns a rate a year.

    >>> moral_rate(gain=1.8, interval=np.array([1, 2])).round(2)
    array([0.59, 0.29])
    """
    check(1, gain=gain)
    check(0, exclude=[0], interval=interval)
    return np.log(gain) / interval


def capital_charge(cost, life, interest):
    """Equal yearly payments that pay for a machine, with interest, in its life.

        charge = cost × i / (1 − (1 + i)^(−life))

    - cost: price when new.
    - life: years.
    - interest: i, a year.

    Returns money a year.

    >>> capital_charge(30_000, life=np.array([2, 5]), interest=0.1).round()
    array([17286.,  7914.])
    """
    check(0, cost=cost)
    check(0, exclude=[0], life=life, interest=interest)
    return cost * interest / (1 - (1 + interest) ** -life)


def cost_per_work(work, power, electricity, charge=0):
    """Cost of a unit of work on a machine.

        cost = (charge + power × electricity) / work

    An old machine is paid for, or lost, whatever it does, so it competes with power alone against the power
    and the charge of a new one. *Capital* I ch. 15 §3b.

    - work: units of work an hour, at the same precision for old and new.
    - power, electricity: kilowatts with cooling, and money a kilowatt-hour.
    - charge: money an hour for the machine itself, as from `capital_charge`; 0 for one already bought.

    Returns money a unit.

    An old chip for its power, and a new one that does twice the work for its power and 2 dollars an hour.

    >>> print(cost_per_work(1, 1, 0.1), cost_per_work(2, 1.5, 0.1, charge=2))
    0.1 1.075
    """
    check(0, exclude=[0], work=work)
    check(0, power=power, electricity=electricity, charge=charge)
    return (charge + power * electricity) / work


def economic_life(revenue, running, fall):
    """Age at which running a machine costs more than what it makes sells for.

        life = max(ln(revenue / running) / fall, 0)

    Where revenue × exp(−fall × life) = running. A machine in working order is then scrap; when work is scarce
    and ``fall`` small, that may be long after the books are closed. *Capital* II ch. 8 §2 (competition
    replaces means of labor before their natural death).

    - revenue, running: money a year when new: from its product, and for power and upkeep, which stays.
    - fall: rate at which the price of the product falls, as from `moral_rate`.

    Returns years.

    >>> economic_life(revenue=10, running=np.array([1, 2, 20]), fall=0.4).round(2)
    array([5.76, 4.02, 0.  ])
    """
    check(0, exclude=[0], revenue=revenue, running=running, fall=fall)
    return np.maximum(np.log(revenue / running) / fall, 0)


def earning_value(age, revenue, running, fall, discount):
    """What a machine is worth for what it can still earn, until it is not worth running.

        value = ∫ (revenue e^(−fall s) − running) e^(−discount (s − age)) ds,  from age to `economic_life`

    With z the running cost over what the machine sells at that age, and a = discount / fall,

        value = revenue e^(−fall age) × [1 / (fall + discount) − z / discount + z^(1 + a) / (discount (1 + a))]

    and nothing once z reaches 1. Where power is free it falls at ``fall``, like `market_value`; the dearer
    power is, the faster. For the wear of a whole fleet, add its rate to ``discount`` and multiply by
    `survival`. *Capital* III ch. 29 (income turned into capital at a rate of interest).

    - age, revenue, running, fall: years, and as in `economic_life`; ``running`` may be 0.
    - discount: rate of interest, or profit, that the money could bear elsewhere.

    Returns money.

    >>> earning_value(np.array([0, 2, 4, 6]), revenue=10, running=1, fall=0.4, discount=0.1).round(2)
    array([14.5 ,  4.48,  0.75,  0.  ])
    """
    check(0, age=age, running=running)
    check(0, exclude=[0], revenue=revenue, fall=fall, discount=discount)
    sales = revenue * np.exp(-fall * age)
    share = np.minimum(running / sales, 1)
    ratio = discount / fall
    last = share ** (1 + ratio) / (discount * (1 + ratio))
    return np.where(share < 1, sales * np.maximum(1 / (fall + discount) - share / discount + last, 0), 0)


def yearly_depreciation(spending, life, in_service=0.5):
    """Depreciation of each year, in equal parts, of all that was bought in that year and before.

        charge on a vintage = what is left of it × this year's time / years left of its life

    When the life changes, what is left is spread over the new rest, as the rules for a change in estimate
    ask. What was bought before the first year is missing: the figures are whole only from year ``life`` on.
    *Capital* II ch. 8 §1.

    - spending: array, shape (years,), money for machines, consecutive years.
    - life: float or array, shape (years,), accounting life in years, the same throughout or as in force in each
      year.
    - in_service: part of its first year that a machine is in use, from 0 to 1; the more spending rises within the
      year, and the longer machines wait to be used, the less.

    Returns an array, shape (years,): money a year.

    >>> yearly_depreciation([12, 0, 0, 0], life=3)
    array([2., 4., 4., 2.])

    After a year and a half of three, the life is made five: what is left, 6, takes three years and a half.

    >>> yearly_depreciation([12, 0, 0, 0], life=[3, 3, 5, 5]).round(2)
    array([2.  , 4.  , 1.71, 1.71])
    """
    check(0, spending=spending)
    check(0, exclude=[0], life=life)
    check(0, 1, in_service=in_service)
    spending, charges, left, age = np.asarray(spending), [], [], []
    for year, life_now in enumerate(np.broadcast_to(life, len(spending))):
        left, age, time = np.append(left, spending[year]), np.append(age, 0), np.append(np.ones(year), in_service)
        charge = left * time / np.maximum(life_now - age, time)
        charges.append(np.sum(charge))
        left, age = left - charge, age + time
    return np.array(charges)


def restated_income(income, spending, share, life, other_life, in_service=0.5):
    """Operating income of each year as it would have been, had machines been written off in another life.

        restated income = income + share × (depreciation at the life used − depreciation at the other)

    Filings do not say how much of the spending was for machines with this life, nor when they came into use,
    so give a low and a high ``share`` and read the result as a range. Taxes are left out, and what the firm would
    have done otherwise. *Capital* II ch. 8 §1 (what is passed on in a year is reckoned by an average life).

    - income, spending: array, shape (years,), operating income, and capital spending, of consecutive years.
    - share: float or array, shape (..., 1), part of the spending that went into machines with this life, 0 to 1.
    - life, other_life: float or array, shape (years,), accounting life in force, and the one to put in its place,
      as in `yearly_depreciation`.
    - in_service: as in `yearly_depreciation`.

    Returns an array, shape (..., years): money a year.

    >>> share = np.array([[0.4], [0.6]])
    >>> restated_income([20, 20, 20], [12, 12, 12], share, life=6, other_life=3)
    array([[19.6, 18.8, 18. ],
           [19.4, 18.2, 17. ]])
    """
    check(income=income)
    check(0, 1, share=share)
    used = yearly_depreciation(spending, life, in_service)
    return np.asarray(income) + share * (used - yearly_depreciation(spending, other_life, in_service))


def yearly_profit(own, rival, revenue, gain, sold, switching_cost):
    """Profit of one of two rivals who each keep their old machines or scrap them for new ones.

        profit = revenue × (total / 2)^sold × own work / total − switching cost if scrapped

    An old fleet does one unit of work and a new one ``gain`` units; total is the work of both. All work sells
    at one price, whoever does it and however. The cost of the old machines is sunk, alike in all four cases,
    and left out. *Capital* I ch. 12 (extra surplus value, and the law of competition); II ch. 8 §2.

    - own, rival: 1 if it scraps, 0 if it keeps.
    - revenue: money a year that both take together while both keep.
    - gain: times more work that new machines do in the same place, 1 or more.
    - sold: how added work finds buyers, 0 to 1. At 0 they spend no more, and double the work halves its price; at
      1, where work is scarce, all of it sells at the old price. It is 1 less the inverse of the elasticity of
      demand.
    - switching_cost: money a year for the new machines, as from `capital_charge`, plus their power, less that of
      the old.

    Returns money a year, before the cost of the old machines.

    Both keep, one scraps, the other does, both scrap: whoever scraps gains, and both lose.

    >>> own, rival = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    >>> yearly_profit(own, rival, revenue=100, gain=3, sold=0, switching_cost=15)
    array([50., 60., 25., 35.])
    """
    check(0, 1, own=own, rival=rival, sold=sold)
    check(0, revenue=revenue)
    check(1, gain=gain)
    check(switching_cost=switching_cost)
    work, other = 1 + (gain - 1) * own, 1 + (gain - 1) * rival
    return revenue * ((work + other) / 2) ** sold * work / (work + other) - switching_cost * own


def gain_from_scrapping(rival, revenue, gain, sold, switching_cost):
    """What a firm gains if it scraps rather than keeps, its rival's choice being given.

        gain = `yearly_profit` of scrapping − `yearly_profit` of keeping

    The best answer is to scrap if this is above zero. *Capital* I ch. 12.

    - rival, revenue, gain, sold, switching_cost: as in `yearly_profit`.

    Returns money a year.

    >>> gain_from_scrapping(np.array([0, 1]), revenue=100, gain=3, sold=0, switching_cost=15)
    array([10., 10.])
    """
    scrap = yearly_profit(1, rival, revenue, gain, sold, switching_cost)
    return scrap - yearly_profit(0, rival, revenue, gain, sold, switching_cost)


def firms_that_scrap(revenue, gain, sold, switching_cost):
    """How many of the two scrap when each gives its best answer to the other.

        2 if scrapping pays beside a rival who scraps, else 1 if it pays beside one who keeps, else 0

    A rival's new machines lower the price of work, so scrapping never pays more beside them; one firm alone
    scraps where it pays first and not second, and which one the model does not say.

    - revenue, gain, sold, switching_cost: as in `yearly_profit`.

    Returns 0, 1 or 2.

    >>> firms_that_scrap(revenue=100, gain=3, sold=0.5, switching_cost=np.array([10, 53.9, 60]))
    array([2, 1, 0])
    """
    second = gain_from_scrapping(1, revenue, gain, sold, switching_cost)
    first = gain_from_scrapping(0, revenue, gain, sold, switching_cost)
    return np.where(second > 0, 2, np.where(first > 0, 1, 0))


def double_bind(revenue, gain, sold, switching_cost):
    """Whether each must scrap, whatever the rival does, and both would be better off if neither did.

        revenue (gain^sold − 1) / 2 < switching cost < revenue [gain^sold / 2 − ((1 + gain) / 2)^sold / (1 + gain)]

    A prisoner's dilemma. The gap closes as ``sold`` goes to 1: where all work sells, what is good for one is
    good for both. *Capital* II ch. 8 §2; the name is the essay's ("Depreciating Chips").

    - revenue, gain, sold, switching_cost: as in `yearly_profit`.

    Returns a truth.

    >>> double_bind(revenue=100, gain=3, sold=np.array([0, 0.5, 1]), switching_cost=15)
    array([ True, False, False])
    """
    together = yearly_profit(1, 1, revenue, gain, sold, switching_cost)
    apart = yearly_profit(0, 0, revenue, gain, sold, switching_cost)
    return (firms_that_scrap(revenue, gain, sold, switching_cost) == 2) & (together < apart)
