"""Machinery and the working day: what a machine passes on, what it saves, and how hard it drives.

Intensity, load and strain are numbers beside a norm of one: the usual pace with one machine, and the day past
which longer work yields less.

All take numbers or arrays that broadcast, and return the like. A number outside its range, not-a-number among them,
raises a ValueError that names the argument, its value and the range, which stands in the first lines of each
function. Where a table or a series is meant, its shape is given.
"""

import numpy as np

from capital.domain import check


def wear_per_day(value, life_hours, hours):
    """Value that a machine passes on to the product of a day.

        wear = value × hours / life in hours

    It all takes part in the work, and only this part enters the value: twice the hours pass it on twice as
    fast, and no more in the end. Simplified: wear goes with use alone. *Capital* I ch. 15 §2; §3b (16 hours a
    day for 7½ years, or 8 hours for 15).

    - value: value of the machine, in hours of labor or in money.
    - life_hours, hours: hours it runs in its life, and in a day.

    Returns value a day.

    >>> wear_per_day(value=9000, life_hours=15 * 300 * 8, hours=np.array([8, 16]))
    array([2., 4.])
    """
    check(0, value=value, hours=hours)
    check(0, exclude=[0], life_hours=life_hours)
    return value * hours / life_hours


def productivity_ratio(old_hours, new_hours):
    """Times the product of one hour is multiplied, by what it takes before and after.

        ratio = old hours / new hours

    A machine is as productive as the labor it replaces. *Capital* I ch. 15 §2.

    - old_hours, new_hours: hours for the same product. To see whether labor is saved and not only moved, count the
      machine's wear in hours among the new ones.

    A week's 366 pounds of cotton, by the spinning wheel and by the mule.

    >>> productivity_ratio(old_hours=27_000, new_hours=150)
    180.0
    """
    check(0, old_hours=old_hours)
    check(0, exclude=[0], new_hours=new_hours)
    return old_hours / new_hours


def intensity_for_same_output(old_hours, new_hours):
    """Intensity at which a day of other length yields what the old one did, the technique being the same.

        intensity = old hours / new hours

    *Capital* I ch. 15 §3c (Gardner's mills at Preston, eleven hours for twelve).

    - old_hours, new_hours: hours a day before and after.

    Returns times the old intensity.

    >>> round(intensity_for_same_output(12, 11), 4)
    1.0909
    """
    check(0, exclude=[0], old_hours=old_hours, new_hours=new_hours)
    return old_hours / new_hours


def new_value(hours, intensity, value_per_hour, normal_intensity=1):
    """Value that a day's living labor makes.

        new value = hours × intensity / normal intensity × value per hour

    Denser labor counts as more labor while it is denser than the norm; once all work as hard, the norm has
    risen and the hour counts as an hour again. Productivity does not enter. *Capital* I ch. 17 §2.

    - hours: hours a day.
    - intensity, normal_intensity: labor spent in an hour here, and in society.
    - value_per_hour: value of an hour of normal intensity: 1 to count in hours, or money.

    Returns value a day.

    Twelve hours that make 6 shillings make 8 when a third denser, and 6 again when all labor is.

    >>> print(new_value(12, 4 / 3, 0.5), new_value(12, 4 / 3, 0.5, normal_intensity=4 / 3))
    8.0 6.0
    """
    check(0, hours=hours, intensity=intensity, value_per_hour=value_per_hour)
    check(0, exclude=[0], normal_intensity=normal_intensity)
    return hours * intensity / normal_intensity * value_per_hour


def load(intensity, machines, attention):
    """How hard an hour's work is: faster machines, or more of them to one worker.

        load = intensity × machines^attention

    The two ways named in *Capital* I ch. 15 §3c.

    - intensity: speed of the machines, 1 being the usual.
    - machines: machines, or agents, that one worker minds.
    - attention: from 0, they run alone, to 1, each takes as much of the worker as the first; at ½ four weigh as
      two.

    Returns times the work of minding one machine at the usual speed.

    >>> load(intensity=1, machines=4, attention=np.array([0, 0.5, 1]))
    array([1., 2., 4.])
    """
    check(0, exclude=[0], intensity=intensity, machines=machines)
    check(0, 1, attention=attention)
    return intensity * machines**attention


