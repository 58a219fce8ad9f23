"""Moodle's own tables: the standard log store, as a dump of its database writes it, and the list of courses.

The log store names people and courses by number, and times in seconds since 1970; some dumps write them out, in UTC,
and leave columns out. What nobody did as themselves is landed without a class: scheduled tasks, restores and scripts,
those logged in as somebody else, and calls of the mobile app that Moodle logs beside what they do.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Column, Layout, Reading
from data_layer.importers.landing import completed
from data_layer.importers.moodle_events import event_class
from data_layer.importers.use_events import use_events

_NOT_A_PERSON = ["cli", "cron", "restore"]
_FEATURES = {  # components whose own names a reader would not look for, as the log report calls them
    "core": "System",
    "mod_assign": "Assignment",
    "mod_resource": "File",
    "mod_url": "URL",
    "mod_lti": "External tool",
    "mod_data": "Database",
}
_SPELLED_OUT = {  # where an event's short name differs from the words of the log report
    "loggedinas": "logged in as",
    "loggedin": "logged in",
    "loggedout": "logged out",
    "submission graded": "has graded submission",
    "assessable uploaded": "assessable submitted",
    "answer created": "answered",
    "answer submitted": "answered",
}


_YEAR_10000 = 253_402_300_800  # in seconds since 1970; later moments cannot be written down


def moment() -> Reading:
    """Seconds since 1970, or a moment that a dump wrote out."""
    return Reading(
        lambda cell: pl.coalesce(_since_1970(cell), instant().parse(cell)),
        "is not a time in seconds since 1970",
        "Dump the table again without changing its times.",
    )


def _since_1970(cell: pl.Expr) -> pl.Expr:
    seconds = cell.str.strip_chars().cast(pl.Int64, strict=False)
    known = pl.when((seconds > 0) & (seconds < _YEAR_10000)).then(seconds)
    return pl.from_epoch(known, time_unit="s").cast(pl.Datetime("us"))


def _events(rows: pl.DataFrame) -> pl.DataFrame:
    words = pl.concat_str("target", "action", separator=" ").str.to_lowercase().str.replace_all("_", " ")
    is_person = (
        ~pl.col("origin").str.to_lowercase().is_in(_NOT_A_PERSON).fill_null(False)
        & pl.col("real_user").fill_null("0").eq("0")
        & ~pl.col("target").str.starts_with("webservice").fill_null(False)
    )
    rows = rows.with_columns(
        pl.lit("Moodle").alias("tool"),
        feature_of(pl.col("component").str.to_lowercase()).alias("feature"),
        pl.when(is_person).then(event_class(words.str.replace_many(_SPELLED_OUT, leftmost=True))).alias("event_class"),
    )
    return use_events(rows, records_logins=False)


def feature_of(component: pl.Expr) -> pl.Expr:
    """A component as the log report calls it, as far as that is known."""
    plain = component.str.replace(r"^[a-z]+_", "").str.replace_all("_", " ").str.to_titlecase()
    return component.replace_strict(_FEATURES, default=None, return_dtype=pl.String).fill_null(plain)


def keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """Moodle's numbers as keys; 0 stands for nobody and for no course."""
    return rows.with_columns(
        (pl.lit("moodle:") + pl.when(pl.col(name) != "0").then(name)).alias(name) for name in ("actor", "course_ref")
    )


TABLES = (
    Layout(
        name="logstore",
        label="a Moodle log store table",
        table="events",
        signature=("component", "action", "target", "userid", "courseid", "timecreated"),
        columns=(
            Column("occurred_at", ("timecreated",), moment(), required=True),
            Column("component", ("component",), text()),
            Column("action", ("action",), text(), required=True),
            Column("target", ("target",), text(), required=True),
            Column("actor", ("userid",), identifier(), personal=True),
            Column("real_user", ("realuserid",), identifier(), personal=True),
            Column("course_ref", ("courseid",), identifier()),
            Column("origin", ("origin",), text()),
        ),
        finish=lambda rows, _settled: _events(keyed(rows)),
        identity=("occurred_at", "actor", "feature", "event_class", "course_ref"),
    ),
    Layout(
        name="courses",
        label="a Moodle courses table",
        table="lms_courses",
        signature=("id", "category", "fullname", "shortname", "idnumber"),
        columns=(
            Column("course_ref", ("id",), identifier("moodle"), required=True),
            Column("sis_id", ("idnumber",), identifier()),
            Column("title", ("fullname",), text()),
            Column("course_code", ("shortname",), text()),
        ),
        finish=lambda rows, _settled: completed(rows, "lms_courses"),
        identity=("course_ref",),
    ),
)
