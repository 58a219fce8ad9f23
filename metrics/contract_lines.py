"""Which contracts does a tool have, in force or not, as the license list says them?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from data_layer.tables import contracts, schools, tools

_COLUMNS = tuple(
    contracts.c[name] for name in ("vendor", "seat_count", "annual_cost_usd", "starts_on", "ends_on", "notice_days")
)


def contract_lines(connection: Connection, tool: str) -> Sequence[Row]:
    """One row for each contract line, the newest first. `school` None: the whole district."""
    of_tool = contracts.join(tools, tools.c.tool_id == contracts.c.tool_id)
    rows = select(*_COLUMNS, schools.c.name.label("school")).select_from(
        of_tool.outerjoin(schools, schools.c.school_id == contracts.c.school_id)
    )
    order = (contracts.c.starts_on.desc(), contracts.c.contract_id)
    return connection.execute(rows.where(tools.c.name == tool).order_by(*order)).all()
