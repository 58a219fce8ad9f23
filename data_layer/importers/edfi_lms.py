"""The Ed-Fi LMS Toolkit's unified CSV: one shape for the activities, users and sections of several LMS. Times are UTC.

Its extractors keep the LMS's own numbers, so that a person goes by the same key as in that LMS's own exports.
Assignments and submissions stand in edfi_coursework; attendance is not read.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier, instant, real_number, text
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.edfi_coursework import COURSEWORK
from data_layer.importers.edfi_keys import SECTION, SYSTEM, USER, key
from data_layer.importers.landing import completed
from data_layer.importers.use_events import use_events

_TOOLS = {"google": "Google Classroom"}


def _in_the_system(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    kind = pl.col("kind").str.to_lowercase()
    return _landed(
        rows,
        feature=pl.when(kind.is_in(["sign-in", "sign-out"])).then(pl.lit("Login")).otherwise("kind"),
        event_class=pl.when(kind == "sign-in").then(pl.lit("login")).when(kind != "sign-out").then(pl.lit("view")),
    )


def _in_a_section(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """What the toolkit calls an activity of a section is something that a person wrote there."""
    return _landed(rows, feature=pl.col("kind"), event_class=pl.lit("participate"))


def _landed(rows: pl.DataFrame, *, feature: pl.Expr, event_class: pl.Expr) -> pl.DataFrame:
    system = pl.col("system")
    is_deleted = (pl.col("status").str.to_lowercase() == "deleted").fill_null(False)
    rows = rows.with_columns(
        key(pl.col("user")).alias("actor"),
        key(pl.col("section")).alias("course_ref"),
        system.str.to_lowercase().replace_strict(_TOOLS, default=system, return_dtype=pl.String).alias("tool"),
        feature.alias("feature"),
        pl.when(~is_deleted).then(event_class).alias("event_class"),
    )
    return use_events(rows)


def _people(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    kinds = {"username": "username", "sis_id": "sis_id", "email": "email"}
    return one_row_per_alias(kinds)(rows.with_columns(key(pl.col("owner")).alias("owner")), settled)


def _sections(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(key(pl.col("course_ref")).alias("course_ref")), "lms_courses")


_ACTIVITY = (
    SYSTEM,
    Column("occurred_at", ("ActivityDateTime",), instant(), required=True),
    Column("user", USER, identifier(), required=True, personal=True),
    Column("section", SECTION, identifier()),
    Column("kind", ("ActivityType",), text(), required=True),
    Column("status", ("ActivityStatus",), text()),
    Column("minutes", ("ActivityTimeInMinutes",), real_number()),
)
_IDENTITY = ("occurred_at", "actor", "tool", "feature", "event_class", "course_ref")

IMPORTER = Importer(
    name="edfi_lms",
    label="Ed-Fi LMS Toolkit activities, users, sections, assignments and submissions",
    layouts=(
        Layout(
            name="system_activities",
            label="an Ed-Fi list of LMS system activities",
            table="events",
            signature=("SourceSystem", *USER, "ActivityDateTime", "ActivityType"),
            absent=SECTION,
            columns=_ACTIVITY,
            finish=_in_the_system,
            identity=_IDENTITY,
        ),
        Layout(
            name="section_activities",
            label="an Ed-Fi list of LMS section activities",
            table="events",
            signature=("SourceSystem", *USER, *SECTION, "ActivityDateTime", "ActivityType"),
            columns=_ACTIVITY,
            finish=_in_a_section,
            identity=_IDENTITY,
        ),
        Layout(
            name="users",
            label="an Ed-Fi list of LMS users",
            table="identifiers",
            signature=("SourceSystem", "SourceSystemIdentifier", "SISUserIdentifier", "UserRole"),
            columns=(
                SYSTEM,
                Column("owner", ("SourceSystemIdentifier",), identifier(), required=True, personal=True),
                Column("username", ("LocalUserIdentifier",), identifier(), personal=True),
                Column("sis_id", ("SISUserIdentifier",), identifier(), personal=True),
                Column("email", ("EmailAddress",), identifier(), personal=True),
            ),
            finish=_people,
            identity=IDENTITY,
        ),
        Layout(
            name="sections",
            label="an Ed-Fi list of LMS sections",
            table="lms_courses",
            signature=("SourceSystem", "SourceSystemIdentifier", "SISSectionIdentifier", "Title"),
            columns=(
                SYSTEM,
                Column("course_ref", ("SourceSystemIdentifier",), identifier(), required=True),
                Column("sis_id", ("SISSectionIdentifier",), identifier()),
                Column("title", ("Title",), text()),
            ),
            finish=_sections,
            identity=("course_ref",),
        ),
        *COURSEWORK,
    ),
)
