"""What became of the work that students were to hand in, on the local day on which it was due.

The source's last word on each student's work is believed, by its own time of change where it gives one. An export
tells nothing of what is due after it was made: such work is neither handed in nor missing yet, and is left out.
"""

from __future__ import annotations

import duckdb

from data_layer.rollups.calendar import note, time_zone
from data_layer.rollups.numbering import number_actors
from data_layer.settings import Settings

LANDINGS = frozenset({"assignments", "submissions"})
UNPLACED = ("unmatched_work_count", "undescribed_work_count")  # facts that are worth a remark
_OUTCOMES = ("on time", "late", "missing", "unresolved", "excused")


def number_people(connection: duckdb.DuckDBPyConnection) -> None:
    """Number whoever hands in, so that they are matched like whoever is in a log."""
    number_actors(connection, "SELECT person AS actor_key FROM landed_submissions WHERE person IS NOT NULL")


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make due_days anew."""
    zone = time_zone(connection)
    _hear_of_work(connection, zone)
    _hear_of_students(connection, zone)
    _limit_knowledge(connection)
    _judge(connection, settings.quiz_grace_seconds)
    _add_who_never_began(connection, zone)
    _sum_days(connection, zone)
    _note_unplaced(connection)
    for table in ("set_work", "standings", "known_until", "judged"):
        connection.execute(f"DROP TABLE {table}")


def _utc(moment: str, zone: str | None) -> str:
    """SQL for a wall-clock moment of the district as one in UTC."""
    return f"timezone('UTC', timezone('{zone}', {moment}))"


def _local_day(moment: str, zone: str | None) -> str:
    """SQL for the local day of a moment in UTC."""
    return f"CAST(timezone('{zone}', timezone('UTC', {moment})) AS DATE)"


def _hear_of_work(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """The last word on each assignment that students are to hand in, and the class that its course is tied to."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE set_work AS
        WITH last_words AS (
            FROM landed_assignments WHERE assignment_ref IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY assignment_ref
                ORDER BY updated_at DESC NULLS LAST, import_id DESC, due_at DESC NULLS LAST, is_deleted) = 1),
        tied AS (
            SELECT course_ref, min(class_id) AS class_id, min(subject) AS subject
            FROM (SELECT DISTINCT course_ref FROM last_words)
            LEFT JOIN (SELECT course_ref, any_value(sis_id) AS sis_id FROM landed_lms_courses GROUP BY course_ref)
                USING (course_ref)
            JOIN class_subjects ON lower(class_id) = lower(coalesce(sis_id, course_ref)) GROUP BY course_ref)
        SELECT assignment_ref, course_ref, class_id, coalesce(subject, '(no subject)') AS subject, basis,
               coalesce(assignment_type, 'assignment') AS assignment_type,
               coalesce(due_at, {_utc("due_local_at", zone)}) AS due_at
        FROM last_words LEFT JOIN tied USING (course_ref)
        WHERE coalesce(is_expected, true) AND NOT coalesce(is_deleted, false)""")


def _hear_of_students(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """The last word on each student's work, from exports that tell who was to hand something in, or who did."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE standings AS
        SELECT assignment_ref, person, state, is_late, due_at, is_deleted,
               coalesce(submitted_at, {_utc("submitted_local_at", zone)}) AS submitted_at
        FROM landed_submissions
        WHERE person IS NOT NULL AND state IS NOT NULL AND basis IN ('assigned', 'begun')
        QUALIFY row_number() OVER (PARTITION BY assignment_ref, person
            ORDER BY updated_at DESC NULLS LAST, import_id DESC, attempt DESC NULLS LAST,
                     submitted_at DESC NULLS LAST, state) = 1""")


def _limit_knowledge(connection: duckdb.DuckDBPyConnection) -> None:
    """Up to which moment the exports tell of a course; where a source never names courses, of all of its work.

    That is the last moment any of their rows holds, and no later than they came.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE known_until AS
        WITH told AS (
            SELECT import_id, coalesce(any_value(w.course_ref), any_value(s.course_ref)) AS course_ref, s.basis,
                   max(greatest(updated_at, submitted_at)) AS last_at
            FROM landed_submissions AS s LEFT JOIN set_work AS w USING (assignment_ref)
            GROUP BY import_id, s.basis, assignment_ref),
        exports AS (
            SELECT import_id, least(received_at, coalesce(max(last_at), received_at)) AS export_at
            FROM told JOIN imports USING (import_id) GROUP BY import_id, received_at)
        SELECT CASE WHEN basis = 'assigned' THEN course_ref END AS course_ref, basis, max(export_at) AS export_at
        FROM told JOIN exports USING (import_id) GROUP BY ALL""")


def _judge(connection: duckdb.DuckDBPyConnection, grace_seconds: int) -> None:
    """Each student's piece of work that was due: at the very moment it is due, it is on time.

    Whom the LMS knows under two numbers has handed in what either has.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH own AS (
            SELECT w.* EXCLUDE (due_at), person_id, state, is_late, submitted_at,
                   coalesce(s.due_at, w.due_at) AS due_at,
                   CASE WHEN assignment_type = 'quiz' THEN {grace_seconds} ELSE 0 END AS grace_seconds
            FROM standings AS s JOIN set_work AS w USING (assignment_ref)
            JOIN actors ON actor_key = person JOIN actor_people USING (actor_id)
            WHERE person_id IS NOT NULL AND NOT coalesce(is_deleted, false)
            QUALIFY row_number() OVER (PARTITION BY assignment_ref, person_id
                ORDER BY state IN ('submitted', 'offline') DESC, submitted_at, state, person) = 1)
        SELECT own.*, CASE
                   WHEN state NOT IN ('submitted', 'offline') THEN state
                   WHEN coalesce(is_late, submitted_at > due_at + to_seconds(grace_seconds), false) THEN 'late'
                   ELSE 'on time' END AS outcome
        FROM own JOIN known_until AS k
            ON k.basis = own.basis AND k.course_ref IS NOT DISTINCT FROM CASE WHEN own.basis = 'assigned'
                                                                              THEN own.course_ref END
        WHERE due_at < export_at""")


def _add_who_never_began(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """Where a source lists those alone who began, the others of the class have handed in nothing."""
    day = _local_day("due_at", zone)
    connection.execute(f"""
        INSERT INTO judged BY NAME
        SELECT DISTINCT w.*, m.person_id, 'missing' AS state, 'missing' AS outcome
        FROM set_work AS w JOIN known_until AS k ON k.basis = 'begun' AND w.basis = 'begun' AND due_at < export_at
        JOIN class_memberships AS m ON m.class_id = w.class_id
            AND {day} >= m.starts_on AND {day} < m.ends_on
        WHERE NOT EXISTS (FROM judged WHERE judged.assignment_ref = w.assignment_ref
                          AND judged.person_id = m.person_id)""")


def _sum_days(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """By local day, at the student's home school, grade level and role of that day."""
    counts = ", ".join(f"count(*) FILTER (outcome = '{outcome}')" for outcome in _OUTCOMES)
    connection.execute("DELETE FROM due_days")
    connection.execute(f"""
        INSERT INTO due_days
        SELECT day, class_id, subject, assignment_type, school_id, grade_level, person_id, {counts}
        FROM (SELECT *, {_local_day("due_at", zone)} AS day FROM judged)
        JOIN memberships USING (person_id)
        WHERE is_home AND role = 'student' AND day >= starts_on AND day < ends_on
        GROUP BY ALL ORDER BY day""")


def _note_unplaced(connection: duckdb.DuckDBPyConnection) -> None:
    """How many rows enter no figure because nobody knows the student, or the assignment."""
    total, unmatched, undescribed = connection.execute("""
        SELECT count(*), count(*) FILTER (coalesce(match, '') <> 'matched'), count(*) FILTER (NOT assignment_ref IN
               (SELECT assignment_ref FROM landed_assignments WHERE assignment_ref IS NOT NULL))
        FROM standings JOIN actors ON actor_key = person LEFT JOIN actor_people USING (actor_id)""").fetchone()
    of_all = f"of {total:,} entries on work that students were to hand in"
    who, which = UNPLACED
    note(connection, who, unmatched, f"{unmatched:,} {of_all} are about somebody who is not on the roster.")
    remedy = "Import the LMS's assignments, which say when work was due."
    note(
        connection,
        which,
        undescribed,
        f"{undescribed:,} {of_all} are about an assignment that no file describes. {remedy}",
    )
