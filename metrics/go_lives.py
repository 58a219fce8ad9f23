"""Since when is a tool at a school? Since its oldest contract, first seat or first use there, whichever came first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Table, func, select, union_all

from data_layer.tables import contracts, seats, usage_days
from metrics.remembered import remembered

Key = tuple[int, str | None]  # a tool and a school; without a school: all schools


@dataclass(frozen=True)
class GoLives:
    """The first day of each tool at each school. A day that nobody wrote down makes no tool new."""

    first_days: Mapping[Key, date]

    def of(self, tool_id: int, school_ids: Iterable[str]) -> date | None:
        """For somebody who belongs to all of these schools."""
        days = (self.first_days.get((tool_id, school_id)) for school_id in (*school_ids, None))
        return min((day for day in days if day is not None), default=None)


@remembered
def go_lives(connection: Connection) -> GoLives:
    first = union_all(
        _first(contracts, "starts_on"),
        _first(seats, "assigned_on").where(seats.c.school_id.is_not(None)),
        _first(usage_days, "day").where(usage_days.c.is_active, usage_days.c.school_id.is_not(None)),
    ).subquery()
    rows = select(first.c.tool_id, first.c.school_id, func.min(first.c.first_on))
    rows = rows.where(first.c.first_on.is_not(None)).group_by(first.c.tool_id, first.c.school_id)
    return GoLives({(tool_id, school_id): day for tool_id, school_id, day in connection.execute(rows)})


def _first(table: Table, day: str):
    rows = select(table.c.tool_id, table.c.school_id, func.min(table.c[day]).label("first_on"))
    return rows.group_by(table.c.tool_id, table.c.school_id)
