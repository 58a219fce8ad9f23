"""The contract lines of all tools as the license list says them, and the fees that people entered beside them."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from data_layer.records.entries import HiddenFee
from data_layer.records.keeping import entries
from data_layer.scope import Entitlement
from data_layer.tables import contracts, schools, tools
from metrics.renewals import Line

_COLUMNS = tuple(
    contracts.c[name] for name in ("starts_on", "ends_on", "annual_cost_usd", "seat_count", "notice_days", "school_id")
)


def lines(connection: Connection, *, entitlement: Entitlement) -> list[Line]:
    """Every contract line that the viewer may see, by tool and start.

    A school that the roster does not know goes by the list's own name.
    """
    place = func.coalesce(schools.c.name, contracts.c.school_id).label("place")
    rows = select(tools.c.name.label("tool"), place, *_COLUMNS).select_from(
        contracts.join(tools, tools.c.tool_id == contracts.c.tool_id).outerjoin(
            schools, schools.c.school_id == contracts.c.school_id
        )
    )
    order = (func.lower(tools.c.name), contracts.c.starts_on, contracts.c.contract_id)
    return [
        Line(
            row.tool,
            row.starts_on,
            row.ends_on,
            None if row.annual_cost_usd is None else Decimal(row.annual_cost_usd),
            seat_count=row.seat_count,
            notice_days=row.notice_days,
            place=row.place,
        )
        for row in connection.execute(rows.where(*entitlement.conditions(contracts)).order_by(*order))
    ]


def fees(session: Session, *, entitlement: Entitlement) -> list[Line]:
    """Every fee that stands, as a line with its label. A fee is the district's: no school's viewer sees it."""
    if entitlement.schools is not None:
        return []
    return [
        Line(fee.tool, fee.starts_on, fee.ends_on, fee.annual_cost_usd, label=fee.label)
        for fee in entries(session, HiddenFee)
    ]
