"""Who used which feature of which tool, by the month, and when nobody did: the selects behind the heatmap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, Connection, FromClause, func, or_, select

from data_layer.tables import feature_days, feature_months, usage_days, usage_months
from metrics import periods
from metrics.coverage import Coverage
from metrics.groups import columns, keys
from metrics.policy import Policy
from metrics.rows import Row, rows_of


@dataclass(frozen=True)
class Feature:
    """One feature of a tool. `age_days`: the school days since anybody first used it."""

    tool_id: int
    feature: str
    age_days: int


@dataclass(frozen=True)
class Quiet:
    """The last school days, after which an unused feature gathers dust: who used the tool on them, and which features.

    Keys are the tool and the values of the groups, for `used` with the feature at the end.
    """

    active_counts: dict[tuple, int]
    used: set[tuple]


def whole_months(known: Coverage) -> Coverage:
    """The period widened to the months that it touches, since features are counted by the month."""
    scope = known.scope
    last = max(scope.period_start, periods.last_known_day(scope))
    start, end = scope.period_start.replace(day=1), periods.period_of("month", last.replace(day=1)).ends_on
    return replace(known, scope=scope.with_period(start, end))


def features(connection: Connection, known: Coverage) -> list[Feature]:
    """Every feature of the tools asked for that anybody had used by the last known day."""
    found = select(feature_days.c.tool_id, feature_days.c.feature, func.min(feature_days.c.day).label("first_on"))
    day = periods.last_known_day(known.scope)
    found = found.where(feature_days.c.day <= day, *known.of_logged(feature_days))
    rows = connection.execute(found.group_by(feature_days.c.tool_id, feature_days.c.feature))
    age_days = partial(periods.instructional_days_between, connection)
    return [Feature(row.tool_id, row.feature, age_days(row.first_on, day)) for row in rows]


def people(connection: Connection, known: Coverage, *, by: tuple[str, ...]) -> list[Row]:
    """`use_count` per group: with features in the split those who used one, else those who used the tool at all."""
    table = feature_months if "feature" in by else usage_months
    is_use = [] if "feature" in by else [or_(table.c.active_day_count > 0, table.c.other_active_day_count > 0)]
    start, end = known.scope.period_start, known.scope.period_end
    within = [table.c.month >= start, table.c.month < end, *is_use]
    groups = columns(table, by)
    counted = select(*groups, func.count(table.c.person_id.distinct()).label("use_count"))
    return rows_of(connection, counted.where(*within, *_asked(table, known)).group_by(*groups))


def quiet(connection: Connection, known: Coverage, *, by: tuple[str, ...], policy: Policy) -> Quiet:
    """`by` are the groups without the feature. Where the calendar is too short, all days are among the last."""
    day = periods.last_known_day(known.scope)
    (first,) = periods.earliest_within(connection, day, [max(int(policy["features.dust_after"]), 1) - 1])
    active = func.count(usage_days.c.person_id.distinct())
    rows = select(*columns(usage_days, by), active).where(usage_days.c.is_active)
    rows = rows.where(*_between(usage_days, first, day), *_asked(usage_days, known))
    active_counts = {tuple(row[:-1]): row[-1] for row in connection.execute(rows.group_by(*columns(usage_days, by)))}
    used = select(*columns(feature_days, (*by, "feature"))).distinct()
    used = used.where(*_between(feature_days, first, day), *_asked(feature_days, known))
    return Quiet(active_counts, {tuple(row) for row in connection.execute(used)})


def key_of(row: Row, by: tuple[str, ...]) -> tuple:
    return tuple(row[key] for key in keys(by))


def _asked(table: FromClause, known: Coverage) -> list[ColumnElement[bool]]:
    return [*known.of_logged(table), *known.scope.conditions(table)]


def _between(table: FromClause, first: date, last: date) -> list[ColumnElement[bool]]:
    return [table.c.day >= first, table.c.day <= last]
