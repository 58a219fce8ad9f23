"""How do groups compare? One bar for each, its value written on it; or one bar made of parts, or of steps."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.definition import Result, Status
from metrics.policy import Entry
from pages.parts import theme, words
from pages.parts.charts import axes

_OWN_ORDER = {"grade_level", "role", "band", "stage", "quarter", "month", "semester", "school_year"}
_ROOM = 1.1  # a tenth more than the longest bar
_LONG = 0.4  # of the longest bar: the words of a shorter one stand beyond its end
_STEP_HEIGHT = 18
_DOWNWARDS = {"autorange": "reversed", "showgrid": False}
_LEGEND = {"showlegend": True, "legend": {"traceorder": "normal"}}


def draw(result: Result, *, group: str, target: Entry | None = None) -> go.Figure:
    """Horizontal bars, longest first unless the group has an order of its own."""
    rows = _ordered(result, group)
    values = [axes.number_or_gap(row["value"]) for row in rows]
    most = max((value for value in values if value is not None), default=0) or 1
    bars = {
        "type": "bar",
        "y": [axes.wrapped(words.group(group, row[group])) for row in rows],
        "x": [value or 0 for value in values],
        "orientation": "h",
        "marker": {"color": theme.BLUE},
        "text": [_text(row, result, target) for row in rows],
        # Inside a bar that is long enough, so that no target line crosses the words.
        "textposition": ["inside" if (value or 0) >= _LONG * most else "outside" for value in values],
        "insidetextanchor": "end",
        "textangle": 0,
        "textfont": {"size": theme.FONT_SIZE},
        "insidetextfont": {"color": theme.text_on(theme.BLUE)},
        "cliponaxis": False,
        "customdata": [words.out_of(row, result.metric) for row in rows],
        "hovertemplate": "%{y}: %{text}<br>%{customdata}<extra></extra>",
    }
    axis = axes.value_axis(result.metric, room=_ROOM)
    if result.metric.unit != "rate":
        axis = {**axis, "range": [0, _ROOM * most]}
    layout = {"height": _height(rows, group, extra=70), "yaxis": _DOWNWARDS, "xaxis": axis}
    layout["margin"] = axes.margin_for(bars["y"], b=28)
    return go.Figure([bars], {**layout, **axes.target_line(target, result.metric, across="x")})


def describe(result: Result, *, group: str, target: Entry | None = None) -> str:
    """Every bar with its value, in the order drawn."""
    rows = _ordered(result, group)
    told = [f"{words.group(group, row[group])} {_text(row, result, target)}" for row in rows]
    goal = f" {axes.target_name(target, result.metric)}." if target else ""
    return f"Bar chart: {result.metric.label} by {group.replace('_', ' ')}. {'; '.join(told)}.{goal}"


def draw_parts(result: Result, *, group: str, part: str) -> go.Figure:
    """One bar for each value of `group`, made of its parts in their own order, counts written inside."""
    rows = _measured(axes.rows_of(result), group)
    filled = _filled(rows, part)
    traces = [
        _counts(rows, group=group, part=part, name=name)
        | {
            "marker": {"color": color, "line": {"width": 1, "color": color}, "pattern": pattern},
            "texttemplate": "" if pattern else "%{x:,}",
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {} if pattern else {"color": theme.text_on(color)},
        }
        for name, (color, pattern) in zip(dict.fromkeys(row[part] for row in rows), theme.PARTS, strict=False)
        if name in filled
    ]
    layout = {"barmode": "stack", "uniformtext": {"minsize": 10, "mode": "hide"}, "yaxis": _DOWNWARDS, **_LEGEND}
    layout["xaxis"] = {"rangemode": "tozero", "nticks": 6, "separatethousands": True}
    layout["margin"] = _margin_with_legend(traces)
    return go.Figure(traces, {"height": _height(rows, group, extra=130), **layout})


def draw_steps(result: Result, *, group: str, step: str) -> go.Figure:
    """For each value of `group` one thin bar per step, each as long as what is left at that step."""
    rows = _measured(axes.rows_of(result), group)
    steps = [name for name in dict.fromkeys(row[step] for row in rows) if name in _filled(rows, step)]
    traces = [
        _counts(rows, group=group, part=step, name=name)
        | {"marker": {"color": color}, "texttemplate": "%{x:,}", "textposition": "outside", "cliponaxis": False}
        for name, color in zip(steps, theme.SERIES, strict=False)
    ]
    most = max((count for trace in traces for count in trace["x"] if count is not None), default=1)
    height = 110 + _STEP_HEIGHT * len(steps) * max(len({row[group] for row in rows}), 1)
    layout = {"barmode": "group", "bargap": 0.25, "bargroupgap": 0.05, "yaxis": _DOWNWARDS, **_LEGEND}
    layout["xaxis"] = {"range": [0, 1.15 * most], "nticks": 6, "separatethousands": True}
    layout["margin"] = _margin_with_legend(traces)
    return go.Figure(traces, {"height": height, **layout})


def describe_parts(result: Result, *, group: str, part: str) -> str:
    """Each bar's parts with their counts."""
    rows = _measured(axes.rows_of(result), group)
    told = []
    for key in dict.fromkeys(row[group] for row in rows):
        parts = [f"{words.group(part, row[part])} {_count(row)}" for row in rows if row[group] == key]
        told.append(f"{words.group(group, key)}: {', '.join(parts)}")
    return f"Bar chart: {result.metric.label} by {group.replace('_', ' ')}. {'; '.join(told)}."


def _counts(rows: list[dict], *, group: str, part: str, name: object) -> dict:
    """The bars of one part (or step): its count for each group."""
    mine = [row for row in rows if row[part] == name]
    label = words.group(part, name)
    return {
        "type": "bar",
        "y": [axes.wrapped(words.group(group, row[group])) for row in mine],
        "x": [axes.number_or_gap(row["numerator"]) for row in mine],
        "name": label,
        "orientation": "h",
        "hovertemplate": f"%{{y}}<br>{label}: %{{x:,}}<extra></extra>",
    }


def _height(rows: list[dict], group: str, *, extra: int) -> int:
    return extra + axes.ROW_HEIGHT * max(len({row[group] for row in rows}), 1)


def _margin_with_legend(traces: list[dict]) -> dict:
    """The legend takes as many rows as it needs, on a phone more: Plotly adds them to what stands here."""
    return axes.margin_for((label for trace in traces for label in trace["y"]), b=28)


def _measured(rows: list[dict], group: str) -> list[dict]:
    """Without the groups of which nothing at all is known: the notes name them and say why."""
    known = {row[group] for row in rows if row["status"] != Status.NOT_MEASURED}
    return [row for row in rows if row[group] in known]


def _filled(rows: list[dict], part: str) -> set:
    """The parts that anything falls into."""
    return {row[part] for row in rows if (axes.number_or_gap(row["numerator"]) or 0) > 0}


def _ordered(result: Result, group: str) -> list[dict]:
    rows = _measured(axes.rows_of(result), group)
    if group in _OWN_ORDER:
        return rows
    return sorted(rows, key=lambda row: -row["value"] if words.is_number(row["value"]) else 1)


def _text(row: dict, result: Result, target: Entry | None) -> str:
    return words.figure(row, result.metric, beside=target.value if target else None)


def _count(row: dict) -> str:
    if row["status"] == Status.HIDDEN:
        return words.HIDDEN
    return words.number(row["numerator"]) if words.is_number(row["numerator"]) else words.NOT_MEASURED
