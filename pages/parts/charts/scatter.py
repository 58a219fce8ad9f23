"""Where does the money sleep? Each tool by its use and its cost, as large as the seats that were bought."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import plotly.graph_objects as go

from metrics.portfolio import Line
from metrics.recommendation import Recommendation
from pages.parts import theme, words

_HEIGHT = 420
_SMALLEST, _LARGEST = 12, 52  # pixels across
_ROOM = 1.18
_NAME_HEIGHT, _NAME_WIDTH = 0.07, 0.45  # of the highest cost, and of the whole width on a phone
_LEFT, _RIGHT = "left", "right"
_EDGE, _MIDDLE = 0.35, 0.5
_LOUD = (Recommendation.DROP, Recommendation.RIGHT_SIZE)
_USED = {"title": {"text": "Share in use"}, "range": [-0.06, 1.1], "tickvals": [0, 0.25, 0.5, 0.75, 1]}


def draw(lines: Sequence[Line]) -> go.Figure:
    """A circle for each tool with seats, a diamond where there is no number of them. Unused and dear is top left."""
    found = _placed(lines)
    most = max((float(line.annual_cost_usd) for line in found), default=0) or 1
    sides = _named(found, most=most)
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [line.use_rate for line in found],
        "y": [float(line.annual_cost_usd) for line in found],
        "text": [line.tool if line.tool in sides else "" for line in found],
        "textposition": [f"middle {sides.get(line.tool, _RIGHT)}" for line in found],
        "cliponaxis": False,
        "marker": {
            "size": _sizes(found),
            "symbol": ["circle" if _seats(line) else "diamond" for line in found],
            "color": [theme.VERMILION if line.rule.recommendation in _LOUD else theme.BLUE for line in found],
            "opacity": 1,
            "line": {"width": 1.5, "color": theme.WHITE},
        },
        "customdata": [told(line) for line in found],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    cost = {"title": {"text": "Dollars a year"}, "tickprefix": "$", "separatethousands": True, "nticks": 6}
    layout = {
        "height": _HEIGHT,
        "xaxis": {**_USED, "tickformat": ".0%"},
        "yaxis": {**cost, "range": [-0.06 * most, _ROOM * most]},
        "margin": {"l": 84, "r": 16, "t": 16, "b": 56},
    }
    return go.Figure([marks], layout)


def describe(lines: Sequence[Line]) -> str:
    """Every tool drawn, the dearest first."""
    found = sorted(_placed(lines), key=lambda line: -line.annual_cost_usd)
    return f"Scatter chart: annual cost by share in use, a mark for each tool. {' '.join(map(told, found))}".strip()


def left_out(lines: Sequence[Line]) -> list[str]:
    """The tools that have no place in the chart."""
    placed = {line.tool for line in _placed(lines)}
    return [line.tool for line in lines if line.tool not in placed]


def told(line: Line) -> str:
    seats = f", {words.number(_seats(line))} seats" if _seats(line) else ", no number of seats"
    cost = words.dollars(float(line.annual_cost_usd))
    return f"{line.tool}: {cost} a year, {words.percent(line.use_rate)} in use{seats}."


def _placed(lines: Sequence[Line]) -> list[Line]:
    """Those with a cost and a use; the largest first, so that it is drawn beneath the others."""
    found = [line for line in lines if line.use_rate is not None and line.annual_cost_usd is not None]
    return sorted(found, key=_seats, reverse=True)


def _seats(line: Line) -> int:
    return (line.license.seat_count if line.license else None) or 0


def _sizes(found: Sequence[Line]) -> list[float]:
    """The area of a mark goes with its seats."""
    most = max((_seats(line) for line in found), default=0) or 1
    return [max(_SMALLEST, _LARGEST * sqrt(_seats(line) / most)) for line in found]


def _named(found: Sequence[Line], *, most: float) -> dict[str, str]:
    """On which side of its mark a name stands; no name where it would lie on that of a dearer tool."""
    named: list[tuple[Line, str]] = []
    for line in sorted(found, key=lambda line: -line.annual_cost_usd):
        free = [side for side in _sides(line) if not any(_touch((line, side), other, most) for other in named)]
        named += [(line, side) for side in free[:1]]
    return {line.tool: side for line, side in named}


def _sides(line: Line) -> tuple[str, ...]:
    """Where there is room for a name inside the chart, the better side first."""
    if line.use_rate < _EDGE:
        return (_RIGHT,)
    if line.use_rate > 1 - _EDGE:
        return (_LEFT,)
    return (_RIGHT, _LEFT) if line.use_rate < _MIDDLE else (_LEFT, _RIGHT)


def _touch(one: tuple[Line, str], other: tuple[Line, str], most: float) -> bool:
    """Whether two names would lie on each other."""
    is_level = abs(float(one[0].annual_cost_usd - other[0].annual_cost_usd)) < _NAME_HEIGHT * most
    return is_level and abs(_start(*one) - _start(*other)) < _NAME_WIDTH


def _start(line: Line, side: str) -> float:
    return line.use_rate if side == _RIGHT else line.use_rate - _NAME_WIDTH
