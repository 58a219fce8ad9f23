"""On which school days is something missing? A strip for each group, a cross where there is nothing."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from metrics.definition import Result
from pages.parts import theme, words
from pages.parts.charts import axes

_ROW_HEIGHT = 44
_TICKS = 5
_NAMED = 5  # gaps that a sentence names before it only counts


def draw(result: Result, *, group: str) -> go.Figure:
    """Time runs left to right over school days alone; a cross lies where a day of a group has nothing."""
    rows = axes.rows_of(result)
    days = sorted({row["day"] for row in rows})
    names = {key: axes.wrapped(words.group(group, key)) for key in dict.fromkeys(row[group] for row in rows)}
    known = {(row[group], row["day"]): row for row in rows}
    cells = {
        "type": "heatmap",
        "x": [day.isoformat() for day in days],
        "y": list(names.values()),
        "z": [[1 if _has_any(known.get((key, day))) else None for day in days] for key in names],
        "colorscale": [[0, theme.BLUE], [1, theme.BLUE]],
        "showscale": False,
        "ygap": 12,
        "customdata": [[_told(known.get((key, day)), day) for day in days] for key in names],
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
        "hoverongaps": False,
    }
    gaps = [row for row in rows if not _has_any(row)]
    crosses = {
        "type": "scatter",
        "mode": "markers",
        "x": [row["day"].isoformat() for row in gaps],
        "y": [names[row[group]] for row in gaps],
        "marker": {"symbol": "x", "size": 9, "color": theme.VERMILION},
        "hovertext": [_told(row, row["day"]) for row in gaps],
        "hoverinfo": "text",
    }
    where = axes.along_time(rows, [row["day"] for row in rows])
    return go.Figure([cells, crosses], {**_layout(days, list(names.values())), **where})


def describe(result: Result, *, group: str) -> str:
    """Every group with its days and its gaps."""
    told = []
    for key in dict.fromkeys(result.frame[group]):
        rows = [row for row in axes.rows_of(result) if row[group] == key]
        missing = [row["day"] for row in rows if not _has_any(row)]
        told.append(f"{words.group(group, key)}: {len(rows)} school days, {_missing(missing)}")
    return f"Strips of school days: {result.metric.label}. {'; '.join(told)}."


def _missing(missing: list[date]) -> str:
    """The days on which nothing came: none missing, or which."""
    if not missing:
        return "none missing"
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return f"{len(missing)} missing ({', '.join(words.short_day(day) for day in missing[:_NAMED])}{more})"


def _has_any(row: dict | None) -> bool:
    return bool(row and axes.number_or_gap(row["value"]))


def _told(row: dict | None, day: date) -> str:
    count = words.number(row["value"]) if row and words.is_number(row["value"]) else "no"
    return f"{words.short_day(day)}: {count} log entries"


def _layout(days: list[date], names: list[str]) -> dict:
    """A tick at the first school day of a month, of as many months as a phone has room for."""
    firsts = sorted({(day.year, day.month): day for day in reversed(days)}.values())
    ticks = firsts[:: 1 + len(firsts) // (_TICKS + 1)]
    return {
        "height": 60 + _ROW_HEIGHT * max(len(names), 1),
        "margin": axes.margin_for(names, t=12, b=40),
        "xaxis": {
            "type": "category",
            "categoryarray": [day.isoformat() for day in days],
            "tickvals": [day.isoformat() for day in ticks],
            "ticktext": [f"{day:%b}" for day in ticks],
            "tickangle": 0,
            "showgrid": False,
        },
        "yaxis": {"type": "category", "showgrid": False, "autorange": "reversed"},
    }
