"""What may a survey claim? A dot for each group, a line as long as its uncertainty, and the target."""

from __future__ import annotations

import pandas as pd
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
    names = {key: _label(key, row, result, group=group, target=target) for key, row in rows.set_index(group).iterrows()}
    fig = axes.figure(height=60 + _ROW * max(len(rows), 1))
    shown = rows[rows["value"].notna()]
    fig.add_scatter(
        x=shown["value"].tolist(),
        y=[names[key] for key in shown[group]],
        mode="markers",
        marker={
            "size": 12,
            "color": theme.BLUE,
            "symbol": [_SYMBOLS.get(status, "circle") for status in shown["status"]],
            "line": {"width": 2, "color": theme.BLUE},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": _reach(shown["upper"] - shown["value"]),
            "arrayminus": _reach(shown["value"] - shown["lower"]),
            "color": theme.BLUE,
            "thickness": 2,
            "width": 5,
        },
        customdata=[_hover(row, result, target) for _, row in shown.iterrows()],
        hovertemplate="%{customdata}<extra></extra>",
    )
    order = list(names.values())
    fig.update_yaxes(
        type="category", categoryarray=order, range=[len(order) - 0.4, -0.6], tickvals=order, showgrid=False
    )
    fig.update_xaxes(**axes.value_axis(result.metric, room=1.03))
    axes.add_target(fig, target, result.metric, across="x")
    return fig


def describe(result: Result, *, group: str, target: Entry) -> str:
    """Each group with its value, its interval and its verdict."""
    told = [f"{words.group(group, row[group])}: {_sentence(row, result, target)}" for _, row in result.frame.iterrows()]
    opening = f"Chart of {result.metric.label} by {group.replace('_', ' ')}, with uncertainty."
    return f"{opening} {axes.target_name(target, result.metric)}. {'; '.join(told)}."


def _reach(lengths: pd.Series) -> list[float]:
    return [0.0 if pd.isna(length) else max(length, 0.0) for length in lengths]


def _word(row: pd.Series) -> str:
    known = words.VERDICTS.get(row["status"])
    return known[1] if known else ""


def _ordered(result: Result, group: str) -> pd.DataFrame:
    """Periods as they came; other groups from the highest down."""
    if group in TIME_GROUPS:
        return result.frame
    return result.frame.sort_values("value", ascending=False, na_position="last", kind="stable")


def _label(key: object, row: pd.Series, result: Result, *, group: str, target: Entry) -> str:
    """The group with its value and verdict beneath: they are read without pointing, on a phone too."""
    name = axes.wrapped(words.group(group, key))
    if pd.isna(row["value"]):
        return f"{name}<br>{_word(row)}"
    return f"{name}<br><b>{words.amount(row['value'], result.metric, beside=target.value)}</b> {_word(row)}"


def _sentence(row: pd.Series, result: Result, target: Entry) -> str:
    if pd.isna(row["value"]):
        return _word(row).lower()
    shown = words.amount(row["value"], result.metric, beside=target.value)
    between = ""
    if words.is_number(row["lower"]):
        low, high = (words.amount(row[end], result.metric, beside=target.value) for end in ("lower", "upper"))
        between = f" (between {low} and {high})"
    return f"{shown}{between}, {_word(row).lower()}"


def _hover(row: pd.Series, result: Result, target: Entry) -> str:
    return f"{_sentence(row, result, target)}<br>{words.out_of(row, result.metric)}"