def strain(hours, load, endurance, pace_cost):
    """How much of what a worker can bear a day takes; past one, a longer day yields less.

        strain = hours × load^p / endurance

    With p = 1 a day is as tiring as its hours times its load, however they are mixed: what is lost in
    duration is gained in force (*Capital* I ch. 15 §3c). With p above 1 density tires more than length.

    - hours: hours a day.
    - load: as `load` counts it.
    - endurance: hours of the day that yields most at a load of 1, day after day.
    - pace_cost: p, 1 or more; at 2 twice the load tires like four times the hours.

    >>> strain(hours=8, load=np.array([1, 1.25]), endurance=10, pace_cost=1)
    array([0.8, 1. ])
    """
    check(0, hours=hours, load=load)
    check(0, exclude=[0], endurance=endurance)
    check(1, pace_cost=pace_cost)
    return hours * load**pace_cost / endurance


def efficiency(strain):
    """What the average hour of a day yields, beside an hour of a rested worker.

        efficiency = exp(−strain⁶ / 6)

    Fatigue is slight at first and steep past the limit, where a longer day yields less in all. The sixth power
    is chosen for British munition workers in 1914–18: with an endurance of 63 hours a week output is nearly
    proportional to hours up to 49, largest at 63, and at 70 no larger than at 56 (Pencavel 2015). Simplified:
    every day is like the last, so rest, illness and accidents are left out, and one number stands for all work.

    - strain: as `strain` counts it.

    Returns a number from 1 down to 0.

    >>> efficiency(np.array([49, 56, 63, 70]) / 63).round(2)
    array([0.96, 0.92, 0.85, 0.73])
    """
    check(0, strain=strain)
    return np.exp(-(strain**6) / 6)


def output_per_hour(intensity, machines, strain):
    """What a worker turns out in the average hour of the day.

        output = intensity × machines × exp(−strain⁶ / 6)

    *Capital* I ch. 15 §3c: more from the same hour, until fatigue takes it back.

    - intensity, machines: as in `load`.
    - strain: as `strain` counts it, for this intensity and these machines.

    Returns output beside one machine at the usual speed, minded by a rested worker. Times hours it is the day's output.

    >>> output_per_hour(1, machines=np.array([1, 2, 4]), strain=np.array([0.5, 0.8, 1.2])).round(2)
    array([1.  , 1.91, 2.43])
    """
    check(0, intensity=intensity, machines=machines)
    return intensity * machines * efficiency(strain)


def most_hours(load, endurance, pace_cost):
    """Length of the day past which more hours yield less: a strain of one.

        hours = endurance / load^p

    *Capital* I ch. 15 §3c: length and density of the day must come to exclude each other.

    - load, endurance, pace_cost: as in `strain`.

    Returns hours a day.

    >>> most_hours(load=np.array([1, 1.25]), endurance=10, pace_cost=1)
    array([10.,  8.])
    """
    check(0, exclude=[0], load=load, endurance=endurance)
    check(1, pace_cost=pace_cost)
    return endurance / load**pace_cost


def most_machines(hours, intensity, attention, endurance, pace_cost):
    """Number of machines past which a worker who minds more turns out less.

        machines = [endurance / (hours × intensity^p) × (p × attention)^(−1/6)]^(1 / (p × attention))

    Where d output / d machines = 0, which is at a strain of (p × attention)^(−1/6). The shorter the day, the
    more machines: *Capital* I ch. 15 §3c.

    - hours, intensity, attention, endurance, pace_cost: as in `load` and `strain`.

    Returns machines; below 1, even one is too much. Raises ValueError, too, where ``attention`` is 0: there is no
    such number then.

    >>> most_machines(np.array([8, 10]), intensity=1, attention=0.5, endurance=10.5, pace_cost=2).round(2)
    array([1.31, 1.05])
    """
    check(0, exclude=[0], hours=hours, intensity=intensity, endurance=endurance)
    check(0, 1, exclude=[0], attention=attention)
    check(1, pace_cost=pace_cost)
    steepness = pace_cost * attention
    return (endurance / (hours * intensity**pace_cost * steepness ** (1 / 6))) ** (1 / steepness)


