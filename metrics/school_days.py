"""How many school days a stretch of time has had so far, and which have had enough to stand for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, case, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days
from metrics.groups import time_group, whole
from metrics.periods import TIME_GROUPS
from metrics.remembered import remembered
from metrics.rows import Row, beside, rows_of

FIGURES = ("school_day_count", "planned_school_day_count", "is_partial")


def school_days(connection: Connection, scope: Scope, by: Iterable[str]) -> list[Row]:
    """Per group of time (without one: for the period) its school days so far, and those it has in the calendar."""
    start, end = scope.period_start, scope.period_end
    return _counted(connection, time_group(by), start=start, end=end, known_end=scope.known_end)


@remembered
def _counted(connection: Connection, group: str | None, *, start: date, end: date, known_end: date) -> list[Row]:
    day = calendar_days.c.day
    over = [calendar_days.c[TIME_GROUPS[group]].label(group)] if group else []
    counted = select(
        *over,
        func.coalesce(whole(case(((day >= start) & (day < known_end), 1), else_=0)), 0).label("school_day_count"),
        func.count().label("planned_school_day_count"),
    ).where(calendar_days.c.is_instructional)
    if not group:
        counted = counted.where(day >= start, day < end)
    rows = rows_of(connection, counted.group_by(*over))
    return [row | {"is_partial": row["school_day_count"] < row["planned_school_day_count"]} for row in rows]


def standing(connection: Connection, scope: Scope, kind: str, *, needs: float) -> dict[date, int]:
    """The weeks (months) of the period that have had enough school days, each with how many."""
    counted = school_days(connection, scope, (kind,))
    return {row[kind]: row["school_day_count"] for row in counted if row["school_day_count"] >= needs}


def beside_school_days(connection: Connection, rows: Iterable[Row], scope: Scope, *, by: tuple[str, ...]) -> list[Row]:
    """Each row with the school days of its stretch of time, or else of the whole period."""
    group = time_group(by)
    counted = school_days(connection, scope, by)
    return beside(rows, counted, (group,) if group else (), without=dict.fromkeys(FIGURES))
