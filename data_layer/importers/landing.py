"""The tables that importers fill: one name, its columns and what a row is. Text marked * arrives as a pseudonym.

An identifier that only one system knows is written `system:value` ("canvas:358260") before it becomes a
pseudonym; identifiers that systems share (SIS id, username, email) are written bare, so that the same
person gives the same pseudonym whichever file names them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data_layer.importers.contract import ROW
from data_layer.importers.landing_coursework import COURSEWORK
from data_layer.importers.landing_shape import DAY, MOMENT, MONEY, REAL, TEXT, WHOLE, YES, Landing

EVENT_CLASSES = ("login", "view", "participate", "create")  # in rising order of engagement

LANDINGS = {
    landing.name: landing
    for landing in (
        Landing(
            "events",
            "one thing somebody did in a tool, or a source's own count of such things on one local day",
            {
                "occurred_at": MOMENT,  # UTC, where the source gives an instant
                "local_at": MOMENT,  # the district's wall clock, where the source gives only that
                "is_daily": YES,  # the row stands for a whole local day
                "is_last_seen": YES,  # the source tells when somebody was last seen, and keeps no log of the rest
                "actor": TEXT,
                "tool": TEXT,
                "feature": TEXT,
                "event_class": TEXT,  # one of EVENT_CLASSES; null: seen, and nothing was done (Clever's False/0)
                "event_count": WHOLE,  # how many such events the row stands for
                "login_count": WHOLE,  # logins the source itself counted; null where it counts none
                "minutes": REAL,
                "course_ref": TEXT,  # `system:id` of the course, or a class sourcedId
            },
            frozenset({"actor"}),
        ),
        Landing(
            "identifiers",
            "one way in which one system names one person",
            {"owner": TEXT, "alias": TEXT, "kind": TEXT},  # kind: sourced_id, username, email, sis_id
            frozenset({"owner", "alias"}),
        ),
        Landing(
            "orgs",
            "one organisation",
            {"org_id": TEXT, "name": TEXT, "org_type": TEXT, "parent_id": TEXT, "is_deleted": YES},
        ),
        Landing(
            "sessions",
            "one academic session",
            {
                "session_id": TEXT,
                "title": TEXT,
                "session_type": TEXT,
                "starts_on": DAY,
                "ends_on": DAY,
                "parent_id": TEXT,
                "is_deleted": YES,
            },
        ),
        Landing(
            "courses",
            "one course",
            {
                "course_id": TEXT,
                "title": TEXT,
                "course_code": TEXT,
                "subjects": TEXT,
                "subject_codes": TEXT,  # SCED
                "grade_levels": TEXT,
                "is_deleted": YES,
            },
        ),
        Landing(
            "classes",
            "one class (section)",
            {
                "class_id": TEXT,
                "title": TEXT,
                "class_code": TEXT,
                "course_id": TEXT,
                "school_id": TEXT,
                "session_ids": TEXT,
                "subjects": TEXT,
                "subject_codes": TEXT,  # SCED
                "grade_levels": TEXT,
                "is_deleted": YES,
            },
        ),
        Landing(
            "users",
            "one person of the roster",
            {
                "person": TEXT,
                "role": TEXT,
                "org_ids": TEXT,
                "grade_levels": TEXT,
                "is_enabled": YES,
                "is_deleted": YES,
            },
            frozenset({"person"}),
        ),
        Landing(
            "roles",
            "one role of one person at one organisation (OneRoster 1.2, School Data Sync)",
            {
                "person": TEXT,
                "role": TEXT,
                "is_primary": YES,
                "org_id": TEXT,
                "grade_levels": TEXT,  # where the source gives them with the role (School Data Sync)
                "starts_on": DAY,
                "ends_on": DAY,
                "is_deleted": YES,
            },
            frozenset({"person"}),
        ),
        Landing(
            "enrollments",
            "one person in one class",
            {
                "class_id": TEXT,
                "school_id": TEXT,
                "person": TEXT,
                "role": TEXT,
                "starts_on": DAY,
                "ends_on": DAY,
                "is_deleted": YES,
            },
            frozenset({"person"}),
        ),
        Landing(
            "lms_courses",
            "one course of an LMS and the SIS id that ties it to the roster",
            {"course_ref": TEXT, "sis_id": TEXT, "title": TEXT, "course_code": TEXT},
        ),
        Landing(
            "survey_answers",
            "one answer to one item by one respondent",
            {
                "respondent": TEXT,
                "response": TEXT,
                "submitted_at": MOMENT,  # the district's wall clock, as survey forms write it
                "instrument": TEXT,
                "scale": TEXT,  # the items that are summed up together: PU, PEOU, a domain of TTIS
                "item": TEXT,
                "score": WHOLE,
                "scale_points": WHOLE,
                "tool": TEXT,
                "school": TEXT,
                "role": TEXT,
            },
            frozenset({"respondent", "response"}),
        ),
        Landing(
            "assessments",
            "one sitting of one test by one person; without a day: listed, and never tested",
            {
                "person": TEXT,
                "test": TEXT,
                "subject": TEXT,
                "started_on": DAY,
                "completed_on": DAY,
                "score": WHOLE,
                "placement": TEXT,
                "percentile": WHOLE,
                "minutes": REAL,
            },
            frozenset({"person"}),
        ),
        Landing(
            "product_shares",
            "what share of a district's students opened one product on one day; it names nobody",
            {"used_on": DAY, "product": TEXT, "access_percent": REAL, "loads_per_thousand": REAL},
        ),
        Landing(
            "products",
            "one product of a catalog of products, under its number there",
            {"product": TEXT, "name": TEXT, "vendor": TEXT, "purpose": TEXT},
        ),
        Landing(
            "contracts",
            "one contract line for one tool",
            {
                "tool": TEXT,
                "vendor": TEXT,
                "category": TEXT,
                "tier": TEXT,
                "school": TEXT,
                "seat_count": WHOLE,
                "annual_cost_usd": MONEY,
                "starts_on": DAY,
                "ends_on": DAY,
                "notice_days": WHOLE,
            },
        ),
        Landing(
            "payments",
            "one payment, purchase or contract of a vendor, as a list of them says it",
            {
                "vendor": TEXT,  # as written; null where the name may be a person's
                "document": TEXT,
                "amount_usd": MONEY,  # negative: a credit
                "paid_on": DAY,
                "starts_on": DAY,
                "ends_on": DAY,
            },
        ),
        Landing(
            "seats",
            "one seat of a tool assigned to one person",
            {"tool": TEXT, "person": TEXT, "assigned_on": DAY},
            frozenset({"person"}),
        ),
        Landing(
            "calendar",
            "one span of the school calendar",
            {"kind": TEXT, "name": TEXT, "starts_on": DAY, "ends_on": DAY},
        ),
        Landing(
            "manifest",
            "one property of a delivery: of which standard it is, and whether its files are whole or changes only",
            {"property": TEXT, "value": TEXT},
        ),
        *COURSEWORK,
        Landing("ignored", "a recognised file of which nothing is kept", {}),
    )
}


def completed(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """ROW and every column of this table in its type; those that the rows do not have are null."""
    columns = LANDINGS[table].columns.items()
    return rows.select(
        ROW,
        *(
            pl.col(name).cast(kind) if name in rows.columns else pl.lit(None, kind).alias(name)
            for name, kind in columns
        ),
    )


def landed(table: str) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]:
    """A layout's `finish` for files that leave columns of their table out."""
    return lambda rows, _settled: completed(rows, table)