def best_intensity(hours, machines, attention, endurance, pace_cost):
    """Intensity past which a worker who is driven faster turns out less.

        intensity = [endurance / hours × p^(−1/6)]^(1/p) / machines^attention

    Where d output / d intensity = 0. The shorter the day, the higher: *Capital* I ch. 15 §3c.

    - hours, machines, attention, endurance, pace_cost: as in `load` and `strain`.

    Returns times the usual.

    >>> best_intensity(np.array([12, 11]), machines=1, attention=1, endurance=12, pace_cost=1).round(4)
    array([1.    , 1.0909])
    """
    check(0, exclude=[0], hours=hours, machines=machines, endurance=endurance)
    check(0, 1, attention=attention)
    check(1, pace_cost=pace_cost)
    return (endurance / (hours * pace_cost ** (1 / 6))) ** (1 / pace_cost) / machines**attention


def labor_saved(machine, displaced):
    """Labor that society saves by a machine: what it displaces, less what it took to make.

        saved = displaced − machine

    *Capital* I ch. 15 §2, the first border.

    - machine, displaced: hours of labor, 0 or more, over the machine's life.

    >>> labor_saved(machine=3000, displaced=6000)
    3000
    """
    check(0, machine=machine, displaced=displaced)
    return displaced - machine


def money_saved(machine, displaced, exploitation):
    """What a capital saves by a machine: only the paid part of the labor displaced, less the machine.

        saved = displaced / (1 + rate of surplus value) − machine

    *Capital* I ch. 15 §2, the second border. Between the two lies displaced × e / (1 + e): machines that would save
    labor and are not bought.

    - machine, displaced: hours of labor, 0 or more, over the machine's life.
    - exploitation: rate of surplus value, 0 or more.

    Marx's 150 men cost £3,000 a year and make £6,000; so does the machine, and nothing is saved in money.

    >>> money_saved(machine=3000, displaced=6000, exploitation=1)
    0.0
    """
    check(0, machine=machine, displaced=displaced, exploitation=exploitation)
    return displaced / (1 + exploitation) - machine


def cost_by_person(minutes, wage):
    """Wages for a task that a person does.

        cost = wage × minutes / 60

    - minutes: 0 or more. wage: money an hour, 0 or more.

    >>> cost_by_person(minutes=10, wage=69.5).__round__(2)
    11.58
    """
    check(0, minutes=minutes, wage=wage)
    return wage * minutes / 60


def cost_with_checker(run, checking, failing, minutes, wage):
    """Cost of a task that a machine does, a person checks, and a person does again where it failed.

        cost = run + wage × (checking + failing × minutes) / 60

    - run: money for the machine's try, 0 or more.
    - checking, minutes: a person's minutes to check a try, and to do the task, 0 or more.
    - failing: share of tries that must be done again, 0 to 1.
    - wage: money an hour, 0 or more.

    >>> cost_with_checker(run=0.43, checking=10, failing=0.35, minutes=60, wage=69.5).__round__(2)
    36.34
    """
    check(0, run=run, checking=checking, minutes=minutes, wage=wage)
    check(0, 1, failing=failing)
    return run + wage * (checking + failing * minutes) / 60


def break_even_multiple(run, checking, failing, minutes, wage):
    """Times today's price of a machine's try at which it costs as much as a person.

        multiple = wage × (minutes − checking − failing × minutes) / 60 / run

    Below zero no price is low enough: checking and doing again take longer than doing.

    - run: money for the machine's try, above 0; the others as in `cost_with_checker`.

    >>> break_even_multiple(run=0.43, checking=10, failing=0.35, minutes=60, wage=69.5).__round__(1)
    78.1
    """
    check(0, exclude=[0], run=run)
    check(0, checking=checking, minutes=minutes, wage=wage)
    check(0, 1, failing=failing)
    return wage * (minutes - checking - failing * minutes) / 60 / run
