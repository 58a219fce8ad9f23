"""By when must what be decided? A bar for each contract up to its end, a diamond on the day of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from metrics.renewals import Due, Renewal
from pages.parts import theme, words
from pages.parts.charts import axes

_BEFORE, _AFTER = timedelta(days=120), timedelta(days=550)
_ROOM_FOR_NAME = 36
_COLORS = {Due.OPEN: theme.BLUE, Due.OVERDUE: theme.VERMILION, Due.TOO_LATE: theme.GRAY, Due.DECIDED: theme.GREEN}
_SYMBOLS = {Due.OPEN: "diamond", Due.OVERDUE: "x", Due.TOO_LATE: "circle-open", Due.DECIDED: "circle"}


def draw(found: Sequence[Renewal], *, as_of: date) -> go.Figure:
    """The next decision on top. What lies beyond the edge is drawn up to the edge; the table has its day."""
    first, last = as_of - _BEFORE, as_of + _AFTER
    names = [axes.wrapped(_name(each, found)) for each in found]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "base": [max(each.starts_on, first).isoformat() for each in found],
        "x": [_milliseconds(max(each.starts_on, first), min(each.ends_on, last)) for each in found],
        "marker": {"color": theme.GRID, "line": {"color": theme.GRAY, "width": 1}},
        "hoverinfo": "skip",
        "showlegend": False,
        "width": 0.5,
    }
    marks = [_mark(due, list(zip(names, found, strict=True)), as_of=as_of) for due in Due]
    return go.Figure([bars, *marks], _layout(names, first=first, last=last, as_of=as_of))


def describe(found: Sequence[Renewal], *, as_of: date) -> str:
    """Every contract with the day of its decision and its end."""
    told = [
        f"{each.tool} ends on {words.day(each.ends_on)}, decide by {words.day(each.decide_by)} ({each.due(as_of)})"
        for each in found
    ]
    return f"Timeline of contracts as of {words.day(as_of)}: {'; '.join(told)}."


def _name(renewal: Renewal, found: Sequence[Renewal]) -> str:
    """The tool, with the end where it has several."""
    several = sum(each.tool == renewal.tool for each in found) > 1
    return f"{renewal.tool}, {words.short_day(renewal.ends_on)}" if several else renewal.tool


def _milliseconds(start: date, end: date) -> int:
    return max((end - start).days + 1, 1) * 86_400_000


def _mark(due: Due, named: list[tuple[str, Renewal]], *, as_of: date) -> dict:
    chosen = [(name, each) for name, each in named if each.due(as_of) is due]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words.sentence_case(due),
        "showlegend": bool(chosen),
        "x": [each.decide_by.isoformat() for _, each in chosen],
        "y": [name for name, _ in chosen],
        "marker": {"symbol": _SYMBOLS[due], "size": 13, "color": _COLORS[due], "line": {"width": 2}},
        "customdata": [
            f"{each.tool}<br>Decide by {words.short_day(each.decide_by)}<br>Ends {words.short_day(each.ends_on)}"
            for _, each in chosen
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _layout(names: list[str], *, first: date, last: date, as_of: date) -> dict:
    today = {"x0": as_of.isoformat(), "x1": as_of.isoformat(), "y0": 0, "y1": 1, "yref": "paper"}
    return {
        "height": 90 + axes.ROW_HEIGHT * max(len(names), 1),
        "margin": axes.margin_for(names, t=2 * _ROOM_FOR_NAME, b=_ROOM_FOR_NAME),
        "showlegend": True,
        "legend": {"y": 1.08, "entrywidth": 120},
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "nticks": 6,
            "tickformat": "%b<br>%Y",
        },
        "yaxis": {"type": "category", "showgrid": False, "autorange": "reversed", "categoryarray": names},
        "shapes": [{"type": "line", "line": {"dash": "dash", "color": theme.QUIET, "width": 2}, **today}],
        "annotations": [
            {
                "text": "Data as of",
                "showarrow": False,
                "x": as_of.isoformat(),
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
            }
        ],
    }
