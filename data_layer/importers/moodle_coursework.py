"""Moodle's tables of assignments and of what was handed in, as a dump of its database writes them.

Moodle keeps a row for those who began, so that a student without one has handed in nothing. An attempt that a teacher
opened again says nothing of the one before it, and neither does a group's row of any one student. Times are seconds
since 1970; some dumps write them out. 0 is no time at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data_layer.importers.columns import choice, identifier, real_number, text, whole_number
from data_layer.importers.contract import Column, Layout
from data_layer.importers.coursework import (
    ASSIGNMENT_IDENTITY,
    SUBMISSION_IDENTITY,
    as_assignments,
    as_submissions,
)
from data_layer.importers.moodle_tables import moment

_STATES = {"submitted": "submitted", "draft": "missing", "new": "missing", "reopened": "opened again"}
_NO_TIME = "0"


def _without_zeros(*headers: str) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]:
    """A layout's `prepare`: what is no time at all becomes blank."""
    return lambda frame, _settled: frame.with_columns(
        pl.col(header).str.strip_chars().replace(_NO_TIME, None) for header in headers if header in frame.columns
    )


def _assignments(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        assignment_type=pl.lit("assignment"),
        is_expected=pl.col("takes_nothing").fill_null("0") != "1",
        is_deleted=pl.lit(False),
        points=pl.when(pl.col("points") > 0).then("points"),  # below zero stands the number of a scale
    )


def _submissions(rows: pl.DataFrame) -> pl.DataFrame:
    is_submitted = pl.col("told_state") == "submitted"
    return rows.with_columns(
        person=pl.when(pl.col("user") != _NO_TIME).then(pl.concat_str(pl.lit("moodle:"), "user")),
        state=pl.when(pl.col("told_state") != "opened again").then("told_state"),
        submitted_at=pl.when(is_submitted).then("updated_at"),
        is_deleted=pl.lit(False),
    )


_ASSIGNMENT = identifier("moodle")

COURSEWORK = (
    Layout(
        name="assignments",
        label="a Moodle assignments table",
        table="assignments",
        signature=("id", "course", "duedate", "nosubmissions", "cutoffdate"),
        columns=(
            Column("assignment_ref", ("id",), _ASSIGNMENT, required=True, personal=True),
            Column("course_ref", ("course",), identifier("moodle"), required=True),
            Column("takes_nothing", ("nosubmissions",), text()),
            Column("due_at", ("duedate",), moment()),
            Column("points", ("grade",), real_number()),
            Column("updated_at", ("timemodified",), moment()),
        ),
        prepare=_without_zeros("duedate", "timemodified"),
        finish=as_assignments(_assignments, basis="begun"),
        identity=ASSIGNMENT_IDENTITY,
    ),
    Layout(
        name="submissions",
        label="a Moodle submissions table",
        table="submissions",
        signature=("assignment", "userid", "timemodified", "status", "attemptnumber"),
        columns=(
            Column("assignment_ref", ("assignment",), _ASSIGNMENT, required=True, personal=True),
            Column("user", ("userid",), identifier(), personal=True),
            Column("told_state", ("status",), choice(_STATES, what="state of a submission"), required=True),
            Column("attempt", ("attemptnumber",), whole_number()),
            Column("updated_at", ("timemodified",), moment()),
        ),
        prepare=_without_zeros("timemodified"),
        finish=as_submissions(_submissions, basis="begun"),
        identity=SUBMISSION_IDENTITY,
    ),
    *(
        Layout(
            name=f"{name}_set_aside",
            label=f"a Moodle {words} table (nothing in it is kept)",
            table="ignored",
            signature=signature,
            columns=(),
        )
        for name, words, signature in (
            ("enrol", "enrollment methods", ("id", "enrol", "courseid", "enrolperiod")),
            ("user_enrolments", "enrollments", ("id", "enrolid", "userid", "timestart")),
            ("role", "roles", ("id", "shortname", "sortorder", "archetype")),
            ("role_assignments", "role assignments", ("id", "roleid", "contextid", "userid")),
        )
    ),
)
