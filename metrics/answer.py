"""How an adoption figure leaves its metric: time with its school days, tools by name, and what the logs cannot tell."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from metrics import school_days
from metrics.coverage import Coverage
from metrics.groups import time_group
from metrics.rows import Answer, Row, beside
from metrics.shaping import keys_of


def every_tool(
    known: Coverage,
    rows: list[Row],
    *,
    by: tuple[str, ...],
    figures: Iterable[str],
    stretches: Iterable[Row] | None = None,
) -> list[Row]:
    """The rows with their tools named; where only tools (and these stretches of time) are split, a row for each."""
    if stretches is None and not set(by) <= {"tool"}:
        return known.named(rows) if "tool" in by else rows
    every = [{}] if stretches is None else stretches
    return beside(known.for_each_tool(every) if "tool" in by else every, rows, by, without=dict.fromkeys(figures))


def answered(
    connection: Connection, rows: list[Row], known: Coverage, *, by: tuple[str, ...], figures: tuple[str, ...]
) -> Answer:
    """The answer, where time is split with its school days: a month to date can be told from a whole one."""
    if time_group(by) and "school_day_count" not in figures:
        rows = school_days.beside_school_days(connection, rows, known.scope, by=by)
        figures = (*figures, *school_days.FIGURES)
    return Answer((*keys_of(by), *figures), rows, known.notes)
