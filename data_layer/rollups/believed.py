"""What the rosters say of each person in each school year, and which of them is believed.

The newest roster that names a person is believed; one that was made for Canvas, and so knows no grade levels, and a
list of people that was mapped by hand, only where no other does. A delta says only what changed: it is laid over the
roster before it, and nobody whom it leaves out has left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from data_layer.mapping.layouts import SOURCE as MAPPED
from data_layer.rollups.calendar import insert
from data_layer.rollups.calendar_plan import year_name

_ONE_DAY = timedelta(days=1)
_SECONDHAND = ("canvas_sis", MAPPED)  # what the names of such sources begin with
_FIRSTHAND = 2**40  # more than there will ever be imports
_RANK = "list_position(['teacher', 'student', 'staff'], role)"  # of several roles in one roster, the first is held


@dataclass(frozen=True)
class Roster:
    """One import's roster: the school year it holds for. A full one names everybody who is there."""

    import_id: int
    source: str
    received_on: date
    year: str
    first: date
    end: date
    is_full: bool
    is_delta: bool

    @property
    def weight(self) -> int:
        """The greater, the sooner it is believed: the newest, but any other before one at second hand."""
        return self.import_id + (0 if self.source.startswith(_SECONDHAND) else _FIRSTHAND)


def build(connection: duckdb.DuckDBPyConnection) -> dict[int, Roster]:
    """Every import's roster; and, as temporary tables, who is named, believed, enrolled and granted a role by which."""
    rosters = _rosters(connection)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE roster_years"
        " (import_id INTEGER, school_year VARCHAR, received_on DATE, is_delta BOOLEAN, weight BIGINT)"
    )
    told = [(each.import_id, each.year, each.received_on, each.is_delta, each.weight) for each in rosters.values()]
    insert(connection, "roster_years", told)
    _believe(connection)
    _hold_enrollments(connection)
    return rosters


def list_people(connection: duckdb.DuckDBPyConnection) -> None:
    """Everybody but guardians, once per import, in the table `rostered`: a person may be listed at several schools.

    OneRoster 1.2 and School Data Sync say who is a guardian in their roles alone.
    """
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE rostered AS
        WITH guardians AS (SELECT person FROM landed_roles GROUP BY person HAVING bool_and(role = 'guardian')),
        listed AS (
            SELECT *, coalesce(is_deleted, false) AS is_gone FROM landed_users
            WHERE role IS DISTINCT FROM 'guardian'
                AND NOT (role IS NULL AND person IN (SELECT person FROM guardians))),
        repeated AS (SELECT import_id, person FROM listed GROUP BY import_id, person HAVING count(*) > 1)
        SELECT import_id, person, role, nullif(grade_levels, '') AS grade_levels, org_ids, is_gone AS is_deleted
        FROM listed ANTI JOIN repeated USING (import_id, person)
        UNION ALL
        SELECT import_id, person, arg_min(role, {_RANK}), min(nullif(grade_levels, '')),
               coalesce(array_to_string(list_sort(list(org_ids) FILTER (NOT is_gone AND org_ids IS NOT NULL)), ','),
                        min(org_ids)), bool_and(is_gone)
        FROM listed SEMI JOIN repeated USING (import_id, person) GROUP BY import_id, person""")


def granted_roles(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, str], list[tuple[str, str, str]]]:
    """Per person and school year the roles that a roster lists apart, each with its school and grade levels.

    The primary one comes first; where none is, teaching comes before learning: a teacher may take a course.
    """
    found: dict[tuple[int, str], list[tuple[str, str, str]]] = defaultdict(list)
    for person_id, year, *granted in connection.execute(f"""
            SELECT person_id, school_year, role, org_id, grade_levels
            FROM (FROM landed_roles JOIN believed USING (import_id, person) QUALIFY import_id
                  = max(import_id) OVER (PARTITION BY person_id, school_year, role, org_id))
            WHERE NOT coalesce(is_deleted, false) AND role <> 'guardian'
            ORDER BY person_id, coalesce(is_primary, false) DESC, org_id, {_RANK}""").fetchall():
        found[person_id, year].append(tuple(granted))
    return found


def _rosters(connection: duckdb.DuckDBPyConnection) -> dict[int, Roster]:
    """Per import with people in it, the school year it holds for: its own sessions', else that in which it came."""
    own, years = _session_spans(connection), _school_years(connection)
    landings, deltas = _landings(connection), _deltas(connection)
    found: dict[int, Roster] = {}
    for import_id, source, received_on in connection.execute("""
            SELECT import_id, importer, CAST(received_at AS DATE) FROM imports
            WHERE undone_at IS NULL ORDER BY import_id""").fetchall():
        brought, is_delta = landings[import_id], import_id in deltas
        if not ("users" in brought or (is_delta and brought & {"enrollments", "roles"})):
            continue
        first, end = own.get(import_id) or _year_at(received_on, years)
        full = {"orgs", "users", "enrollments"} <= brought and not is_delta
        roster = Roster(import_id, source, received_on, year_name(first), first, end, full, is_delta)
        found[import_id] = _as_base(roster, found, has_own_year=import_id in own) if is_delta else roster
    return _where_no_other_tells(found, own, years)


