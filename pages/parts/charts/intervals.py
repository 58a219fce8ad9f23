"""What may a survey claim? A dot for each group, a line as long as its uncertainty, and the target."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.definition import Result, Status
from metrics.periods import TIME_GROUPS
from metrics.policy import Entry
from pages.parts import theme, words
from pages.parts.charts import axes

_ROW = 46
_SYMBOLS = {Status.MET: "circle", Status.NOT_MET: "x", Status.INCONCLUSIVE: "diamond-open"}


def draw(result: Result, *, group: str, target: Entry) -> go.Figure:
    """One row per group; the shape of the dot and the words under the group's name are the verdict."""
    rows = _ordered(result, group)
    names = {row[group]: _label(row, result, group=group, target=target) for row in rows}
    shown = [row for row in rows if words.is_number(row["value"])]
    dots = {
        "type": "scatter",
        "x": [row["value"] for row in shown],
        "y": [names[row[group]] for row in shown],
        "mode": "markers",
        "marker": {
            "size": 12,
            "color": theme.BLUE,
            "symbol": [_SYMBOLS.get(row["status"], "circle") for row in shown],
            "line": {"width": 2, "color": theme.BLUE},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_reach(row["value"], row["upper"]) for row in shown],
            "arrayminus": [_reach(row["lower"], row["value"]) for row in shown],
            "color": theme.BLUE,
            "thickness": 2,
            "width": 5,
        },
        "customdata": [_hover(row, result, target) for row in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    order = list(names.values())
    layout = {
        "height": 60 + _ROW * max(len(rows), 1),
        "margin": axes.margin_for(order, b=28),
        "xaxis": axes.value_axis(result.metric, room=1.03),
        "yaxis": {
            "type": "category",
            "categoryarray": order,
            "range": [len(order) - 0.4, -0.6],
            "tickvals": order,
            "showgrid": False,
        },
    }
    if group in TIME_GROUPS:
        layout |= axes.along_time(rows, [names[row[group]] for row in rows], axis="y")
    return go.Figure([dots], {**layout, **axes.target_line(target, result.metric, across="x")})


def describe(result: Result, *, group: str, target: Entry) -> str:
    """Each group with its value, its interval and its verdict."""
    told = [f"{words.group(group, row[group])}: {_sentence(row, result, target)}" for row in axes.rows_of(result)]
    opening = f"Chart of {result.metric.label} by {group.replace('_', ' ')}, with uncertainty."
    return f"{opening} {axes.target_name(target, result.metric)}. {'; '.join(told)}."


def _reach(low: object, high: object) -> float:
    return max(high - low, 0.0) if words.is_number(low) and words.is_number(high) else 0.0


def _word(row: dict) -> str:
    known = words.VERDICTS.get(row["status"])
    return known[1] if known else ""


def _ordered(result: Result, group: str) -> list[dict]:
    """Periods as they came; other groups from the highest down."""
    rows = axes.rows_of(result)
    if group in TIME_GROUPS:
        return rows
    return sorted(rows, key=lambda row: -row["value"] if words.is_number(row["value"]) else 1)


def _label(row: dict, result: Result, *, group: str, target: Entry) -> str:
    """The group with its value and verdict beneath: they are read without pointing, on a phone too."""
    name = axes.wrapped(words.group(group, row[group]))
    if not words.is_number(row["value"]):
        return f"{name}<br>{_word(row)}"
    return f"{name}<br><b>{words.amount(row['value'], result.metric, beside=target.value)}</b> {_word(row)}"


def _sentence(row: dict, result: Result, target: Entry) -> str:
    if not words.is_number(row["value"]):
        return _word(row).lower()
    shown = words.amount(row["value"], result.metric, beside=target.value)
    between = ""
    if words.is_number(row["lower"]):
        low, high = (words.amount(row[end], result.metric, beside=target.value) for end in ("lower", "upper"))
        between = f" (between {low} and {high})"
    return f"{shown}{between}, {_word(row).lower()}"


def _hover(row: dict, result: Result, target: Entry) -> str:
    return f"{_sentence(row, result, target)}<br>{words.out_of(row, result.metric)}"
