"""The Open University's assessments: when they were due by course, and in another file what was handed in.

Neither file says what was late: days are counted from a course's first day, and what was handed in names no course.
So both are loaded, and no share of work handed in is taken from them.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import choice, identifier, text, truth
from data_layer.importers.contract import Column, Layout
from data_layer.importers.coursework import (
    ASSIGNMENT_IDENTITY,
    SUBMISSION_IDENTITY,
    as_assignments,
    as_submissions,
    end_of,
)
from data_layer.importers.oulad_days import COURSE, course_day, course_ref, on_day, starts_of

_KINDS = {"tma": "assignment", "cma": "quiz", "exam": "exam"}


def _blank_if_unknown(frame: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """The set writes ? for a day that nobody knows."""
    return frame.with_columns(pl.col("date").replace("?", None))


def _assignments(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    placed = rows.with_columns(
        course_ref(), due_local_at=end_of(on_day(settled["starts"])), is_expected=pl.col("assignment_type") != "exam"
    )
    return as_assignments(lambda each: each, basis="exceptions")(placed, settled)


def _submissions(rows: pl.DataFrame) -> pl.DataFrame:
    """What was carried over from an earlier year need not be handed in again."""
    return rows.with_columns(
        state=pl.when("is_banked").then(pl.lit("excused")).otherwise(pl.lit("submitted")), is_graded=pl.lit(True)
    )


_ASSESSMENT = Column("assignment_ref", ("id_assessment",), identifier("oulad"), required=True, personal=True)

ASSESSMENTS = (
    Layout(
        name="assessments",
        label="the Open University's list of assessments",
        table="assignments",
        signature=(*COURSE, "id_assessment", "assessment_type", "date"),
        columns=(
            _ASSESSMENT,
            Column("module", ("code_module",), text(), required=True),
            Column("presentation", ("code_presentation",), text(), required=True),
            Column("assignment_type", ("assessment_type",), choice(_KINDS, what="kind of assessment"), required=True),
            Column("course_day", ("date",), course_day()),
        ),
        settle=starts_of,
        prepare=_blank_if_unknown,
        finish=_assignments,
        identity=ASSIGNMENT_IDENTITY,
    ),
    Layout(
        name="student_assessments",
        label="the Open University's list of what was handed in (no share is taken from it)",
        table="submissions",
        signature=("id_assessment", "id_student", "date_submitted", "is_banked"),
        columns=(
            _ASSESSMENT,
            Column("person", ("id_student",), identifier("oulad"), required=True, personal=True),
            Column("is_banked", ("is_banked",), truth(), default=False),
        ),
        finish=as_submissions(_submissions, basis="exceptions"),
        identity=SUBMISSION_IDENTITY,
    ),
)
