"""The store's tables, computed from the parts of the imports that stand: the same parts give the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from data_layer import schema
from data_layer.importers.landing import LANDINGS
from data_layer.rollups import (
    actors,
    assessments,
    calendar,
    landed,
    licenses,
    payments,
    products,
    remarks,
    roster,
    submissions,
    surveys,
    use,
)
from data_layer.settings import Settings
from data_layer.store import Home

Days = tuple[date, date]  # first and last, both included
ALL_DAYS: Days = (date(2, 1, 1), date(9998, 12, 30))
_CALENDAR = {"calendar", "sessions"}
_ROSTER = {"orgs", "sessions", "courses", "classes", "users", "roles", "enrollments", "calendar"}
_MATCHING = {"identifiers", "lms_courses"}


@dataclass(frozen=True)
class Change:
    """What an import, or undoing one, touches: landing tables, and the days of its events as the source wrote them."""

    landings: frozenset[str]
    days: Days | None = None


EVERYTHING = Change(frozenset(LANDINGS), ALL_DAYS)


def refresh(connection: duckdb.DuckDBPyConnection, home: Home, settings: Settings, change: Change) -> None:
    """Bring every derived table up to date with the parts that stand, looking only at what changed.

    Where an earlier program filled the tables, all of them are made anew.
    """
    if schema.is_older(connection):
        schema.empty(connection)
        change = EVERYTHING
    landed.show(connection, home)
    zone_before = calendar.time_zone(connection)
    calendar_changed = calendar.build(connection, settings)
    is_recounted = actors.note_recorders(connection) or calendar.time_zone(connection) != zone_before
    days = ALL_DAYS if is_recounted or not actors.knows_sources(connection) else change.days
    touched = actors.refresh(connection, home, settings, days=days) if days else None
    if change.landings & _ROSTER or calendar_changed:
        roster.build(connection)
    if change.landings & submissions.LANDINGS:
        submissions.number_people(connection)
    actors.match(connection)
    if change.landings & (_ROSTER | _MATCHING) or calendar_changed:
        touched = ALL_DAYS
    if touched:
        use.build(connection, days=touched)
    if touched == ALL_DAYS or change.landings & submissions.LANDINGS:
        submissions.build(connection, settings)
    surveys.build(connection, settings)
    licenses.build(connection)
    payments.build(connection, home)
    assessments.build(connection)
    products.build(connection)
    calendar.note_span(connection)
    remarks.build(connection, home)
    schema.note(connection)


def join_payments(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Bring payments up to date with what a person has decided since the last import."""
    landed.show(connection, home)
    payments.build(connection, home)
