"""What follows from usage_days alone: the sums of each day, weeks, months, and everybody's first use of a tool."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

EVER = "DATE '0001-01-01'", "DATE '9999-12-30'"

_SELECTS = {
    "active_days": """
        SELECT day, tool_id, school_id, grade_level, role, is_instructional,
               count(DISTINCT person_id) FILTER (is_active), sum(login_count)
        FROM usage_days WHERE {within}
        GROUP BY GROUPING SETS ((day, tool_id, school_id, grade_level, role, is_instructional),
                                (day, school_id, grade_level, role, is_instructional))
        ORDER BY day, tool_id""",
    "usage_weeks": """
        SELECT CAST(date_trunc('week', day) AS DATE) AS week, tool_id, school_id, grade_level, role, person_id,
               count(*) FILTER (is_active)
        FROM usage_days WHERE {within} GROUP BY ALL ORDER BY week""",
    "usage_months": """
        SELECT CAST(date_trunc('month', day) AS DATE) AS month, tool_id, school_id, grade_level, role, person_id,
               coalesce(sum(login_count) FILTER (is_instructional), 0),
               count(*) FILTER (is_active AND is_instructional), count(*) FILTER (is_active AND NOT is_instructional),
               sum(event_count), max(day) FILTER (is_active)
        FROM usage_days WHERE {within} GROUP BY ALL ORDER BY month""",
    "first_uses": """
        SELECT person_id, tool_id, min(day), max(day) FROM usage_days
        WHERE is_active GROUP BY person_id, tool_id""",
}
_UNITS = {"active_days": "day", "usage_weeks": "week", "usage_months": "month", "first_uses": None}
TABLES = tuple(_UNITS)


def build(connection: duckdb.DuckDBPyConnection, first: str, last: str, *, tables: Iterable[str] = TABLES) -> None:
    """Make them anew for the days, weeks and months that the days between two SQL dates touch."""
    for table in tables:
        unit = _UNITS[table]
        start = f"date_trunc('{unit}', {first})"
        condition = f"WHERE {unit} BETWEEN {start} AND {last}" if unit else ""
        connection.execute(f"DELETE FROM {table} {condition}")
        within = f"date_trunc('{unit}', day) BETWEEN {start} AND {last}"
        connection.execute(f"INSERT INTO {table} {_SELECTS[table].format(within=within)}")
