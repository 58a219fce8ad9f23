"""The headline figures: each with its change, its course, and what it is out of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from data_layer.scope import Scope
from metrics.catalogue import METRICS
from metrics.definition import MEASURE_COLUMNS, Metric, Result, Status
from pages.parts import definitions, words
from pages.parts.charts import axes
from pages.parts.view import View

_COLORS = {"higher": "normal", "lower": "inverse", "neither": "off"}
_NOTHING = pd.Series({**dict.fromkeys(MEASURE_COLUMNS), "status": Status.NOT_MEASURED}, dtype=object)


@dataclass(frozen=True)
class Card:
    """One figure: its row now, the row it is compared with and since when, and its course over time."""

    result: Result
    before: pd.Series | None = None
    since: str = ""
    course: Result | None = None

    @property
    def now(self) -> pd.Series:
        return only(self.result)


def of_period(view: View, name: str) -> Card:
    """A figure of the period chosen, compared with the period before at the same point."""
    earlier = view.before
    return Card(
        result=view.measure(name),
        before=only(view.measure(name, scope=earlier)) if earlier else None,
        since=_since(view, METRICS[name], earlier) if earlier else "",
        course=view.measure(name, by=("month",), scope=view.over_time()) if "month" in METRICS[name].groups else None,
    )


def _since(view: View, metric: Metric, earlier: Scope) -> str:
    """The period compared with; of a state, such as seats in use, the one day on which it was looked at."""
    if "last known day" in metric.window:
        return words.short_day(earlier.known_end - timedelta(days=1))
    return view.named(earlier)


def of_quarter(view: View, name: str) -> Card:
    """A figure of the last quarter with a survey, compared with the one before that had one."""
    course = view.measure(name, by=("quarter",), scope=view.since_the_beginning())
    result = view.measure(name)
    before = before_in(course, quarter=only(result).get("quarter"))
    return Card(result, before=before, since="" if before is None else str(before["quarter"]), course=course)


def before_in(course: Result, *, quarter: object) -> pd.Series | None:
    """The last quarter before this one in which there is a value."""
    rows = course.frame
    place = rows.index[rows["quarter"] == quarter]
    known = rows.loc[: place[0] - 1] if len(place) else rows.iloc[:0]
    known = known[known["value"].notna()]
    return None if known.empty else known.iloc[-1]


def row(view: View, cards: Sequence[Card]) -> None:
    """Side by side where there is room, one under the other on a phone."""
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            _draw(view, card)


def only(result: Result) -> pd.Series:
    """The one row of a result that is not split; an empty one where nothing at all was found."""
    return _NOTHING if result.frame.empty else result.frame.iloc[-1]


def _draw(view: View, card: Card) -> None:
    metric = card.result.metric
    target = view.target(metric.target).value if metric.target else None
    change = _change(card)
    st.markdown(metric.label)  # wraps, where the label of a metric would be cut off
    st.metric(
        metric.label,
        words.sentence_case(words.figure(card.now, metric, beside=target)),
        delta=change,
        delta_color=_COLORS[metric.better],
        label_visibility="collapsed",
        chart_data=_points(card.course),
        height="content",
    )
    base = words.out_of(card.now, metric)
    st.caption("  \n".join(line for line in (base, f"Compared with {card.since}" if change else "") if line))
    definitions.popover(view, card.result)


def _change(card: Card) -> str | None:
    """The change with its sign."""
    if card.before is None or not (words.is_number(card.now["value"]) and words.is_number(card.before["value"])):
        return None
    by = card.now["value"] - card.before["value"]
    return f"{'-' if by < 0 else '+'}{words.difference(by, card.result.metric)}"


def _points(course: Result | None) -> list[float] | None:
    """The sparkline; left out where it would be fewer than two points."""
    if course is None or course.frame.empty:
        return None
    known = course.frame.sort_values(axes.time_group(course))["value"].dropna()
    return [float(value) for value in known] if len(known) > 1 else None
