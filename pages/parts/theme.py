"""The colors of every mark and the templates of every chart; each pair is at or above its WCAG contrast.

Marks have the same colors in light and in dark, and stand out (3:1) on both. Text takes the color of its look, except
on a mark: there `text_on` chooses.
"""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import plotly.io as pio

LIGHT, DARK = "light", "dark"
BACKGROUNDS = {LIGHT: "#FFFFFF", DARK: "#0E1117"}
TEXTS = {LIGHT: "#070D16", DARK: "#F0F3F6"}
LINKS = {LIGHT: "#005A8C", DARK: "#7CC7F2"}  # and what is chosen, pointed at, or has the focus
BLUE, VERMILION, GREEN, PURPLE, GRAY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#767676"
SERIES = (BLUE, VERMILION, GREEN, PURPLE, GRAY)
# The parts of a stacked bar in their order: a fill, and a pattern for those that are no use and no disuse.
PARTS = (
    (BLUE, {}),
    (GREEN, {}),
    (PURPLE, {}),
    (VERMILION, {}),
    (GRAY, {}),
    (BLUE, {"shape": "/", "solidity": 0.3, "fillmode": "replace"}),
    (GRAY, {"shape": "/", "solidity": 0.3, "fillmode": "replace"}),
)
QUIET = GRAY  # what is not the subject: targets, other tools, groups that are not shown
GRID = "rgba(128, 128, 128, 0.25)"  # lines to count by, not marks to read
BLACK, WHITE = "#000000", "#FFFFFF"
# From little to much, for cells that have their value printed in them: black reads well on all of it.
SCALE = ((0.0, "#F1F6FA"), (0.5, "#9CC8E3"), (1.0, "#4292C6"))
# On slides and on paper, which are white whoever looks at them: words aside, lines between, the head of a table.
PAPER_QUIET, PAPER_RULE, PAPER_GRID, PAPER_HEAD = "#595959", "#BFBFBF", "#D9D9D9", "#D9E7F2"
FONT_SIZE = 13
_FONTS = '"Source Sans", sans-serif'


def luminance(color: str) -> float:
    """WCAG relative luminance of a #RRGGBB color."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colors, 1 to 21, not rounded."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str) -> str:
    """Black or white, whichever reads better on this fill; one of them always has 4.5:1."""
    return max((BLACK, WHITE), key=lambda text: contrast(text, fill))


def on_scale(share: float) -> str:
    """The color at this place (0 to 1) of SCALE."""
    place = min(max(share, 0.0), 1.0)
    for (start, low), (end, high) in pairwise(SCALE):
        if place <= end:
            return between(low, high, (place - start) / (end - start))
    return SCALE[-1][1]


def between(low: str, high: str, share: float) -> str:
    """The color that lies this share of the way from one to the other."""
    pairs = [(int(low[at : at + 2], 16), int(high[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def template(look: str) -> str:
    """The name under which Plotly knows the template of this look."""
    return f"rollcall_{look}"


def register() -> None:
    """Make the templates known to Plotly under their names."""
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": False, "fixedrange": True, "title": {"text": ""}}
    for look, text in TEXTS.items():
        pio.templates[template(look)] = go.layout.Template(
            layout={
                "colorway": list(SERIES),
                "font": {"size": FONT_SIZE, "color": text, "family": _FONTS},
                "hoverlabel": {"bgcolor": BACKGROUNDS[look], "font": {"color": text, "family": _FONTS}},
                "margin": {"l": 48, "r": 12, "t": 28, "b": 44},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "xaxis": axis,
                "yaxis": axis,
                "showlegend": False,
                "legend": {
                    "orientation": "h",
                    "yanchor": "bottom",
                    "y": 1.0,
                    "x": 0,
                    "title": {"text": ""},
                    "entrywidth": 92,
                },
                "dragmode": False,
                "bargap": 0.35,
            }
        )


register()
