"""Google Classroom's course work and student submissions, as its interface's JSON or GAM's CSV gives them.

Classroom keeps a submission for every student to whom the work is assigned. Work that was returned without ever being
turned in came on paper, if at all; only the history of a submission shows that, and without one it counts as turned in.
A due date is in UTC; where the time of day is left out altogether, the work is due on that day.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import choice, day, identifier, instant, real_number, text, truth
from data_layer.importers.contract import Column, Layout, fold
from data_layer.importers.coursework import (
    ASSIGNMENT_IDENTITY,
    SUBMISSION_IDENTITY,
    as_assignments,
    as_submissions,
    end_of,
    unless_handed_in,
)
from data_layer.importers.json_cells import opened
from data_layer.importers.last_seen import under

_DATE, _TIME = ("year", "month", "day"), ("hours", "minutes")
_PLACES = {
    **{f"dueDate.{part}": ("dueDate", f"$.{part}") for part in _DATE},
    **{f"dueTime.{part}": ("dueTime", f"$.{part}") for part in _TIME},
}
_WORK = {
    "assignment": "assignment",
    "short_answer_question": "question",
    "multiple_choice_question": "question",
    "course_work_type_unspecified": "assignment",
}
_WORK_STATES = {state: state for state in ("published", "draft", "deleted", "course_work_state_unspecified")}
_STATES = {
    **dict.fromkeys(("new", "created", "reclaimed_by_student", "submission_state_unspecified"), "missing"),
    **{"turned_in": "submitted", "returned": "returned"},
}
_TURNED_IN = r'\{[^{}]*"TURNED_IN"[^{}]*\}'  # an entry of the history, as it stands in the cell
_AT = r'"stateTimestamp":\s*"([^"]+)"'


def _due_cells(frame: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """When the work is due, as a moment or as a day alone, out of JSON or of the columns that GAM makes of it."""
    frame = under(frame, {fold(name): name for name in _PLACES})
    frame = opened(frame, {name: place for name, place in _PLACES.items() if name not in frame.columns})
    date = (pl.col(f"dueDate.{part}").replace("", None).str.zfill(2) for part in _DATE)
    hours, minutes = (pl.col(f"dueTime.{part}").replace("", None) for part in _TIME)
    has_clock = hours.is_not_null() | minutes.is_not_null()
    if "dueTime" in frame.columns:
        has_clock |= pl.col("dueTime").is_not_null()  # {} is midnight: what is zero is left out
    clock = pl.concat_str(hours.fill_null("0").str.zfill(2), minutes.fill_null("0").str.zfill(2), separator=":")
    due_on = pl.concat_str(*date, separator="-")
    return frame.with_columns(
        pl.when(has_clock).then(pl.concat_str(due_on, clock, separator=" ")).alias("due date and time"),
        pl.when(~has_clock).then(due_on).alias("due date"),
    )


def _assignments(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        assignment_ref=_reference(),
        due_local_at=end_of(pl.col("due_on")),
        is_expected=pl.col("work_state").fill_null("published") == "published",
        is_deleted=(pl.col("work_state") == "deleted").fill_null(False),
    )


def _reference() -> pl.Expr:
    return pl.concat_str("course_ref", pl.lit("/"), "work")


def _history(frame: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """When the work was turned in for the last time, out of the submission's history."""
    if "submissionHistory" not in frame.columns:
        return frame
    turned_in = pl.col("submissionHistory").str.extract_all(_TURNED_IN).list.last()
    return frame.with_columns(turned_in.str.extract(_AT).alias("time turned in"))


def _submissions(rows: pl.DataFrame) -> pl.DataFrame:
    never = pl.col("history").is_not_null() & pl.col("submitted_at").is_null()
    on_paper = unless_handed_in(pl.col("score"), is_graded=pl.lit(True))
    returned = pl.when(never).then(on_paper).otherwise(pl.lit("submitted"))
    is_submitted = pl.col("told_state").is_in(["submitted", "returned"])
    return rows.with_columns(
        state=pl.when(pl.col("told_state") == "returned").then(returned).otherwise("told_state"),
        is_late=pl.col("late").fill_null(False),
        submitted_at=pl.when(is_submitted).then("submitted_at"),
        is_graded=pl.col("score").is_not_null(),
        assignment_ref=_reference(),
    )


_PERSON = Column("person", ("userId",), identifier("google"), required=True, personal=True)
_COURSE = Column("course_ref", ("courseId",), identifier("google"), required=True)
_PEOPLE = Layout(
    name="submitters",
    label="the people in a list of submissions",
    table="identifiers",
    signature=("userId", "profile.emailAddress"),
    columns=(
        Column("owner", ("userId",), identifier("google"), personal=True),
        Column("email", ("profile.emailAddress",), identifier(), personal=True),
    ),
    finish=one_row_per_alias({"email": "email"}),
    identity=IDENTITY,
)

COURSEWORK = (
    Layout(
        name="classroom_coursework",
        label="a list of Google Classroom course work",
        table="assignments",
        signature=("courseId", "id", "title", "workType", "state"),
        columns=(
            _COURSE,
            Column("work", ("id",), identifier(), required=True),
            Column("assignment_type", ("workType",), choice(_WORK, what="kind of course work")),
            Column("work_state", ("state",), choice(_WORK_STATES, what="state of course work")),
            Column("due_at", ("due date and time",), instant()),
            Column("due_on", ("due date",), day()),
            Column("points", ("maxPoints",), real_number()),
            Column("updated_at", ("updateTime",), instant()),
        ),
        prepare=_due_cells,
        finish=as_assignments(_assignments),
        identity=ASSIGNMENT_IDENTITY,
    ),
    Layout(
        name="classroom_submissions",
        label="a list of Google Classroom submissions",
        table="submissions",
        signature=("courseId", "courseWorkId", "id", "userId", "state"),
        columns=(
            _COURSE,
            Column("work", ("courseWorkId",), identifier(), required=True),
            _PERSON,
            Column("told_state", ("state",), choice(_STATES, what="state of a submission"), required=True),
            Column("late", ("late",), truth()),
            Column("score", ("assignedGrade",), real_number()),
            Column("history", ("submissionHistory",), text()),
            Column("submitted_at", ("time turned in",), instant()),
            Column("updated_at", ("updateTime",), instant()),
        ),
        prepare=_history,
        finish=as_submissions(_submissions),
        identity=SUBMISSION_IDENTITY,
        also=(_PEOPLE,),
    ),
)
