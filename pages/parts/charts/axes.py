"""What all charts have in common: an empty figure, a value axis that does not mislead, and the line of a target."""

from __future__ import annotations

import textwrap

import plotly.graph_objects as go

from metrics.definition import Metric, Result
from metrics.periods import TIME_GROUPS
from metrics.policy import Entry
from pages.parts import theme, words

ROW_HEIGHT = 34
_LABEL_WIDTH = 20


def figure(*, height: int) -> go.Figure:
    return go.Figure(layout={"template": theme.TEMPLATE, "height": height, "hoverlabel": {"align": "left"}})


def value_axis(metric: Metric, *, room: float = 1.0) -> dict:
    """From zero; a rate from 0 to 100%. `room` is what labels beyond the marks need, 1.2 for a fifth more."""
    if metric.unit == "rate":
        ticks = [0, 0.25, 0.5, 0.75, 1]
        return {"range": [0, room], "tickvals": ticks, "tickformat": ".0%"}
    prefix = "$" if metric.unit == "usd" else ""
    return {"rangemode": "tozero", "tickprefix": prefix, "separatethousands": True, "nticks": 6}


def time_group(result: Result) -> str:
    """The group of time that the result is split by."""
    return next(group for group in result.by if group in TIME_GROUPS)


def wrapped(label: str) -> str:
    """A long name on several lines, so that it leaves room for its bar on a phone."""
    return "<br>".join(textwrap.wrap(label, _LABEL_WIDTH)) or label


def target_name(target: Entry) -> str:
    return f"Target {words.percent(target.value).replace('.0%', '%')}"


def add_target(fig: go.Figure, target: Entry, *, across: str) -> None:
    """A dashed line with its name. `across` is the axis that the target is a value of, x or y."""
    line = {"dash": "dash", "color": theme.QUIET, "width": 2}
    name = target_name(target)
    if across == "y":
        fig.add_hline(
            y=target.value, line=line, annotation={"text": name, "xanchor": "left", "x": 0, "showarrow": False}
        )
    else:
        fig.add_vline(
            x=target.value, line=line, annotation={"text": name, "yanchor": "bottom", "y": 1, "showarrow": False}
        )


def out_of(row: object, result: Result) -> str:
    """What a figure is out of, for the pointer: 142 of 182."""
    if not words.is_number(row.numerator) or not words.is_number(row.denominator):
        return ""
    write = words.dollars if result.metric.unit == "usd" else words.number
    return f"{write(row.numerator)} of {words.number(row.denominator)}"
