"""What the district has not paid since a tool was removed, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, select

from data_layer.records.entries import HiddenFee
from data_layer.tables import contracts, tools
from metrics.cents import to_cents

DAYS_OF_A_YEAR = 365
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cost:
    """What is paid a year over one term, None where nobody knows; `ends_on` is its last day, itself included."""

    annual_cost_usd: Decimal | None
    starts_on: date
    ends_on: date | None


def costs(connection: Connection, tool: str, fees: Sequence[HiddenFee] = ()) -> list[Cost]:
    """The tool's contract lines, and the fees beside them."""
    columns = (contracts.c.annual_cost_usd, contracts.c.starts_on, contracts.c.ends_on)
    rows = select(*columns).join_from(contracts, tools, tools.c.tool_id == contracts.c.tool_id)
    found = connection.execute(rows.where(tools.c.name == tool).order_by(contracts.c.starts_on))
    lines = [Cost(_exactly(row.annual_cost_usd), row.starts_on, row.ends_on) for row in found]
    mine = [Cost(fee.annual_cost_usd, fee.starts_on, fee.ends_on) for fee in fees if fee.tool == tool]
    return [*lines, *mine]


def saved(paid: Sequence[Cost], *, flagged_on: date, removed_on: date, as_of: date) -> Decimal | None:
    """What ran when the tool was flagged or later, for each day since its term ended and the tool is gone.

    What was paid for is not saved: a term that has no end, or is not over, has saved nothing yet. None where one of
    those that ended gives no cost.
    """
    running = [line for line in paid if line.starts_on <= removed_on and _is_running(line, flagged_on)]
    ended = [line for line in running if line.ends_on and not _is_renewed(line, running)]
    if any(line.annual_cost_usd is None for line in ended):
        return None
    return Decimal(sum(_cents_since(line, removed_on=removed_on, as_of=as_of) for line in ended)) / 100


def _exactly(cost_usd: object) -> Decimal | None:
    return None if cost_usd is None else Decimal(cost_usd)


def _is_running(line: Cost, day: date) -> bool:
    return line.ends_on is None or line.ends_on >= day


def _is_renewed(line: Cost, others: Sequence[Cost]) -> bool:
    return any(other.starts_on == line.ends_on + _ONE_DAY for other in others)


def _cents_since(line: Cost, *, removed_on: date, as_of: date) -> int:
    day_count = (as_of - max(line.ends_on, removed_on - _ONE_DAY)).days
    return to_cents(line.annual_cost_usd * max(day_count, 0) / DAYS_OF_A_YEAR)
