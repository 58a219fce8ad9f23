"""Which features of a tool do people use, where and when, and which gather dust?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.definition import Result
from pages.parts import feature_words, opening, section
from pages.parts.charts import heatmap
from pages.parts.charts.heatmap import Grid
from pages.parts.view import View

FILES = (
    "A log of a tool that names its features: our tool activity template, Canvas web logs, a Moodle log report",
    "A roster (OneRoster), so that use is counted for those who are enrolled",
)
_FIGURE = "feature_utilization"
_MEASURE = "Share of the people using {tool} who used the feature, in percent, by {group}; * is too few to show"


def show(view: View) -> None:
    opening.title("Features")
    if view.scope is None:
        opening.empty(view, missing="No log that names features has been imported yet", files=FILES)
        return
    known = view.measure(_FIGURE)
    tools = _tools(known)
    if not tools:
        _explain_nothing(view)
        return
    most = tools.index(feature_words.most_told(known))
    tool = st.selectbox("Tool", tools, index=most, key="tool", bind="query-params", width=320)
    view = replace(view, scope=replace(view.scope, tools=frozenset({tool})))
    result = view.measure(_FIGURE)
    opening.sentence(view, feature_words.answer(result, tool), result.metric)
    _dust_is(view)
    marks = feature_words.marks(result)
    _heatmap(replace(view, scope=view.over_time()), tool, group="month", marks=marks)
    _heatmap(view, tool, group="school", marks=marks)
    _heatmap(view, tool, group="grade_level", marks=marks)


def _tools(result: Result) -> list[str]:
    return list(dict.fromkeys(result.frame["tool"]))


def _explain_nothing(view: View) -> None:
    if _tools(view.measure(_FIGURE, scope=view.without_filters())):
        opening.nothing_matches(view, what="use of features")
    else:
        opening.empty(view, missing="No log that names features has been imported yet", files=FILES)


def _dust_is(view: View) -> None:
    """What the marks mean, in the district's own thresholds."""
    days, people, new = (view.target(f"features.{name}").value for name in ("dust_after", "dust_users", "new_for"))
    st.caption(
        f"Gathers dust: nobody used it on the last {days:g} school days, though {people:g} people or more used the "
        f"tool. New: first used less than {new:g} school days ago, so that nothing is said of it yet."
    )


def _heatmap(view: View, tool: str, *, group: str, marks: dict[str, str]) -> None:
    result = view.measure(_FIGURE, by=("feature", group))
    if not result.frame["value"].notna().any():
        st.caption(f"By {group.replace('_', ' ')} there are too few people to show.")
        return
    grid = Grid(rows="feature", columns=group, is_narrow=True, marks=marks)
    section.draw(
        view,
        result,
        heatmap.draw(result, grid),
        finding=feature_words.finding(result, group=group),
        measure=_MEASURE.format(tool=tool, group=group.replace("_", " ")),
        alt=heatmap.describe(result, grid),
    )
