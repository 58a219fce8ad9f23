"""The slides on staff buy-in against its target: quarter by quarter, and school by school."""

from __future__ import annotations

from dataclasses import replace

from metrics.definition import Result
from pages.board.deck import Chart, Fact, LeftOut, Slide
from pages.board.foremost import foremost
from pages.board.telling import fact, slide
from pages.parts import cards, sentences
from pages.parts.charts import intervals
from pages.parts.view import View

_NO_SURVEY = "not measured: no staff survey holds the questions, for these filters"


def quarters(view: View, topic: str) -> Slide | LeftOut:
    course = view.measure("staff_buy_in", by=("quarter",), scope=view.since_the_beginning())
    if course.is_empty:
        return LeftOut(topic, _NO_SURVEY)
    card = cards.of_quarter(view, "staff_buy_in")
    chart = _chart(view, course, "quarter", "Share of staff who find it useful, with the range left open for all staff")
    told = sentences.buy_in(card.now, view.target("buy_in.target"), before=card.before)
    return slide(view, "buy_in", topic, told=told, chart=chart, facts=_facts(view))


def schools(view: View, topic: str) -> Slide | LeftOut:
    result = view.measure("staff_buy_in", by=("school",))
    if result.is_empty:
        return LeftOut(topic, _NO_SURVEY)
    shown, remark = foremost(result, "school")
    chart = _chart(view, shown, "school", "Share of staff who find it useful, in the latest quarter with a survey")
    chart = replace(chart, remark=remark)
    told = sentences.verdicts(result, noun="school")
    return slide(view, "buy_in_schools", topic, told=f"{told}.", chart=chart, facts=_facts(view))


def _facts(view: View) -> tuple[Fact, ...]:
    names = ("staff_buy_in", "survey_response_rate", "perceived_ease_of_use")
    return tuple(fact(view, view.measure(name)) for name in names)


def _chart(view: View, result: Result, group: str, measure: str) -> Chart:
    target = view.target("buy_in.target")
    return Chart(
        measure=measure,
        alt=intervals.describe(result, group=group, target=target),
        draw=lambda: intervals.draw(result, group=group, target=target),
        result=result,
    )
