"""Canvas SIS import CSV: the roster that a district sends to Canvas, or has Canvas write out again.

A course of Canvas is a class here, and so are its sections. Canvas does not say which of its accounts are schools.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.canvas_sis_people import PEOPLE, is_gone
from data_layer.importers.columns import day, identifier, text
from data_layer.importers.contract import Check, Column, Head, Importer, Layout
from data_layer.importers.landing import completed, landed
from data_layer.importers.own_columns import others
from data_layer.importers.roster_terms import term_type

_GONE = Column("is_deleted", ("status",), is_gone(), default=False)
_COURSE = Column("course_id", ("course_id",), identifier(), required=True)
_TITLE = Column("title", ("long_name",), text())


def _no_school_told(_head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    return {"note": "Canvas does not say which accounts are schools: each account with people in it counts as one."}


def _terms(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(session_type=term_type()), "sessions")


def _courses_as_classes(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(class_id=pl.col("course_id")), "classes")


ACCOUNTS = Layout(
    name="accounts",
    label="a Canvas SIS accounts file",
    table="orgs",
    signature=("account_id", "parent_account_id", "name", "status"),
    absent=("canvas_account_id",),
    columns=(
        Column("org_id", ("account_id",), identifier(), required=True),
        Column("name", ("name",), text(), required=True),
        Column("parent_id", ("parent_account_id",), identifier()),
        _GONE,
    ),
    settle=_no_school_told,
    finish=landed("orgs"),
    identity=("org_id",),
)

TERMS = Layout(
    name="terms",
    label="a Canvas SIS terms file",
    table="sessions",
    signature=("term_id", "name", "status", "start_date", "end_date"),
    absent=("canvas_term_id", "course_id"),
    columns=(
        Column("session_id", ("term_id",), identifier(), required=True),
        Column("title", ("name",), text()),
        Column("starts_on", ("start_date",), day()),
        Column("ends_on", ("end_date",), day()),
        _GONE,
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the term's first day",
            "Correct start_date or end_date in the student information system.",
        ),
    ),
    finish=_terms,
    identity=("session_id",),
)

COURSES = Layout(
    name="courses",
    label="a Canvas SIS courses file",
    table="classes",
    signature=("course_id", "short_name", "long_name", "status"),
    absent=("canvas_course_id",),
    columns=(
        _COURSE,
        _TITLE,
        Column("class_code", ("short_name",), text()),
        Column("school_id", ("account_id",), identifier()),
        Column("session_ids", ("term_id",), identifier()),
        _GONE,
    ),
    finish=_courses_as_classes,
    identity=("class_id",),
    also=(
        Layout(
            name="courses (titles)",
            label="the titles in a Canvas SIS courses file",
            table="courses",
            signature=("course_id", "long_name"),
            columns=(_COURSE, _TITLE, Column("course_code", ("short_name",), text()), _GONE),
            finish=landed("courses"),
            identity=("course_id",),
        ),
    ),
)

SECTIONS = Layout(
    name="sections",
    label="a Canvas SIS sections file",
    table="classes",
    signature=("section_id", "course_id", "name", "status"),
    absent=("canvas_section_id", "user_id"),
    columns=(
        Column("class_id", ("section_id",), identifier(), required=True),
        _COURSE,
        Column("class_code", ("name",), text()),  # often but "Section 1": what it is about, its course says
        _GONE,
    ),
    finish=landed("classes"),
    identity=("class_id",),
)


def _ignored(name: str, *signature: str, absent: tuple[str, ...] = ()) -> Layout:
    label = f"a Canvas SIS {name} file (nothing in it is kept)"
    return Layout(name, label, "ignored", (*signature, "status"), (), absent=absent)


_CHANGED_IDS = Layout(
    "change_sis_id",
    "a Canvas SIS change_sis_id file (nothing in it is kept)",
    "ignored",
    ("old_id", "new_id", "type"),
    (),
    matches=lambda head: not others(head, ("old_id", "new_id", "old_integration_id", "new_integration_id", "type")),
)

IMPORTER = Importer(
    name="canvas_sis",
    label="Canvas SIS import files",
    layouts=(
        *(ACCOUNTS, TERMS, COURSES, SECTIONS, *PEOPLE),
        _ignored("xlists", "xlist_course_id", "section_id", absent=("canvas_xlist_course_id",)),
        _ignored("groups", "group_id", "name", absent=("canvas_group_id",)),
        _ignored("groups_membership", "group_id", "user_id", absent=("canvas_group_id",)),
        _ignored("group_categories", "group_category_id", "category_name", absent=("canvas_group_category_id",)),
        _CHANGED_IDS,
    ),
)
