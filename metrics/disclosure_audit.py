"""Can anybody who asks all that may be asked work out a hidden group? Each figure's people, against all it shows.

Every filter by one school, grade level and role, and by all but one, and every split, goes through the same hiding as
on the pages; what stays are sums that anybody can add and subtract. Whoever does, knows a hidden cell within bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from data_layer.scope import Entitlement, Scope
from metrics import audit_shares, audit_unions, cube_tables, disclosure
from metrics.audit_questions import Asked, Cell, Shown, questions, rows_of
from metrics.bounds import Audited, Bounds, Table
from metrics.cube import ABOUT_PEOPLE, cube
from metrics.definition import PEOPLE, Metric, Status
from metrics.periods import TIME_GROUPS
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.published import Kind
from metrics.shaping import keys_of

_SPANS = {"day": 7, "week": 28}  # one week by its days, four weeks by weeks: all the others are counted like them


def groupings(metric: Metric) -> list[tuple[str, ...]]:
    """The splits that are audited each by itself: none but what the figure always has, and each further group."""
    further = [group for group in metric.groups if group not in (*cube_tables.DIMENSIONS, *metric.always_by)]
    return [metric.always_by, *((*metric.always_by, group) for group in further if _fits(metric, group))]


def _fits(metric: Metric, group: str) -> bool:
    """At most one group of time at once."""
    return group not in TIME_GROUPS or not any(each in TIME_GROUPS for each in metric.always_by)


def audits(
    connection: Connection, metrics: Iterable[Metric], scope: Scope, *, policy: Policy
) -> Iterator[tuple[Asked, list[Audited]]]:
    """Every figure about people in every grouping, as far as the scope's viewer can see it."""
    bounds = Bounds(profile(policy).narrowest_width)
    for metric in metrics:
        if metric.is_about not in ABOUT_PEOPLE or "school" not in metric.groups:
            continue
        for others in groupings(metric):
            asked = _asked(connection, metric, _spanned(scope, others), others=others, policy=policy)
            tables = [*_all_tables(connection, asked, policy), *audit_shares.tables(connection, asked, policy)]
            yield asked, [bounds.audited(table) for table in tables]


def _spanned(scope: Scope, others: tuple[str, ...]) -> Scope:
    """The beginning of the period, where its days or weeks are many and alike."""
    days = min((_SPANS[group] for group in others if group in _SPANS), default=None)
    if days is None:
        return scope
    return replace(scope, period_end=min(scope.period_end, scope.period_start + timedelta(days)))


def _asked(connection: Connection, metric: Metric, scope: Scope, *, others: tuple[str, ...], policy: Policy) -> Asked:
    everybody = replace(scope, entitlement=Entitlement())
    subject = "subject" in others
    rows = cube_tables.counted(connection, metric, everybody, others=others, policy=policy, has_subject=subject)
    keys = tuple(key for key in keys_of(others) if rows and key in rows[0])
    cells: dict[tuple, dict[Cell, int]] = {}
    for row in rows:
        cell = row.get("school_id"), Kind(row.get("role"), row.get("grade_level"))
        if row[PEOPLE] and _may_see(scope, cell):
            cells.setdefault(tuple(row[key] for key in keys), {})[cell] = row[PEOPLE]
    return Asked(metric, scope, others, keys, cells)


def _may_see(scope: Scope, cell: Cell) -> bool:
    return scope.entitlement.schools is None or cell[0] in scope.entitlement.schools


def _all_tables(connection: Connection, asked: Asked, policy: Policy) -> Iterator[Table]:
    """What is known of each value of the groups by itself, and of all of them beside the figure without a group."""
    shown = _shown(connection, asked, policy)
    yield from (Table(asked.named(key), counts, shown[key]) for key, counts in asked.cells.items())
    for group in asked.others if asked.cells else ():
        adds_over, is_time = group in asked.metric.adds_over, group in TIME_GROUPS
        if (adds_over or is_time) and group not in asked.metric.always_by:
            without = tuple(other for other in asked.others if other != group)
            whole = _asked(connection, asked.metric, asked.scope, others=without, policy=policy)
            union = audit_unions.Union(asked, shown, whole, _shown(connection, whole, policy), group)
            yield from union.sums() if adds_over else union.spans()


def _shown(connection: Connection, asked: Asked, policy: Policy) -> Shown:
    """The sums that stay after hiding, whatever is asked, for each value of the groups."""
    shown: dict[tuple, set[frozenset[Cell]]] = {key: set() for key in asked.cells}
    for scope, split in questions(asked):
        by = (*split, *asked.others)
        looked_up = cube(connection, asked.metric, scope, by=by, policy=policy)
        found = rows_of(asked, scope, split)
        rows = disclosure.hide([row for row, _, _ in found], metric=asked.metric, groups=keys_of(by), cube=looked_up)
        for row, (_, key, cells) in zip(rows, found, strict=True):
            if row["status"] != Status.HIDDEN:
                shown[key].add(cells)
    return shown
