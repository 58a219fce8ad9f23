"""How many people are enrolled on each school day, by school and grade level, and by subject."""

from __future__ import annotations

import duckdb

from data_layer.rollups.calendar import insert
from data_layer.subjects import subject_of

_TABLES = ("class_subjects", "class_memberships", "subject_memberships", "enrolled_days", "subject_enrolled_days")


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the subjects of classes, who is in them, and the counts per day, from the memberships just made."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    _build_subjects(connection)
    _place_in_classes(connection)
    count(connection)


def _build_subjects(connection: duckdb.DuckDBPyConnection) -> None:
    """Class by class, its subject; then which students are in any class of a subject, cut to their memberships."""
    classes = connection.execute("""
        SELECT DISTINCT c.class_id, coalesce(c.subject_codes, k.subject_codes), coalesce(c.subjects, k.subjects),
               coalesce(c.title, k.title) FROM landed_classes AS c
        LEFT JOIN landed_courses AS k ON k.course_id = c.course_id AND k.import_id = c.import_id
        QUALIFY c.import_id = max(c.import_id) OVER (PARTITION BY c.class_id)""").fetchall()
    rows = {class_id: subject_of(codes=codes, named=named, title=title) for class_id, codes, named, title in classes}
    insert(connection, "class_subjects", list(rows.items()))
    connection.execute("""
        INSERT INTO subject_memberships
        SELECT m.person_id, m.school_id, m.grade_level, s.subject,
               greatest(m.starts_on, coalesce(min(e.starts_on), m.starts_on)),
               least(m.ends_on, CASE WHEN bool_and(e.ends_on IS NOT NULL) THEN max(e.ends_on) + 1 ELSE m.ends_on END)
        FROM held_enrollments AS e JOIN class_subjects AS s USING (class_id)
        JOIN memberships AS m ON m.person_id = e.person_id AND m.school_year = e.school_year
            AND m.role = 'student' AND m.is_home AND (e.school_id IS NULL OR e.school_id = m.school_id)
        GROUP BY m.person_id, m.school_id, m.grade_level, s.subject, m.starts_on, m.ends_on""")
    connection.execute("DELETE FROM subject_memberships WHERE starts_on >= ends_on")


def _place_in_classes(connection: duckdb.DuckDBPyConnection) -> None:
    """Which students are in which class, cut to their stays at their home school."""
    connection.execute("""
        INSERT INTO class_memberships
        SELECT m.person_id, e.class_id, greatest(m.starts_on, coalesce(e.starts_on, m.starts_on)),
               least(m.ends_on, coalesce(e.ends_on + 1, m.ends_on))
        FROM held_enrollments AS e JOIN memberships AS m
            ON m.person_id = e.person_id AND m.school_year = e.school_year AND m.role = 'student' AND m.is_home
        WHERE e.school_id IS NULL OR e.school_id = m.school_id""")
    connection.execute("DELETE FROM class_memberships WHERE starts_on >= ends_on")


def count(connection: duckdb.DuckDBPyConnection) -> None:
    """The counts per day alone, which follow from the memberships."""
    connection.execute("DELETE FROM enrolled_days; DELETE FROM subject_enrolled_days")
    connection.execute("""
        INSERT INTO enrolled_days
        SELECT day, school_id, grade_level, role, count(*) FROM calendar_days
        JOIN memberships ON day >= starts_on AND day < ends_on AND is_home
        WHERE is_instructional GROUP BY ALL ORDER BY day""")
    connection.execute("""
        INSERT INTO subject_enrolled_days
        SELECT day, school_id, grade_level, subject, count(*) FROM calendar_days
        JOIN subject_memberships ON day >= starts_on AND day < ends_on
        WHERE is_instructional GROUP BY ALL ORDER BY day""")
