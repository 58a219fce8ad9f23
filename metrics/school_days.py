"""How many school days a stretch of time has had so far, and which have had enough to stand for themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, case, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days
from metrics import periods
from metrics.groups import time_group, whole
from metrics.remembered import remembered
from metrics.rows import Row, beside, rows_of

_ONE_DAY = timedelta(days=1)
FIGURES = ("school_day_count", "planned_school_day_count", "is_partial")


def school_days(connection: Connection, scope: Scope, by: Iterable[str]) -> list[Row]:
    """Per group of time (without one: for the period) its school days so far, and those it has in the calendar."""
    group, start, known_end = time_group(by), scope.period_start, scope.known_end
    if group in periods.CALENDAR_KINDS:
        return _by_calendar(periods.school_days(connection), group, start=start, known_end=known_end)
    if group:
        return _counted(connection, group, start=start, known_end=known_end)
    found = periods.progress(connection, starts_on=start, ends_on=scope.period_end, as_of=known_end - _ONE_DAY)
    return [dict(zip(FIGURES, (found.day_count, found.planned_day_count, found.is_partial), strict=True))]


def _by_calendar(days: Iterable[date], kind: str, *, start: date, known_end: date) -> list[Row]:
    planned = Counter(periods.first_of(kind, day) for day in days)
    so_far = Counter(periods.first_of(kind, day) for day in days if start <= day < known_end)
    return [
        {kind: first, **dict(zip(FIGURES, (so_far[first], count, so_far[first] < count), strict=True))}
        for first, count in planned.items()
    ]


@remembered
def _counted(connection: Connection, group: str, *, start: date, known_end: date) -> list[Row]:
    """By a period that the district's calendar names."""
    day, over = calendar_days.c.day, calendar_days.c[periods.TIME_GROUPS[group]].label(group)
    counted = select(
        over,
        func.coalesce(whole(case(((day >= start) & (day < known_end), 1), else_=0)), 0).label("school_day_count"),
        func.count().label("planned_school_day_count"),
    ).where(calendar_days.c.is_instructional)
    rows = rows_of(connection, counted.group_by(over))
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
