"""The rate of profit: Marx's law, what works against it, and the objections, each in a few lines.

All rates are fractions (0.2 is 20 percent). Values may be in hours or in money, if all are in the same.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range, which stands in the first lines of each
function. Where a table or a series is meant, its shape is given.
"""

import numpy as np

from capital.domain import check


def value_composition(constant, variable):
    """Constant capital for each unit of variable capital.

        composition = c / v

    *Capital* I ch. 25 §1 and III ch. 8. Marx calls it organic so far as it mirrors the technique; a change in
    wages or in the price of machines moves this ratio too, so it bears the wider name, value composition.

    - constant, variable: capital in means of production, and in labor-power.

    >>> value_composition(constant=80, variable=20)
    4.0
    """
    check(0, constant=constant)
    check(0, exclude=[0], variable=variable)
    return constant / variable


def rate_of_surplus_value(variable, surplus):
    """Surplus value for each unit of variable capital.

        e = s / v

    *Capital* I ch. 9 §1.

    - variable, surplus: capital in labor-power, and the surplus value it yields.

    >>> rate_of_surplus_value(variable=90, surplus=90)
    1.0
    """
    check(0, exclude=[0], variable=variable)
    check(surplus=surplus)
    return surplus / variable


def rate_of_profit(constant, variable, surplus):
    """Surplus value for each unit of all capital advanced.

        r = s / (c + v)

    *Capital* III ch. 2 and 3; for a whole economy, of the totals, III ch. 9.

    - constant, variable, surplus: capital in means of production, capital in labor-power, surplus value.

    Returns a fraction for each period of turnover. Raises ValueError, too, where there is no capital.

    >>> rate_of_profit(constant=410, variable=90, surplus=90)
    0.18
    """
    check(0, constant=constant, variable=variable)
    check(0, exclude=[0], **{"constant + variable": constant + variable})
    check(surplus=surplus)
    return surplus / (constant + variable)


def rate_from_composition(composition, exploitation):
    """Rate of profit from the composition of capital and the rate of surplus value.

        r = e / (1 + k)

    *Capital* III ch. 13, the table of five compositions.

    - composition, exploitation: k = c/v and e = s/v.

    >>> rate_from_composition(np.array([0.5, 1, 2, 3, 4]), exploitation=1).round(3)
    array([0.667, 0.5  , 0.333, 0.25 , 0.2  ])
    """
    check(0, composition=composition, exploitation=exploitation)
    return exploitation / (1 + composition)


def maximum_rate(composition, exploitation):
    """Rate of profit if workers lived on air: all living labor over dead labor, a ceiling on the rate.

        maximum rate = (v + s) / c = (1 + e) / k

    Paying less for the same day raises e and k together and leaves it where it is. *Capital* III ch. 15 §2.

    - composition, exploitation: k = c/v and e = s/v.

    >>> maximum_rate(composition=4, exploitation=1)
    0.5
    """
    check(0, exclude=[0], composition=composition)
    check(0, exploitation=exploitation)
    return (1 + exploitation) / composition


def rate_under_drift(year, composition, exploitation, composition_growth, exploitation_growth):
    """Rate of profit while composition and exploitation each grow at a steady rate.

        r(t) = e exp(h t) / (1 + k exp(g t))

    With h = 0 the law as such, *Capital* III ch. 13. That e grows at a given k means more labor for the same
    wage, by longer or denser hours, and the day sets it a limit. Cheaper wage goods raise e too, but they
    lower v and so raise k as well.

    - year: years from the start.
    - composition, exploitation: k = c/v and e = s/v at the start.
    - composition_growth, exploitation_growth: g and h, a year, compounded continuously (0.02 is 2 percent).

    >>> rate_under_drift(np.array([0, 50]), 2, 1, composition_growth=0.02, exploitation_growth=0).round(3)
    array([0.333, 0.155])
    """
    check(0, year=year, composition=composition, exploitation=exploitation)
    check(composition_growth=composition_growth, exploitation_growth=exploitation_growth)
    k = composition * np.exp(composition_growth * year)
    e = exploitation * np.exp(exploitation_growth * year)
    return rate_from_composition(k, e)


def growth_of_rate(composition, composition_growth, exploitation_growth):
    """Growth of the rate of profit at a moment of the drift: it falls where this is negative.

        d ln r / dt = h − g k / (1 + k)

    As k grows, k / (1 + k) goes to one: if g exceeds h the rate must fall in the end; if not (and g > 0), it
    never does. *Capital* III ch. 13 and ch. 14.

    - composition, composition_growth, exploitation_growth: k at the moment; g and h a year, as in
      `rate_under_drift`.

    Returns a rate a year.

    >>> growth_of_rate(np.array([1, 3]), composition_growth=0.04, exploitation_growth=0.025)
    array([ 0.005, -0.005])
    """
    check(0, composition=composition)
    check(composition_growth=composition_growth, exploitation_growth=exploitation_growth)
    return exploitation_growth - composition_growth * composition / (1 + composition)


