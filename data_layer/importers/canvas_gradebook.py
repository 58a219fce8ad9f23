"""The gradebook that a teacher downloads from Canvas: a column for each assignment, a row for each student.

It tells scores. Work without a score may have been handed in or not, and nothing says when it was due; so it is landed
as what it is, and no share of work handed in is taken from it. The rows above the students (what can be scored, what
is posted by hand) belong to nobody, and are landed empty; so is work that was not assigned to a student (N/A).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import ROW, Column, Head, Layout
from data_layer.importers.coursework import SUBMISSION_IDENTITY, as_submissions, unless_handed_in

_ASSIGNMENT = re.compile(r"\((\d+)\)\s*$")  # a column of an assignment ends in its number; all other columns are sums
_CELLS, _SEPARATOR, _SAYS = "__scores", "\x1f", "\x1e"
_SIGNATURE = ("ID", "Section")  # SIS ids are left out for those who may not see them
_NOT_ASSIGNED = "N/A"


def _has_students_and_assignments(head: Head) -> bool:
    is_of_students = head.has("Student") or head.has("LastName", "FirstName")
    return is_of_students and any(_ASSIGNMENT.search(name) for name in head.columns)


def _gathered(frame: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """The scores of a row in one cell, each with its assignment's number; rows without a student have none."""
    cells = [
        pl.concat_str(pl.lit(found.group(1)), pl.lit(_SAYS), pl.col(name).str.strip_chars())
        for name in frame.columns
        if (found := _ASSIGNMENT.search(name))
    ]
    is_student = pl.col("ID").str.strip_chars().str.len_chars() > 0
    gathered = pl.concat_str(cells, separator=_SEPARATOR, ignore_nulls=True)
    return frame.with_columns(pl.when(is_student).then(gathered).alias(_CELLS))


def _each_score(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each score; a student without any keeps one row that tells of nothing."""
    parts = pl.col("scores").str.split_exact(_SAYS, 1)
    long = rows.with_columns(pl.col("scores").str.split(_SEPARATOR)).explode("scores")
    long = long.with_columns(parts.struct.field("field_0").alias("number"), parts.struct.field("field_1").alias("cell"))
    word = pl.col("cell").str.to_uppercase()
    is_told = ~word.is_in(["", _NOT_ASSIGNED])
    told = long.filter(is_told.fill_null(False))
    rest = rows.join(told, on=ROW, how="anti").select(ROW, "person")
    score = pl.col("cell").str.replace_all(",", "").cast(pl.Float64, strict=False)
    told = told.with_columns(
        assignment_ref=canvas_id().parse(pl.col("number")),
        state=pl.when(word == "EX").then(pl.lit("excused")).otherwise(unless_handed_in(score, is_graded=pl.lit(True))),
        is_graded=word != "EX",
    )
    return pl.concat([told, rest], how="diagonal").sort(ROW, maintain_order=True)


def _say_so(_head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    return {
        "note": "A gradebook tells scores, and neither due dates nor what was handed in. Bring Canvas's assignments "
        "and submissions tables for the share of work that was handed in."
    }


_PEOPLE = Layout(
    name="gradebook_people",
    label="the people in a Canvas gradebook",
    table="identifiers",
    signature=_SIGNATURE,
    columns=(
        Column("owner", ("ID",), canvas_id(), personal=True),
        Column("sis_id", ("SIS User ID",), identifier(), personal=True),
        Column("username", ("SIS Login ID",), identifier(), personal=True),
    ),
    finish=lambda rows, settled: one_row_per_alias({"sis_id": "sis_id", "username": "username", "email": "email"})(
        rows.with_columns(as_email("username").alias("email")), settled
    ),
    identity=IDENTITY,
)

GRADEBOOK = Layout(
    name="gradebook",
    label="a Canvas gradebook",
    table="submissions",
    signature=_SIGNATURE,
    matches=_has_students_and_assignments,
    columns=(
        Column("person", ("ID",), canvas_id(), personal=True),
        Column("scores", (_CELLS,), text(), personal=True),
    ),
    settle=_say_so,
    prepare=_gathered,
    finish=as_submissions(_each_score, basis="scores"),
    identity=SUBMISSION_IDENTITY,
    also=(_PEOPLE,),
)
