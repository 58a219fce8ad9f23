"""How did it go over time? One line, or one for each of a few groups, with breaks where nothing was measured."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go

from metrics import periods
from metrics.definition import Result, Status
from metrics.policy import Entry
from pages.parts import theme, words
from pages.parts.charts import axes

_HEIGHT = 340
_MOST_COLORS = 4  # further series stay gray: more colors than this cannot be told apart
_MOST_TICKS = 7
_MOST_WIDE_TICKS = 4  # 2025-26 Q1 is wider than Mar
_ROOM_FOR_TITLE = 56
_LABEL_GAP = 0.065  # of the height: labels nearer than this would lie on each other

Line = tuple[str, list[dict]]


def draw(
    result: Result, *, series: str | None = None, target: Entry | None = None, along: str | None = None
) -> go.Figure:
    """A line per value of `series`; the four that end highest in color, the others gray.

    A period of which not all school days are in the data is an open dot. `along` is what runs from left to right
    where that is no time of the calendar.
    """
    time = along or axes.time_group(result)
    colors = itertools.chain(theme.SERIES[:_MOST_COLORS], itertools.repeat(theme.QUIET))
    traces = [_trace(line, color, result, time=time) for line, color in zip(_ranked(result, series, time), colors)]  # noqa: B905
    layout = axes.target_line(target, result.metric, across="y")
    if series:
        layout["annotations"] = layout.get("annotations", []) + _names_at_ends(traces, result)
        layout["margin"] = {"r": _room_for_names(traces)}
    if along:
        layout["margin"] = {"b": _ROOM_FOR_TITLE}
    rows = axes.rows_of(result)
    moments = sorted({row[time] for row in rows})
    if time in periods.TIME_GROUPS:
        layout |= axes.along_time(rows, [row[time] for row in rows])
    layout["xaxis"] = {"showgrid": False, **_time_axis(time, moments)}
    layout["yaxis"] = axes.value_axis(result.metric, room=1.02)
    return go.Figure(traces, {"height": _HEIGHT, **layout})


def describe(
    result: Result, *, series: str | None = None, target: Entry | None = None, along: str | None = None
) -> str:
    """Where each line starts and ends, and its highest point."""
    time = along or axes.time_group(result)
    told = [_told(line, result, time=time) for line in _ranked(result, series, time)]
    goal = f" {axes.target_name(target, result.metric)}." if target else ""
    hidden = words.hidden(result.hidden_count, "point")
    return f"Line chart: {result.metric.label} by {time.replace('_', ' ')}. {' '.join(told)}{goal}{hidden}"


def _ranked(result: Result, series: str | None, time: str) -> list[Line]:
    """The rows of each line, in order of time; the line that ends highest first, and none of which nothing is known."""
    rows = sorted(axes.rows_of(result), key=lambda row: row[time])
    if not series:
        return [(result.metric.label, rows)]
    known = {row[series] for row in rows if row["status"] != Status.NOT_MEASURED}
    lines = [(words.group(series, key), [row for row in rows if row[series] == key]) for key in known]
    return sorted(lines, key=lambda line: (-_last(line[1]), line[0]))


def _last(rows: list[dict]) -> float:
    return next((row["value"] for row in reversed(rows) if words.is_number(row["value"])), -1.0)


def _trace(line: Line, color: str, result: Result, *, time: str) -> dict:
    name, rows = line
    points = _with_gaps(rows, time)
    return {
        "type": "scatter",
        "x": [moment for moment, _ in points],
        "y": [axes.number_or_gap(row["value"]) if row else None for _, row in points],
        "name": name,
        "mode": "lines+markers",
        "cliponaxis": False,
        "line": {"color": color, "width": 2.5},
        "marker": {
            "size": 8,
            "symbol": ["circle-open" if row and _is_partial(row) else "circle" for _, row in points],
            "line": {"width": 2, "color": color},
        },
        "customdata": [_hover(row, result, time=time) if row else "" for _, row in points],
        "hovertemplate": f"{name}<br>%{{customdata}}<extra></extra>",
    }


def _hover(row: dict, result: Result, *, time: str) -> str:
    base = words.out_of(row, result.metric)
    told = f"{words.group(time, row[time])}: {words.figure(row, result.metric)}" + (f" ({base})" if base else "")
    return f"{told}<br>{words.partial(row)}" if _is_partial(row) else told


def _is_partial(row: dict) -> bool:
    return words.is_number(row.get("is_partial")) and bool(row["is_partial"])


def _with_gaps(rows: list[dict], time: str) -> list[tuple[object, dict | None]]:
    """An empty point after each month or week that is not followed by the next one: no line crosses a break."""
    points: list[tuple[object, dict | None]] = []
    for row, following in itertools.zip_longest(rows, rows[1:]):
        points.append((row[time], row))
        if following and time in periods.CALENDAR_KINDS and time != "day":
            end = periods.period_of(time, row[time]).ends_on
            if end < following[time]:
                points.append((end, None))
    return points


def _time_axis(time: str, moments: list) -> dict:
    """Labels for some of the moments, so that a phone has room for them."""
    if time not in periods.TIME_GROUPS:
        return {"type": "linear", "nticks": _MOST_TICKS, "title": {"text": words.axis(time)}}
    if time not in periods.CALENDAR_KINDS:
        ticks = moments[:: -(-len(moments) // _MOST_WIDE_TICKS) or 1]
        written = [str(tick).replace(" ", "<br>") for tick in ticks]
        return {"type": "category", "tickvals": ticks, "ticktext": written, "tickangle": 0}
    ticks = moments[:: -(-len(moments) // _MOST_TICKS) or 1]
    written = "%b<br>%Y" if time == "month" else "%b %-d"
    return {"type": "date", "tickvals": ticks, "ticktext": [f"{tick:{written}}" for tick in ticks], "tickangle": 0}


def _names_at_ends(traces: list[dict], result: Result) -> list[dict]:
    """The name of each line at its end, moved apart where lines end close together."""
    known = [value for trace in traces for value in trace["y"] if value is not None]
    top = 1.02 if result.metric.unit == "rate" else (max(known, default=0.0) or 1.0)
    ends = [(trace, next((value for value in reversed(trace["y"]) if value is not None), None)) for trace in traces]
    ends = [(trace, value / top) for trace, value in ends if value is not None]
    place = {"x": 1.01, "xref": "paper", "yref": "paper", "xanchor": "left", "align": "left", "showarrow": False}
    return [
        {
            "text": f'<span style="color:{trace["line"]["color"]}">■</span> {axes.wrapped(trace["name"])}',
            "y": height,
            **place,
        }
        for (trace, _), height in zip(ends, _apart([height for _, height in ends]), strict=True)
    ]


def _room_for_names(traces: list[dict]) -> int:
    return min(24 + 7 * max((len(trace["name"]) for trace in traces), default=0), 150)


def _apart(places: list[float]) -> list[float]:
    """Places from the top down, each at least a gap below the one before it."""
    moved: list[float] = []
    for place in places:
        moved.append(min(place, moved[-1] - _LABEL_GAP) if moved else place)
    below = min(moved, default=0.0)
    return [place - min(below, 0.0) for place in moved]


def _told(line: Line, result: Result, *, time: str) -> str:
    name, rows = line
    known = [row for row in rows if words.is_number(row["value"])]
    if not known:
        return f"{name}: nothing to show."
    ends = (known[0], known[-1], max(known, key=lambda row: row["value"]))
    start, end, high = (
        f"{words.amount(row['value'], result.metric)} in {words.group(time, row[time])}" for row in ends
    )
    if len(known) == 1:
        return f"{name}: {start}."
    return f"{name}: from {start} to {end}, highest {high}."
