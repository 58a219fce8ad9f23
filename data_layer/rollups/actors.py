"""What each actor of a log did on each local day, before anybody is matched, and who each actor is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import duckdb

from data_layer.rollups import day_sums
from data_layer.rollups.calendar import time_zone
from data_layer.rollups.landed import newest_where, restated
from data_layer.rollups.portions import Days, held, portions
from data_layer.settings import Settings
from data_layer.store import Home

_ONE_DAY = timedelta(days=1)
_COUNTS = "(event_class IS NOT NULL OR login_count > 0)"
_QUARTER = "epoch_us({moment}) // 900000000"  # which quarter of an hour, counted from 1970
_WORDS = ("tool", "feature", "course_ref")
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
        _show_events(connection, [file.path for file in files], stretch)
        with joined_as_written(connection):
            _sum_features(connection)
            _sum_spells(connection, settings.quiet_minutes)
        _sum_days(connection, settings.quiet_minutes)
        _sum_sources(connection)
        _forget_events(connection)
    if day_sums.show(connection, home, days=(first, last)):
        number(connection, f"SELECT actor_key FROM {day_sums.TOOLS}")
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


def _show_events(connection: duckdb.DuckDBPyConnection, files: list[str], days: Days) -> None:
    """A view of the events of these local days, once each, in numbers: who, in which tool, with what, where and at
    what second.

    What a log repeats in every row is a name; numbers are joined, sorted and grouped many times as fast.
    """
    first, last = days
    around = first - _ONE_DAY, last + _ONE_DAY
    within = "on_day BETWEEN DATE '{}' AND DATE '{}'".format(*around)
    _number_names(connection, files, within)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE restated_events AS {restated(files, within)}")
    newest = newest_where(files, within, restated="restated_events")
    connection.execute(f"""
        CREATE OR REPLACE TEMP VIEW fresh_events AS
        SELECT day, source_id, actor_id, tool_id, has_own_logins, epoch_us(moment) // 1000000 AS second,
               features.word_id AS feature_id, courses.word_id AS course_id, event_count, use_count, login_count,
               minutes, is_last_seen
        FROM ({counted_events(newest, zone=time_zone(connection), days=around)})
        JOIN (SELECT import_id, min(import_id) OVER (PARTITION BY label) AS source_id FROM imports) USING (import_id)
        JOIN actors USING (actor_key)
        JOIN (SELECT word AS tool, tool_id, has_own_logins
              FROM fresh_words JOIN tools ON lower(name) = lower(trim(word)) WHERE kind = 'tool') USING (tool)
        LEFT JOIN fresh_words AS features ON features.kind = 'feature' AND features.word = feature
        LEFT JOIN fresh_words AS courses ON courses.kind = 'course_ref' AND courses.word = course_ref
        WHERE day BETWEEN DATE '{first}' AND DATE '{last}'""")


@contextmanager
def joined_as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Queries that run through all events and look a few names up: DuckDB takes a filter to leave next to no events,
    and would hold all of them in memory to look them up in."""
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        connection.execute("RESET disabled_optimizers")


def _forget_events(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DROP VIEW fresh_events")
    for table in ("fresh_spells", "fresh_words", "restated_events"):
        connection.execute(f"DROP TABLE {table}")


def _number_names(connection: duckdb.DuckDBPyConnection, files: list[str], within: str) -> None:
    events = f"FROM read_parquet({files}, union_by_name = true) WHERE {within} AND {_COUNTS}"
    number(connection, f"SELECT coalesce(actor, '') AS actor_key {events}")
    words = " UNION ALL ".join(
        f"SELECT DISTINCT '{kind}' AS kind, {kind} AS word {events} AND {kind} IS NOT NULL" for kind in _WORDS
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE fresh_words AS
        SELECT kind, word, CAST(row_number() OVER () AS INTEGER) AS word_id FROM ({words})""")


def counted_events(events: str, *, zone: str, days: Days) -> str:
    """A select of those among these events (a select of landed ones) that count, each with its local day.

    `days` are the first and the last that any of them holds, as its source wrote it.
    """
    return f"""
        SELECT import_id, row_key, occurrence, coalesce(CAST(local_at AS DATE), local_day) AS day,
               coalesce(occurred_at, local_at) AS moment, coalesce(actor, '') AS actor_key,
               tool, feature, event_class, course_ref, coalesce(event_count, 1) AS event_count,
               login_count, minutes, coalesce(is_last_seen, false) AS is_last_seen,
               CASE WHEN event_class IN ('view', 'participate', 'create') THEN coalesce(event_count, 1) ELSE 0 END
                   AS use_count
        FROM (SELECT *, {_QUARTER.format(moment="occurred_at")} AS quarter FROM ({events}) WHERE {_COUNTS})
        LEFT JOIN ({_days_of_quarters(zone, days)}) USING (quarter)"""


def _days_of_quarters(zone: str, days: Days) -> str:
    """A select of the local day of each quarter of an hour of these days in UTC.

    Everywhere on Earth midnight is at one of them. The rules of a time zone are slow to ask for each event.
    """
    first, last = days
    return f"""
        SELECT {_QUARTER.format(moment="moment")} AS quarter,
               CAST(timezone('{zone}', timezone('UTC', moment)) AS DATE) AS local_day
        FROM range(TIMESTAMP '{first}', TIMESTAMP '{last + _ONE_DAY}', INTERVAL 15 MINUTES) AS quarters(moment)"""


def local_day(zone: str) -> str:
    """The SQL of the local day of a landed event."""
    return f"CAST(coalesce(local_at, timezone('{zone}', timezone('UTC', occurred_at))) AS DATE)"


def number(connection: duckdb.DuckDBPyConnection, keys: str) -> None:
    """Give the new ones among these keys (a select of actor_key) their numbers; those known keep theirs, so that older
    days stay true."""
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
