"""Where does a value lie along an axis, and what stands beside it? Numbers, days or names, as Plotly's layout says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

_ROOM = 0.03  # of a time axis, left free at both ends
_STEPS = (1, 2, 2.5, 5, 10)
_MILLISECONDS_A_DAY = 86_400_000


@dataclass(frozen=True)
class Axis:
    """`low` and `high` lie at `start` and `end`, which are pixels. `names` are those of a category axis."""

    start: float
    end: float
    low: float
    high: float
    ticks: tuple[tuple[object, str], ...]
    names: tuple[object, ...] = ()
    has_lines: bool = True
    title: str = ""

    def at(self, value: object) -> float:
        """The pixel of a value."""
        share = (self._number(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    @property
    def band(self) -> float:
        """How many pixels one name has."""
        return abs(self.end - self.start) / max(len(self.names), 1)

    def length(self, value: float, *, is_time: bool) -> float:
        """How many units of the axis a bar is long."""
        return value / _MILLISECONDS_A_DAY if is_time else value

    def after(self, base: object, by: float) -> float:
        """The pixel of what lies `by` units after `base`."""
        share = (self._number(base) + by - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def _number(self, value: object) -> float:
        if self.names:
            return self.names.index(value)
        return number(value)


def number(value: object) -> float:
    """Days as numbers, and numbers as they are."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def axis(layout: Mapping, values: Sequence, *, start: float, end: float) -> Axis:
    """The axis that a layout describes, for these values."""
    title = (layout.get("title") or {}).get("text") or ""
    has_lines = layout.get("showgrid", True)
    if _is_of_names(layout, values):
        names = tuple(layout.get("categoryarray") or dict.fromkeys(values))
        low, high = layout.get("range") or _either_way(-0.5, len(names) - 0.5, layout)
        ticks = _given(layout) or tuple((name, str(name)) for name in names)
        return Axis(start, end, low, high, ticks, names, has_lines, title)
    low, high = _ends(layout, values)
    ticks = _given(layout) or _round(low, high, layout)
    return Axis(start, end, *_either_way(low, high, layout), ticks, (), has_lines, title)


def is_of_days(layout: Mapping, values: Sequence) -> bool:
    return layout.get("type") == "date" or any(isinstance(value, date) for value in values)


def _is_of_names(layout: Mapping, values: Sequence) -> bool:
    return layout.get("type") == "category" or (not is_of_days(layout, values) and any(map(_is_name, values)))


def _is_name(value: object) -> bool:
    return isinstance(value, str)


def _either_way(low: float, high: float, layout: Mapping) -> tuple[float, float]:
    return (high, low) if layout.get("autorange") == "reversed" else (low, high)


def _ends(layout: Mapping, values: Sequence) -> tuple[float, float]:
    if layout.get("range"):
        low, high = map(number, layout["range"])
        return low, high
    known = [number(value) for value in values if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    if layout.get("rangemode") == "tozero":
        return min(low, 0.0), (high or 1.0) * (1 + _ROOM)
    room = (high - low or 1.0) * _ROOM
    return low - room, high + room


def _given(layout: Mapping) -> tuple[tuple[object, str], ...]:
    """The ticks that the layout names, with its own words or its own format."""
    places = layout.get("tickvals")
    if places is None:
        return ()
    texts = layout.get("ticktext")
    written = texts if texts is not None else [_written(place, layout) for place in places]
    return tuple(zip(places, written, strict=True))


def _written(value: object, layout: Mapping) -> str:
    form = layout.get("tickformat") or ""
    if isinstance(value, str):
        return value
    if form.endswith("%"):
        return f"{value:{form}}"
    shown = f"{value:,.10g}" if layout.get("separatethousands") else f"{value:g}"
    return f"{layout.get('tickprefix') or ''}{shown}"


def _round(low: float, high: float, layout: Mapping) -> tuple[tuple[object, str], ...]:
    """Round numbers, or the first days of months."""
    if layout.get("type") == "date":
        return _months(low, high, layout)
    step = _step((high - low) / max(layout.get("nticks") or 6, 1))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    places = [round(place * step, 10) for place in range(first, last + 1)]
    return tuple((place, _written(place, layout)) for place in places)


def _step(least: float) -> float:
    """The smallest round number that is not less."""
    power = 10 ** math.floor(math.log10(least or 1))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def _months(low: float, high: float, layout: Mapping) -> tuple[tuple[object, str], ...]:
    first, last = date.fromordinal(math.ceil(low)), date.fromordinal(math.floor(high))
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month)
    found = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    chosen = found[:: -(-len(found) // (layout.get("nticks") or 6)) or 1]
    return tuple((day, day.strftime(layout.get("tickformat") or "%b<br>%Y")) for day in chosen)
