"""How many people used tools on the days, in the weeks and in the months of a period, each counted once in each.

Every question is read from the coarsest tables that answer it exactly.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    union_all,
)

from data_layer.tables import active_days, usage_days, usage_months, usage_weeks
from metrics.coverage import Coverage
from metrics.groups import columns, dated, keys, whole
from metrics.periods import period_of
from metrics.remembered import remembered
from metrics.rows import Row, rows_of

_COARSE = {"month": usage_months, "week": usage_weeks}
_WHO = ("tool_id", "school_id", "grade_level", "role", "person_id")


def person_days(connection: Connection, coverage: Coverage, *, by: tuple[str, ...]) -> list[Row]:
    """`use_count` per group: everybody once for each school day with use, however many tools it was."""
    several = coverage.scope.tools is not None and len(coverage.logged) > 1
    if several and "tool" not in by:
        known = [usage_days.c.is_active, usage_days.c.is_instructional, *coverage.in_period(usage_days)]
        return _count(connection, usage_days, coverage, by=by, each="day", conditions=known)
    is_any = active_days.c.tool_id.is_(None)  # of a row that counts people whichever tool it was
    if coverage.scope.tools is not None or "tool" in by:
        is_any = ~is_any
    groups = columns(active_days, by)
    people = whole(active_days.c.people_count).label("use_count")
    rows = select(*groups, people).select_from(dated(active_days, by))
    rows = rows.where(
        active_days.c.is_instructional,
        is_any,
        *coverage.of_tools(active_days),
        *coverage.in_period(active_days),
        *coverage.scope.conditions(active_days),
    )
    return rows_of(connection, rows.group_by(*groups))


def people_in(
    connection: Connection, coverage: Coverage, kind: str, *, by: tuple[str, ...], among: Collection[date]
) -> list[Row]:
    """`use_count` per group: everybody once for each of these weeks (months) with use, weekends and breaks included."""
    use = use_by(connection, coverage, kind)
    conditions = [use.c.is_used, use.c[kind].in_(sorted(among))]
    return _count(connection, use, coverage, by=by, each=kind, conditions=conditions)


def use_by(connection: Connection, coverage: Coverage, kind: str) -> Subquery:
    """Everybody's use of each tool in each week (month), as far as the period reaches into it.

    Whole weeks (months) are read as the store has summed them up, and the rest of the period day by day.
    `login_count`, of months alone, leaves weekends and breaks out; `is_used` does not.
    """
    start, end = coverage.scope.period_start, coverage.scope.known_end
    first, last = _first_of(kind, start), _first_of(kind, end - timedelta(days=1))
    if _is_used_between(connection, first, start):
        first = _next(kind, first)
    after = _next(kind, last)
    if _is_used_between(connection, end, after):
        after = last
    parts = [_coarse(kind, first, after)] if first < after else []
    if start < first:
        parts.append(_daily(kind, start, min(first, end)))
    if max(first, after) < end or not parts:
        parts.append(_daily(kind, max(first, after), end))
    return union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()


def _coarse(kind: str, first: date, end: date) -> Select:
    table = _COARSE[kind]
    is_used = table.c.active_day_count > 0
    logins = literal(0)
    if kind == "month":
        is_used |= table.c.other_active_day_count > 0
        logins = table.c.login_count
    who = [table.c[name] for name in _WHO]
    rows = select(table.c[kind], *who, is_used.label("is_used"), logins.label("login_count"))
    return rows.where(table.c[kind] >= first, table.c[kind] < end)


def _daily(kind: str, first: date, end: date) -> Select:
    """Days of one week (month): they all belong to the one that the first is in."""
    moment = literal(_first_of(kind, first), Date).label(kind)
    logins = case((usage_days.c.is_instructional, usage_days.c.login_count), else_=0).label("login_count")
    rows = select(moment, *(usage_days.c[name] for name in _WHO), usage_days.c.is_active.label("is_used"), logins)
    return rows.where(usage_days.c.day >= first, usage_days.c.day < end)


def _count(
    connection: Connection,
    table: FromClause,
    coverage: Coverage,
    *,
    by: tuple[str, ...],
    each: str,
    conditions: Collection[ColumnElement[bool]],
) -> list[Row]:
    groups, moment = columns(table, by), columns(table, [each])[0]
    seen = select(*groups, moment.label("moment"), table.c.person_id).select_from(dated(table, by))
    seen = seen.where(*conditions, *coverage.of_tools(table), *coverage.scope.conditions(table)).distinct().subquery()
    over = [seen.c[name] for name in keys(by)]
    return rows_of(connection, select(*over, func.count().label("use_count")).select_from(seen).group_by(*over))


@remembered
def _is_used_between(connection: Connection, first: date, end: date) -> bool:
    if first >= end:
        return False
    rows = select(usage_days.c.day).where(usage_days.c.day >= first, usage_days.c.day < end)
    return connection.execute(rows.limit(1)).first() is not None


def _next(kind: str, first: date) -> date:
    return period_of(kind, first).ends_on


def _first_of(kind: str, day: date) -> date:
    return day.replace(day=1) if kind == "month" else day - timedelta(days=day.weekday())
