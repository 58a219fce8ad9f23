"""Who could have used a tool on the school days of a period: the people that adoption figures are out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, Table, func, select

from data_layer.scope import Scope
from data_layer.tables import enrolled_days
from metrics.coverage import Coverage
from metrics.groups import columns, dated, keys, whole
from metrics.remembered import remembered
from metrics.rows import Row, beside, rows_of


def students_unless_chosen(scope: Scope, by: Iterable[str]) -> Scope:
    """The scope with students alone, where neither the scope nor the split says which roles."""
    return replace(scope, roles=frozenset({"student"})) if scope.roles is None and "role" not in by else scope


def enrolled(
    connection: Connection, coverage: Coverage, by: tuple[str, ...], *, table: Table = enrolled_days
) -> list[Row]:
    """Per group: the school days of all its people together, and the most people it had on any one of them.

    With tools in the split, each tool stands beside each group, whether or not anybody used it.
    """
    split = tuple(group for group in by if group != "tool")
    rows = _enrolled(connection, coverage.scope, split, table=table)
    return coverage.for_each_tool(rows) if "tool" in by else rows


@remembered
def _enrolled(connection: Connection, scope: Scope, split: tuple[str, ...], *, table: Table) -> list[Row]:
    groups = columns(table, split)
    per_day = (
        select(*groups, table.c.day.label("counted_on"), whole(table.c.people_count).label("people_count"))
        .select_from(dated(table, split))
        .where(table.c.day >= scope.period_start, table.c.day < scope.known_end, *scope.conditions(table))
        .group_by(*groups, table.c.day)
        .subquery()
    )
    over = [per_day.c[name] for name in keys(split)]
    counted = select(
        *over,
        whole(per_day.c.people_count).label("person_day_count"),
        func.max(per_day.c.people_count).label("people_count"),
    )
    return rows_of(connection, counted.group_by(*over))


def with_use(
    people: Iterable[Row], use: Iterable[Row], *, by: tuple[str, ...], coverage: Coverage, done: tuple[str, ...]
) -> list[Row]:
    """Every group of people with what it did: 0 where the log shows nothing, no figure where no log could show any."""
    unknown = dict.fromkeys((*done, "person_day_count", "people_count"))
    rows = beside(people, use, by, without=dict.fromkeys(done))
    return [row | ({name: row[name] or 0 for name in done} if coverage.has_log_of(row) else unknown) for row in rows]
