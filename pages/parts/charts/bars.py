"""How do groups compare? One bar for each, its value written beside it; or one bar made of parts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from metrics.definition import Result, Status
from metrics.policy import Entry
from pages.parts import theme, words
from pages.parts.charts import axes

_OWN_ORDER = {"grade_level", "role", "band", "stage", "quarter", "month", "semester", "school_year"}
_ROOM = 1.1  # a tenth more than the longest bar
_LONG = 0.4  # of the longest bar: the words of a shorter one stand beyond its end


def draw(result: Result, *, group: str, target: Entry | None = None) -> go.Figure:
    """Horizontal bars, longest first unless the group has an order of its own."""
    rows = _ordered(result.frame, group)
    fig = axes.figure(height=70 + axes.ROW_HEIGHT * max(len(rows), 1))
    fig.add_bar(
        y=[axes.wrapped(words.group(group, key)) for key in rows[group]],
        x=[0 if pd.isna(value) else value for value in rows["value"]],
        orientation="h",
        marker={"color": theme.BLUE},
        text=[_text(row, result=result, target=target) for _, row in rows.iterrows()],
        textposition=_places(rows["value"]),
        insidetextanchor="end",
        textangle=0,
        textfont={"size": theme.FONT_SIZE},
        insidetextfont={"color": theme.text_on(theme.BLUE)},
        cliponaxis=False,
        customdata=[words.out_of(row, result.metric) for _, row in rows.iterrows()],
        hovertemplate="%{y}: %{text}<br>%{customdata}<extra></extra>",
    )
    fig.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": theme.FONT_SIZE})
    fig.update_xaxes(**_room_for_words(rows["value"], result))
    if target:
        axes.add_target(fig, target, result.metric, across="x")
    return fig


def describe(result: Result, *, group: str, target: Entry | None = None) -> str:
    """Every bar with its value, in the order drawn."""
    rows = _ordered(result.frame, group)
    told = [
        f"{words.group(group, row[group])} {_text(row, result=result, target=target)}" for _, row in rows.iterrows()
    ]
    goal = f" {axes.target_name(target, result.metric)}." if target else ""
    return f"Bar chart: {result.metric.label} by {group.replace('_', ' ')}. {'; '.join(told)}.{goal}"


def draw_parts(result: Result, *, group: str, part: str) -> go.Figure:
    """One bar for each value of `group`, made of its parts in their own order, counts written inside."""
    rows = _measured_groups(result.frame, group)
    fig = axes.figure(height=130 + axes.ROW_HEIGHT * max(rows[group].nunique(), 1))
    filled = _parts(rows, part)
    for name, (color, pattern) in zip(dict.fromkeys(rows[part]), theme.PARTS, strict=False):
        if name not in filled:
            continue
        mine = rows[rows[part] == name]
        text = {"color": theme.text_on(color)} if not pattern else {}
        fig.add_bar(
            y=[axes.wrapped(words.group(group, key)) for key in mine[group]],
            x=[None if pd.isna(value) else value for value in mine["numerator"]],
            name=words.group(part, name),
            orientation="h",
            marker={"color": color, "line": {"width": 1, "color": color}, "pattern": pattern},
            texttemplate="" if pattern else "%{x:,}",
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont=text,
            hovertemplate=f"%{{y}}<br>{words.group(part, name)}: %{{x:,}}<extra></extra>",
        )
    fig.update_layout(barmode="stack", showlegend=True, legend_traceorder="normal", uniformtext=_HIDE_WHAT_DOES_NOT_FIT)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(rangemode="tozero", nticks=6, separatethousands=True)
    return fig


def draw_steps(result: Result, *, group: str, step: str) -> go.Figure:
    """For each value of `group` one thin bar per step, each as long as what is left at that step."""
    rows = _measured_groups(result.frame, group)
    steps = _parts(rows, step)
    fig = axes.figure(height=110 + 18 * len(steps) * max(rows[group].nunique(), 1))
    for name, color in zip(steps, theme.SERIES, strict=False):
        mine = rows[rows[step] == name]
        fig.add_bar(
            y=[axes.wrapped(words.group(group, key)) for key in mine[group]],
            x=[None if pd.isna(value) else value for value in mine["numerator"]],
            name=words.group(step, name),
            orientation="h",
            marker={"color": color},
            text=[words.number(value) if words.is_number(value) else "" for value in mine["numerator"]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"%{{y}}<br>{words.group(step, name)}: %{{x:,}}<extra></extra>",
        )
    fig.update_layout(barmode="group", showlegend=True, legend_traceorder="normal", bargap=0.25, bargroupgap=0.05)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    most = rows["numerator"].astype(float).max()
    fig.update_xaxes(range=[0, 1.15 * (most if words.is_number(most) else 1)], nticks=6, separatethousands=True)
    return fig


def describe_parts(result: Result, *, group: str, part: str) -> str:
    """Each bar's parts with their counts."""
    told = []
    for key, rows in _measured_groups(result.frame, group).groupby(group, sort=False):
        parts = [f"{words.group(part, row[part])} {_count(row)}" for _, row in rows.iterrows()]
        told.append(f"{words.group(group, key)}: {', '.join(parts)}")
    return f"Bar chart: {result.metric.label} by {group.replace('_', ' ')}. {'; '.join(told)}."


_HIDE_WHAT_DOES_NOT_FIT = {"minsize": 10, "mode": "hide"}


def _measured_groups(frame: pd.DataFrame, group: str) -> pd.DataFrame:
    """Without the groups of which nothing at all is known: the notes name them and say why."""
    is_known = frame["status"] != Status.NOT_MEASURED
    return frame[frame[group].isin(frame.loc[is_known, group])]


def _parts(rows: pd.DataFrame, part: str) -> list:
    """The parts in the order in which the result has them, those that nothing falls into left out."""
    filled = rows[rows["numerator"].fillna(0) > 0][part]
    return [name for name in dict.fromkeys(rows[part]) if name in set(filled)]


def _ordered(frame: pd.DataFrame, group: str) -> pd.DataFrame:
    frame = _measured_groups(frame, group)
    if group in _OWN_ORDER:
        return frame
    return frame.sort_values("value", ascending=False, na_position="last", kind="stable")


def _text(row: pd.Series, *, result: Result, target: Entry | None) -> str:
    return words.figure(row, result.metric, beside=target.value if target else None)


def _count(row: pd.Series) -> str:
    if row["status"] == Status.HIDDEN:
        return words.HIDDEN
    return words.number(row["numerator"]) if words.is_number(row["numerator"]) else words.NOT_MEASURED


def _places(values: pd.Series) -> list[str]:
    """Inside a bar that is long enough, so that no target line crosses the words; else beyond its end."""
    most = values.astype(float).max()
    return ["inside" if words.is_number(value) and value >= _LONG * most else "outside" for value in values]


def _room_for_words(values: pd.Series, result: Result) -> dict:
    axis = axes.value_axis(result.metric, room=1.1)
    if result.metric.unit == "rate":
        return axis
    most = values.astype(float).max()
    return {**axis, "range": [0, _ROOM * (most if words.is_number(most) and most > 0 else 1)]}
