"""Sums events up for each actor and day before they are removed, exactly as they were counted until then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb

from data_layer.rollups.day_sums import COURSES, FEATURES, TOOLS
from data_layer.rollups.events import counted_events, local_day
from data_layer.rollups.landed import newest_where, restated
from data_layer.rollups.visits import gap, visit

_WHO = "import_id, day AS on_day, nullif(actor_key, '') AS actor, tool"


def sum_up(connection: duckdb.DuckDBPyConnection, files: Sequence[str], *, before: date, zone: str, quiet: int) -> None:
    """Make a temporary table of each kind of sums out of the events before a day, as the newest import tells them.

    They are of the import that brought them first: undoing one that only repeated them takes nothing away.
    """
    within = f"on_day <= DATE '{before}'"
    days = connection.execute(
        f"SELECT min(on_day), max(on_day) FROM read_parquet({list(files)}) WHERE {within}"
    ).fetchone()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE restated_events AS {restated(list(files), within)}")
    newest = counted_events(newest_where(list(files), within, restated="restated_events"), zone=zone, days=days)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE counted AS SELECT * FROM ({newest}) WHERE day < DATE '{before}'")
    keys = " UNION ALL ".join(
        f"SELECT row_key, occurrence, {int(Path(path).parent.name)} AS import_id FROM read_parquet('{path}')"
        for path in files
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE aged AS
        SELECT firsts.import_id, counted.* EXCLUDE (import_id, tool, row_key, occurrence), lower(trim(tool)) AS tool
        FROM counted JOIN (SELECT row_key, occurrence, min(import_id) AS import_id FROM ({keys})
                        SEMI JOIN counted USING (row_key, occurrence) GROUP BY ALL) AS firsts
        USING (row_key, occurrence)""")
    for name, select in _selects(quiet).items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")


def _selects(quiet: int) -> Mapping[str, str]:
    return {
        TOOLS: f"""
            SELECT {_WHO}, is_last_seen, {_whole(visit(quiet))} AS visit_count,
                   {_whole("coalesce(login_count, 0)")} AS login_count, {_whole("use_count")} AS use_count,
                   {_whole("event_count")} AS action_count, sum(minutes) AS minutes
            FROM (SELECT *, {gap("actor_key, tool")} AS quiet FROM aged)
            GROUP BY import_id, day, actor_key, tool, is_last_seen""",
        FEATURES: f"""
            SELECT {_WHO}, feature, {_whole("use_count")} AS use_count
            FROM aged WHERE feature IS NOT NULL AND use_count > 0
            GROUP BY import_id, day, actor_key, tool, feature""",
        COURSES: f"""
            SELECT {_WHO}, course_ref, {_whole(visit(quiet))} AS visit_count, {_whole("use_count")} AS use_count
            FROM (SELECT *, {gap("actor_key, tool, course_ref")} AS quiet FROM aged WHERE course_ref IS NOT NULL)
            GROUP BY import_id, day, actor_key, tool, course_ref""",
    }


def _whole(amount: str) -> str:
    """Sums are of a type that Parquet would keep as a fraction."""
    return f"CAST(sum({amount}) AS BIGINT)"


def is_kept(*, before: date, zone: str) -> str:
    """The SQL condition for a landed event that stays: what is restated may have had another day before."""
    counted = "SELECT (row_key, occurrence) FROM counted"
    return f"{local_day(zone)} >= DATE '{before}' AND (row_key, occurrence) NOT IN ({counted})"
