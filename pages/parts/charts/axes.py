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
_MIDDLE = 0.5


def figure(*, height: int) -> go.Figure:
    return go.Figure(
        layout={"template": theme.template(theme.LIGHT), "height": height, "hoverlabel": {"align": "left"}}
    )


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


def wrapped(label: str, *, width: int = _LABEL_WIDTH) -> str:
    """A long name on several lines, so that it leaves room for its bar on a phone."""
    return "<br>".join(textwrap.wrap(label, width, break_long_words=False)) or label


def target_name(target: Entry, metric: Metric) -> str:
    """What stands beside the line: a target to reach, or an alarm to stay under."""
    shown = words.whole_percent(target.value)
    return f"Alarm over {shown}" if metric.better == "lower" else f"Target {shown}"


def add_target(fig: go.Figure, target: Entry, metric: Metric, *, across: str) -> None:
    """A dashed line with its name. `across` is the axis that the target is a value of, x or y."""
    line = {"dash": "dash", "color": theme.QUIET, "width": 2}
    name = target_name(target, metric)
    if across == "y":
        place = {"xanchor": "left", "x": 0, "yanchor": "bottom"}
        fig.add_hline(y=target.value, line=line, annotation={"text": name, "showarrow": False, **place})
    else:
        side = "right" if target.value > _MIDDLE else "left"  # towards the middle, where a phone has room for it
        place = {"xanchor": side, "y": 1, "yanchor": "bottom"}
        fig.add_vline(x=target.value, line=line, annotation={"text": name, "showarrow": False, **place})
