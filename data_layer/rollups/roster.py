"""Who belongs to which school, in which role, grade level and subject, over which span of days.

A roster holds for the school year of its academic sessions. Within a year the newest roster that names a
person is believed; one that a later full roster leaves out has left on the day that roster came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from data_layer.rollups import enrolled
from data_layer.rollups.calendar import insert, note, year_name

_ONE_DAY = timedelta(days=1)
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


@dataclass(frozen=True)
class Roster:
    """One import's roster: the school year it holds for."""

    import_id: int
    received_on: date
    year: str
    first: date
    end: date
    is_full: bool


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make schools, people, memberships, subject memberships and the days people are enrolled anew."""
    for table in ("memberships", "schools"):
        connection.execute(f"DELETE FROM {table}")
    _number_people(connection)
    rosters = _rosters(connection)
    _believe(connection, rosters)
    stays = _stays(connection, rosters)
    insert(connection, "memberships", [tuple(vars(stay).values()) for stay in stays])
    _build_schools(connection)
    enrolled.build(connection)
    _note_disagreements(connection)


def _number_people(connection: duckdb.DuckDBPyConnection) -> None:
    """Number everybody but guardians; OneRoster 1.2 says who is one in its roles alone."""
    connection.execute("""
        CREATE OR REPLACE TEMP VIEW rostered AS
        WITH guardians AS (SELECT person FROM landed_roles GROUP BY person HAVING bool_and(role = 'guardian'))
        FROM landed_users WHERE role IS DISTINCT FROM 'guardian'
            AND NOT (role IS NULL AND person IN (SELECT person FROM guardians))""")
    connection.execute("""
        INSERT INTO people
        SELECT (SELECT coalesce(max(person_id), 0) FROM people) + row_number() OVER (ORDER BY person), person
        FROM (SELECT DISTINCT person FROM rostered) ANTI JOIN people ON person = person_key""")
    connection.execute("DELETE FROM people WHERE person_key NOT IN (SELECT person FROM rostered)")


def _rosters(connection: duckdb.DuckDBPyConnection) -> dict[int, Roster]:
    """Per import with people in it, the school year it holds for: its own sessions', else the newest year's."""
    spans = {
        import_id: (first, last)
        for import_id, first, last in connection.execute("""
            SELECT import_id, starts_on, ends_on FROM landed_sessions
            JOIN imports USING (import_id)
            WHERE NOT coalesce(is_deleted, false) AND starts_on <= CAST(received_at AS DATE)
            QUALIFY row_number() OVER (PARTITION BY import_id
                ORDER BY lower(session_type) <> 'schoolyear', starts_on DESC, ends_on DESC) = 1""").fetchall()
    }
    fallback = connection.execute("SELECT min(day), max(day) FROM calendar_days").fetchone()
    landings = defaultdict(set)
    for import_id, landing in connection.execute("SELECT import_id, landing FROM parts").fetchall():
        landings[import_id].add(landing)
    found = {}
    received = connection.execute("""
        SELECT DISTINCT import_id, CAST(received_at AS DATE) FROM rostered JOIN imports USING (import_id)""")
    for import_id, received_on in received.fetchall():
        first, last = spans.get(import_id) or fallback
        if first is None:
            first, last = received_on, received_on
        full = {"orgs", "users", "enrollments"} <= landings[import_id]
        found[import_id] = Roster(import_id, received_on, year_name(first), first, last + _ONE_DAY, full)
    return found


def _believe(connection: duckdb.DuckDBPyConnection, rosters: dict[int, Roster]) -> None:
    """Which import is believed about each person in each school year: the newest that names them."""
    connection.execute("CREATE OR REPLACE TEMP TABLE roster_years (import_id INTEGER, school_year VARCHAR)")
    insert(connection, "roster_years", [(roster.import_id, roster.year) for roster in rosters.values()])
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE believed AS
        SELECT max(import_id) AS import_id, person_id, person, school_year
        FROM rostered JOIN roster_years USING (import_id) JOIN people ON person_key = person
        GROUP BY person_id, person, school_year""")


