"""A whole chart as SVG: a Plotly figure of this project, with its axes, marks, target and legend. Text stays text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import plotly.graph_objects as go

from pages.parts import theme
from pages.parts.charts.axes import wrapped
from pages.parts.svg import marks
from pages.parts.svg.axis import Axis, axis, is_of_days
from pages.parts.svg.elements import FONT, SIZE, element, height, label, width, words

WIDTH = 960
_GAP = 8
_BOTTOM, _TOP, _RIGHT = 44, 28, 24
_TITLE, _SOURCE = 20, 12
_LEGEND_LINE = 22
_LETTER = 0.55  # of the size: the width of a letter
_SHARE_OF_NAMES = 0.45  # of the width, at most


def draw(figure: go.Figure, *, alt: str, size: tuple[int, int] | None = None, title: str = "", source: str = "") -> str:
    """`size` fits the chart to a place; without one it is as high as its rows want. `alt` is its text alternative."""
    told = figure.to_plotly_json()
    layout, traces = told["layout"], [trace for trace in told["data"] if trace.get("x") is not None]
    head, source = _head_height(title, size), _folded(source, size, _SOURCE)
    foot = height(source, size=_SOURCE) + 2 * _GAP if source else 0
    across, high = size or (WIDTH, int(max((layout.get("height") or 380) * 1.1, 240) + head + foot))
    body = _body(layout, traces, across=across, top=head, bottom=high - foot)
    below = label(source, _GAP, high - _GAP, middle="bottom", size=_SOURCE, color=theme.PAPER_QUIET) if source else ""
    head = _head(title, size)
    paper = element("rect", width=across, height=high, fill=theme.BACKGROUNDS[theme.LIGHT])
    named = element("title", _escaped(title or words(alt))) + element("desc", _escaped(alt))
    return element(
        "svg",
        named + paper + head + body + below,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {across} {high}",
        width=across,
        height=high,
        font_family=FONT,
        role="img",
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _head(title: str, size: tuple[int, int] | None) -> str:
    return label(_folded(title, size, _TITLE), _GAP, _GAP, middle="top", size=_TITLE, weight="bold") if title else ""


def _head_height(title: str, size: tuple[int, int] | None) -> float:
    return height(_folded(title, size, _TITLE), size=_TITLE) + 2 * _GAP if title else 0


def _folded(text: str, size: tuple[int, int] | None, letters: int) -> str:
    """A long text on several lines."""
    return wrapped(text, width=int((size[0] if size else WIDTH) / (letters * _LETTER))) if text else ""


def _body(layout: Mapping, traces: Sequence[Mapping], *, across: int, top: float, bottom: float) -> str:
    xs, ys = [*_values(traces, "x"), *_totals(layout, traces)], _values(traces, "y")
    left, right = _sides(layout, traces, ys, across=across, high=bottom - top)
    is_above = (layout.get("xaxis") or {}).get("side") == "top"
    legend, lines = _legend(traces, across=right - left) if layout.get("showlegend") else ("", 0)
    room = _room_above(traces, is_above=is_above, across=right - left)
    upper = top + room + _LEGEND_LINE * (lines - 1 + _is_named_above(layout)) * bool(lines)
    lower = bottom - _room_below(layout, is_above=is_above)
    x = axis(layout.get("xaxis") or {}, xs, start=left, end=right)
    y = axis(layout.get("yaxis") or {}, ys, start=lower, end=upper)
    place = (left, right, lower, upper)
    drawn = [_lines(x, y, place), *_shapes(layout, x, y, place)]
    drawn += [*_marked(layout, traces, x, y, is_time=is_of_days(layout.get("xaxis") or {}, xs))]
    drawn += [_named_below(x, place, is_above=is_above), _named_left(y, place)]
    drawn += _notes(layout, x, y, place)
    moved = element("g", legend, transform=f"translate({left:.0f} {top + _GAP:.0f})") if legend else ""
    return "".join(drawn) + moved


def _values(traces: Sequence[Mapping], name: str) -> list:
    return [value for trace in traces for value in trace[name] if value is not None]


def _totals(layout: Mapping, traces: Sequence[Mapping]) -> list[float]:
    """How long each stack of bars is."""
    if layout.get("barmode") != "stack":
        return []
    pairs = [pair for trace in traces for pair in zip(trace["y"], trace["x"], strict=True)]
    return [sum(value or 0 for name, value in pairs if name == key) for key in dict.fromkeys(name for name, _ in pairs)]


def _title(layout: Mapping, name: str) -> str:
    return ((layout.get(name) or {}).get("title") or {}).get("text") or ""


def _is_named_above(layout: Mapping) -> bool:
    return any(note.get("yanchor") == "bottom" for note in layout.get("annotations") or ())


def _room_below(layout: Mapping, *, is_above: bool) -> float:
    """What stands below the plot: names of the axis; or where those stand above it, the numbers of marked columns."""
    if is_above:
        is_marked = any(note.get("yanchor") == "top" for note in layout.get("annotations") or ())
        return _GAP + _TOP * is_marked
    return _BOTTOM + (_TOP if _title(layout, "xaxis") else 0)


def _room_above(traces: Sequence[Mapping], *, is_above: bool, across: float) -> float:
    """What stands above the plot: names of columns on as many lines as they need, else a legend or a target's name."""
    if not is_above:
        return _TOP + _GAP
    names = dict.fromkeys(_values(traces, "x"))
    band = across / max(len(names), 1)
    return max((height(_narrow(str(name), band), size=_SOURCE) for name in names), default=0) + 2 * _GAP


