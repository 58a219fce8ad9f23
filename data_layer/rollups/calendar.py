"""The store's calendar: its days and periods, made anew where they differ; what was assumed is kept in `facts`."""

from __future__ import annotations

import duckdb

from data_layer.rollups.calendar_days import days_of
from data_layer.rollups.calendar_plan import Plan, plan_of
from data_layer.settings import Settings


def time_zone(connection: duckdb.DuckDBPyConnection) -> str | None:
    found = connection.execute("SELECT value FROM facts WHERE name = 'time_zone'").fetchone()
    return found[0] if found else None


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Make calendar_days and periods anew where they differ; note in facts where they come from.

    Returns whether any day changed.
    """
    plan = plan_of(connection)
    _note_sources(connection, plan, settings)
    days = days_of(plan)
    if days == connection.execute("FROM calendar_days ORDER BY day").fetchall():
        return False
    connection.execute("DELETE FROM calendar_days")
    connection.execute("DELETE FROM periods")
    insert(connection, "calendar_days", days)
    connection.execute("""
        INSERT INTO periods
        SELECT kind, period_id, period_id, min(day), max(day) + 1, count(*) FILTER (is_instructional)
        FROM (UNPIVOT (SELECT day, is_instructional, school_year, semester_id AS semester, quarter_id AS quarter,
                              strftime(month, '%Y-%m') AS month FROM calendar_days)
              ON school_year, semester, quarter, month INTO NAME kind VALUE period_id)
        GROUP BY kind, period_id""")
    return True


def _note_sources(connection: duckdb.DuckDBPyConnection, plan: Plan, settings: Settings) -> None:
    zone = connection.execute(
        "SELECT name FROM landed_calendar WHERE kind = 'time_zone' ORDER BY import_id DESC"
    ).fetchone()
    said = "The school calendar gives it." if zone else "No school calendar gives a time zone; this one is assumed."
    note(connection, "time_zone", zone[0] if zone else settings.time_zone, said)
    note(connection, "calendar_source", plan.source, " ".join(plan.assumed))


def note(connection: duckdb.DuckDBPyConnection, name: str, value: object, words: str) -> None:
    """Keep one fact about the store, in place of what it said before."""
    connection.execute("DELETE FROM facts WHERE name = ?", [name])
    connection.execute("INSERT INTO facts VALUES (?, ?, ?)", [name, None if value is None else str(value), words])


def note_span(connection: duckdb.DuckDBPyConnection) -> None:
    """The first and last day on which anything is known: what "data as of" says."""
    first, last = connection.execute("SELECT min(day), max(day) FROM actor_tool_days").fetchone()
    if last is None:
        first, last = connection.execute("SELECT min(submitted_on), max(submitted_on) FROM survey_responses").fetchone()
    if last is None:
        (last,) = connection.execute(
            "SELECT CAST(max(received_at) AS DATE) FROM imports WHERE undone_at IS NULL"
        ).fetchone()
    note(connection, "first_day", first, "The first day with any data.")
    note(connection, "last_day", last, "The last day with any data; figures are as of this day.")


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """Insert plain rows through one Arrow table: row-wise inserts are a thousand times slower."""
    if not rows:
        return
    import pyarrow as pa

    names = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    fresh = pa.table({name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})
    connection.register("fresh", fresh)
    connection.execute(f"INSERT INTO {table} SELECT * FROM fresh")
    connection.unregister("fresh")