def _stays(connection: duckdb.DuckDBPyConnection, rosters: dict[int, Roster]) -> list[Stay]:
    """Everybody's memberships; the newest roster of a year that names a person is believed."""
    schools = _school_ids(connection)
    enrolled = _enrolled_spans(connection)
    granted = _granted_roles(connection)
    told = connection.execute("""
        SELECT import_id, person_id, role, org_ids, grade_levels, coalesce(is_deleted, false)
        FROM rostered JOIN believed USING (import_id, person) ORDER BY person_id, import_id""").fetchall()
    stays = []
    for import_id, person_id, role, orgs, grades, is_deleted in told:
        roster = rosters[import_id]
        left_on = _left_on(roster, rosters, is_deleted=is_deleted)
        asked = [org for org in (orgs or "").split(",") if org in schools]
        given = granted.get((import_id, person_id), [])
        role = role or (given[0][0] if given else "staff")
        asked += [org for _, org in given if org in schools and org not in asked]
        grade = (grades or "").split(",")[0] or None if role == "student" else None
        spans = enrolled.get((import_id, person_id), {})
        for stay in _person_stays(roster, role, asked, spans if role == "student" else dict.fromkeys(spans)):
            end = min(stay.end, left_on)
            if stay.first < end:
                stays.append(replace(stay, person_id=person_id, grade_level=grade, end=end))
    return stays


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
    """When somebody left whom this roster is the last to name: the day a later full roster came without them."""
    if is_deleted:
        return roster.received_on
    later = [
        other.received_on
        for other in rosters.values()
        if other.import_id > roster.import_id and other.year == roster.year and other.is_full
    ]
    return min(later, default=date.max)


def _school_ids(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Organisations at which people belong: schools, or every one where no type is given."""
    return {
        org_id
        for (org_id,) in connection.execute(
            "SELECT org_id FROM landed_orgs WHERE lower(coalesce(org_type, 'school')) = 'school'"
        ).fetchall()
    }


def _enrolled_spans(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], dict[str, tuple]]:
    """Per import and person, the span of class enrollments at each school; an undated one leaves its side open."""
    found: dict[tuple[int, int], dict[str, tuple]] = defaultdict(dict)
    for import_id, person_id, school_id, first, end in connection.execute("""
            SELECT e.import_id, person_id, coalesce(e.school_id, c.school_id) AS school,
                   CASE WHEN bool_and(e.starts_on IS NOT NULL) THEN min(e.starts_on) END,
                   CASE WHEN bool_and(e.ends_on IS NOT NULL) THEN max(e.ends_on) + 1 END
            FROM landed_enrollments AS e JOIN believed USING (import_id, person)
            LEFT JOIN (SELECT class_id, any_value(school_id) AS school_id FROM landed_classes GROUP BY class_id) AS c
                USING (class_id)
            WHERE NOT coalesce(e.is_deleted, false) AND coalesce(e.school_id, c.school_id) IS NOT NULL
            GROUP BY ALL ORDER BY 4 NULLS FIRST, school""").fetchall():
        found[import_id, person_id][school_id] = (first, end)
    return found


def _granted_roles(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], list[tuple[str, str]]]:
    """Per import and person, the roles of OneRoster 1.2, the primary one first."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for import_id, person_id, role, org_id in connection.execute("""
            SELECT import_id, person_id, role, org_id FROM landed_roles JOIN believed USING (import_id, person)
            WHERE NOT coalesce(is_deleted, false) AND role <> 'guardian'
            ORDER BY import_id, person_id, coalesce(is_primary, false) DESC, org_id""").fetchall():
        found[import_id, person_id].append((role, org_id))
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
        SELECT count(*) FROM (SELECT person FROM rostered JOIN roster_years USING (import_id)
            GROUP BY person, school_year
            HAVING count(DISTINCT (role, org_ids, grade_levels, coalesce(is_deleted, false))) > 1)""").fetchone()
    words = "People whom two rosters of one school year describe differently; the newer roster is believed."
    note(connection, "roster_disagreement_count", count, words)
