"""Microsoft School Data Sync CSV, version 1 ("SDS Format"): schools, sections, people and who is in which section."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import day, identifier, text
from data_layer.importers.contract import Check, Column, Head, Layout
from data_layer.importers.landing import completed
from data_layer.importers.own_columns import is_mostly, naming_others, others
from data_layer.importers.roster_terms import term_type
from data_layer.importers.sds_cells import sds_status
from data_layer.importers.sds_v1_people import PEOPLE, said_by_name

_OF_SCHOOLS = (
    *("School Number", "School NCES_ID", "State ID", "Grade Low", "Grade High", "Principal SIS ID", "Principal Name"),
    *("Principal Secondary Email", "Zone", "Address", "City", "State", "Country", "Zip", "Phone"),
)
KNOWN_OF_SCHOOLS = ("SIS ID", "Name", *_OF_SCHOOLS)
_TELLING = 9  # so many of them, from the first, no list of people has


def _lists_schools(head: Head) -> bool:
    """An id and a name alone could be anything's: beside columns of another kind, one must be a school's alone."""
    is_told = any(head.has(name) for name in _OF_SCHOOLS[:_TELLING])
    return is_mostly(head, KNOWN_OF_SCHOOLS) and (is_told or not others(head, KNOWN_OF_SCHOOLS))


def _class_list(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(role=pl.lit(settled["role"], pl.String)), "enrollments")


def _terms(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Each section names its term; once is enough."""
    once = rows.drop_nulls("session_id").unique("session_id", keep="first", maintain_order=True)
    return completed(once.with_columns(session_type=term_type()), "sessions")


def _courses(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    once = rows.drop_nulls("course_id").unique("course_id", keep="first", maintain_order=True)
    return completed(once, "courses")


_TERM_DAYS = (Column("starts_on", ("Term StartDate",), day()), Column("ends_on", ("Term EndDate",), day()))
_SUBJECT = Column("subjects", ("Course Subject",), text())

SCHOOLS = Layout(
    name="schools_v1",
    label="a School Data Sync school file (version 1)",
    table="orgs",
    signature=("SIS ID", "Name"),
    absent=("School SIS ID", "Section SIS ID", "First Name", "Last Name", "Username"),
    matches=_lists_schools,
    settle=naming_others(*KNOWN_OF_SCHOOLS),
    columns=(
        Column("org_id", ("SIS ID",), identifier(), required=True),
        Column("name", ("Name",), text(), required=True),
    ),
    finish=lambda rows, _settled: completed(rows.with_columns(org_type=pl.lit("school")), "orgs"),
    identity=("org_id",),
)

SECTIONS = Layout(
    name="sections_v1",
    label="a School Data Sync section file (version 1)",
    table="classes",
    signature=("SIS ID", "School SIS ID", "Section Name"),
    columns=(
        Column("class_id", ("SIS ID",), identifier(), required=True),
        Column("title", ("Section Name",), text()),
        Column("class_code", ("Section Number",), text()),
        Column("course_id", ("Course SIS ID",), identifier()),
        Column("school_id", ("School SIS ID",), identifier(), required=True),
        Column("session_ids", ("Term SIS ID",), identifier()),
        _SUBJECT,
        Column("is_deleted", ("Status",), sds_status(), default=False),
        *_TERM_DAYS,
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the term's first day",
            "Correct Term StartDate or Term EndDate in the student information system.",
        ),
    ),
    finish=lambda rows, _settled: completed(rows, "classes"),
    identity=("class_id",),
    also=(
        Layout(
            name="sections_v1 (terms)",
            label="the terms in a School Data Sync section file",
            table="sessions",
            signature=("Term SIS ID",),
            columns=(
                Column("session_id", ("Term SIS ID",), identifier()),
                Column("title", ("Term Name",), text()),
                *_TERM_DAYS,
            ),
            finish=_terms,
            identity=("session_id",),
        ),
        Layout(
            name="sections_v1 (courses)",
            label="the courses in a School Data Sync section file",
            table="courses",
            signature=("Course SIS ID",),
            columns=(
                Column("course_id", ("Course SIS ID",), identifier()),
                Column("title", ("Course Name",), text()),
                Column("course_code", ("Course Number",), text()),
                _SUBJECT,
            ),
            finish=_courses,
            identity=("course_id",),
        ),
    ),
)

CLASS_LISTS = Layout(
    name="class_lists_v1",
    label="a School Data Sync class list (version 1)",
    table="enrollments",
    signature=("Section SIS ID", "SIS ID"),
    absent=("School SIS ID", "n correct"),  # Canvas's answers to a quiz have both ids, too
    columns=(
        Column("class_id", ("Section SIS ID",), identifier(), required=True),
        Column("person", ("SIS ID",), identifier(), required=True, personal=True),
    ),
    settle=lambda head, _frames, _options: {"role": said_by_name(head)},
    finish=_class_list,
    identity=("class_id", "person", "role", "starts_on"),
)

FIRST_VERSION = (SCHOOLS, PEOPLE, SECTIONS, CLASS_LISTS)