def _narrow(text: str, band: float) -> str:
    """The name of a column with a line for each part that fits above it."""
    return wrapped(text.replace("<br>", " "), width=max(int(band / (_SOURCE * _LETTER)), 1))


def _sides(
    layout: Mapping, traces: Sequence[Mapping], ys: Sequence, *, across: int, high: float
) -> tuple[float, float]:
    """Room for the names on the left, and for what stands at the end of lines on the right."""
    y = axis(layout.get("yaxis") or {}, ys, start=high - _BOTTOM - _TOP, end=0)
    names = max((width(_beside_row(text, y)) for _, text in y.ticks), default=0) + (_TOP if y.title else 0)
    ends = [width(note["text"]) for note in layout.get("annotations") or () if _is_at_end(note)]
    beyond = max(map(len, chain.from_iterable(map(_outside, traces))), default=0) * SIZE * 0.25
    return min(names, across * _SHARE_OF_NAMES) + 2 * _GAP, across - _RIGHT - max(ends, default=beyond)


def _beside_row(text: str, y: Axis) -> str:
    """The name of a row: on one line where the rows are too close for two."""
    return text.replace("<br>", " ") if y.names and height(text) > y.band else text


def _outside(trace: Mapping) -> list[str]:
    """Words that may reach beyond the plot: of bars alone."""
    text = trace.get("text")
    return [] if trace["type"] != "bar" or text is None or isinstance(text, str) else list(text)


def _is_at_end(note: Mapping) -> bool:
    return note.get("xref") == "paper" and (note.get("x") or 0) > 1


def _marked(layout: Mapping, traces: Sequence[Mapping], x: Axis, y: Axis, *, is_time: bool) -> list[str]:
    bars = [trace for trace in traces if trace["type"] == "bar"]
    drawn = [marks.cells(trace, x, y) for trace in traces if trace["type"] == "heatmap"]
    drawn.append(marks.bars(bars, x, y, mode=layout.get("barmode") or "one", is_time=is_time))
    return drawn + [marks.dots(trace, x, y) for trace in traces if trace["type"] == "scatter"]


