"""Who really uses what we have? How often, in which grade levels and subjects, tool by tool, and who comes back."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.definition import Result
from pages.parts import cards, opening, section, sentences
from pages.parts.charts import bars, heatmap, lines
from pages.parts.charts.heatmap import Grid
from pages.parts.view import View

FILES = (
    "A log of what people do: Canvas web logs or page views, a Moodle log report, Clever participation",
    "A roster (OneRoster), so that use is counted for those who are enrolled",
)
_HEADLINES = ("active_day_rate", "login_frequency", "adoption_rate", "log_match_rate")
_PEOPLE = ("daily_active_users", "weekly_active_users", "monthly_active_users", "stickiness")
_EVERY_TOOL = "All tools"
_WEEKS_LATER = 4
_GRID = Grid(rows="grade_level", columns="subject", per=100)


def show(view: View) -> None:
    opening.title("Adoption")
    if view.scope is None:
        opening.empty(view, missing="No log of anybody's use has been imported yet", files=FILES)
        return
    view = _of_tool(view)
    headlines = [cards.of_period(view, name) for name in _HEADLINES]
    use = headlines[0]
    if use.result.is_empty:
        _explain_nothing(view)
        return
    # All is asked before anything is drawn: a page that comes in one piece is drawn once, and does not jump.
    by_tool = view.measure("adoption_rate", by=("tool",))
    over_months = view.measure("adoption_rate", by=("tool", "month"), scope=view.over_time())
    where = view.measure("login_frequency", by=("grade_level", "subject"))
    told = sentences.adoption(use.result, before=use.before, since=use.since, tools=by_tool)
    opening.sentence(view, told, use.result.metric)
    cards.row(view, headlines)
    _tools_over_time(view, over_months)
    _where(view, where)
    _over_time(view, headlines[_HEADLINES.index("login_frequency")].course)
    section.more("How many people come, and how often", lambda: _people(view), key="people")
    section.more("Who comes back after the first use", lambda: _coming_back(view), key="coming_back")
    section.more("How long it takes until the first use", lambda: _first_use(view), key="first_use")
    section.more("How much of the logs is matched to the roster", lambda: _matched(view), key="matched")


def _of_tool(view: View) -> View:
    """The view of one tool, where one is chosen; the choice stands in the address."""
    tool = st.selectbox("Tool", [_EVERY_TOOL, *view.choices.tools], key="tool", bind="query-params", width=320)
    return view if tool == _EVERY_TOOL else replace(view, scope=replace(view.scope, tools=frozenset({tool})))


def _explain_nothing(view: View) -> None:
    if view.measure("active_day_rate", scope=view.without_filters()).is_empty:
        opening.empty(view, missing="No log of anybody's use has been imported yet", files=FILES)
    else:
        opening.nothing_matches(view, what="use")


def _tools_over_time(view: View, result: Result) -> None:
    section.draw(
        view,
        result,
        lines.draw(result, series="tool"),
        finding=sentences.leading_last(result),
        measure="Share of those who may use a tool who used it in the month",
        alt=lines.describe(result, series="tool"),
    )


def _where(view: View, result: Result) -> None:
    section.draw(
        view,
        result,
        heatmap.draw(result, _GRID),
        finding=sentences.extremes(result, _GRID, noun="visits to courses"),
        measure="Visits to the courses of a subject per student in 100 school days",
        alt=heatmap.describe(result, _GRID),
    )


def _over_time(view: View, result: Result) -> None:
    section.draw(
        view,
        result,
        lines.draw(result),
        finding=sentences.course(result),
        measure="Logins per enrolled student per school day, by month",
        alt=lines.describe(result),
    )


def _coming_back(view: View) -> None:
    result = view.measure("retention_rate", by=("weeks_since",))
    section.draw(
        view,
        result,
        lines.draw(result, along="weeks_since"),
        finding=sentences.after_weeks(result, weeks=_WEEKS_LATER),
        measure="Share of those who began in the period who used anything in a later school week",
        alt=lines.describe(result, along="weeks_since"),
    )


def _people(view: View) -> None:
    cards.row(view, [cards.of_period(view, name) for name in _PEOPLE])


def _first_use(view: View) -> None:
    measure = "School days until half of those who may use a tool had used it, by tool"
    _by_tool(view, "time_to_first_use", measure=measure)


def _matched(view: View) -> None:
    _by_tool(view, "log_match_rate", measure="Share of logged events whose person the roster knows, by tool")


def _by_tool(view: View, name: str, *, measure: str) -> None:
    result = view.measure(name, by=("tool",))
    section.draw(
        view,
        result,
        bars.draw(result, group="tool"),
        finding=sentences.most(result, group="tool"),
        measure=measure,
        alt=bars.describe(result, group="tool"),
    )
