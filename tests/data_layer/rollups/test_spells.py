"""Where visits begin is found from spells of the clock, and is the same as from every single event."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import duckdb
from hypothesis import example, given
from hypothesis import strategies as st

from data_layer import schema
from data_layer.rollups import visits

DAY = date(2026, 3, 2)
EVENT = st.tuples(st.integers(1, 2), st.sampled_from([None, 7, 8]), st.integers(0, 4000), st.booleans())


@given(st.lists(EVENT, min_size=1, max_size=40), st.sampled_from([0, 1, 7, 30]))
@example([(1, 7, 0, True), (1, 7, 1801, True)], 30)
@example([(1, 7, 0, True), (1, 8, 1799, True), (1, 7, 1800, True), (1, 7, 3601, True)], 30)
def test_visits_of_spells_are_those_of_events(events, quiet_minutes):
    with duckdb.connect() as connection:
        _show(connection, events)
        visits._sum_spells(connection, quiet_minutes)
        visits._sum_days(connection, quiet_minutes)
        tools = dict(connection.execute("SELECT actor_id, login_count FROM actor_tool_days").fetchall())
        courses = {
            (actor, course): count
            for actor, course, count in connection.execute(
                "SELECT actor_id, course_ref, login_count FROM actor_course_days"
            ).fetchall()
        }
    assert tools == {
        actor: _visits([event for event in events if event[0] == actor], quiet_minutes) for actor, *_ in events
    }
    assert courses == {
        (actor, f"c{course}"): _visits([event for event in events if event[:2] == (actor, course)], quiet_minutes)
        for actor, course, *_ in events
        if course is not None
    }


def _visits(events, quiet_minutes) -> int:
    """Visits as they are defined: a use begins one where none was before it, or none for longer than the quiet time."""
    seconds = sorted(second for *_, second, is_use in events if is_use)
    return bool(seconds) + sum(later - earlier > quiet_minutes * 60 for earlier, later in pairwise(seconds))


def _show(connection: duckdb.DuckDBPyConnection, events) -> None:
    """These events as the rollups see them: of one tool, each a use or none."""
    schema.create_tables(connection)
    connection.execute("INSERT INTO imports (import_id, importer, label) VALUES (1, 'log', 'A log')")
    connection.execute("CREATE TEMP TABLE fresh_words AS FROM (VALUES (7, 'c7'), (8, 'c8')) AS w(word_id, word)")
    connection.execute("""
        CREATE TEMP TABLE fresh_events (day DATE, source_id INTEGER, actor_id INTEGER, tool_id INTEGER,
            has_own_logins BOOLEAN, second BIGINT, course_id INTEGER, event_count BIGINT, use_count BIGINT,
            login_count BIGINT, minutes DOUBLE, is_last_seen BOOLEAN)""")
    connection.executemany(
        "INSERT INTO fresh_events VALUES (?, 1, ?, 1, false, ?, ?, 1, ?, NULL, NULL, false)",
        [(DAY, actor, second, course, int(is_use)) for actor, course, second, is_use in events],
    )
