"""How many people used tools on the days, in the weeks and in the months of a period, each counted once in each.

Every question is read from the coarsest table that answers it exactly.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, func, select

from data_layer.scope import Scope
from data_layer.tables import active_days, usage_days, usage_months, usage_weeks
from metrics.coverage import Coverage
from metrics.groups import columns, dated, frame_of, keys, whole
from metrics.periods import period_of

_COARSER = {"month": usage_months, "week": usage_weeks}


def person_days(connection: Connection, coverage: Coverage, *, by: tuple[str, ...]) -> pd.DataFrame:
    """`use_count` per group: everybody once for each school day with use, however many tools it was."""
    several = coverage.scope.tools is not None and len(coverage.logged) > 1
    if several and "tool" not in by:
        known = [*coverage.in_period(usage_days), *coverage.of_tools(usage_days)]
        conditions = [usage_days.c.is_active, usage_days.c.is_instructional, *known]
        return _count(connection, usage_days, coverage, by=by, each="day", conditions=conditions)
    is_any = active_days.c.tool_id.is_(None)  # of a row that counts people whichever tool it was
    if coverage.scope.tools is not None or "tool" in by:
        is_any = ~is_any
    groups = columns(active_days, by)
    people = whole(active_days.c.people_count).label("use_count")
    rows = (
        select(*groups, people)
        .select_from(dated(active_days, by))
        .where(
            active_days.c.is_instructional,
            is_any,
            *coverage.of_tools(active_days),
            *coverage.in_period(active_days),
            *coverage.scope.conditions(active_days),
        )
    )
    return frame_of(connection, rows.group_by(*groups))


def people_in(
    connection: Connection, coverage: Coverage, kind: str, *, by: tuple[str, ...], among: Collection[date]
) -> pd.DataFrame:
    """`use_count` per group: everybody once for each of these weeks (months) with use, weekends and breaks included."""
    table, conditions = rows_in(connection, coverage, kind)
    return _count(connection, table, coverage, by=by, each=kind, conditions=[is_used(table), *conditions], among=among)


def is_used(table: Table) -> ColumnElement[bool]:
    """Whether a row shows use, and not a login alone."""
    if table is usage_days:
        return usage_days.c.is_active
    days = table.c.active_day_count
    return days > 0 if table is usage_weeks else (days > 0) | (table.c.other_active_day_count > 0)


def rows_in(connection: Connection, coverage: Coverage, kind: str) -> tuple[Table, list[ColumnElement[bool]]]:
    """The table that holds the period by weeks (months) where no other days are in them, else by days; and its rows."""
    scope = coverage.scope
    first, end = _touched(scope, kind)
    if not _is_exact(connection, scope, first=first, end=end):
        return usage_days, [*coverage.in_period(usage_days), *coverage.of_tools(usage_days)]
    table = _COARSER[kind]
    return table, [table.c[kind] >= first, table.c[kind] < end, *coverage.of_tools(table)]


def _count(
    connection: Connection,
    table: Table,
    coverage: Coverage,
    *,
    by: tuple[str, ...],
    each: str,
    conditions: Collection[ColumnElement[bool]],
    among: Collection[date] | None = None,
) -> pd.DataFrame:
    groups, moment = columns(table, by), columns(table, [each])[0]
    seen = select(*groups, moment.label("moment"), table.c.person_id).select_from(dated(table, [*by, each]))
    seen = seen.where(*conditions, *coverage.scope.conditions(table))
    if among is not None:
        seen = seen.where(moment.in_(sorted(among)))
    seen = seen.distinct().subquery()
    over = [seen.c[name] for name in keys(by)]
    return frame_of(connection, select(*over, func.count().label("use_count")).select_from(seen).group_by(*over))


def _is_exact(connection: Connection, scope: Scope, *, first: date, end: date) -> bool:
    """Whether there was no use on those days of the weeks (months) that lie outside the scope."""
    if (first, end) == (scope.period_start, scope.known_end):
        return True
    day = usage_days.c.day
    outside = ((day >= first) & (day < scope.period_start)) | ((day >= scope.known_end) & (day < end))
    return connection.execute(select(day).where(outside).limit(1)).first() is None


def _touched(scope: Scope, kind: str) -> tuple[date, date]:
    """From the start of the first week (month) that the known days touch to the end of the last."""
    last = period_of(kind, _first_of(kind, scope.known_end - timedelta(days=1)))
    return _first_of(kind, scope.period_start), last.ends_on


def _first_of(kind: str, day: date) -> date:
    return day.replace(day=1) if kind == "month" else day - timedelta(days=day.weekday())
