"""Two figures that live in the tests on every surface: a path through time, and a network."""

import altair as alt
import numpy as np

from explorable import Axis, Slider, Switch, explore

YEARS = Axis("Year", 0, 30, count=300)


def goodwin(growth, labor, resistance, pressure):
    """Goodwin's cycle: employment drives the share of wages up, which slows employment; 300 steps of a tenth of a year."""
    employment, share, path = 0.92, 0.75, {"employment": [], "share": []}
    for _ in range(300):
        path["employment"].append(employment)
        path["share"].append(share)
        employment += 0.1 * employment * ((1 - share) / 3 - growth - labor)
        share += 0.1 * share * (pressure * employment - growth - resistance)
    return path


def cycle():
    """The path as a figure with four free sliders."""
    return explore(
        goodwin,
        year=YEARS,
        growth=Slider("Productivity", 0.005, 0.04, value=0.02, step=0.005, unit="a year", format=".1%"),
        labor=Slider("Labor force", 0, 0.03, value=0.01, step=0.005, unit="a year", format=".1%"),
        resistance=Slider("Resistance", 0.3, 0.7, value=0.5, step=0.05),
        pressure=Slider("Pressure", 0.4, 0.8, value=0.6, step=0.05),
        draw=lambda chart: chart.mark_line().encode(
            alt.X("employment:Q").title("Employment").scale(zero=False),
            alt.Y("share:Q").title("Share of wages").scale(zero=False),
            order="year:Q",
        ),
        title="A cycle of jobs and wages",
        caption="Employment runs between {employment.min:.1%} and {employment.max:.1%}, and is least in year {employment.argmin:.0f}.",
        columns={"employment": ("Employment", ".1%"), "share": ("Share of wages", ".1%")},
        name="cycle",
    )


FIRMS = 12
_random = np.random.default_rng(12)
OWED = np.round(_random.uniform(5, 20, FIRMS), 1)
_chosen = _random.random((FIRMS, FIRMS)) * (1 - np.eye(FIRMS))
TO = np.round(_chosen / _chosen.sum(axis=1, keepdims=True) * 0.8, 4)  # a fifth of what is owed goes outside
HELD = np.round(OWED * 0.35, 1)


def clearing(hit, loss, guarantee):
    """Eisenberg and Noe's payments by rounds from above: each firm pays what it owes or all it has."""
    held = HELD * np.where(np.arange(FIRMS) == hit - 1, 1 - loss, 1)
    held = held + np.where(guarantee, 1, 0)
    paid = OWED * 1.0
    for _ in range(20):
        paid = np.minimum(OWED, TO.T @ paid + held)
    return {"paid": paid, "share": paid / OWED, "state": np.where(paid < OWED - 1e-9, "fails", "pays")}


def network():
    """The network as a figure: a shock to any of twelve firms."""
    return explore(
        clearing,
        firm=Axis("Firm", 1, FIRMS, count=FIRMS, format=".0f"),
        hit=Slider("Firm that is hit", 1, FIRMS, value=3, step=1),
        loss=Slider("Share of its means lost", 0, 1, value=0.5, step=0.1, format=".0%"),
        guarantee=Switch("Each is given 1 more"),
        draw=lambda chart: chart.mark_bar().encode(
            alt.X("firm:O").title("Firm"), alt.Y("share:Q").title("Paid of what is owed").axis(format=".0%"), color="state:N"
        ),
        title="One loss, and who else cannot pay",
        caption="The worst pays {share.min:.1%} of what it owes: firm {share.argmin:.0f}.",
        columns={"share": ("Paid of what is owed", ".1%"), "state": ("State", "")},
        name="network",
    )
