"""How did it go over time? One line, or one for each of a few groups, with breaks where nothing was measured."""

from __future__ import annotations

import pandas as pd
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
_LABEL_GAP = 0.065  # of the height: labels nearer than this would lie on each other


def draw(
    result: Result, *, series: str | None = None, target: Entry | None = None, along: str | None = None
) -> go.Figure:
    """A line per value of `series`; the four that end highest in color, the others gray.

    A period of which not all school days are in the data is an open dot. `along` is what runs from left to right
    where that is no time of the calendar.
    """
    fig = axes.figure(height=_HEIGHT)
    time = along or axes.time_group(result)
    for (name, rows), color in zip(_ranked(result, series, time), _colors(), strict=False):
        _add_line(fig, rows, result=result, name=name, color=color, time=time)
    fig.update_yaxes(**axes.value_axis(result.metric, room=1.02))
    fig.update_xaxes(showgrid=False, **_time_axis(time, sorted(result.frame[time].unique())))
    if target:
        axes.add_target(fig, target, result.metric, across="y")
    if series:
        _label_ends(fig, result)
    return fig


def describe(
    result: Result, *, series: str | None = None, target: Entry | None = None, along: str | None = None
) -> str:
    """Where each line starts and ends, and its highest point."""
    time = along or axes.time_group(result)
    told = [_told(rows, result=result, name=name, time=time) for name, rows in _ranked(result, series, time)]
    goal = f" {axes.target_name(target, result.metric)}." if target else ""
    hidden = words.hidden(result.hidden_count, "point")
    return f"Line chart: {result.metric.label} by {time.replace('_', ' ')}. {' '.join(told)}{goal}{hidden}"


def _ranked(result: Result, series: str | None, time: str) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each line, in order of time; the line that ends highest first, and none of which nothing is known."""
    if not series:
        return [(result.metric.label, result.frame.sort_values(time))]
    known = result.frame[result.frame["status"] != Status.NOT_MEASURED]
    shown = result.frame[result.frame[series].isin(known[series])]
    lines = [(words.group(series, key), rows.sort_values(time)) for key, rows in shown.groupby(series)]
    return sorted(lines, key=lambda line: (-_last(line[1]), line[0]))


def _last(rows: pd.DataFrame) -> float:
    known = rows["value"].dropna()
    return float(known.iloc[-1]) if len(known) else -1.0


def _colors() -> list[str]:
    return [*theme.SERIES[:_MOST_COLORS], *[theme.QUIET] * 100]


def _add_line(fig: go.Figure, rows: pd.DataFrame, *, result: Result, name: str, color: str, time: str) -> None:
    whole = _with_gaps(rows[[time, "value"]], time)
    hover = {row[time]: _hover(row, result=result, time=time) for _, row in rows.iterrows()}
    partial = {row[time] for _, row in rows.iterrows() if _is_partial(row)}
    symbols = ["circle-open" if moment in partial else "circle" for moment in whole[time]]
    fig.add_scatter(
        x=whole[time].tolist(),
        y=[None if pd.isna(value) else value for value in whole["value"]],
        name=name,
        mode="lines+markers",
        line={"color": color, "width": 2.5},
        marker={"size": 8, "symbol": symbols, "line": {"width": 2, "color": color}},
        customdata=[hover.get(moment, "") for moment in whole[time]],
        hovertemplate=f"{name}<br>%{{customdata}}<extra></extra>",
    )


def _hover(row: pd.Series, *, result: Result, time: str) -> str:
    base = words.out_of(row, result.metric)
    shown = words.amount(row["value"], result.metric) if row["status"] != words.HIDDEN else words.HIDDEN
    told = f"{words.group(time, row[time])}: {shown}" + (f" ({base})" if base else "")
    return f"{told}<br>{words.partial(row)}" if _is_partial(row) else told


def _is_partial(row: pd.Series) -> bool:
    return words.is_number(row.get("is_partial")) and bool(row["is_partial"])


def _with_gaps(rows: pd.DataFrame, time: str) -> pd.DataFrame:
    """An empty row after each month or week that is not followed by the next one, so that no line crosses a break."""
    if time not in periods.CALENDAR_KINDS or time == "day" or len(rows) < 2:
        return rows
    firsts = rows[time].tolist()
    ends = [periods.period_of(time, first).ends_on for first in firsts]
    breaks = [end for end, following in zip(ends[:-1], firsts[1:], strict=True) if following > end]
    empty = pd.DataFrame({time: breaks, "value": [float("nan")] * len(breaks)})
    return pd.concat([rows, empty]).sort_values(time) if breaks else rows


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


def _label_ends(fig: go.Figure, result: Result) -> None:
    """The name of each line at its end, moved apart where lines end close together."""
    known = [value for trace in fig.data for value in trace.y if value is not None]
    top = 1.02 if result.metric.unit == "rate" else (max(known, default=0.0) or 1.0)
    ends = [(trace, next((value for value in reversed(trace.y) if value is not None), None)) for trace in fig.data]
    ends = [(trace, value / top) for trace, value in ends if value is not None]
    for (trace, _), place in zip(ends, _apart([place for _, place in ends]), strict=True):
        fig.add_annotation(
            x=1.01,
            y=place,
            xref="paper",
            yref="paper",
            xanchor="left",
            showarrow=False,
            text=f'<span style="color:{trace.line.color}">■</span> {axes.wrapped(trace.name)}',
            align="left",
        )
    longest = max((len(trace.name) for trace, _ in ends), default=0)
    fig.update_layout(margin={"r": min(24 + 7 * longest, 150)})


def _apart(places: list[float]) -> list[float]:
    """Places from the top down, each at least a gap below the one before it."""
    moved: list[float] = []
    for place in places:
        moved.append(min(place, moved[-1] - _LABEL_GAP) if moved else place)
    below = min(moved, default=0.0)
    return [place - min(below, 0.0) for place in moved]


def _told(rows: pd.DataFrame, *, result: Result, name: str, time: str) -> str:
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"{name}: nothing to show."
    first, last, best = known.iloc[0], known.iloc[-1], known.loc[known["value"].idxmax()]
    start, end, high = (
        f"{words.amount(row['value'], result.metric)} in {words.group(time, row[time])}" for row in (first, last, best)
    )
    if len(known) == 1:
        return f"{name}: {start}."
    return f"{name}: from {start} to {end}, highest {high}."
