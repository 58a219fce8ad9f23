"""What each actor of a log did on each local day, before anybody is matched, and who each actor is."""

from __future__ import annotations

from datetime import timedelta

import duckdb

from data_layer.rollups import day_sums, events, visits
from data_layer.rollups.numbering import add_tools, number_actors
from data_layer.rollups.portions import Days, held, portions
from data_layer.settings import Settings
from data_layer.store import Home

_ONE_DAY = timedelta(days=1)
DAY_TABLES = ("actor_tool_days", "actor_feature_days", "actor_course_days", "source_days")


def refresh(connection: duckdb.DuckDBPyConnection, home: Home, settings: Settings, *, days: Days) -> Days:
    """Recompute the actors' days between two days of the sources; returns the local days recomputed.

    A source's day may fall on the local day before or after it, so one more day each way is recomputed.
    """
    first, last = days[0] - _ONE_DAY, days[1] + _ONE_DAY
    for table in DAY_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE day BETWEEN ? AND ?", [first, last])
    files = held(connection, home, (first, last))
    for stretch in portions(files, (first, last)) if files else ():
        events.show(connection, [file.path for file in files], stretch)
        visits.count(connection, settings.quiet_minutes)
        events.forget(connection)
    if day_sums.show(connection, home, days=(first, last)):
        number_actors(connection, f"SELECT actor_key FROM {day_sums.TOOLS}")
        day_sums.insert(connection)
    return first, last


def note_recorders(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say of each tool whether some log holds its own logins. Returns whether that changed for a known tool."""
    add_tools(connection, "SELECT DISTINCT tool AS name FROM part_tools")
    recorders = "(SELECT lower(tool) FROM part_tools WHERE has_own_logins)"
    (changed,) = connection.execute(f"""
        SELECT count(*) FROM tools WHERE has_own_logins <> (lower(name) IN {recorders})""").fetchone()
    connection.execute(f"UPDATE tools SET has_own_logins = lower(name) IN {recorders}")
    return bool(changed)


def knows_sources(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the days of each source were ever counted: a store from before they were has to be read once more."""
    (sources, days) = connection.execute(
        "SELECT (SELECT count(*) FROM source_days), (SELECT count(*) FROM actor_tool_days WHERE NOT is_last_seen)"
    ).fetchone()
    return bool(sources) or not days


def match(connection: duckdb.DuckDBPyConnection) -> None:
    """Say who each actor is: by sourcedId, else username, else email, else SIS id, directly or by an LMS's list.

    An identifier that two people share matches nobody: it is ambiguous, and said to be so.
    """
    connection.execute("DELETE FROM actor_people")
    connection.execute("""
        INSERT INTO actor_people
        WITH ranked AS (SELECT *, list_position(['sourced_id', 'username', 'email', 'sis_id'], kind) AS rank
                        FROM landed_identifiers),
        roster AS (SELECT alias, rank, person_id FROM ranked JOIN people ON person_key = owner),
        direct AS (SELECT actor_id, rank, person_id FROM actors JOIN roster ON alias = actor_key),
        listed AS (SELECT actor_id, roster.rank, roster.person_id FROM actors
                   JOIN ranked ON ranked.owner = actor_key JOIN roster ON roster.alias = ranked.alias),
        found AS (FROM direct UNION FROM listed),
        best AS (SELECT actor_id, min(person_id) AS person_id, count(DISTINCT person_id) AS people_count
                 FROM (FROM found QUALIFY rank = min(rank) OVER (PARTITION BY actor_id)) GROUP BY actor_id)
        SELECT actor_id, CASE WHEN people_count = 1 THEN person_id END,
               CASE WHEN people_count = 1 THEN 'matched' WHEN people_count > 1 THEN 'ambiguous' ELSE 'unmatched' END
        FROM actors LEFT JOIN best USING (actor_id)""")