def countered_rate(
    year,
    composition,
    exploitation,
    composition_growth,
    intensification=0,
    wage_cut=0,
    cheapening=0,
    new_branches=0,
    foreign_trade=0,
    stock_capital=0,
    dividend=0.05,
):
    """Rate of profit under the law and the six causes that work against it; all at zero leave the bare law.

        c = k exp((g − cheapening) t) × (1 − new branches) × (1 − trade)
        v = (1 − wage cut) × (1 − trade)
        s = 1 + e exp(intensification × t) − v
        r = (R − stock capital × min(dividend, R)) / (1 − stock capital),  R = s / (c + v)

    Counted for one worker, whose labor-power has a value of one at the start: what wages lose surplus gains,
    so v + s stays. Intensification and cheapening work year after year, the others shift the rate once.
    *Capital* III ch. 14 §1 to §6, in its order.

    - year, composition, exploitation, composition_growth: as in `rate_under_drift`, the growth being that of means
      of production a worker, before they cheapen.
    - intensification: §1. Yearly growth of e by longer or denser hours. The extra material and wear are left out.
    - wage_cut: §2. Share by which wages are below the value of labor-power, 0 to below 1.
    - cheapening: §3. Yearly fall in the value of a unit of means of production; capital in use is revalued at once.
    - new_branches: §4. Share of workers, set free elsewhere, in new branches with next to no constant capital, 0 to
      1; a branch at half the usual composition counts for half its workers. Its lower wages are left out.
    - foreign_trade: §5. Share by which imports cheapen means of production and wage goods alike, 0 to below 1.
      Profit from colonies, and the faster accumulation that trade brings, are left out.
    - stock_capital: §6. Share of all capital that takes a dividend and stays out of the general rate, 0 to below 1.
      The rate rises for the rest only; for society it is R.
    - dividend: rate that stock capital takes, or R where R is lower.

    >>> countered_rate(50, 2, 1, 0.02, cheapening=np.array([0, 0.01, 0.02])).round(3)
    array([0.155, 0.233, 0.333])
    """
    check(0, year=year, composition=composition, exploitation=exploitation, dividend=dividend)
    check(composition_growth=composition_growth)
    check(0, intensification=intensification, cheapening=cheapening)
    check(0, 1, new_branches=new_branches)
    check(0, 1, exclude=[1], wage_cut=wage_cut, foreign_trade=foreign_trade, stock_capital=stock_capital)
    constant = composition * np.exp((composition_growth - cheapening) * year)
    constant = constant * (1 - new_branches) * (1 - foreign_trade)
    variable = (1 - wage_cut) * (1 - foreign_trade)
    surplus = 1 + exploitation * np.exp(intensification * year) - variable
    average = surplus / (constant + variable)
    return (average - stock_capital * np.minimum(dividend, average)) / (1 - stock_capital)


def price_of_production(constant, variable, used, rate):
    """Price that gives a sphere the general rate of profit on all its capital.

        price = used + v + r (c + v)

    With r the rate of profit of the totals, prices sum to values and profits to surplus value. Marx leaves
    the inputs at their values here, and says so. *Capital* III ch. 9, the table of five spheres.

    - constant, variable, used: constant and variable capital advanced, and the part of the constant capital used
      up.
    - rate: general rate of profit.

    >>> price_of_production(constant=80, variable=20, used=50, rate=0.22)
    92.0
    """
    check(0, constant=constant, variable=variable, used=used)
    check(rate=rate)
    return used + variable + rate * (constant + variable)


def augmented_inputs(inputs, labor, wage_basket):
    """Goods advanced for a unit of each product: means of production and workers' consumption.

        M = A + b l

    - inputs: array, shape (goods, goods), A; column j holds the goods used up in one unit of good j.
    - labor: array, shape (goods,), l, hours in one unit of each good.
    - wage_basket: array, shape (goods,), b, goods an hour's wage buys: the real wage.

    Returns an array, shape (goods, goods): prices @ M is the cost of a unit of each good.

    >>> augmented_inputs([[0.2, 0.2], [0, 0]], [1, 1], [0, 0.4])
    array([[0.2, 0.2],
           [0.4, 0.4]])
    """
    check(0, inputs=inputs, labor=labor, wage_basket=wage_basket)
    return np.asarray(inputs) + np.outer(wage_basket, labor)


