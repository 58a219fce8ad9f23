"""Who could have used a tool on the school days of a period: the people that adoption figures are out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection, Table, func, select

from data_layer.scope import Scope
from data_layer.tables import enrolled_days
from metrics.coverage import Coverage
from metrics.groups import beside, columns, dated, frame_of, keys, whole


def students_unless_chosen(scope: Scope, by: Iterable[str]) -> Scope:
    """The scope with students alone, where neither the scope nor the split says which roles."""
    return replace(scope, roles=frozenset({"student"})) if scope.roles is None and "role" not in by else scope


def enrolled(
    connection: Connection, coverage: Coverage, by: tuple[str, ...], *, table: Table = enrolled_days
) -> pd.DataFrame:
    """Per group: the school days of all its people together, and the most people it had on any one of them.

    With tools in the split, each tool stands beside each group, whether or not anybody used it.
    """
    split = [group for group in by if group != "tool"]
    groups = columns(table, split)
    per_day = (
        select(*groups, table.c.day.label("counted_on"), whole(table.c.people_count).label("people_count"))
        .select_from(dated(table, split))
        .where(*coverage.in_period(table), *coverage.scope.conditions(table))
        .group_by(*groups, table.c.day)
        .subquery()
    )
    over = [per_day.c[name] for name in keys(split)]
    counted = select(
        *over,
        whole(per_day.c.people_count).label("person_day_count"),
        func.max(per_day.c.people_count).label("people_count"),
    )
    frame = frame_of(connection, counted.group_by(*over))
    return coverage.for_each_tool(frame) if "tool" in by else frame


def with_use(people: pd.DataFrame, use: pd.DataFrame, *, by: tuple[str, ...], coverage: Coverage) -> pd.DataFrame:
    """Every group of people with what it did: 0 where the log shows nothing, no figure where no log could show any."""
    frame = beside(people, use, by)
    done = [column for column in use.columns if column not in keys(by)]
    frame = frame.fillna(dict.fromkeys(done, 0))
    figures = [*done, "person_day_count", "people_count"]
    frame = frame.astype(dict.fromkeys(figures, "Int64"))
    is_known = coverage.of_rows(frame)
    if not is_known.all():
        frame.loc[~is_known, figures] = pd.NA
    return frame
