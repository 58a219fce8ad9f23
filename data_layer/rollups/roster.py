"""Who belongs to which school, in which role, grade level and subject, over which span of days.

A roster holds for the school year of its academic sessions. Within a year the newest roster that names a
person is believed; one that a later full roster of the same source leaves out has left on the day that it came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from data_layer.rollups import believed, enrolled, people
from data_layer.rollups.believed import Roster, granted_roles
from data_layer.rollups.calendar import insert, note

_LEVELS = (("Elementary", 5), ("Middle", 8), ("High", 12))


@dataclass(frozen=True)
class Stay:
    """One person at one school in one role over [first, end)."""

    person_id: int
    school_id: str | None
    grade_level: str | None
    role: str
    school_year: str
    first: date
    end: date
    is_home: bool = True


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make schools, people, memberships, subject memberships and the days people are enrolled anew."""
    for table in ("memberships", "schools"):
        connection.execute(f"DELETE FROM {table}")
    believed.list_people(connection)
    people.number(connection)
    stays = _stays(connection, believed.build(connection))
    insert(connection, "memberships", [tuple(vars(stay).values()) for stay in stays])
    _build_schools(connection)
    enrolled.build(connection)
    _note_disagreements(connection)


def _stays(connection: duckdb.DuckDBPyConnection, rosters: dict[int, Roster]) -> list[Stay]:
    """Everybody's memberships of each school year, as the rosters believed about them have it."""
    schools = _school_ids(connection)
    enrolled = _enrolled_spans(connection)
    granted = granted_roles(connection)
    told = connection.execute("""
        SELECT person_id, school_year, max(import_id), arg_max(role, (import_id, person)),
               arg_max(org_ids, (import_id, person)), arg_max(grade_levels, (import_id, person)),
               arg_max(is_deleted, (import_id, person))
        FROM believed JOIN rostered USING (import_id, person)
        GROUP BY person_id, school_year ORDER BY person_id, max(import_id)""").fetchall()
    stays = []
    for person_id, year, import_id, role, orgs, grades, is_deleted in told:
        roster = rosters[import_id]
        left_on = _left_on(roster, rosters, is_deleted=is_deleted)
        asked = list(dict.fromkeys(schools[org] for org in (orgs or "").split(",") if org in schools))
        given = granted.get((person_id, year), [])
        role = role or (given[0][0] if given else "staff")
        asked += [org for _, org, _ in given if org in schools and org not in asked]
        grade = _grade([grades, *(each for _, _, each in given)]) if role == "student" else None
        spans = enrolled.get((person_id, year), {})
        for stay in _person_stays(roster, role, asked, spans if role == "student" else dict.fromkeys(spans)):
            end = min(stay.end, left_on)
            if stay.first < end:
                stays.append(replace(stay, person_id=person_id, grade_level=grade, end=end))
    return stays


def _grade(told: list[str | None]) -> str | None:
    """The first grade level of the first list that has one."""
    return next((grades.split(",")[0] for grades in told if grades), None)


def _person_stays(roster: Roster, role: str, asked: list[str], spans: dict[str, tuple | None]) -> list[Stay]:
    """One person's stays of one year: where they are enrolled in classes, else where the roster lists them.

    Staff stay for the whole year, whatever the dates of their classes. Where two schools overlap, the first
    one listed (else the earliest) is the home under which the person's own use is counted.
    """
    places = {school: spans.get(school) for school in (*asked, *spans)} if role != "student" or not spans else spans
    stays = []
    order = {school: turn for turn, school in enumerate(asked)}
    for school, span in places.items() or {None: None}.items():
        first, end = span or (None, None)
        first, end = max(first or roster.first, roster.first), min(end or roster.end, roster.end)
        taken = any(other.first < end and first < other.end for other in stays)
        stays.append(Stay(0, school, None, role, roster.year, first, end, is_home=not taken))
    if len(stays) > 1:
        ranked = sorted(stays, key=lambda stay: (order.get(stay.school_id, len(order)), stay.first))
        homes: list[Stay] = []
        for stay in ranked:
            clash = any(home.first < stay.end and stay.first < home.end for home in homes if home.is_home)
            homes.append(replace(stay, is_home=not clash))
        return homes
    return stays


