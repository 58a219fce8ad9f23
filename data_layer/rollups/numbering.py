"""Numbers for whom and what logs name, given once and kept: days that were counted before stay true."""

from __future__ import annotations

import duckdb


def number_actors(connection: duckdb.DuckDBPyConnection, keys: str) -> None:
    """Give the new ones among these keys (a select of actor_key) their numbers."""
    connection.execute(f"""
        INSERT INTO actors SELECT (SELECT coalesce(max(actor_id), 0) FROM actors)
            + row_number() OVER (ORDER BY actor_key), actor_key
        FROM (SELECT DISTINCT actor_key FROM ({keys})) ANTI JOIN actors USING (actor_key)""")


def add_tools(connection: duckdb.DuckDBPyConnection, names: str) -> None:
    """Number the tools that a select of names brings and nobody has named before; case and blanks do not count."""
    connection.execute(f"""
        INSERT INTO tools (tool_id, name)
        SELECT (SELECT coalesce(max(tool_id), 0) FROM tools) + row_number() OVER (ORDER BY folded), name
        FROM (SELECT lower(trim(name)) AS folded, min(trim(name)) AS name FROM ({names}) GROUP BY folded) AS fresh
        WHERE folded NOT IN (SELECT lower(name) FROM tools)""")
