"""The slides on use: a school day, tool by tool, by grade level and subject, feature by feature, and work handed in."""

from __future__ import annotations

from dataclasses import replace

from metrics.definition import Result
from pages.board.deck import Chart, LeftOut, Slide
from pages.board.foremost import MOST_COLUMNS, foremost
from pages.board.tables import grid_table
from pages.board.telling import fact, slide
from pages.board.tool_bars import tool_bars
from pages.parts import cards, feature_words, sentences, work_words
from pages.parts.charts import heatmap, lines
from pages.parts.charts.heatmap import Grid
from pages.parts.view import View

_NO_LOG = "not measured: no log covers these days, or nobody is enrolled"
_SUBJECTS = Grid(rows="grade_level", columns="subject", per=100)
_TOP, _MOST_FEATURES = 3, 15


def school_day(view: View, topic: str) -> Slide | LeftOut:
    use = cards.of_period(view, "active_day_rate")
    if use.result.is_empty:
        return LeftOut(topic, _NO_LOG)
    tools = view.measure("adoption_rate", by=("tool",))
    return slide(
        view,
        "use",
        topic,
        told=sentences.adoption(use.result, before=use.before, since=use.since, tools=tools),
        chart=_course(use.course, "Share of school days on which students used anything, by month"),
        facts=_facts(view, use.result, "login_frequency", "daily_active_users"),
    )


def tools(view: View, topic: str) -> Slide | LeftOut:
    result = view.measure("adoption_rate", by=("tool",))
    if result.is_empty:
        return LeftOut(topic, _NO_LOG)
    chart = tool_bars(result, measure="Share of those who may use a tool who used it in the period")
    facts = _facts(view, view.measure("adoption_rate"), "monthly_active_users", "stickiness")
    return slide(view, "tools", topic, told=f"{sentences.leading(result)}.", chart=chart, facts=facts)


def logins(view: View, topic: str) -> Slide | LeftOut:
    """Login frequency by grade level and subject, as the article asks for every month."""
    result = view.measure("login_frequency", by=("grade_level", "subject"))
    if result.is_empty:
        return LeftOut(topic, "not measured: no log names the courses of a subject")
    shown, remark = foremost(result, "subject", most=MOST_COLUMNS, by="numerator")
    chart = _grid(shown, _SUBJECTS, "Visits to the courses of a subject per student in 100 school days", remark)
    told = sentences.extremes(result, _SUBJECTS, noun="visits to courses")
    facts = _facts(view, view.measure("login_frequency"), "weekly_active_users", "log_match_rate")
    return slide(view, "logins", topic, told=f"{told}.", chart=chart, facts=facts)


def features(view: View, topic: str) -> Slide | LeftOut:
    """The tool of which most features can be shown, by month."""
    every = view.measure("feature_utilization")
    if every.frame.empty or not every.frame["value"].notna().any():
        return LeftOut(topic, "not measured: no log names the features of a tool, or too few people use one")
    tool = feature_words.most_told(every)
    view = replace(view, scope=replace(view.scope, tools=frozenset({tool})))
    known = view.measure("feature_utilization")
    months = view.measure("feature_utilization", by=("feature", "month"), scope=view.over_time())
    grid = Grid(rows="feature", columns="month", is_narrow=True, marks=feature_words.marks(known))
    months, remark = foremost(months, "feature", most=_MOST_FEATURES)
    chart = _grid(
        months, grid, f"Share of the people using {tool} who used the feature, in percent; * is too few", remark
    )
    top = known.frame[known.frame["value"].notna()].sort_values("value", ascending=False, kind="stable")
    facts = tuple(fact(view, known, row=row, label=row["feature"]) for _, row in top.head(_TOP).iterrows())
    return slide(view, "features", topic, told=feature_words.answer(known, tool), chart=chart, facts=facts)


def work(view: View, topic: str) -> Slide | LeftOut:
    card = cards.of_period(view, "submission_rate")
    if card.result.is_empty and not card.result.hidden_count:
        return LeftOut(topic, "not measured: no work handed in has been imported for these filters")
    chart = _course(card.course, "Share of the work due in the month that was handed in, late or not")
    subjects = view.measure("submission_rate", by=("subject",))
    known = subjects.frame[subjects.frame["value"].notna()].sort_values("value", ascending=False, kind="stable")
    ends = (known.head(1), known.tail(1) if len(known) > 1 else known.head(0))
    named = [row for end in ends for _, row in end.iterrows()]
    facts = (fact(view, card.result), *(fact(view, subjects, row=row, label=row["subject"]) for row in named))
    return slide(view, "work", topic, told=work_words.answer(card.now), chart=chart, facts=facts)


def _course(result: Result, measure: str) -> Chart:
    return Chart(measure=measure, alt=lines.describe(result), draw=lambda: lines.draw(result), result=result)


def _grid(result: Result, grid: Grid, measure: str, remark: str) -> Chart:
    return Chart(
        measure=measure,
        alt=heatmap.describe(result, grid),
        draw=lambda: heatmap.draw(result, grid),
        result=result,
        tabulate=lambda: grid_table(result, grid),
        remark=remark,
    )


def _facts(view: View, first: Result, *names: str) -> tuple:
    return (fact(view, first), *(fact(view, view.measure(name)) for name in names))
