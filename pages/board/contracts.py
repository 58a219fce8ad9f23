"""The slides on what becomes of tools, of all that the viewer may see: renewals, recommendations, sunset register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_layer.records.database import opened
from data_layer.records.entries import Decision
from data_layer.records.keeping import entries
from data_layer.records.kinds import State
from metrics import decisions, renewal_lines, renewals
from metrics.definition import Result, Status
from metrics.portfolio import Line
from metrics.recommendation import Recommendation
from metrics.renewals import Due, Renewal
from metrics.sunset_register import Line as RegisterLine
from metrics.sunset_register import register
from pages.board.deck import Chart, Fact, LeftOut, Slide, Table, plain
from pages.board.foremost import foremost
from pages.board.tables import of_frame
from pages.board.telling import definition, remarks
from pages.parts import measures, portfolio_lines, portfolio_words, renewal_words, sunset_words, words
from pages.parts.charts import bars, scatter, timeline
from pages.parts.view import View

_NO_LIST = "no license list with the dates of contracts has been imported"
_ROWS = 10  # of a table, so that it can be read from the back of a room


def renewing(view: View, topic: str) -> Slide | LeftOut:
    """By when each contract must be decided on."""
    as_of, found = view.choices.as_of, _renewals(view)
    if not found:
        return LeftOut(topic, _NO_LIST)
    lead = view.target("renewals.lead")
    shown = renewal_words.table(found[:_ROWS], None, as_of=as_of)
    chart = Chart(
        measure=f"Contracts, and the day by which each must be decided on{_of(found)}",
        alt=timeline.describe(found[:_ROWS], as_of=as_of),
        draw=lambda: timeline.draw(found[:_ROWS], as_of=as_of),
        tabulate=lambda: of_frame(shown, without=("Lines", "Notice until", "Seats")),
    )
    return Slide(
        name="renewals",
        topic=topic,
        headline=plain(renewal_words.answer(found, as_of=as_of)),
        chart=chart,
        facts=_due(found, view),
        population=view.whom(),
        window=f"As of {words.short_day(as_of)}",
        definition=f"Decide by: the contract's last day, less its notice period, less {lead.value:g} days. Terms are "
        "priced by whole years, the rest by days of 365.",
    )


def _renewals(view: View) -> list[Renewal]:
    entitlement = view.scope.entitlement
    with view.source.store.connect() as connection:
        lines = renewal_lines.lines(connection, entitlement=entitlement)
    with opened(view.home) as session:
        fees = renewal_lines.fees(session, entitlement=entitlement)
        settled = decisions.settled(decisions.of_contracts(entries(session, Decision)))
    policy = measures.policy_of(view.source)
    return renewals.renewals(lines, fees, as_of=view.choices.as_of, policy=policy, settled=settled)


def _of(found: Sequence[Renewal]) -> str:
    return f" (the first {_ROWS} of {len(found)})" if len(found) > _ROWS else ""


def _due(found: Sequence[Renewal], view: View) -> tuple[Fact, ...]:
    as_of = view.choices.as_of
    coming = [each for each in found if each.due(as_of) is Due.OPEN]
    overdue = [each for each in found if each.due(as_of) is Due.OVERDUE]
    priced = [each.annual_cost_usd for each in found if each.annual_cost_usd is not None]
    nearest = coming[0] if coming else None
    cost = float(sum(priced)) if priced else None
    return (
        Fact(
            "Next decision",
            words.short_day(nearest.decide_by) if nearest else "None to come",
            nearest.tool if nearest else "",
        ),
        _count("Overdue, notice still possible", len(overdue), len(found), "contracts"),
        Fact(
            "A year, for these contracts",
            words.NOT_MEASURED if cost is None else words.dollars(cost),
            f"{len(priced)} of {len(found)} contracts with a known cost",
            value=cost,
        ),
    )


def _count(label: str, part: int, whole: int, noun: str) -> Fact:
    return Fact(label, words.number(part), f"of {words.number(whole)} {noun}", part, part, whole)


def recommending(view: View, topic: str) -> Slide | LeftOut:
    """What should become of each tool, by which rule."""
    if not view.choices.tools:
        return LeftOut(topic, "no tool is known yet")
    lines = _portfolio(view)
    spend = view.measure("unused_spend", by=("tool",), scope=view.this_year())
    chart = Chart(
        measure="Dollars a year by share in use. Orange: to be dropped or right-sized",
        alt=scatter.describe(lines),
        draw=lambda: scatter.draw(lines),
        tabulate=lambda: _advice_table(lines),
    )
    left = scatter.left_out(lines)
    return Slide(
        name="recommendations",
        topic=topic,
        headline=plain(portfolio_words.answer(lines, spend)),
        chart=chart,
        facts=_advised(lines),
        population=view.whom(),
        window=f"As of {words.short_day(view.choices.as_of)}",
        definition=plain(portfolio_words.rules(view.target)),
        remarks=(f"Not in the chart, because cost or use is not known or not shown: {', '.join(left)}.",) * bool(left),
    )


def _portfolio(view: View) -> list[Line]:
    with opened(view.home) as session:
        return portfolio_lines.of_session(session, view, portfolio_lines.figures(view))


def _advice_table(lines: Sequence[Line]) -> Table:
    heads = ("Tool", "Recommendation", "Annual cost", "In use", "By the rule", "Contract ends")
    return of_frame(portfolio_words.table(lines, with_decisions=False).select(heads).with_columns(_percent(lines)))


def _percent(lines: Sequence[Line]) -> pl.Series:
    shown = [_use(line) for line in lines]
    return pl.Series("In use", shown, dtype=pl.String)


def _use(line: Line) -> str:
    if line.use_rate is None:
        return words.HIDDEN if line.is_hidden else words.NOT_MEASURED
    return words.percent(line.use_rate)


def _advised(lines: Sequence[Line]) -> tuple[Fact, ...]:
    pairs = (
        ("Drop or right-size", (Recommendation.DROP, Recommendation.RIGHT_SIZE)),
        ("Coach or review", (Recommendation.COACH, Recommendation.REVIEW)),
        ("Renew", (Recommendation.RENEW,)),
    )
    return tuple(
        _count(label, sum(len(portfolio_words.of_advice(lines, each)) for each in advice), len(lines), "tools")
        for label, advice in pairs
    )


def sunsets(view: View, topic: str) -> Slide | LeftOut:
    """How far each tool is on its way out, and what share of teachers used it in the last semester that is over."""
    semesters = view.measure("teacher_utilization", scope=view.everything_known())
    used = _last_semester(semesters)
    if used is None:
        return LeftOut(topic, "not measured: no whole semester has a log of any tool's use")
    lines = _registered(view, semesters)
    leaving = [line.tool for line in lines if line.state in sunset_words.ON_THE_WAY]
    removed = [line.tool for line in lines if line.state is State.REMOVED]
    target = view.target("sunset.teacher_utilization")
    semester = used.frame["semester"].iloc[0]
    shown, remark = foremost(used, "tool")
    chart = Chart(
        measure=f"Share of the teachers who could use a tool who did, in {semester}",
        alt=bars.describe(shown, group="tool", target=target),
        draw=lambda: bars.draw(shown, group="tool", target=target),
        result=shown,
    )
    values = used.frame["value"].dropna()
    short = int((values < target.value).sum())
    return Slide(
        name="sunsets",
        topic=topic,
        headline=_on_the_way(leaving, removed),
        chart=chart,
        facts=(
            _count("On the way out", len(leaving), len(lines), "tools"),
            _count("Removed", len(removed), len(lines), "tools"),
            _count(
                f"Below {words.whole_percent(target.value)} of teachers",
                short,
                len(values),
                "tools",
            ),
        ),
        population=view.whom(),
        window=semester,
        definition=definition(used.metric, measures.policy_of(view.source)),
        remarks=tuple(filter(None, (remark, *remarks(used)))),
    )


def _registered(view: View, semesters: Result) -> list[RegisterLine]:
    policy = measures.policy_of(view.source)
    with view.source.store.connect() as connection, opened(view.home) as session:
        return register(connection, session, result=semesters, policy=policy)


def _last_semester(result: Result) -> Result | None:
    """The latest semester of which anything is known."""
    known = result.frame[result.frame["value"].notna()]
    if known.empty:
        return None
    frame = result.frame[result.frame["semester"] == known["semester"].max()]
    return replace(result, frame=frame, hidden_count=int((frame["status"] == Status.HIDDEN).sum()))


def _on_the_way(leaving: Sequence[str], removed: Sequence[str]) -> str:
    if not leaving and not removed:
        return "No tool is on the way out."
    gone = f"; {words.listed(removed)} {'is' if len(removed) == 1 else 'are'} removed" if removed else ""
    named = f": {words.listed(leaving)}" if leaving else ""
    return f"{len(leaving) or 'No'} {'tool is' if len(leaving) < 2 else 'tools are'} on the way out{named}{gone}."
