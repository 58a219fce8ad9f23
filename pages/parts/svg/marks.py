"""The marks of a chart: bars, cells, lines, dots and words, each where its axes put it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages.parts import theme
from pages.parts.svg.axis import Axis
from pages.parts.svg.elements import SIZE, element, height, label
from pages.parts.words import HIDDEN

_GAP = 0.35
_TEXT_GAP = 6
Trace = Mapping[str, object]


def bars(traces: Sequence[Trace], x: Axis, y: Axis, *, mode: str, is_time: bool) -> str:
    """Horizontal bars: beside each other, or each from where the one before it ends."""
    drawn, ends = _hidden(traces, x, y), {}
    for place, trace in enumerate(traces):
        for at, (name, value) in enumerate(zip(trace["y"], trace["x"], strict=True)):
            if value is None:
                continue
            base = trace["base"][at] if trace.get("base") is not None else ends.get(name, 0)
            start, end = x.at(base), x.after(base, x.length(value, is_time=is_time))
            if mode == "stack":
                ends[name] = base + value
            is_beside = mode == "group"
            top, thick = _band(y, name, place=place * is_beside, count=len(traces) if is_beside else 1)
            drawn.append(_bar(trace, at, start, end, top, thick))
            drawn.append(_beside(trace, at, start, end, top, thick))
    return "".join(drawn)


def _hidden(traces: Sequence[Trace], x: Axis, y: Axis) -> list[str]:
    """A group none of whose parts may be shown says so in the place of its bars."""
    pairs = [pair for trace in traces for pair in zip(trace["y"], trace["x"], strict=True)]
    shown = {name for name, value in pairs if value is not None}
    return [
        label(HIDDEN, x.start + _TEXT_GAP, y.at(name))
        for name in dict.fromkeys(n for n, _ in pairs)
        if name not in shown
    ]


def _band(y: Axis, name: object, *, place: int, count: int) -> tuple[float, float]:
    """Where a bar begins from above, and how thick it is."""
    whole = y.band * (1 - _GAP)
    return y.at(name) - whole / 2 + place * whole / count, whole / count


def _bar(trace: Trace, at: int, start: float, end: float, top: float, thick: float) -> str:
    marker = trace.get("marker") or {}
    color = _of_each(marker.get("color"), at) or theme.BLUE
    has_pattern = bool((marker.get("pattern") or {}).get("shape"))
    line = (marker.get("line") or {}).get("color") or color
    size = {"x": min(start, end), "y": top, "width": abs(end - start), "height": thick}
    if not has_pattern:
        return element("rect", **size, fill=color, stroke=line, stroke_width=0.5)
    return element("rect", **size, fill=color, fill_opacity=0.3, stroke=color, stroke_width=1, stroke_dasharray="4 3")


def _beside(trace: Trace, at: int, start: float, end: float, top: float, thick: float) -> str:
    """The words of a bar: inside it where it is long enough, else beyond its end."""
    middle = top + thick / 2
    told = _words(trace, at)
    if not told:
        return ""
    positions = trace.get("textposition")
    where = positions if isinstance(positions, str) else positions[at]
    fill = _of_each((trace.get("marker") or {}).get("color"), at) or theme.BLUE
    if where == "outside":
        anchor, gap = ("start", _TEXT_GAP) if end >= start else ("end", -_TEXT_GAP)
        return label(told, end + gap, middle, anchor=anchor, is_free=thick > height(told))
    has_room = abs(end - start) > len(told) * SIZE * 0.6
    if trace.get("insidetextanchor") == "middle":
        return label(told, (start + end) / 2, middle, anchor="middle", color=theme.text_on(fill)) if has_room else ""
    return label(told, end - _TEXT_GAP, middle, anchor="end", color=theme.text_on(fill))


def _words(trace: Trace, at: int) -> str:
    if trace.get("text") is not None:
        return trace["text"] if isinstance(trace["text"], str) else trace["text"][at]
    return f"{trace['x'][at]:,}" if trace.get("texttemplate") else ""


def cells(trace: Trace, x: Axis, y: Axis) -> str:
    """A heatmap: a cell for each pair of names, its color by its value."""
    high = trace.get("zmax") or 1
    wide, tall = x.band - (trace.get("xgap") or 0), y.band - (trace.get("ygap") or 0)
    return "".join(
        element("rect", x=x.at(across) - wide / 2, y=y.at(down) - tall / 2, width=wide, height=tall, fill=color)
        for down, row in zip(trace["y"], trace["z"], strict=True)
        for across, value in zip(trace["x"], row, strict=True)
        if value is not None and (color := _colored(trace["colorscale"], value / high))
    )


def _colored(scale: Sequence, share: float) -> str:
    """The color at a place of a scale."""
    return theme.on_scale(share) if len(scale) == len(theme.SCALE) else scale[0][1]


def band(ends: Mapping[str, float]) -> str:
    """What lasted for some days, pale behind the lines."""
    size = {"width": abs(ends["x2"] - ends["x1"]), "height": abs(ends["y2"] - ends["y1"])}
    corner = {"x": min(ends["x1"], ends["x2"]), "y": min(ends["y1"], ends["y2"])}
    return element("rect", **corner, **size, fill=theme.GRAY, fill_opacity=0.2)


def dots(trace: Trace, x: Axis, y: Axis) -> str:
    """Lines, dots with their ranges, and words, of one trace."""
    mode = trace.get("mode") or "markers"
    points = [(x.at(a), y.at(b)) if a is not None and b is not None else None for a, b in _pairs(trace)]
    drawn = [_line(trace, points)] if "lines" in mode else []
    drawn += _ranges(trace, x, y)
    if "markers" in mode:
        drawn += [_dot(trace, at, *point) for at, point in enumerate(points) if point]
    if "text" in mode:
        drawn += [_word(trace, at, *point) for at, point in enumerate(points) if point]
    return "".join(drawn)


def _pairs(trace: Trace) -> list[tuple]:
    return list(zip(trace["x"], trace["y"], strict=True))


def _line(trace: Trace, points: Sequence[tuple[float, float] | None]) -> str:
    """One path, broken where a point is missing."""
    told, is_down = [], False
    for point in points:
        told += [f"{'L' if is_down else 'M'}{point[0]:.1f} {point[1]:.1f}"] if point else []
        is_down = point is not None
    line = trace.get("line") or {}
    return element("path", d=" ".join(told), fill="none", stroke=line.get("color"), stroke_width=line.get("width"))


def _ranges(trace: Trace, x: Axis, y: Axis) -> list[str]:
    reach = trace.get("error_x")
    if not reach:
        return []
    drawn = []
    for (a, b), more, less in zip(_pairs(trace), reach["array"], reach["arrayminus"], strict=True):
        ends = {"x1": x.at(a - less), "x2": x.at(a + more), "y1": y.at(b), "y2": y.at(b)}
        drawn.append(element("line", **ends, stroke=reach["color"], stroke_width=reach["thickness"]))
    return drawn


def _of_each(value: object, at: int) -> object:
    """What a marker says of one of its points: the same of all, or of each its own."""
    return value[at] if isinstance(value, list | tuple) else value


def _dot(trace: Trace, at: int, x: float, y: float) -> str:
    marker = trace.get("marker") or {}
    color = _of_each(marker.get("color"), at) or (trace.get("line") or {}).get("color") or theme.BLUE
    symbol = str(_of_each(marker.get("symbol"), at) or "circle")
    radius = (_of_each(marker.get("size"), at) or 8) / 2
    fill = theme.BACKGROUNDS[theme.LIGHT] if symbol.endswith("-open") else color
    if symbol.startswith("x"):
        ends = (
            f"M{x - radius} {y - radius}L{x + radius} {y + radius}M{x - radius} {y + radius}L{x + radius} {y - radius}"
        )
        return element("path", d=ends, stroke=color, stroke_width=3, fill="none")
    if symbol.startswith("diamond"):
        ends = f"M{x} {y - radius}L{x + radius} {y}L{x} {y + radius}L{x - radius} {y}Z"
        return element("path", d=ends, stroke=color, stroke_width=2, fill=fill)
    return element("circle", cx=x, cy=y, r=radius, stroke=color, stroke_width=2, fill=fill)


def _word(trace: Trace, at: int, x: float, y: float) -> str:
    told = _of_each(trace["text"], at)
    font = trace.get("textfont") or {}
    color = _of_each(font.get("color"), at) or theme.TEXTS[theme.LIGHT]
    side = str(_of_each(trace.get("textposition"), at) or "middle center").rpartition(" ")[2]
    beside = (_of_each((trace.get("marker") or {}).get("size"), at) or 0) / 2 + _TEXT_GAP if side != "center" else 0
    anchors = {"right": ("start", beside), "left": ("end", -beside), "center": ("middle", 0)}
    anchor, by = anchors[side]
    return label(told, x + by, y, anchor=anchor, color=color) if told else ""
