"""How every figure looks: one palette, one type, readable in light and dark.

Colors are CSS variables with a light-theme value to fall back on, so a figure follows the page's
theme the moment it is switched, before and without any script.
"""

import altair as alt

INK = "var(--explorer-ink, #1f2933)"
MUTED = "var(--explorer-muted, #52606d)"
GRID = "var(--explorer-grid, #d9dee3)"
PAPER = "var(--explorer-paper, #ffffff)"
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
    """The chart under the theme of the course."""
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
