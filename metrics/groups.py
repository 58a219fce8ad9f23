"""How the rows of a table fall into the groups of a split."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, ColumnElement, FromClause, cast, func

from data_layer.tables import calendar_days
from metrics.periods import TIME_GROUPS

# Groups whose column in the tables has another name. Tools get their names with their rows.
_COLUMNS = {"school": "school_id", "tool": "tool_id"}


class UnknownGroup(ValueError):
    """The metric cannot be split this way."""


def time_group(by: Iterable[str]) -> str | None:
    return next((group for group in by if group in TIME_GROUPS), None)


def columns(table: FromClause, by: Iterable[str]) -> list[ColumnElement]:
    """The columns that hold these groups: the table's own, and the calendar's for time. See `dated`."""
    return [_column(table, group) for group in by]


def _column(table: FromClause, group: str) -> ColumnElement:
    if group in TIME_GROUPS and group not in table.c:
        return calendar_days.c[TIME_GROUPS[group]].label(group)
    return table.c[_COLUMNS.get(group, group)]


def dated(table: FromClause, by: Iterable[str]) -> FromClause:
    """The table beside the calendar, where a group of time can only be read there."""
    group = time_group(by)
    if group is None or group in table.c:
        return table
    return table.join(calendar_days, calendar_days.c.day == table.c.day)


def keys(by: Iterable[str]) -> list[str]:
    """The columns by which the rows of one split meet."""
    return [_COLUMNS.get(group, group) for group in by]


def whole(column: ColumnElement) -> ColumnElement:
    """A sum that stays a whole number on every engine."""
    return cast(func.sum(column), BigInteger)
