"""What the district bought of each tool, as the contracts in force on one day say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, func, select

from data_layer.scope import Scope
from data_layer.tables import contracts, match_days
from metrics.known_tools import known_tools
from metrics.remembered import remembered

_LINES = select(*(contracts.c[name] for name in ("tool_id", "seat_count", "annual_cost_usd", "starts_on", "ends_on")))


@dataclass(frozen=True)
class License:
    """One tool. `seat_count` None: a site license, or no contract. `annual_cost_usd` None: no contract says it."""

    tool_id: int
    tool: str
    has_log: bool
    has_contract: bool
    has_site_license: bool
    has_seat_list: bool
    last_logged_on: date | None
    seat_count: int | None
    annual_cost_usd: Decimal | None

    def why_unmeasured(self, *, is_cut: bool, needs_seats: bool) -> str | None:
        """Why the use of its seats cannot be counted; None when it can. `is_cut`: within a part of the district."""
        if not self.has_log:
            return "no log of its use was imported"
        if self.has_site_license and (needs_seats or is_cut):
            return "a site license has no seats that could lie dormant or be split"
        if not self.has_contract and not is_cut:
            return "no contract in force says how many seats were bought"
        if is_cut and not self.has_seat_list:
            return "no list of its assigned seats was imported, so that they cannot be split"
        return None


def licenses(connection: Connection, scope: Scope, *, day: date) -> list[License]:
    """Those of the licensed tools that the scope names."""
    return [each for each in licensed(connection, day=day) if scope.tools is None or each.tool in scope.tools]


@remembered
def licensed(connection: Connection, *, day: date) -> list[License]:
    """Every tool that a contract in force or a seat list knows, by name.

    A tool whose contracts have all ended, or not begun, is licensed no more (or not yet), whoever holds a seat.
    """
    lines: dict[int, list[Row]] = {}
    for line in connection.execute(_LINES):
        lines.setdefault(line.tool_id, []).append(line)
    in_force = {tool_id: [line for line in every if holds(line, day)] for tool_id, every in lines.items()}
    logged = _last_logged(connection, day)
    return [
        _license(tool, lines=in_force.get(tool.tool_id, []), last_logged_on=logged.get(tool.tool_id))
        for tool in known_tools(connection)
        if in_force.get(tool.tool_id) or (tool.has_seat_list and tool.tool_id not in lines)
    ]


def _last_logged(connection: Connection, day: date) -> dict[int, date]:
    """The last day of each tool's log up to and with this one; the log is only read where it went on after it."""
    logged = {tool.tool_id: tool.last_logged_on for tool in known_tools(connection) if tool.last_logged_on}
    if all(last <= day for last in logged.values()):
        return logged
    until = select(match_days.c.tool_id, func.max(match_days.c.day)).where(match_days.c.day <= day)
    return dict(tuple(row) for row in connection.execute(until.group_by(match_days.c.tool_id)))


def holds(line: Row, day: date) -> bool:
    """A contract is in force from its first day to its last, itself included; a missing end leaves it open."""
    return (line.starts_on is None or line.starts_on <= day) and (line.ends_on is None or day <= line.ends_on)


def _license(tool: Row, *, lines: list[Row], last_logged_on: date | None) -> License:
    has_site_license = any(line.seat_count is None for line in lines)
    costs = [line.annual_cost_usd for line in lines]
    is_priced = bool(lines) and None not in costs
    return License(
        tool_id=tool.tool_id,
        tool=tool.name,
        has_log=bool(tool.has_log),
        has_contract=bool(lines),
        has_site_license=has_site_license,
        has_seat_list=bool(tool.has_seat_list),
        last_logged_on=last_logged_on,
        seat_count=None if has_site_license or not lines else sum(line.seat_count for line in lines),
        annual_cost_usd=sum(map(Decimal, costs), Decimal()) if is_priced else None,
    )
