"""Is a tool to be flagged? Its first full semester is judged once, on the first school day after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, func, select

from data_layer.tables import contracts, first_uses, tools
from metrics.definition import Result, Status
from metrics.periods import Period
from metrics.sunset_clock import written
from metrics.teacher_utilization import NO_LOG

Row = Mapping[str, object]


class Judgment(StrEnum):
    """What the rule says of a tool."""

    FLAG = "to be flagged"
    KEEP = "kept"
    TOO_EARLY = "too early"
    SMALL_BASE = "small base, people decide"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Judged:
    """The judgment on one tool, the semester that it rests on, and why it is none where it is none."""

    judgment: Judgment
    semester: str | None = None
    row: Row | None = None
    due_on: date | None = None
    note: str = ""


def rows_of(result: Result, tool: str) -> dict[str, Row]:
    """What was measured of a tool, by semester."""
    return {row["semester"]: row for row in result.rows_by_tool.get(tool, [])}


def judge(
    live_on: date | None,
    *,
    semesters: Sequence[Period],
    rows: Mapping[str, Row],
    school_days: Sequence[date],
    as_of: date,
) -> Judged:
    """`rows`: what was measured of the tool in each semester. A semester older than the logs cannot be judged."""
    if live_on is None:
        return Judged(Judgment.NOT_MEASURED, note="no contract and no log says since when it is here")
    full = [each for each in semesters if each.starts_on >= live_on and not _is_before_logs(rows, each)]
    if not full:
        return Judged(Judgment.NOT_MEASURED, note=_no_semester(live_on))
    first = full[0]
    due_on = next((day for day in school_days if day >= first.ends_on), first.ends_on)
    if as_of < due_on:
        note = str((rows.get(first.period_id) or {}).get("note") or f"judged on {written(due_on)}")
        return Judged(Judgment.TOO_EARLY, first.label, due_on=due_on, note=note)
    return _on_figures(first, rows.get(first.period_id), due_on=due_on)


def _is_before_logs(rows: Mapping[str, Row], semester: Period) -> bool:
    return (rows.get(semester.period_id) or {}).get("note") == NO_LOG


def _on_figures(semester: Period, row: Row | None, *, due_on: date) -> Judged:
    told = {"semester": semester.label, "row": row, "due_on": due_on}
    if row is None or row["status"] == Status.NOT_MEASURED:
        return Judged(Judgment.NOT_MEASURED, **told, note=str((row or {}).get("note") or "nothing was measured"))
    if row["status"] in (Status.HIDDEN, Status.INCONCLUSIVE):
        return Judged(Judgment.SMALL_BASE, **told)
    return Judged(Judgment.FLAG if row["status"] == Status.NOT_MET else Judgment.KEEP, **told)


def _no_semester(live_on: date) -> str:
    return f"no semester that begins on or after {written(live_on)} is in the calendar; import the calendar that has it"


def live_dates(connection: Connection) -> dict[str, date | None]:
    """Since when each tool is here: its oldest contract, or else the first use that any log tells of."""
    begun = dict(tuple(row) for row in connection.execute(_first(contracts.c.tool_id, contracts.c.starts_on)))
    used = dict(tuple(row) for row in connection.execute(_first(first_uses.c.tool_id, first_uses.c.first_active_on)))
    rows = connection.execute(select(tools.c.tool_id, tools.c.name).order_by(func.lower(tools.c.name)))
    return {row.name: begun.get(row.tool_id) or used.get(row.tool_id) for row in rows}


def _first(tool_id, day):
    return select(tool_id, func.min(day)).group_by(tool_id)
