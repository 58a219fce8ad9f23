"""What the imported logs can tell about a scope: which tools, and from which day. The rest is unknown, not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, false

from data_layer.scope import Scope
from metrics import periods
from metrics.known_tools import known_tools
from metrics.remembered import remembered
from metrics.rows import Row

_NAMED = 3  # tools that a sentence names before it only counts


class Tool(NamedTuple):
    tool_id: int
    tool: str
    has_log: bool


@dataclass(frozen=True)
class Coverage:
    """`scope` is cut to the days from which there is any log; `tools` are those it asks for."""

    scope: Scope
    tools: tuple[Tool, ...]
    notes: tuple[str, ...] = ()

    @property
    def logged(self) -> list[int]:
        """The tools asked for of which there is a log."""
        return [tool.tool_id for tool in self.tools if tool.has_log]

    def for_each_tool(self, rows: Iterable[Row]) -> list[Row]:
        """Every row once for each tool, with tool_id, tool and has_log."""
        return [row | tool._asdict() for row in rows for tool in self.tools]

    def named(self, rows: Iterable[Row]) -> list[Row]:
        """Rows that have a tool_id, with tool and has_log."""
        known = {tool.tool_id: tool._asdict() for tool in self.tools}
        return [row | known[row["tool_id"]] for row in rows if row["tool_id"] in known]

    def has_log_of(self, row: Row) -> bool:
        """Whether there is a log of what a row tells: by its tool where tools are split, else of any tool."""
        return row["has_log"] if "has_log" in row else bool(self.logged)

    def of_tools(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The condition that keeps the use of the tools asked for; all use is of tools with a log."""
        return [] if self.scope.tools is None else self.of_logged(table)

    def of_logged(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The condition that keeps the rows of those tools asked for of which there is a log."""
        return [table.c.tool_id.in_(self.logged) if self.logged else false()]

    def in_period(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The condition that keeps the days of the period that are known."""
        return [table.c.day >= self.scope.period_start, table.c.day < self.scope.known_end]


def coverage(connection: Connection, scope: Scope) -> Coverage:
    """The part of the scope that the logs can tell about."""
    found, last_missed = _known(connection, scope.tools)
    if last_missed is None or last_missed < scope.period_start:
        return Coverage(scope, found, _unlogged(found))
    begins_on = last_missed + timedelta(days=1)
    if begins_on >= scope.known_end:
        unknown = tuple(tool._replace(has_log=False) for tool in found)
        return Coverage(scope, unknown, ("No log reaches back to this period.",))
    since = f"Counted from {begins_on:%B} {begins_on.day}, {begins_on.year}, where the logs begin."
    return Coverage(replace(scope, period_start=begins_on), found, (*_unlogged(found), since))


@remembered
def _known(connection: Connection, names: frozenset[str] | None) -> tuple[tuple[Tool, ...], date | None]:
    """The tools of these names, or all; and the last school day that is older than every log."""
    every = known_tools(connection)
    asked = [tool for tool in every if names is None or tool.name in names]
    found = tuple(Tool(tool.tool_id, tool.name, bool(tool.has_log)) for tool in asked)
    begun = [tool.first_logged_on for tool in every if tool.first_logged_on]
    return found, periods.last_school_day_before(connection, min(begun)) if found and begun else None


def _unlogged(found: tuple[Tool, ...]) -> tuple[str, ...]:
    names = sorted(tool.tool for tool in found if not tool.has_log)
    if len(names) == len(found):
        return ("No log of these tools was imported, so that nobody's use of them is known.",)
    if not names:
        return ()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (f"Left out, because no log of them was imported: {', '.join(names[:_NAMED])}{more}.",)
