"""Sums of events for each actor and day: visits, logins, uses, and what was used where.

They are made of what `events` shows, and stand in tables before anybody is matched.
"""

from __future__ import annotations

import duckdb

from data_layer.rollups import events


def count(connection: duckdb.DuckDBPyConnection, quiet_minutes: int) -> None:
    """Add the sums of the days that are shown to the tables of actors' days."""
    with events.joined_as_written(connection):
        _sum_features(connection)
        _sum_spells(connection, quiet_minutes)
    _sum_days(connection, quiet_minutes)
    _sum_sources(connection)
    connection.execute("DROP TABLE fresh_spells")


def _sum_features(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        INSERT INTO actor_feature_days
        SELECT day, actor_id, tool_id, word, use_count
        FROM (SELECT day, actor_id, tool_id, feature_id, sum(use_count) AS use_count FROM fresh_events
              WHERE feature_id IS NOT NULL AND use_count > 0 GROUP BY ALL)
        JOIN fresh_words ON word_id = feature_id ORDER BY day""")


def _sum_spells(connection: duckdb.DuckDBPyConnection, quiet_minutes: int) -> None:
    """What each actor did in each course within each spell of the clock, with the first and the last second of it.

    A spell is no longer than the quiet time, so that no visit begins in the midst of one: to find where visits begin,
    spells tell as much as the events do, and they are far fewer.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE fresh_spells AS
        SELECT day, source_id, actor_id, tool_id, has_own_logins, course_id, is_last_seen,
               min(second) AS first_second, max(second) AS last_second, {_whole("event_count")}, {_whole("use_count")},
               {_whole("login_count")}, sum(minutes) AS minutes
        FROM fresh_events
        GROUP BY day, source_id, actor_id, tool_id, has_own_logins, course_id, is_last_seen, use_count > 0,
                 second // {max(1, quiet_minutes * 60)}""")


def _whole(count: str) -> str:
    return f"CAST(sum({count}) AS BIGINT) AS {count}"


def _sum_days(connection: duckdb.DuckDBPyConnection, quiet_minutes: int) -> None:
    """Count per day. Where some log holds a tool's logins they count; elsewhere a visit does, after quiet time."""
    connection.execute(f"""
        INSERT INTO actor_tool_days
        SELECT day, actor_id, tool_id, login_count, use_count, event_count, minutes, is_last_seen, label
        FROM (SELECT day, actor_id, tool_id, sum({_logins(quiet_minutes)}) AS login_count, sum(use_count) AS use_count,
                     sum(event_count) AS event_count, sum(minutes) AS minutes, bool_and(is_last_seen) AS is_last_seen,
                     source_id
              FROM (SELECT *, {_quiet_seconds("actor_id, tool_id")} AS quiet FROM fresh_spells)
              GROUP BY day, actor_id, tool_id, source_id)
        JOIN imports ON import_id = source_id ORDER BY day""")
    connection.execute(f"""
        INSERT INTO actor_course_days
        SELECT day, actor_id, tool_id, word, visit_count, use_count
        FROM (SELECT day, actor_id, tool_id, course_id, sum({visit(quiet_minutes)}) AS visit_count,
                     sum(use_count) AS use_count
              FROM (SELECT *, {_quiet_seconds("actor_id, tool_id, course_id")} AS quiet FROM fresh_spells
                    WHERE course_id IS NOT NULL)
              GROUP BY day, actor_id, tool_id, course_id)
        JOIN fresh_words ON word_id = course_id ORDER BY day""")


def _sum_sources(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        INSERT INTO source_days
        SELECT day, label, sum(event_count) FROM fresh_spells JOIN imports ON import_id = source_id
        WHERE NOT is_last_seen GROUP BY day, label ORDER BY day, label""")


def _quiet_seconds(who: str) -> str:
    """As `gap`, of spells: since the last second of any that began before."""
    return f"""first_second - max(last_second) OVER (PARTITION BY day, {who}, use_count > 0 ORDER BY first_second
                                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"""


def gap(who: str) -> str:
    """The quiet minutes before an event, on the same local day, counted between uses; null for the day's first."""
    return f"date_diff('second', lag(moment) OVER (PARTITION BY day, {who}, use_count > 0 ORDER BY moment), moment)"


def visit(quiet_minutes: int) -> str:
    return f"CASE WHEN use_count > 0 AND coalesce(quiet > {quiet_minutes * 60}, true) THEN 1 ELSE 0 END"


def _logins(quiet_minutes: int) -> str:
    return f"CASE WHEN has_own_logins THEN coalesce(login_count, 0) ELSE {visit(quiet_minutes)} END"
