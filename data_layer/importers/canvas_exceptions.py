"""New Analytics' lists of missing and of late work: each row is one student's one assignment, known by its title.

They name the exceptions alone. What is landed says so, and no share of work handed in is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier, instant
from data_layer.importers.contract import Column, Head, Layout
from data_layer.importers.coursework import SUBMISSION_IDENTITY, as_submissions
from data_layer.importers.last_seen import without_never

_SIGNATURE = ("Student ID", "Course ID", "Assignment Name", "Due Date")
_SUBMITTED = "Submitted Date"


def _ready(frame: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return without_never(frame, ("Due Date", _SUBMITTED, "Graded Date"))


def _standing(rows: pl.DataFrame) -> pl.DataFrame:
    handed_in = pl.col("submitted_at").is_not_null()
    return rows.with_columns(
        assignment_ref=pl.concat_str("course_ref", pl.lit(":"), pl.col("title")),
        state=pl.when(handed_in).then(pl.lit("submitted")).otherwise(pl.lit("missing")),
        is_late=pl.when(handed_in).then(True),
        is_graded=pl.col("graded_at").is_not_null(),
    )


def _say_so(_head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    return {
        "note": "This list names late or missing work alone, so no share can be taken from it. Bring Canvas's "
        "assignments and submissions tables for the share of work that was handed in."
    }


def _list(name: str, label: str, *, signature: tuple[str, ...], absent: tuple[str, ...]) -> Layout:
    return Layout(
        name=name,
        label=label,
        table="submissions",
        signature=signature,
        absent=absent,
        columns=(
            Column("course_ref", ("Course ID",), canvas_id(), required=True),
            Column("title", ("Assignment Name",), identifier(), required=True, personal=True),
            Column("person", ("Student ID",), canvas_id(), required=True, personal=True),
            Column("due_at", ("Due Date",), instant()),
            Column("submitted_at", (_SUBMITTED,), instant()),
            Column("graded_at", ("Graded Date",), instant()),
        ),
        settle=_say_so,
        prepare=_ready,
        finish=as_submissions(_standing, basis="exceptions"),
        identity=SUBMISSION_IDENTITY,
    )


EXCEPTIONS = (
    _list("missing_work", "a New Analytics list of missing work", signature=_SIGNATURE, absent=(_SUBMITTED,)),
    _list("late_work", "a New Analytics list of late work", signature=(*_SIGNATURE, _SUBMITTED), absent=()),
)
