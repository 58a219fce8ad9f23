"""What happened meanwhile? A thin line with a number wherever a chart over time has the day; the words stand below it.

A chart says in the `meta` of its layout where its days lie (`axes.along_time`): marks go by that alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from pages.parts import theme

_NEAR = 0.07  # of all days: marks nearer than this share a line, as their numbers would lie on each other
_ABOVE = 0.16  # of all days: of numbers nearer than this the second stands a line higher, as a phone has no more room
_HIGHER, _LINE = 0.06, 16  # of the plot's height, and about as many pixels
_BEYOND = 0.03  # of all days: room left and right of the outermost mark
_TOP, _BOTTOM, _RIGHT = 28, 26, 44  # pixels that a number needs outside the plot
_ONE_DAY = timedelta(days=1)


class NotAlongTime(ValueError):
    """A chart over time does not say where its days lie, so that nothing can be marked on it."""


@dataclass(frozen=True)
class Days:
    """What is marked: from one day to another, both included."""

    starts_on: date
    last_on: date


@dataclass(frozen=True)
class _Span:
    start: date
    end: date
    place: str


def is_along_time(figure: go.Figure) -> bool:
    return "time" in (figure.layout.meta or {})


def lay(figure: go.Figure, given: Sequence[Days]) -> list[int]:
    """Mark what lies in the days of the chart, numbered from 1 on; which of those given these are, in their order."""
    if not is_along_time(figure):
        raise NotAlongTime("Give the layout of this chart the meta that axes.along_time makes.")
    time = figure.layout.meta["time"]
    spans = [_Span(date.fromisoformat(start), date.fromisoformat(end), place) for start, end, place in time["spans"]]
    shown = [place for place, days in enumerate(given) if _touched(days, spans)]
    if shown:
        _draw(figure, [given[place] for place in shown], spans, is_down=time["axis"] == "y")
    return shown


def _touched(days: Days, spans: Sequence[_Span]) -> _Span | None:
    """Where it is marked: the first stretch that it lies in, or between two, as on a weekend, the next one."""
    if days.starts_on < spans[0].start:
        return next((span for span in spans if span.start <= days.last_on), None)
    return next((span for span in spans if days.starts_on < span.end), None)


def _draw(figure: go.Figure, days: Sequence[Days], spans: Sequence[_Span], *, is_down: bool) -> None:
    is_date = figure.layout.xaxis.type == "date" and not is_down
    groups = _by_day(days, spans) if is_date else _by_name(days, spans)
    if is_down:
        shapes, notes = _beside_rows(figure, groups)
    elif figure.layout.xaxis.side == "top":
        shapes, notes = _under_columns(figure, groups)
    else:
        shapes, notes = _across(figure, groups, _levels(groups, spans, is_date=is_date))
    if is_date:
        shapes = [*_bands(days, spans), *shapes]
        _make_room(figure, days, spans)
    figure.layout.shapes = [*figure.layout.shapes, *shapes]
    figure.layout.annotations = [*figure.layout.annotations, *notes]
    figure.layout.meta = {**figure.layout.meta, "marks": _by_name(days, spans)}


def _by_name(days: Sequence[Days], spans: Sequence[_Span]) -> dict[str, str]:
    """The numbers at each place: a mark stands where its first day lies."""
    found: dict[str, list[int]] = {}
    for number, each in enumerate(days, start=1):
        found.setdefault(_touched(each, spans).place, []).append(number)
    return {place: _listed(numbers) for place, numbers in found.items()}


def _by_day(days: Sequence[Days], spans: Sequence[_Span]) -> dict[str, str]:
    """The same along an axis of days, where marks that lie close together share the first one's place."""
    first, whole = spans[0].start, (spans[-1].end - spans[0].start).days
    found: list[tuple[date, list[int]]] = []
    for number, each in enumerate(days, start=1):
        day = max(each.starts_on, first)
        if found and (day - found[-1][0]).days < _NEAR * whole:
            found[-1][1].append(number)
        else:
            found.append((day, [number]))
    return {day.isoformat(): _listed(numbers) for day, numbers in found}


def _listed(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _levels(groups: dict[str, str], spans: Sequence[_Span], *, is_date: bool) -> list[int]:
    """On which of two lines each number stands, so that none lies on the one before it."""
    if is_date:
        whole = (spans[-1].end - spans[0].start).days
        places = [(date.fromisoformat(at) - spans[0].start).days / whole for at in groups]
    else:
        names = [span.place for span in spans]
        places = [names.index(at) / len(names) for at in groups]
    levels: list[int] = []
    for place, before in zip(places, [None, *places], strict=False):
        is_near = before is not None and not levels[-1] and place - before < _ABOVE
        levels.append(int(is_near))
    return levels


def _across(figure: go.Figure, groups: dict[str, str], levels: Sequence[int]) -> tuple[list[dict], list[dict]]:
    """A line from the bottom to the top, its number above it."""
    now = figure.layout.margin.t if figure.layout.margin.t is not None else _TOP
    missing = max(_TOP + _LINE * max(levels) - now, 0)
    if missing:
        figure.update_layout(margin={"t": now + missing}, height=figure.layout.height + missing)
    style = {"dash": "dot", "color": theme.QUIET, "width": 1.5}
    lines = [
        {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "xref": "x", "yref": "paper", "line": style}
        for at in groups
    ]
    place = {"xref": "x", "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return lines, [
        {"x": at, "y": 1 + _HIGHER * level, "text": f"<b>{told}</b>", **place}
        for (at, told), level in zip(groups.items(), levels, strict=True)
    ]


def _under_columns(figure: go.Figure, groups: dict[str, str]) -> tuple[list[dict], list[dict]]:
    """A number under its column, whose cells no line may cross."""
    figure.update_layout(margin={"b": _BOTTOM}, height=figure.layout.height + _BOTTOM)
    place = {"y": 0, "xref": "x", "yref": "paper", "yanchor": "top"}
    return [], [{"x": at, "text": f"<b>▴ {told}</b>", "showarrow": False, **place} for at, told in groups.items()]


def _beside_rows(figure: go.Figure, groups: dict[str, str]) -> tuple[list[dict], list[dict]]:
    """A number at the end of its row."""
    figure.update_layout(margin={"r": _RIGHT})
    place = {"x": 1.01, "xref": "paper", "yref": "y", "xanchor": "left"}
    return [], [{"y": at, "text": f"<b>◂ {told}</b>", "showarrow": False, **place} for at, told in groups.items()]


def _bands(days: Sequence[Days], spans: Sequence[_Span]) -> list[dict]:
    """What lasted for more than a day, as a pale band behind the lines."""
    look = {"type": "rect", "layer": "below", "fillcolor": theme.GRID, "line": {"width": 0}}
    return [
        {
            **look,
            "x0": max(each.starts_on, spans[0].start).isoformat(),
            "x1": min(each.last_on + _ONE_DAY, spans[-1].end).isoformat(),
            **{"y0": 0, "y1": 1, "xref": "x", "yref": "paper"},
        }
        for each in days
        if each.last_on > each.starts_on
    ]


def _make_room(figure: go.Figure, days: Sequence[Days], spans: Sequence[_Span]) -> None:
    """A point stands at the first day of its month, so that a mark late in the last one would lie beyond the axis."""
    points = sorted(date.fromisoformat(span.place) for span in spans)
    last = max(min(each.last_on, spans[-1].end - _ONE_DAY) for each in days)
    if last > points[-1]:
        room = _BEYOND * (spans[-1].end - points[0])
        figure.layout.xaxis.range = [(points[0] - room).isoformat(), (last + room).isoformat()]
