"""The slides on licenses: seats that nobody uses, for how long, and the dollars that go into them."""

from __future__ import annotations

from metrics.definition import Result
from pages.board.deck import Chart, Fact, LeftOut, Slide
from pages.board.foremost import foremost
from pages.board.telling import fact, slide
from pages.board.tool_bars import tool_bars
from pages.parts import cards, sentences
from pages.parts.charts import bars
from pages.parts.view import View

_NO_LIST = "not measured: no license list has been imported for these filters, or no log of the tools"


def dormancy(view: View, topic: str) -> Slide | LeftOut:
    tools = view.measure("dormancy_rate", by=("tool",))
    if tools.is_empty:
        return LeftOut(topic, _NO_LIST)
    alarm = view.target("dormancy.alarm_share")
    chart = tool_bars(tools, measure="Share of seats bought that nobody uses, by tool", target=alarm)
    facts = _facts(view, "dormancy_rate", "seat_utilization", "cost_per_active_user")
    return slide(view, "dormancy", topic, told=f"{sentences.alarmed(tools, alarm)}.", chart=chart, facts=facts)


def bands(view: View, topic: str) -> Slide | LeftOut:
    """How long seats have lain unused."""
    result = view.measure("dormancy_bands", by=("tool", "band"))
    if result.is_empty:
        return LeftOut(topic, _NO_LIST)
    overall = view.measure("dormancy_bands", by=("band",))
    shown, remark = foremost(result, "tool", by="numerator")
    chart = Chart(
        measure="Seats by school days since their last use, by tool",
        alt=bars.describe_parts(shown, group="tool", part="band"),
        draw=lambda: bars.draw_parts(shown, group="tool", part="band"),
        result=shown,
        remark=remark,
    )
    facts = _facts(view, "seat_utilization", "dormancy_rate", "adoption_rate")
    return slide(view, "bands", topic, told=f"{sentences.bands(overall)}.", chart=chart, facts=facts)


def spend(view: View, topic: str) -> Slide | LeftOut:
    tools = view.measure("unused_spend", by=("tool",))
    if tools.is_empty:
        return LeftOut(topic, _NO_LIST)
    seats, dollars = cards.of_period(view, "dormancy_rate"), cards.of_period(view, "unused_spend")
    licensed = view.measure("dormancy_rate", by=("tool",))
    chart = tool_bars(tools, measure="Dollars a year for seats that nobody uses, by tool")
    told = sentences.licenses(seats.now, dollars.now, licensed, view.target("dormancy.alarm_share"))
    facts = _facts(view, "unused_spend", "cost_per_active_user", "dormancy_rate")
    return slide(view, "spend", topic, told=told, chart=chart, facts=facts)


def _facts(view: View, *names: str) -> tuple[Fact, ...]:
    results: list[Result] = [view.measure(name) for name in names]
    return tuple(fact(view, result) for result in results)
