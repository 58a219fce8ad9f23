"""Events as they are counted: those of some local days, once each, with numbers in place of names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import duckdb

from data_layer.rollups.calendar import time_zone
from data_layer.rollups.landed import newest_where, restated
from data_layer.rollups.numbering import number_actors
from data_layer.rollups.portions import Days

_ONE_DAY = timedelta(days=1)
_COUNTS = "(event_class IS NOT NULL OR login_count > 0)"
_QUARTER = "epoch_us({moment}) // 900000000"  # which quarter of an hour, counted from 1970
_WORDS = ("tool", "feature", "course_ref")


def show(connection: duckdb.DuckDBPyConnection, files: list[str], days: Days) -> None:
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


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DROP VIEW fresh_events")
    for table in ("fresh_words", "restated_events"):
        connection.execute(f"DROP TABLE {table}")


def _number_names(connection: duckdb.DuckDBPyConnection, files: list[str], within: str) -> None:
    events = f"FROM read_parquet({files}, union_by_name = true) WHERE {within} AND {_COUNTS}"
    number_actors(connection, f"SELECT coalesce(actor, '') AS actor_key {events}")
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
