"""Of the people who may use a tool, what share does?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Subquery, Table, and_, case, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, entitlements, memberships, usage_days
from metrics.answer import answered, every_tool
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.groups import columns, dated, keys, time_group, whole
from metrics.kept_rows import kept_rows
from metrics.periods import TIME_GROUPS, period_of
from metrics.policy import Policy
from metrics.rows import Answer, Row, rows_of
from metrics.school_days import FIGURES as SCHOOL_DAYS
from metrics.school_days import beside_school_days, standing
from metrics.usage import use_by

_COUNTS = ("numerator", "denominator")
_PLACES = ("school_id", "grade_level", "role")


def adoption_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:
    """Those with use among those entitled: everybody once in each school they belong to, and once in the whole."""
    known = coverage(connection, scope)
    time, needs = time_group(by), policy["adoption.month_needs"] if "month" in by else 0
    is_whole = time is not None and set(by) <= {"tool", time}
    stretches = [{time: each} for each in standing(connection, known.scope, time, needs=1)] if is_whole else None
    rows = rows_of(connection, _counts(connection, known, by=by))
    rows = every_tool(known, rows, by=by, figures=_COUNTS, stretches=stretches)
    rows = beside_school_days(connection, rows, known.scope, by=by)
    if "month" in by:
        short = {row["month"] for row in rows if _is_short(row, needs=needs)}
        known = replace(known, notes=(*known.notes, *_notes(short, needs=int(needs))))
    rows = [_with_people(row, is_known=known.has_log_of(row) and not _is_short(row, needs=needs)) for row in rows]
    return answered(connection, rows, known, by=by, figures=(*_COUNTS, *SCHOOL_DAYS, "people_count"))


def _is_short(row: Row, *, needs: float) -> bool:
    return (row["school_day_count"] or 0) < needs


def _with_people(row: Row, *, is_known: bool) -> Row:
    """Whom the row is about: those entitled. Where nobody is, or their use is not known, nothing was measured."""
    if is_known and row["denominator"]:
        return row | {"people_count": row["denominator"]}
    return row | dict.fromkeys((*_COUNTS, "people_count"))


def _counts(connection: Connection, known: Coverage, *, by: tuple[str, ...]) -> Select:
    """Per group, how many are entitled to a tool and how many of them used it."""
    entitled, conditions = _entitled_and_used(connection, known, time=time_group(by))
    over = columns(entitled, by)
    each = select(*over, entitled.c.person_id, func.max(entitled.c.has_used).label("has_used"))
    each = each.where(*conditions).group_by(*over, entitled.c.person_id).subquery()
    groups = [each.c[name] for name in keys(by)]
    counts = select(*groups, func.count().label("denominator"), whole(each.c.has_used).label("numerator"))
    return counts.select_from(each).group_by(*groups)


def _entitled_and_used(
    connection: Connection, known: Coverage, *, time: str | None
) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Everybody and every tool they may use, wherever they belong, and whether they used it; and the scope's filters.

    Over the whole period it is kept for the next filter. By month and the like it would be that many times larger,
    and is cut to the filters at once.
    """
    if time is not None:
        return _joined(connection, known, time=time, conditions=known.scope.conditions(memberships)).subquery(), []
    question = ("entitled and used", known.scope.period_start, known.scope.known_end, tuple(known.logged))
    rows = kept_rows(connection, question, lambda: _joined(connection, known, time=None, conditions=[]))
    return rows, known.scope.conditions(rows)


def _joined(
    connection: Connection, known: Coverage, *, time: str | None, conditions: list[ColumnElement[bool]]
) -> Select:
    entitled, used = _entitled(known, time=time, conditions=conditions), _used(connection, known, time=time)
    shared = ["tool_id", "person_id", *([time] if time else [])]
    is_same = and_(*(entitled.c[name] == used.c[name] for name in shared))
    has_used = case((used.c.person_id.is_not(None), 1), else_=0).label("has_used")
    return select(*entitled.c, has_used).select_from(entitled.outerjoin(used, is_same))


def _entitled(known: Coverage, *, time: str | None, conditions: list[ColumnElement[bool]]) -> Subquery:
    """Everybody and every tool they may use, wherever they belong while they may, in each stretch of time."""
    spans = _stretches(known, time)
    groups = [*([spans.c[time]] if time else []), *(memberships.c[name] for name in _PLACES)]
    while_there = (
        (entitlements.c.person_id == memberships.c.person_id)
        & (entitlements.c.starts_on < memberships.c.ends_on)
        & (memberships.c.starts_on < entitlements.c.ends_on)
    )
    within = and_(*(_overlaps(table, spans) for table in (entitlements, memberships)))
    rows = select(*groups, entitlements.c.tool_id, entitlements.c.person_id)
    rows = rows.select_from(entitlements.join(memberships, while_there).join(spans, within))
    return rows.where(*known.of_logged(entitlements), *conditions).subquery()


def _stretches(known: Coverage, time: str | None) -> Subquery:
    """The first and last known day of each stretch of time; without a group of time, of the whole period."""
    day = calendar_days.c.day
    over = [calendar_days.c[TIME_GROUPS[time]].label(time)] if time else []
    spans = select(*over, func.min(day).label("first_on"), func.max(day).label("last_on"))
    return spans.where(*known.in_period(calendar_days)).group_by(*over).subquery()


def _overlaps(table: Table, spans: Subquery) -> ColumnElement[bool]:
    return (table.c.starts_on <= spans.c.last_on) & (table.c.ends_on > spans.c.first_on)


def _used(connection: Connection, known: Coverage, *, time: str | None) -> Subquery:
    """Who used which tool in each stretch of time, wherever that was: who is asked about was decided above."""
    over = [time] if time else []
    if time in (None, "month"):
        table = use_by(connection, known, "month")
        conditions = [table.c.is_used]
    else:
        table = usage_days
        conditions = [table.c.is_active, *known.in_period(table)]
    rows = select(*columns(table, over), table.c.tool_id, table.c.person_id).select_from(dated(table, over))
    return rows.where(*conditions, *known.of_tools(table)).distinct().subquery()


def _notes(short: Iterable[date], *, needs: int) -> list[str]:
    """Which months have had too few school days to stand for themselves."""
    names = [period_of("month", first).label for first in sorted(short)]
    return [f"Fewer than {needs} school days so far: {', '.join(names)}."] if names else []


METRICS = (
    Metric(
        name="adoption_rate",
        label="Adoption",
        question="Of the people who may use a tool, what share does?",
        numerator="Of those, the people with use on at least one day. Use means that they viewed, worked on or made "
        "something; a login alone does not count.",
        denominator="People who hold a seat, or belong to a school that a contract covers, on any day of the period.",
        unit="rate",
        better="higher",
        groups=("school", "grade_level", "role", "tool", "month", "quarter", "semester", "school_year"),
        reference="Active over entitled people. District choice: a month with too few school days is not measured.",
        compute=adoption_rate,
        policy=("adoption.month_needs",),
        caveats=(
            "Somebody who belongs to two schools counts in both, and once in the district.",
            "Use on weekends and in breaks counts.",
            "Without a tool chosen: people who may use any tool, and use one of those.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
        is_about="people",
        alike_over=("month",),
    ),
)