def uniform_rate_of_profit(inputs, labor, wage_basket):
    """Rate of profit equal in every industry, at the technique and the real wage.

        r = 1 / λ − 1,  λ the largest eigenvalue of A + b l

    Okishio 1961: a technique that costs less at the prices of the day raises it, if the real wage stays.

    - inputs, labor, wage_basket: as in `augmented_inputs`; every good must be needed, directly or not, for
      every other, wages counted.

    Raises ValueError, too, where nothing is advanced.

    >>> print(uniform_rate_of_profit([[0.2, 0.2], [0, 0]], [1, 1], [0, 0.4]).round(3))
    0.667
    """
    largest = np.max(np.abs(np.linalg.eigvals(augmented_inputs(inputs, labor, wage_basket))))
    check(0, exclude=[0], **{"largest eigenvalue": largest})
    return 1 / largest - 1


def uniform_profit_prices(inputs, labor, wage_basket):
    """Prices at which every industry has the uniform rate of profit, wages advanced.

        p = (1 + r) p (A + b l)

    Okishio 1961; inputs are bought at these prices, unlike in `price_of_production`.

    - inputs, labor, wage_basket: as in `uniform_rate_of_profit`.

    Returns an array, shape (goods,): prices that sum to one. Raises ValueError, too, where nothing is advanced.

    >>> uniform_profit_prices([[0.2, 0.2], [0, 0]], [1, 1], [0, 0.4]).round(6)
    array([0.5, 0.5])
    """
    roots, vectors = np.linalg.eig(augmented_inputs(inputs, labor, wage_basket).T)
    check(0, exclude=[0], **{"largest eigenvalue": np.max(np.abs(roots))})
    prices = np.abs(vectors[:, np.argmax(np.abs(roots))])
    return prices / np.sum(prices)


def exploitation_of_basket(inputs, labor, wage_basket):
    """Rate of surplus value at a technique and a real wage.

        e = 1 / (λ b) − 1,  labor values λ = l (I − A)⁻¹

    *Capital* I ch. 9 §1; an hour's wage is worth λ b hours.

    - inputs, labor, wage_basket: as in `augmented_inputs`.

    Raises ValueError, too, where the economy uses up as much as it makes, or the wage is worth nothing.

    >>> print(exploitation_of_basket([[0.2, 0.2], [0, 0]], [1, 1], [0, 0.4]).round(6))
    1.0
    """
    check(0, inputs=inputs, labor=labor, wage_basket=wage_basket)
    check(0, 1, exclude=[1], **{"spectral radius of inputs": np.max(np.abs(np.linalg.eigvals(inputs)))})
    values = np.linalg.solve(np.eye(len(labor)) - np.transpose(inputs), labor)
    paid = values @ np.asarray(wage_basket)
    check(0, exclude=[0], **{"value of the wage": paid})
    return 1 / paid - 1


def basket_at_exploitation(inputs, labor, wage_basket, exploitation):
    """Real wage, in the given proportions, at which the rate of surplus value is as given.

        b' = b × (1 + e of b) / (1 + e)

    When a technique cheapens wage goods and e stays, the real wage rises: the case Okishio 1961 shuts out.

    - inputs, labor, wage_basket: as in `augmented_inputs`.
    - exploitation: rate of surplus value to hold.

    Returns an array, shape (goods,): goods an hour. Raises ValueError, too, as `exploitation_of_basket` does.

    >>> basket_at_exploitation([[0.2, 0.4], [0, 0]], [1, 0.25], [0, 0.4], exploitation=1).round(3)
    array([0.   , 0.667])
    """
    check(0, exploitation=exploitation)
    now = exploitation_of_basket(inputs, labor, wage_basket)
    return np.asarray(wage_basket) * (1 + now) / (1 + exploitation)


def _check_one_good(year, net_product, wage_share, growth):
    check(0, year=year, growth=growth)
    check(0, exclude=[0], net_product=net_product)
    check(0, 1, exclude=[1], wage_share=wage_share)
    invested = growth / (net_product * (1 - wage_share))
    check(0, 1 + 1e-9, **{"growth / (net_product * (1 - wage_share))": invested})


