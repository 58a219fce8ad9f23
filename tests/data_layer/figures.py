"""All figures that pages read of a home, so that two moments or two homes can be compared."""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.store import Home, current
from data_layer.tables import metadata

FIGURE_TABLES = ("usage_days", "usage_months", "first_uses", "memberships", "enrolled_days", "match_days", "seats")


def figures(home: Home) -> dict[str, list[tuple]]:
    """All that pages read, with people by pseudonym, since their numbers mean nothing."""
    served = current(home)
    if served is None:
        return {table: [] for table in FIGURE_TABLES}
    with served.connect() as connection:
        return {table: rows_of(connection, table) for table in FIGURE_TABLES}


def rows_of(connection: Connection, table: str) -> list[tuple]:
    names = metadata.tables[table].columns.keys()
    query = f"FROM {table}"
    if "person_id" in names:
        query = f"SELECT person_key, t.* EXCLUDE (person_id) FROM {table} t LEFT JOIN people USING (person_id)"
    if "tool_id" in names:
        query = f"SELECT name, q.* EXCLUDE (tool_id) FROM ({query}) q LEFT JOIN tools USING (tool_id)"
    return [tuple(row) for row in connection.exec_driver_sql(f"FROM ({query}) ORDER BY ALL")]
