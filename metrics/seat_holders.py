"""By which codes does the roster know those who hold a seat of a tool?"""

from __future__ import annotations

from sqlalchemy import Connection, select

from data_layer.tables import people, seats, tools


def codes(connection: Connection, tool: str) -> list[str]:
    """Of everybody who holds a seat of it and is on the roster."""
    rows = select(people.c.person_key).join_from(seats, people, seats.c.person_id == people.c.person_id)
    rows = rows.join(tools, tools.c.tool_id == seats.c.tool_id).where(tools.c.name == tool)
    return list(connection.execute(rows.distinct().order_by(people.c.person_key)).scalars())
