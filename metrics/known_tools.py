"""What the store says of each tool: asked once, because nearly every figure needs it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from data_layer.tables import tools
from metrics.remembered import remembered

_COLUMNS = (
    "tool_id", "name", "has_log", "has_seat_list", "first_logged_on", "last_logged_on", "last_active_on",
)  # fmt: skip


@remembered
def known_tools(connection: Connection) -> Sequence[Row]:
    """Each tool's name, and what sums up its logs and seats, in the order of the names."""
    told = connection.execute(select(*(tools.c[name] for name in _COLUMNS))).all()
    return sorted(told, key=lambda tool: (tool.name.lower(), tool.tool_id))
