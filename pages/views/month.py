"""How was one month: logins by grade level and subject, work handed in, features used; and as it was published?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.definition import Result
from metrics.periods import Period
from pages.parts import (
    as_published,
    cards,
    feature_words,
    measures,
    month_revisions,
    month_words,
    opening,
    period_choice,
    section,
    sentences,
)
from pages.parts.charts import bars, heatmap
from pages.parts.charts.heatmap import Grid
from pages.parts.view import View

FILES = (
    "A log of what people do: Canvas web logs or page views, a Moodle log report, Clever participation",
    "A roster (OneRoster), so that use is counted for those who are enrolled",
)
_HEADLINES = ("login_frequency", "active_day_rate", "submission_rate")
_FEATURES = "Share of the people using {tool} who used the feature, in percent, by grade level; * is too few to show"


def show(view: View) -> None:
    opening.title("Month")
    if view.scope is None:
        opening.empty(view, missing="No log of anybody's use has been imported yet", files=FILES)
        return
    month = _month(view)
    view = replace(view, scope=view.scope.with_period(month.starts_on, month.ends_on), period=month)
    needs = view.target("adoption.month_needs").value
    if view.progress.planned_day_count < needs:
        st.markdown(f"#### {month_words.too_short(month, view.progress, needs)}")
        return
    _figures(view, month)
    month_revisions.show(view, month)


def _month(view: View) -> Period:
    """The last whole month, or the one that was published, until another is chosen. It stands in the address."""
    offered = period_choice.months(view.source, view.choices.as_of)
    names = list(offered)
    usual = None if as_published.MONTH_KEY in st.session_state else _usual(view)
    index = names.index(usual) if usual in names else 0
    key = as_published.MONTH_KEY
    return offered[st.selectbox("Month", names, index=index, key=key, bind="query-params", width=320)]


def _usual(view: View) -> str | None:
    if view.published is not None:
        return f"{view.published.month:%B %Y}"
    usual = measures.usually_compared(view.source, view.choices.as_of)
    return usual[1].label if usual else None


def _figures(view: View, month: Period) -> None:
    # All is asked before anything is drawn: a page that comes in one piece is drawn once, and does not jump.
    headlines = [cards.of_period(view, name) for name in _HEADLINES]
    logins, use, work = headlines
    if all(card.result.is_empty and not card.result.hidden_count for card in headlines):
        opening.nothing_matches(view, what="use")
        return
    by_grade, by_subject = (view.measure("login_frequency", by=(group,)) for group in ("grade_level", "subject"))
    told = month_words.answer(use.now, logins.now, work.now, metric=logins.result.metric)
    opening.sentence(view, f"{month_words.standing(month, view.progress)}: {told}", logins.result.metric)
    cards.row(view, [card for card in headlines if not card.result.is_empty or card.result.hidden_count])
    _bars(view, by_grade, group="grade_level", measure="Logins per enrolled student per school day, by grade level")
    finding = month_words.by_subject(by_subject)
    measure = "Visits to the courses of a subject per student per school day"
    _bars(view, by_subject, group="subject", measure=measure, finding=finding)
    if not work.result.is_empty:
        by_work = view.measure("submission_rate", by=("subject",))
        _bars(view, by_work, group="subject", measure="Share of the work due in the month that was handed in")
    _features(view)


def _bars(view: View, result: Result, *, group: str, measure: str, finding: str = "") -> None:
    section.draw(
        view,
        result,
        bars.draw(result, group=group),
        finding=finding or sentences.most(result, group=group),
        measure=measure,
        alt=bars.describe(result, group=group),
    )


def _features(view: View) -> None:
    """The heatmap of one tool: the one of which most can be shown, until another is chosen."""
    known = view.measure("feature_utilization")
    tools = list(dict.fromkeys(known.frame["tool"]))
    if not tools:
        st.caption("No log that names the features of a tool covers this month.")
        return
    index = tools.index(feature_words.most_told(known))
    tool = st.selectbox("Features of", tools, index=index, key="features_of", bind="query-params", width=320)
    view = replace(view, scope=replace(view.scope, tools=frozenset({tool})))
    marks = feature_words.marks(view.measure("feature_utilization"))
    result = view.measure("feature_utilization", by=("feature", "grade_level"))
    if not result.frame["value"].notna().any():
        st.caption(f"Too few people used {tool} in this month to show which of its features.")
        return
    grid = Grid(rows="feature", columns="grade_level", is_narrow=True, marks=marks)
    section.draw(
        view,
        result,
        heatmap.draw(result, grid),
        finding=feature_words.finding(result, group="grade_level"),
        measure=_FEATURES.format(tool=tool),
        alt=heatmap.describe(result, grid),
    )
