"""How many new tools came to teachers at once, and are those used more that were chosen together with them?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from data_layer.records.entries import Selection
from data_layer.records.keeping import entries
from data_layer.scope import Scope
from metrics.definition import Result
from metrics.selection import REFERENCES, by_route
from pages.parts import measures, new_tool_words, opening, section, selection_form, sentences, signing, words
from pages.parts.charts import bars, referenced
from pages.parts.view import View

FILES = (
    "Your license list and lists of seats (templates)",
    "Your school calendar with its semesters (template)",
    "A roster, and a log of each tool",
)


def show(view: View) -> None:
    opening.title("New tools")
    everything = _everything(view) if view.scope else None
    fatigue = view.measure("tool_fatigue", scope=everything) if everything else None
    if fatigue is None or fatigue.is_empty:
        opening.empty(view, missing="No license list with its semesters has been imported yet", files=FILES)
        return
    signing.say_what_happened()
    semester = _semester(fatigue)
    st.caption(f"Whole district · as of {words.day(view.choices.as_of)}")
    told = new_tool_words.fatigue(fatigue.row(semester=semester), view.target("fatigue.alarm_from"))
    st.markdown(f"#### {told}")
    _load(view, _within(view, everything, semester))
    _selection(view, everything)


def _everything(view: View) -> Scope:
    """Every day up to as-of, whatever the filters."""
    scope = view.without_filters()
    as_of = view.choices.as_of
    return replace(scope.with_period(scope.period_start, as_of + timedelta(days=1)), as_of=as_of)


def _semester(fatigue: Result) -> str:
    """The one chosen; at first the latest that has begun."""
    known = list(reversed(fatigue.frame["semester"].to_list()))
    return st.selectbox("Semester", known, key="semester", bind="query-params", width=320)


def _within(view: View, scope: Scope, semester: str) -> Scope:
    known = measures.periods_of(view.source, "semester")
    (period,) = [each for each in known if each.period_id == semester]
    return scope.with_period(period.starts_on, period.ends_on)


def _load(view: View, scope: Scope) -> None:
    result = view.measure("new_tool_bands", by=("school",), scope=scope)
    section.draw(
        view,
        result,
        bars.draw_parts(result, group="school", part="band"),
        finding=new_tool_words.bands(result),
        measure="Teachers by how many tools were new to them in the semester, by school",
        alt=bars.describe_parts(result, group="school", part="band"),
    )
    section.more("Teachers with too many new tools, by school", lambda: _alarms(view, scope), key="alarms")


def _alarms(view: View, scope: Scope) -> None:
    result = view.measure("tool_fatigue", by=("school",), scope=scope)
    section.draw(
        view,
        result,
        bars.draw(result, group="school"),
        finding=sentences.most(result, group="school"),
        measure="Share of teachers to whom too many tools were new in the semester, by school",
        alt=bars.describe(result, group="school"),
    )


def _selection(view: View, scope: Scope) -> None:
    early = view.measure("early_adoption_rate", by=("tool",), scope=scope)
    found = signing.read(view, lambda session: entries(session, Selection))
    routes = {entry.tool: entry.route for entry in found}
    result = by_route(early, routes, policy=measures.policy_of(view.source))
    claims = {route: view.target(name) for route, name in REFERENCES.items()}
    section.draw(
        view,
        result,
        referenced.draw(result, group="route", references=list(claims.values())),
        finding=new_tool_words.selection(result),
        measure="Share of those to whom a tool opened who used it within the same number of school days",
        alt=referenced.describe(result, group="route", references=list(claims.values())),
    )
    st.caption(new_tool_words.references(result, claims))
    table = new_tool_words.table(early, found, view.choices.tools)
    st.dataframe(table, hide_index=True, key="selections")
    signing.ask()
    with st.expander("Say how a tool was chosen"):
        selection_form.ask(view, {entry.tool: entry for entry in found})