def _left_on(roster: Roster, rosters: dict[int, Roster], *, is_deleted: bool) -> date:
    """When somebody left whom this roster is the last to name: the day a full one of its source came without them."""
    if is_deleted:
        return roster.received_on
    later = [
        other.received_on
        for other in rosters.values()
        if other.import_id > roster.import_id
        and other.is_full
        and (other.source, other.year) == (roster.source, roster.year)
    ]
    return min(later, default=date.max)


def _school_ids(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Organisations at which people belong: schools, or every one where no type is given.

    A school that goes by its name is the one school of that name which has an id of its own, where there is one.
    """
    found = connection.execute("""
        WITH schools AS (FROM landed_orgs WHERE lower(coalesce(org_type, 'school')) = 'school')
        SELECT s.org_id, CASE WHEN count(DISTINCT o.org_id) = 1 THEN min(o.org_id) ELSE s.org_id END
        FROM schools AS s LEFT JOIN schools AS o
            ON s.org_id = lower(trim(s.name)) AND lower(trim(o.name)) = s.org_id AND o.org_id <> s.org_id
        GROUP BY s.org_id""").fetchall()
    return dict(found)


def _enrolled_spans(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, str], dict[str, tuple]]:
    """Per person and year, the span of class enrollments at each school; an undated one leaves its side open.

    A section of Canvas is at the school of its course. Where systems differ, the newest import is believed.
    """
    found: dict[tuple[int, str], dict[str, tuple]] = defaultdict(dict)
    for person_id, year, school_id, first, end in connection.execute("""
            SELECT person_id, school_year, coalesce(e.school_id, c.school_id) AS school,
                   CASE WHEN bool_and(e.starts_on IS NOT NULL) THEN min(e.starts_on) END,
                   CASE WHEN bool_and(e.ends_on IS NOT NULL) THEN max(e.ends_on) + 1 END
            FROM held_enrollments AS e
            LEFT JOIN (SELECT own.class_id, arg_max(coalesce(own.school_id, course.school_id),
                              (own.import_id, coalesce(own.school_id, course.school_id))) AS school_id
                       FROM landed_classes AS own LEFT JOIN landed_classes AS course ON course.class_id = own.course_id
                       GROUP BY own.class_id) AS c USING (class_id)
            WHERE coalesce(e.school_id, c.school_id) IS NOT NULL
            GROUP BY ALL ORDER BY 4 NULLS FIRST, school""").fetchall():
        found[person_id, year][school_id] = (first, end)
    return found


def _build_schools(connection: duckdb.DuckDBPyConnection) -> None:
    """Schools that anybody belongs to, with the level that most of their students' grades give."""
    levels = " ".join(f"WHEN grade <= {top} THEN '{name}'" for name, top in _LEVELS)
    connection.execute(f"""
        INSERT INTO schools
        SELECT org_id, name, CASE {levels} END
        FROM (SELECT org_id, name FROM landed_orgs SEMI JOIN memberships ON school_id = org_id
              QUALIFY row_number() OVER (PARTITION BY org_id ORDER BY import_id DESC) = 1)
        LEFT JOIN (SELECT school_id AS org_id,
                          median(CASE grade_level WHEN 'PK' THEN -1 WHEN 'KG' THEN 0 ELSE CAST(grade_level AS INT) END)
                              AS grade
                   FROM memberships WHERE grade_level IS NOT NULL GROUP BY school_id) USING (org_id)""")


def _note_disagreements(connection: duckdb.DuckDBPyConnection) -> None:
    """How many people two files of one school year describe differently; the newer file is believed."""
    (count,) = connection.execute("""
        SELECT count(*) FROM (
            SELECT person_id FROM rostered JOIN roster_years USING (import_id) JOIN people ON person_key = person
            WHERE NOT is_delta GROUP BY person_id, school_year
            HAVING min(role) <> max(role) OR min(org_ids) <> max(org_ids) OR min(grade_levels) <> max(grade_levels)
                OR min(is_deleted) <> max(is_deleted))""").fetchone()
    words = "People whom two rosters of one school year describe differently; the newer roster is believed."
    note(connection, "roster_disagreement_count", count, words)
