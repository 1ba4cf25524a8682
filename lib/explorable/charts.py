"""How every figure looks: one palette, one type, readable in light and dark.

Colors are CSS variables with a light-theme value to fall back on, so a figure follows the page's
theme the moment it is switched, before and without any script.
"""

import altair as alt

INK = "var(--explorer-ink, #1f2933)"
MUTED = "var(--explorer-muted, #52606d)"
GRID = "var(--explorer-grid, #d9dee3)"
PAPER = "var(--explorer-paper, #ffffff)"
FAINT = "var(--explorer-faint, #8b939d)"  # for marks that stand back and must still be seen
# After Okabe and Ito (2008), safe for color-blind readers; darkened for contrast on white.
BLUE = "var(--explorer-blue, #0072b2)"
ORANGE = "var(--explorer-orange, #b45309)"
GREEN = "var(--explorer-green, #047857)"
PINK = "var(--explorer-pink, #a8326e)"
GRAY = "var(--explorer-gray, #6b7280)"
PALETTE = [BLUE, ORANGE, GREEN, PINK, GRAY]

HEIGHT = 300
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def styled(chart):
    """The chart under the one theme of all figures."""
    return chart.configure(
        font=FONT,
        aria=False,  # the figure around the drawing has a name, a caption and a table
        background=PAPER,
        padding=4,
        view=alt.ViewConfig(stroke=None, continuousHeight=HEIGHT, discreteHeight=HEIGHT),
        axis=alt.AxisConfig(
            labelColor=MUTED, titleColor=INK, tickColor=GRID, domainColor=GRID, gridColor=GRID,
            labelFontSize=12, titleFontSize=13, titleFontWeight="normal", titlePadding=8, labelFlush=False, tickCount=6,
        ),
        axisX=alt.AxisConfig(grid=False),
        axisY=alt.AxisConfig(
            titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-12, domain=False, ticks=False,
        ),
        legend=alt.LegendConfig(
            labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=12, orient="top", offset=24, title=None,
        ),
        header=alt.HeaderConfig(labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=13),
        title=alt.TitleConfig(color=INK, fontSize=13, fontWeight="normal", anchor="start"),
        text=alt.MarkConfig(color=INK, fontSize=12),
        line=alt.MarkConfig(strokeWidth=2.5, color=BLUE),
        point=alt.MarkConfig(filled=True, size=50, color=BLUE),
        bar=alt.BarConfig(color=BLUE), area=alt.AreaConfig(color=BLUE, opacity=0.5), rule=alt.MarkConfig(color=INK),
        range=alt.RangeConfig(category=PALETTE, heatmap={"scheme": "cividis"}, diverging={"scheme": "blueorange"}),
    )  # fmt: skip


def label(chart, text, x, y, color=INK, **place):
    """Words at a point, on a halo of paper: direct labels instead of a legend.

    ``chart`` holds one row, the point; ``place`` is any property of a text mark, as ``dy=-14`` or ``align="left"``.
    """
    halo = chart.mark_text(stroke=PAPER, strokeWidth=5, strokeJoin="round", text=text, **place)
    words = chart.mark_text(color=color, text=text, **place)
    return halo.encode(x, y) + words.encode(x, y)


def curve(chart, x, y, text, color, dash=(1, 0), at=0, shown="true", **place):
    """A line, and its name beside it where x is ``at``, kept inside the frame: a pair, for `stack`.

    ``y`` has a scale with a domain. ``shown`` is an expression of controls; where it is false, line and name go.
    """
    opacity = alt.ExprRef(f"{shown} ? 1 : 0")
    line = chart.mark_line(color=color, strokeDash=list(dash), opacity=opacity, clip=True)
    (low, high), name = y.to_dict()["scale"]["domain"], y.to_dict()["field"]
    spot = chart.transform_filter(f"abs(datum.{x.to_dict()['field']} - {at}) < 1e-6")
    inside = f"clamp(datum.{name}, {low}, {0.93 * high})"
    spot = spot.transform_calculate(calculate=inside, as_=name)
    place = {"align": "left", "opacity": opacity} | place
    return line.encode(x, y), label(spot, text, x, y, color, **place)


def stack(*curves):
    """Several `curve` in one chart, every name above every line."""
    return alt.layer(*(line for line, _ in curves), *(name for _, name in curves))