def _lines(x: Axis, y: Axis, place: tuple[float, ...]) -> str:
    left, right, lower, upper = place
    down = [(x.at(value), x.at(value), lower, upper) for value, _ in x.ticks] if x.has_lines else []
    over = [(left, right, y.at(value), y.at(value)) for value, _ in y.ticks] if y.has_lines else []
    return "".join(element("line", x1=a, x2=b, y1=c, y2=d, stroke=theme.PAPER_GRID) for a, b, c, d in [*down, *over])


def _named_below(x: Axis, place: tuple[float, ...], *, is_above: bool) -> str:
    left, right, lower, upper = place
    size = _SOURCE if is_above else SIZE
    line = upper - _GAP if is_above else lower + _GAP
    side = "bottom" if is_above else "top"
    drawn = [
        label(_narrow(text, x.band) if is_above else text, x.at(value), line, anchor="middle", middle=side, size=size)
        for value, text in x.ticks
    ]
    if x.title:
        drawn.append(label(x.title, (left + right) / 2, lower + _BOTTOM, anchor="middle", middle="top"))
    return "".join(drawn)


def _named_left(y: Axis, place: tuple[float, ...]) -> str:
    left, _, lower, upper = place
    drawn = [label(_beside_row(text, y), left - _GAP, y.at(value), anchor="end") for value, text in y.ticks]
    if y.title:
        drawn.append(label(y.title, SIZE, (lower + upper) / 2, anchor="middle", turn=-90))
    return "".join(drawn)


def _at(value: object, ref: str | None, along: Axis, ends: tuple[float, float]) -> float:
    """A place on paper (0 to 1) or on the axis."""
    if ref == "paper":
        return ends[0] + float(value) * (ends[1] - ends[0])
    return along.at(value)


def _shapes(layout: Mapping, x: Axis, y: Axis, place: tuple[float, ...]) -> list[str]:
    left, right, lower, upper = place
    drawn = []
    for shape in layout.get("shapes") or ():
        ends = {
            f"{name}{end}": _at(shape[f"{name}{number}"], shape.get(f"{name}ref"), along, sides)
            for name, along, sides in (("x", x, (left, right)), ("y", y, (lower, upper)))
            for end, number in (("1", 0), ("2", 1))
        }
        if shape.get("type") == "rect":
            drawn.append(marks.band(ends))
            continue
        drawn.append(element("line", **ends, stroke=theme.PAPER_QUIET, stroke_width=2, stroke_dasharray="8 6"))
    return drawn


def _notes(layout: Mapping, x: Axis, y: Axis, place: tuple[float, ...]) -> list[str]:
    left, right, lower, upper = place
    anchors = {"left": "start", "right": "end", "center": "middle", None: "middle"}
    drawn = []
    for note in layout.get("annotations") or ():
        at_x = _at(note["x"], note.get("xref"), x, (left, right))
        at_y = _at(note["y"], note.get("yref"), y, (lower, upper))
        middle = note.get("yanchor") if note.get("yanchor") in ("top", "bottom") else "middle"
        at_y -= 3 if middle == "bottom" else 0
        drawn.append(label(note["text"], at_x, at_y, anchor=anchors[note.get("xanchor")], middle=middle))
    return drawn


def _legend(traces: Sequence[Mapping], *, across: float) -> tuple[str, int]:
    """A mark and a name for each trace, on as many lines as they need; and how many these are."""
    drawn, at, line = [], 0.0, 0
    for trace in traces:
        if trace.get("showlegend") is False or not trace.get("name"):
            continue
        if at and at + width(trace["name"]) + 18 > across:
            at, line = 0.0, line + 1
        marker = trace.get("marker") or {}
        color = marker.get("color") or theme.BLUE
        opacity = 0.3 if (marker.get("pattern") or {}).get("shape") else None
        drawn.append(
            element(
                "rect", x=at, y=_LEGEND_LINE * line, width=12, height=12, fill=color, fill_opacity=opacity, stroke=color
            )
            + label(trace["name"], at + 18, _LEGEND_LINE * line + 6)
        )
        at += 18 + width(trace["name"]) + 22
    return "".join(drawn), line + 1
