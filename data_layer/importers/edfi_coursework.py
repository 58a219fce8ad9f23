"""The Ed-Fi LMS Toolkit's assignments and submissions; and plain lists of both, which know titles and names alone.

The toolkit keeps a submission for every student to whom the work is assigned. A plain list names students as nobody's
roster does, so that its rows are loaded and matched to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.canvas_coursework import submission_types
from data_layer.importers.columns import choice, day, identifier, instant, real_number, text, truth
from data_layer.importers.contract import Column, Head, Layout
from data_layer.importers.coursework import (
    ASSIGNMENT_IDENTITY,
    SUBMISSION_IDENTITY,
    as_assignments,
    as_submissions,
    unless_handed_in,
)
from data_layer.importers.edfi_keys import SECTION, SYSTEM, USER, key

_STATES = {
    **dict.fromkeys(("graded", "submitted", "on-time", "late", "turned_in", "returned", "pending_review"), "submitted"),
    **dict.fromkeys(("missing", "unsubmitted", "draft", "new", "created", "reclaimed_by_student"), "missing"),
    **{"not started": "missing", "excused": "excused"},
}
_WORDS = {word: word for word in _STATES}
_ASSIGNMENT = "AssignmentSourceSystemIdentifier"
_CHANGED = (
    Column("changed_at", ("SourceLastModifiedDate",), instant()),
    Column("extracted_at", ("LastModifiedDate",), instant()),
)


def _assignments(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.with_columns(**submission_types())
    return rows.with_columns(
        assignment_ref=key(pl.col("assignment")),
        course_ref=key(pl.col("section")),
        is_expected=pl.col("is_expected") | pl.col("kinds").is_null(),
        is_deleted=pl.lit(False),
        updated_at=pl.coalesce("changed_at", "extracted_at"),
    )


def _submissions(rows: pl.DataFrame) -> pl.DataFrame:
    """Work that is graded without a time of its own was not handed in through the LMS."""
    is_graded = pl.col("word") == "graded"
    untimed = is_graded & pl.col("submitted_at").is_null()
    return rows.with_columns(
        assignment_ref=key(pl.col("assignment")),
        person=key(pl.col("user")),
        state=pl.when(untimed)
        .then(unless_handed_in(pl.col("score"), is_graded=is_graded))
        .otherwise(pl.col("word").replace_strict(_STATES, default=None)),
        is_late=pl.col("word").replace_strict({"late": True, "on-time": False}, default=None, return_dtype=pl.Boolean),
        is_graded=is_graded,
        is_deleted=pl.lit(False),
        updated_at=pl.coalesce("changed_at", "extracted_at"),
    )


def _listed_assignments(rows: pl.DataFrame) -> pl.DataFrame:
    clock = pl.col("due_time").fill_null(pl.lit("23:59:59"))
    at = pl.concat_str(pl.col("due_on").cast(pl.String), pl.lit(" "), clock)
    return rows.with_columns(
        assignment_type=pl.lit("assignment"),
        due_local_at=at.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False, time_unit="us"),
        is_expected=pl.lit(True),
        is_deleted=pl.lit(False),
    )


def _listed_submissions(rows: pl.DataFrame) -> pl.DataFrame:
    is_submitted = pl.col("state") == "submitted"
    return rows.with_columns(
        submitted_local_at=pl.when(is_submitted).then(pl.col("on_day").cast(pl.Datetime("us"))),
        is_graded=pl.col("score").is_not_null(),
        is_deleted=pl.lit(False),
    )


def _names_only(_head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    return {"note": "This list knows students by name alone, which no roster can match; it enters no figure."}


def _ignored(name: str, words: str, *signature: str) -> Layout:
    return Layout(name, f"an Ed-Fi list of {words}", "ignored", ("SourceSystem", *USER, *SECTION, *signature), ())


COURSEWORK = (
    Layout(
        name="assignments",
        label="an Ed-Fi list of LMS assignments",
        table="assignments",
        signature=("SourceSystem", "SourceSystemIdentifier", "DueDateTime", "SubmissionType", *SECTION),
        columns=(
            SYSTEM,
            Column("assignment", ("SourceSystemIdentifier",), identifier(), required=True),
            Column("section", SECTION, identifier(), required=True),
            Column("kinds", ("SubmissionType",), text()),
            Column("due_at", ("DueDateTime",), instant()),
            Column("points", ("MaxPoints",), real_number()),
            *_CHANGED,
        ),
        finish=as_assignments(_assignments),
        identity=ASSIGNMENT_IDENTITY,
    ),
    Layout(
        name="submissions",
        label="an Ed-Fi list of LMS submissions",
        table="submissions",
        signature=("SourceSystem", "SubmissionStatus", _ASSIGNMENT, *USER),
        columns=(
            SYSTEM,
            Column("assignment", (_ASSIGNMENT,), identifier(), required=True),
            Column("user", USER, identifier(), required=True, personal=True),
            Column("word", ("SubmissionStatus",), choice(_WORDS, what="state of a submission"), required=True),
            Column("submitted_at", ("SubmissionDateTime",), instant()),
            Column("score", ("EarnedPoints",), real_number()),
            *_CHANGED,
        ),
        finish=as_submissions(_submissions),
        identity=SUBMISSION_IDENTITY,
    ),
    Layout(
        name="listed_assignments",
        label="a plain list of assignments",
        table="assignments",
        signature=("Class Name", "Assignment Name", "Due Date", "Due Time"),
        columns=(
            Column("assignment_ref", ("Assignment Name",), identifier("title"), required=True, personal=True),
            Column("due_on", ("Due Date",), day()),
            Column("due_time", ("Due Time",), text()),
        ),
        finish=as_assignments(_listed_assignments),
        identity=ASSIGNMENT_IDENTITY,
    ),
    Layout(
        name="listed_submissions",
        label="a plain list of submissions",
        table="submissions",
        signature=("Assignment Name", "Student Name", "Date", "Late", "Status"),
        columns=(
            Column("assignment_ref", ("Assignment Name",), identifier("title"), required=True, personal=True),
            Column("person", ("Student Name",), identifier("name"), required=True, personal=True),
            Column("state", ("Status",), choice(_STATES, what="state of a submission"), required=True),
            Column("is_late", ("Late",), truth()),
            Column("on_day", ("Date",), day()),
            Column("score", ("Grade",), text()),
        ),
        settle=_names_only,
        finish=as_submissions(_listed_submissions),
        identity=SUBMISSION_IDENTITY,
    ),
    _ignored("section_associations", "who is in which LMS section (the roster says it)", "EnrollmentStatus"),
    _ignored("attendance_events", "attendance in LMS sections (attendance is not read)", "AttendanceStatus"),
)
