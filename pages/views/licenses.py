"""What do we pay for that nobody uses? Dollars and seats, tool by tool, and for how long they have lain unused."""

from __future__ import annotations

from data_layer.access.capabilities import Capability
from metrics.definition import Result
from pages.parts import cards, opening, reclaim_list, section, sentences, signing
from pages.parts.charts import bars
from pages.parts.view import View

FILES = (
    "A license list: tool, seats, annual cost, start and end (our template, CSV or XLSX)",
    "A list of assigned seats, if you have one",
    "A log of each tool, to see who uses it",
)
_COST = "cost_per_active_user"
_FIGURES = ("unused_spend", "dormancy_rate", "seat_utilization", _COST)
_AT_SCHOOLS = "Share of the seats assigned to a school's people that nobody uses, by school"


def show(view: View) -> None:
    opening.title("Licenses")
    if view.scope is None:
        opening.empty(view, missing="No license list has been imported yet", files=FILES)
        return
    signing.say_what_happened()
    tools = view.measure("dormancy_rate", by=("tool",))
    if tools.frame.empty:
        _explain_nothing(view)
        return
    figures = {name: cards.of_period(view, name) for name in _FIGURES}
    alarm = view.target("dormancy.alarm_share")
    told = sentences.licenses(figures["dormancy_rate"].now, figures["unused_spend"].now, tools, alarm)
    opening.sentence(view, told, tools.metric)
    cards.row(view, list(figures.values()))
    _dormancy(view, tools, group="tool", measure="Share of seats bought that nobody uses, by tool")
    _dollars(view, "unused_spend")
    _funnel(view)
    _bands(view)
    section.more("What a tool costs for each person who uses it", lambda: _dollars(view, _COST), key="cost")
    section.more("Where the unused seats are", lambda: _schools(view), key="schools")
    if view.viewer.may(Capability.RECLAIM):
        section.more("Whose seats can be reclaimed", lambda: reclaim_list.show(view), key="reclaim")


def _explain_nothing(view: View) -> None:
    if view.measure("dormancy_rate", by=("tool",), scope=view.without_filters()).frame.empty:
        opening.empty(view, missing="No license list has been imported yet", files=FILES)
    else:
        opening.nothing_matches(view, what="seats")


def _dormancy(view: View, result: Result, *, group: str, measure: str) -> None:
    alarm = view.target("dormancy.alarm_share")
    section.draw(
        view,
        result,
        bars.draw(result, group=group, target=alarm),
        finding=sentences.alarmed(result, alarm, group=group),
        measure=measure,
        alt=bars.describe(result, group=group, target=alarm),
    )


def _schools(view: View) -> None:
    _dormancy(view, view.measure("dormancy_rate", by=("school",)), group="school", measure=_AT_SCHOOLS)


def _dollars(view: View, name: str) -> None:
    result = view.measure(name, by=("tool",))
    section.draw(
        view,
        result,
        bars.draw(result, group="tool"),
        finding=sentences.most(result, group="tool"),
        measure=f"{result.metric.label} in dollars a year, by tool",
        alt=bars.describe(result, group="tool"),
    )


def _funnel(view: View) -> None:
    stages = view.measure("license_funnel", by=("tool", "stage"))
    section.draw(
        view,
        stages,
        bars.draw_steps(stages, group="tool", step="stage"),
        finding=sentences.funnel(view.measure("license_funnel", by=("stage",))),
        measure="Seats bought, assigned, ever used and in use, by tool",
        alt=bars.describe_parts(stages, group="tool", part="stage"),
    )


def _bands(view: View) -> None:
    bands = view.measure("dormancy_bands", by=("tool", "band"))
    section.draw(
        view,
        bands,
        bars.draw_parts(bands, group="tool", part="band"),
        finding=sentences.bands(view.measure("dormancy_bands", by=("band",))),
        measure="Seats by school days since their last use, by tool",
        alt=bars.describe_parts(bands, group="tool", part="band"),
    )
