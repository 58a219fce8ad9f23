"""The tables of people that a figure is published from: counted once for a store version, whatever the filters say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from data_layer.scope import Entitlement, Scope
from data_layer.tables import calendar_days, enrolled_days
from metrics.definition import PEOPLE, Metric
from metrics.groups import whole
from metrics.policy import Policy
from metrics.profiles import Profile, profile
from metrics.published import Kind, Published, published
from metrics.rows import Row, rows_of
from metrics.shaping import keys_of

DIMENSIONS = ("school", "grade_level", "role")  # those by whose filters people are shared out
_KEPT = 400  # questions about each store version
_counted: WeakKeyDictionary[Engine, dict[tuple, Tables]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Tables:
    """One table for each value of the keys, which are groups that do not share people out, such as tool or month.

    `is_exact`: they count the very people whom the rows of the figure do, and not those of the roster.
    """

    keys: tuple[str, ...]
    each: Mapping[tuple, Published]
    is_exact: bool

    def of(self, row: Row) -> Published:
        return self.each.get(tuple(row[key] for key in self.keys), _EMPTY)


_EMPTY = Published({}, ())


def tables(connection: Connection, metric: Metric, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Tables:
    """The tables for this split of a figure and this period, as the whole district has them."""
    everybody = replace(scope, schools=None, grade_levels=None, roles=None, entitlement=Entitlement())
    others = tuple(group for group in by if group not in DIMENSIONS)
    has_subject = scope.subjects is not None or "subject" in by
    is_enrolled = metric.is_of_enrolled and not has_subject
    if is_enrolled:
        everybody, others = replace(everybody, tools=None), ()
    question = (metric, everybody, others, policy)
    known = _counted.setdefault(connection.engine, {})
    if question not in known:
        if len(known) >= _KEPT:
            known.clear()
        if is_enrolled:
            found = _by_key(_enrolled(connection, everybody), (), metric=metric, policy=policy)
        else:
            found = _own(connection, metric, everybody, others=others, policy=policy, has_subject=has_subject)
        known[question] = replace(found, is_exact=not is_enrolled)
    return known[question]


def _enrolled(connection: Connection, scope: Scope) -> list[Row]:
    """Of each school and kind, the people on the day with the fewest of the school years that the period touches.

    So whatever days are asked for, and subtracted from others, no fewer people are behind a figure.
    """
    touched = (calendar_days.c.day >= scope.period_start, calendar_days.c.day < scope.known_end)
    years = select(calendar_days.c.school_year).where(*touched).distinct()
    days = select(calendar_days.c.day).where(calendar_days.c.school_year.in_(years))
    groups = [enrolled_days.c[name] for name in keys_of(DIMENSIONS)]
    per_day = select(*groups, enrolled_days.c.day, whole(enrolled_days.c.people_count).label(PEOPLE))
    per_day = per_day.where(enrolled_days.c.day.in_(days)).group_by(*groups, enrolled_days.c.day).subquery()
    groups = [per_day.c[name] for name in keys_of(DIMENSIONS)]
    return rows_of(connection, select(*groups, func.min(per_day.c[PEOPLE]).label(PEOPLE)).group_by(*groups))


def _own(
    connection: Connection, metric: Metric, scope: Scope, *, others: tuple[str, ...], policy: Policy, has_subject: bool
) -> Tables:
    """The people of each school and kind as the figure itself counts them."""
    known = [group for group in DIMENSIONS if group in metric.groups and not (has_subject and group == "role")]
    split = (*known, *others)
    if metric.people is not None:
        rows = metric.people(connection, scope, by=split)
    else:
        rows = metric(connection, scope, by=split, policy=policy).rows
    keys = tuple(key for key in keys_of(others) if rows and key in rows[0])
    return _by_key(rows, keys, metric=metric, policy=policy)


def _by_key(rows: Collection[Row], keys: tuple[str, ...], *, metric: Metric, policy: Policy) -> Tables:
    rules = profile(policy)
    people: dict[tuple, dict] = {}
    for row in rows:
        cell = row.get("school_id"), Kind(row.get("role"), row.get("grade_level"))
        people.setdefault(tuple(row[key] for key in keys), {})[cell] = row[PEOPLE] or 0
    asked = {"smallest": partial(_smallest, metric, rules), "goes_with_larger": rules.hides_next_smallest}
    return Tables(keys, {key: published(counts, **asked) for key, counts in people.items()}, is_exact=True)


def _smallest(metric: Metric, rules: Profile, kinds: Collection[Kind]) -> int:
    return rules.smallest(is_staff=metric.is_about == "staff" or all(kind.is_staff for kind in kinds))
