"""Who used what, when and where: the actors' days joined to people, and the coarser tables that pages read."""

from __future__ import annotations

import duckdb

from data_layer.rollups import coarser

_DAY_TABLES = ("usage_days", "feature_days", "subject_days", "match_days")


def build(connection: duckdb.DuckDBPyConnection, *, days: tuple[object, object] | None) -> None:
    """Make the usage tables anew between two days; for None, all of them."""
    first, last = (f"DATE '{day}'" for day in days or ("0001-01-01", "9999-12-30"))
    between = f"day BETWEEN {first} AND {last}"
    for table in _DAY_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE {between}")
    _place_people(connection, between)
    _usage_days(connection, between)
    _subject_days(connection, between)
    _match_days(connection, between)
    _feature_days(connection, between)
    _feature_months(connection, first, last)
    coarser.build(connection, first, last)
    _forget_places(connection)


def recount(connection: duckdb.DuckDBPyConnection) -> None:
    """Make anew the sums that name nobody, where rows were taken out of a version whose imports are gone by now."""
    for table in ("match_days", "feature_days"):
        connection.execute(f"DELETE FROM {table}")
    _place_people(connection, "true")
    _match_days(connection, "true")
    _feature_days(connection, "true")
    coarser.build(connection, *coarser.EVER)
    _forget_places(connection)


def _place_people(connection: duckdb.DuckDBPyConnection, between: str) -> None:
    """The home school, grade level and role of whose actor did something on a day, each by a number."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE places AS
        SELECT CAST(row_number() OVER () AS INTEGER) AS place_id, * FROM memberships WHERE is_home""")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE placed AS
        SELECT day, actor_id, place_id, coalesce(is_instructional, false) AS is_instructional
        FROM (SELECT DISTINCT day, actor_id FROM actor_tool_days WHERE {between}) AS seen
        JOIN actor_people USING (actor_id)
        JOIN places USING (person_id)
        LEFT JOIN calendar_days USING (day)
        WHERE day >= starts_on AND day < ends_on""")


def _forget_places(connection: duckdb.DuckDBPyConnection) -> None:
    for table in ("placed", "places"):
        connection.execute(f"DROP TABLE {table}")


def _usage_days(connection: duckdb.DuckDBPyConnection, between: str) -> None:
    connection.execute(f"""
        INSERT INTO usage_days
        SELECT day, tool_id, school_id, grade_level, role, person_id, login_count, event_count, minutes,
               is_instructional, event_count > 0
        FROM (SELECT day, tool_id, place_id, is_instructional, sum(login_count) AS login_count,
                     sum(event_count) AS event_count, sum(minutes) AS minutes
              FROM actor_tool_days JOIN placed USING (day, actor_id) WHERE {between} GROUP BY ALL)
        JOIN places USING (place_id) ORDER BY day, tool_id""")


def _subject_days(connection: duckdb.DuckDBPyConnection, between: str) -> None:
    """Use inside a course, under the subject of the class that the LMS ties it to."""
    connection.execute(f"""
        INSERT INTO subject_days
        WITH tied AS (
            SELECT course_ref, coalesce(max(subject), '(no subject)') AS subject
            FROM (SELECT DISTINCT course_ref FROM actor_course_days)
            LEFT JOIN (SELECT course_ref, max(sis_id) AS sis_id FROM landed_lms_courses GROUP BY course_ref)
                USING (course_ref)
            LEFT JOIN (SELECT lower(class_id) AS folded, subject FROM class_subjects)
                ON folded = lower(coalesce(sis_id, course_ref))
            GROUP BY course_ref),
        numbered AS (SELECT course_ref, subject, dense_rank() OVER (ORDER BY subject) AS subject_id FROM tied)
        SELECT day, subject, school_id, grade_level, person_id, login_count, event_count, is_instructional
        FROM (SELECT day, subject_id, place_id, is_instructional, sum(login_count) AS login_count,
                     sum(event_count) AS event_count
              FROM actor_course_days JOIN numbered USING (course_ref) JOIN placed USING (day, actor_id)
              WHERE {between} AND event_count > 0 GROUP BY ALL)
        JOIN places USING (place_id) JOIN (SELECT DISTINCT subject_id, subject FROM numbered) USING (subject_id)
        WHERE role = 'student' ORDER BY day, subject_id""")


def _match_days(connection: duckdb.DuckDBPyConnection, between: str) -> None:
    connection.execute(f"""
        INSERT INTO match_days
        SELECT day, tool_id,
               CASE WHEN match = 'matched' AND placed.place_id IS NULL THEN 'not enrolled' ELSE match END,
               sum(action_count), count(DISTINCT actor_id), bool_and(is_last_seen), source
        FROM actor_tool_days JOIN actor_people USING (actor_id)
        LEFT JOIN placed USING (day, actor_id) WHERE {between} GROUP BY ALL ORDER BY day""")


def _feature_days(connection: duckdb.DuckDBPyConnection, between: str) -> None:
    """Of all days where none is there yet: a version may be older than the table."""
    is_empty = connection.execute("SELECT NOT EXISTS (FROM feature_days)").fetchone()[0]
    connection.execute(f"""
        INSERT INTO feature_days
        SELECT day, tool_id, feature, school_id, grade_level, role, count(DISTINCT person_id)
        FROM (SELECT * FROM actor_feature_days WHERE {"true" if is_empty else between})
        JOIN actor_people USING (actor_id) JOIN memberships USING (person_id)
        WHERE is_home AND day >= starts_on AND day < ends_on GROUP BY ALL ORDER BY day""")


def _feature_months(connection: duckdb.DuckDBPyConnection, first: str, last: str) -> None:
    span = f"BETWEEN date_trunc('month', {first}) AND {last}"
    connection.execute(f"DELETE FROM feature_months WHERE month {span}")
    connection.execute(f"""
        INSERT INTO feature_months
        SELECT CAST(date_trunc('month', day) AS DATE) AS month, tool_id, feature, school_id, grade_level, role,
               person_id, sum(event_count), max(day)
        FROM (SELECT * FROM actor_feature_days WHERE date_trunc('month', day) {span})
        JOIN actor_people USING (actor_id) JOIN memberships USING (person_id)
        WHERE is_home AND day >= starts_on AND day < ends_on GROUP BY ALL ORDER BY month""")
