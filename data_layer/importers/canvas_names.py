"""Canvas's reports about people who did nothing, and about scores: they tell whose SIS id goes with whose number.

A quiz report that was made without names, or for those who may not see SIS ids, tells nothing, and is landed empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Head, Layout
from data_layer.importers.landing import completed

_PLACE = ("section id", "section sis id", "course id", "course sis id", "course name")
_PERSON = (
    Column("owner", ("user id",), canvas_id(), required=True, personal=True),
    Column("sis_id", ("user sis id",), identifier(), personal=True),
)


def _once(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    names = one_row_per_alias({"sis_id": "sis_id"})(rows, settled)
    return names.drop_nulls(["owner", "alias"]).unique(["owner", "alias"], maintain_order=True)


def _each_course_once(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.drop_nulls("course_ref").unique("course_ref", maintain_order=True), "lms_courses")


def _say_so(_head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    return {"note": "Nobody in this report did what it looks for, so it holds no use; its ids are kept."}


SIS_IDS = Layout(
    name="sis_ids",
    label="the SIS ids in a Canvas report",
    table="identifiers",
    signature=("user id", "user sis id"),
    columns=(Column("owner", ("user id",), canvas_id(), personal=True), _PERSON[1]),
    finish=_once,
    identity=IDENTITY,
)
_COURSES = Layout(
    name="courses_in_reports",
    label="the courses in a Canvas report",
    table="lms_courses",
    signature=("course id", "course sis id"),
    columns=(
        Column("course_ref", ("course id",), canvas_id()),
        Column("sis_id", ("course sis id",), identifier()),
        Column("title", ("course name",), text()),
    ),
    finish=_each_course_once,
    identity=("course_ref",),
)


def _who_did_nothing(name: str, label: str, who: str) -> Layout:
    return Layout(
        name=name,
        label=label,
        table="identifiers",
        signature=("user id", "user sis id", who, *_PLACE),
        columns=_PERSON,
        settle=_say_so,
        finish=one_row_per_alias({"sis_id": "sis_id"}),
        identity=IDENTITY,
        also=(_COURSES,),
    )


def _scores(name: str, label: str, *, signature: tuple[str, ...], owner: str, sis_id: str) -> Layout:
    return Layout(
        name=name,
        label=label,
        table="identifiers",
        signature=signature,
        columns=(
            Column("owner", (owner,), canvas_id(), personal=True),
            Column("sis_id", (sis_id,), identifier(), personal=True),
        ),
        settle=lambda _head, _frames, _options: {"note": "It tells scores, and no use on any day; its ids are kept."},
        finish=one_row_per_alias({"sis_id": "sis_id"}),
        identity=IDENTITY,
    )


NAMES = (
    _who_did_nothing("zero_activity", "a Canvas report of zero activity", "name"),
    _who_did_nothing("no_submissions", "a Canvas report of students without submissions", "user name"),
    _scores(
        "grade_export",
        "a Canvas grade export",
        signature=("student id", "student sis", "course id", "course sis", "current score", "final score"),
        owner="student id",
        sis_id="student sis",
    ),
    _scores(
        "quiz_answers",
        "a Canvas report of the answers to a quiz",
        signature=("submitted", "n correct", "n incorrect", "score"),
        owner="id",
        sis_id="sis_id",
    ),
)
