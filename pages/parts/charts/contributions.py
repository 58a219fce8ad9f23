"""Which groups moved a figure? A bar for each, to the right where it raised it and to the left where it lowered it."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.definition import Metric
from metrics.moves import Move, Split
from pages.parts import change_words, theme
from pages.parts.charts import axes

_MOST = 8  # the others are drawn together
_ROOM = 0.35  # of the span of all bars, for the numbers beyond their ends


def draw(move: Move, split: Split) -> go.Figure:
    """The parts from the largest down, what is left over, and the move that all of them add up to."""
    bars = _bars(split, move.metric)
    bars.append((change_words.WHOLE, move.by, theme.GREEN))
    values = [value for _, value, _ in bars]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": [axes.wrapped(name) for name, _, _ in bars],
        "x": values,
        "marker": {"color": [color for _, _, color in bars]},
        "text": [change_words.number_signed(value, move.metric) for value in values],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": theme.FONT_SIZE},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    low, high = min(0.0, *values), max(0.0, *values)
    room = _ROOM * ((high - low) or 1)
    layout = {
        "height": 40 + axes.ROW_HEIGHT * len(bars),
        "margin": axes.margin_for(trace["y"], t=8, b=8),
        "xaxis": {
            "range": [low - room * (low < 0), high + room * (high > 0)],
            "tickvals": [0],
            "ticktext": [""],
            "gridcolor": theme.GRAY,
        },
        "yaxis": {"type": "category", "autorange": "reversed", "showgrid": False},
    }
    return go.Figure([trace], layout)


def describe(move: Move, split: Split) -> str:
    """Every bar with its value, in the order drawn."""
    told = [f"{name} {change_words.signed(value, move.metric)}" for name, value, _ in _bars(split, move.metric)]
    whole = change_words.signed(move.by, move.metric)
    return f"Bar chart: parts of the move of {move.metric.label}. {'; '.join(told)}. Together {whole}."


def _bars(split: Split, metric: Metric) -> list[tuple[str, float, str]]:
    drawn = [part for part in split.parts if not change_words.is_nothing(part.total, metric)][:_MOST]
    shown = [(change_words.name_of(split, part), part.total, theme.BLUE) for part in drawn]
    left = sum((part.total for part in split.parts if part not in drawn), start=split.rest)
    has_rest = split.has_rest or len(split.parts) > len(drawn)
    return [*shown, *([(change_words.REST, left, theme.GRAY)] if has_rest else [])]
