"""What the page on new tools says: how many came at once, and what becomes of those that were chosen together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import polars as pl

from data_layer.records.entries import Selection
from data_layer.records.kinds import Route
from metrics.definition import Result, Status
from metrics.policy import Entry
from metrics.selection import Against
from pages.parts import words

ROUTES = {
    Route.MANDATED: "Mandated: chosen from the top",
    Route.COLLABORATIVE: "Collaborative: chosen with those who teach",
    Route.MIXED: "Mixed: something of both",
}
_HOW = {
    Route.MANDATED: "from the top",
    Route.COLLABORATIVE: "together with those who teach",
    Route.MIXED: "in a mixed way",
}
_BESIDE = {Against.ABOVE: "above", Against.AT: "exactly at", Against.BELOW: "below"}


def fatigue(row: pd.Series, alarm: Entry) -> str:
    """How many teachers had too many new tools in a semester."""
    semester = row["semester"]
    if row["status"] == Status.HIDDEN:
        return f"Too few people taught in {semester} to show how many new tools they met."
    teachers = f"{words.counted(row)} teachers"
    many = f"{alarm.value:g} or more new tools"
    has_marked = words.is_number(row["amber_count"]) and row["amber_count"] > 0
    close = f", {words.number(row['amber_count'])} came close" if has_marked else ""
    has_most = words.is_number(row["most_tool_count"])
    most = f" Nobody met more than {words.number(row['most_tool_count'])}." if has_most else ""
    return f"In {semester} **{teachers}** ({words.share(row)}) met {many}{close}.{most}"


def bands(result: Result) -> str:
    """At which school most teachers had any new tool."""
    rows = [row for row in result.frame.to_dict("records") if row["band"] == "none" and words.is_number(row["value"])]
    if not rows:
        return "No school has enough teachers to show their new tools"
    least = min(rows, key=lambda row: row["value"])
    if not words.is_number(least["numerator"]):
        return f"Most teachers met something new at {least['school']}: {words.share(least)} of them met nothing new"
    met = words.number(least["denominator"] - least["numerator"])
    if met == "0":
        return "No teacher met a new tool"
    return f"Most teachers met something new at {least['school']}: {met} of {words.number(least['denominator'])}"


def selection(result: Result) -> str:
    """How far tools come that were chosen in each way, in one sentence."""
    known = [row for row in result.frame.to_dict("records") if words.is_number(row["value"])]
    told = [f"{words.percent(row['value'])} of people use tools chosen {_HOW[row['route']]}" for row in known]
    if not told:
        return "No way of selection has enough tools yet to be compared"
    return words.sentence_case(words.listed(told))


def references(result: Result, entries: Mapping[Route, Entry]) -> str:
    """What the dashed lines are, and where each way lies beside its own."""
    rows = {row["route"]: row for row in result.frame.to_dict("records")}
    told = [_reference(rows[route], route, entry) for route, entry in entries.items()]
    sources = dict.fromkeys(entry.reference for entry in entries.values())
    return " ".join([f"Dashed: {' '.join(told)}", *sources])


def _reference(row: Mapping, route: Route, entry: Entry) -> str:
    where = row["against_reference"]
    beside = f"; yours lies {_BESIDE[where]} it" if where in set(Against) else ""
    return f"{words.whole_percent(entry.value)} for tools chosen {_HOW[route]}{beside}."


def table(early: Result, chosen: Iterable[Selection], tools: Iterable[str]) -> pl.DataFrame:
    """Every tool: how it was chosen, who says so, and how far it came."""
    by_tool = {entry.tool: entry for entry in chosen}
    measured = {row["tool"]: row for row in early.frame.to_dict("records")}
    rows = [_row(tool, by_tool.get(tool), measured.get(tool), early) for tool in tools]
    return pl.DataFrame(rows, infer_schema_length=None)


def _row(tool: str, entry: Selection | None, row: Mapping | None, early: Result) -> dict[str, object]:
    return {
        "Tool": tool,
        "How it was chosen": words.sentence_case(entry.route) if entry else "Not said",
        early.metric.label: words.figure(row, early.metric) if row else words.NOT_MEASURED,
        "Out of": words.out_of(row, early.metric) if row else "",
        "Signed by": f"{entry.signed_by}, {words.short_day(entry.signed_on)}" if entry else "",
    }