def simultaneous_rate(year, net_product, wage_share, growth):
    """Rate of profit with capital revalued at today's unit value, in an economy of one good.

        r(t) = a (1 − w / (1 + g)^t)

    The good serves as capital and as wage. Its stock grows, and the net product with it; hours worked and the
    real wage stay, and wages are paid at the year's end. Each unit takes less labor every year, and the rate
    rises toward a. A simple case of Okishio 1961.

    - year: years from the start.
    - net_product: a, net product a year for each unit of capital in kind: the rate if wages were nothing.
    - wage_share: w, wages over net product at the start, 0 to below 1.
    - growth: g, yearly growth of the stock, at most a (1 − w): no more than the surplus can be invested.

    >>> simultaneous_rate(np.array([0, 20, 40]), net_product=0.25, wage_share=0.3, growth=0.03).round(3)
    array([0.175, 0.208, 0.227])
    """
    _check_one_good(year, net_product, wage_share, growth)
    return net_product * (1 - wage_share / (1 + growth) ** year)


def temporal_rate(year, net_product, wage_share, growth, wear):
    """Rate of profit with capital valued at the labor it took when it was made, in the same economy.

        r(t) = (1 − p w a) / C,   p = (1 + d C) / ((a + d) (1 + g)^t)
        C = [1 + g (1 − (1 − m)^t) / m] / a,   m = d (a − g) / (a + d)

    C is the capital at historical value and p the unit value of the output, into which d C of old labor
    passes, both in years of the living labor: inputs are valued before production, outputs after it, as in
    Kliman 2007. With d = 1 all capital is seed corn; with d = 0 it lasts for ever, and r goes to zero. With
    wear r settles at d (a − g) / (d + g), below where it began only if w < g (a + d) / (a (g + d)).

    - year, net_product, wage_share, growth: as in `simultaneous_rate`; before year 0 nothing grew, and both rates
      agree.
    - wear: d, share of the capital used up and replaced in a year, 0 to 1.

    >>> year = np.array([0, 20, 40])
    >>> temporal_rate(year, net_product=0.25, wage_share=0.3, growth=0.03, wear=0.05).round(3)
    array([0.175, 0.144, 0.137])
    """
    _check_one_good(year, net_product, wage_share, growth)
    check(0, 1, wear=wear)
    m = wear * (net_product - growth) / (net_product + wear)
    endless = m < 1e-7
    years = np.where(endless, year, (1 - (1 - m) ** year) / np.where(endless, 1, m))
    capital = (1 + growth * years) / net_product
    unit_value = (1 + wear * capital) / ((net_product + wear) * (1 + growth) ** year)
    return (1 - unit_value * wage_share * net_product) / capital


def rate_on_stock(surplus, stock):
    """Rate of profit of each year on the capital that stood at the end of the year before.

        r(t) = surplus(t) / stock(t − 1)

    *Capital* III ch. 3 with the capital advanced, not the capital consumed. Stock at current cost is revalued
    every year; at historical cost it keeps the prices at which it was bought.

    - surplus, stock: array, shape (years,), profit of each year, and capital at its end; consecutive years.

    Returns an array, shape (years − 1,): from the second year on. Raises ValueError, too, where a number is missing.

    >>> rate_on_stock(surplus=[np.nan, 12, 15], stock=[100, 120, 140])
    array([0.12 , 0.125])
    """
    surplus, stock = np.asarray(surplus)[1:], np.asarray(stock)[:-1]
    check(surplus=surplus)
    check(0, exclude=[0], stock=stock)
    return surplus / stock


def trend(year, rate):
    """Slope of a straight line through a series, its standard error, and its height at year zero.

        slope = Σ (t − t̄)(r − r̄) / Σ (t − t̄)²,  error² = Σ residual² / [(n − 2) Σ (t − t̄)²]

    Least squares. Yearly residuals hang together, so the true uncertainty is larger than the error.

    - year, rate: array, shape (years,), the window: at least three years, not all the same.

    Returns slope and standard error, both a year, and intercept, in the units of ``rate``. Raises ValueError, too,
    for fewer than three years.

    >>> slope, error, intercept = trend([2000, 2001, 2002, 2003], [0.10, 0.12, 0.11, 0.13])
    >>> print(slope.round(4), error.round(4))
    0.008 0.0042
    """
    year, rate = np.asarray(year, dtype=float), np.asarray(rate, dtype=float)
    check(3, years=len(year))
    check(year=year, rate=rate)
    elapsed = year - np.mean(year)
    spread = np.sum(elapsed**2)
    check(0, exclude=[0], **{"spread of year": spread})
    slope = np.sum(elapsed * (rate - np.mean(rate))) / spread
    residual = rate - np.mean(rate) - slope * elapsed
    error = np.sqrt(np.sum(residual**2) / (len(year) - 2) / spread)
    return slope, error, np.mean(rate) - slope * np.mean(year)
