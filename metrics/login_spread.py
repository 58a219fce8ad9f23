"""How logins are spread over students: how many never log in, and how often the one in the middle does."""

from __future__ import annotations

from sqlalchemy import Connection, Subquery, Table, and_, case, func, select, true

from data_layer.tables import calendar_days, memberships, subject_days, subject_memberships, tools, usage_days
from metrics.coverage import Coverage
from metrics.groups import columns, dated, keys, time_group, whole
from metrics.periods import TIME_GROUPS
from metrics.rows import Row, rows_of
from metrics.usage import use_by


def login_spread(connection: Connection, known: Coverage, *, by: tuple[str, ...], is_by_subject: bool) -> list[Row]:
    """Per group its students, the share of them without a login on a school day, and the median student's logins.

    The median is of each student's logins over the school days on which this student was enrolled.
    """
    students = _students(known, by=by, stays=subject_memberships if is_by_subject else memberships)
    logins = _logins_each(connection, known, by=by, is_by_subject=is_by_subject)
    same = [students.c[name].is_not_distinct_from(logins.c[name]) for name in keys(by)]
    count = func.coalesce(logins.c.login_count, 0)
    over = [students.c[name] for name in keys(by)]
    spread = select(
        *over,
        func.count().label("student_count"),
        func.avg(case((count == 0, 1.0), else_=0.0)).label("zero_share"),
        func.percentile_cont(0.5).within_group(count * 1.0 / students.c.day_count).label("median_per_student"),
    ).select_from(students.outerjoin(logins, and_(students.c.person_id == logins.c.person_id, *same)))
    return rows_of(connection, spread.group_by(*over))


def _students(known: Coverage, *, by: tuple[str, ...], stays: Table) -> Subquery:
    """Everybody of each group with the school days enrolled; beside each logged tool, where tools are split."""
    time, split = time_group(by), [group for group in by if group != "tool"]
    spans = _school_days_of_spans(known, stays=stays, time=time)
    groups = [spans.c[time] if group == time else columns(stays, [group])[0] for group in split]
    is_same = (stays.c.starts_on == spans.c.starts_on) & (stays.c.ends_on == spans.c.ends_on)
    at_home = [stays.c.is_home] if "is_home" in stays.c else []
    each = select(*groups, stays.c.person_id, whole(spans.c.day_count).label("day_count"))
    each = each.select_from(stays.join(spans, is_same)).where(*at_home, *known.scope.conditions(stays))
    each = each.group_by(*groups, stays.c.person_id).subquery()
    if "tool" not in by:
        return each
    logged = select(tools.c.tool_id).where(*known.of_logged(tools)).subquery()
    return select(each, logged).select_from(each.join(logged, true())).subquery()


def _school_days_of_spans(known: Coverage, *, stays: Table, time: str | None) -> Subquery:
    """The school days of each span that any stay has: there are few different ones, and many stays."""
    spans = select(stays.c.starts_on, stays.c.ends_on).distinct().subquery()
    day = calendar_days.c.day
    over = [spans.c.starts_on, spans.c.ends_on, *([calendar_days.c[TIME_GROUPS[time]].label(time)] if time else [])]
    within = spans.join(calendar_days, (day >= spans.c.starts_on) & (day < spans.c.ends_on))
    counted = select(*over, func.count().label("day_count")).select_from(within)
    return counted.where(calendar_days.c.is_instructional, *known.in_period(calendar_days)).group_by(*over).subquery()


def _logins_each(connection: Connection, known: Coverage, *, by: tuple[str, ...], is_by_subject: bool) -> Subquery:
    """Everybody's logins on school days, by group."""
    if is_by_subject:
        table, conditions = subject_days, [subject_days.c.is_instructional, *known.in_period(subject_days)]
    elif time_group(by) in (None, "month"):
        table = use_by(connection, known, "month")
        conditions = known.of_tools(table)
    else:
        table = usage_days
        conditions = [table.c.is_instructional, *known.in_period(table), *known.of_tools(table)]
    groups = [*columns(table, by), table.c.person_id]
    each = select(*groups, whole(table.c.login_count).label("login_count")).select_from(dated(table, by))
    return each.where(*conditions, *known.scope.conditions(table)).group_by(*groups).subquery()