def _year_at(day: date, years: list[tuple[date, date]]) -> tuple[date, date]:
    """The newest school year that has begun by a day; the first, where none has."""
    begun = [year for year in years if year[0] <= day]
    return begun[-1] if begun else years[0] if years else (day, day + _ONE_DAY)


def _where_no_other_tells(
    found: dict[int, Roster], own: dict[int, tuple[date, date]], years: list[tuple[date, date]]
) -> dict[int, Roster]:
    """A roster that does not say for which year it holds also stands in for the years before the first that is told,
    and after the last."""
    told = {roster.year for roster in found.values()}
    if not told or not years:
        return found
    return {
        import_id: roster
        if import_id in own
        else replace(
            roster,
            first=min(roster.first, years[0][0]) if roster.year == min(told) else roster.first,
            end=max(roster.end, years[-1][1]) if roster.year == max(told) else roster.end,
        )
        for import_id, roster in found.items()
    }


def _as_base(delta: Roster, earlier: dict[int, Roster], *, has_own_year: bool) -> Roster:
    """A delta in the school year of the roster that it changes, unless it brings a new year of its own."""
    bases = [each for each in earlier.values() if each.source == delta.source and not each.is_delta]
    if not bases or (has_own_year and delta.year != bases[-1].year):
        return delta
    return replace(delta, year=bases[-1].year, first=bases[-1].first, end=bases[-1].end)


def _session_spans(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[date, date]]:
    """Of the school year that an import's own sessions make: its first day, and the day after its last."""
    return {
        import_id: (first, last + _ONE_DAY)
        for import_id, first, last in connection.execute("""
            SELECT import_id, starts_on, ends_on FROM landed_sessions
            JOIN imports USING (import_id)
            WHERE NOT coalesce(is_deleted, false) AND starts_on <= CAST(received_at AS DATE)
            QUALIFY row_number() OVER (PARTITION BY import_id
                ORDER BY lower(session_type) <> 'schoolyear', starts_on DESC, ends_on DESC) = 1""").fetchall()
    }


def _school_years(connection: duckdb.DuckDBPyConnection) -> list[tuple[date, date]]:
    """The same of each school year of the calendar."""
    return connection.execute(
        "SELECT starts_on, ends_on FROM periods WHERE kind = 'school_year' ORDER BY starts_on"
    ).fetchall()


def _landings(connection: duckdb.DuckDBPyConnection) -> dict[int, set[str]]:
    found = defaultdict(set)
    for import_id, landing in connection.execute("SELECT import_id, landing FROM parts").fetchall():
        found[import_id].add(landing)
    return found


def _deltas(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """The imports whose manifest says of any file that it holds changes only."""
    rows = connection.execute("""
        SELECT DISTINCT import_id FROM landed_manifest
        WHERE lower(property) LIKE 'file.%' AND lower(trim(value)) = 'delta'""").fetchall()
    return {import_id for (import_id,) in rows}


def _believe(connection: duckdb.DuckDBPyConnection) -> None:
    """Which imports are believed about each person in each school year: the newest roster, and the deltas since."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE believed AS
        WITH changes AS (SELECT import_id FROM roster_years WHERE is_delta),
        named AS (
            SELECT import_id, person FROM rostered
            UNION ALL SELECT import_id, person FROM landed_enrollments SEMI JOIN changes USING (import_id)
            UNION ALL SELECT import_id, person FROM landed_roles SEMI JOIN changes USING (import_id)),
        told AS (
            SELECT import_id, person_id, person, school_year, is_delta, weight
            FROM named JOIN roster_years USING (import_id) JOIN people ON person_key = person),
        bases AS (
            SELECT person_id, school_year, coalesce(max(weight) FILTER (NOT is_delta), 0) AS base
            FROM told GROUP BY person_id, school_year)
        SELECT DISTINCT import_id, person_id, person, school_year
        FROM told JOIN bases USING (person_id, school_year) WHERE weight >= base""")


def _hold_enrollments(connection: duckdb.DuckDBPyConnection) -> None:
    """Everybody's enrollments as they stand: one that a delta takes out ended when that delta came."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE held_enrollments AS
        WITH told AS (
            SELECT person_id, school_year, class_id, school_id, starts_on, ends_on, received_on, import_id,
                   coalesce(is_deleted, false) AS is_deleted,
                   import_id = max(import_id) OVER (PARTITION BY person_id, school_year, class_id) AS is_newest
            FROM landed_enrollments JOIN believed USING (import_id, person)
            JOIN roster_years USING (import_id, school_year)),
        judged AS (
            SELECT *, bool_and(is_deleted) FILTER (is_newest) OVER alike AS is_over,
                   max(received_on) FILTER (is_newest) OVER alike AS over_on,
                   max(import_id) FILTER (NOT is_deleted) OVER alike AS last_import
            FROM told WINDOW alike AS (PARTITION BY person_id, school_year, class_id))
        SELECT person_id, school_year, class_id, school_id, starts_on,
               CASE WHEN is_over THEN least(ends_on, over_on - 1) ELSE ends_on END AS ends_on
        FROM judged WHERE NOT is_deleted AND CASE WHEN is_over THEN import_id = last_import ELSE is_newest END""")
