"""Microsoft School Data Sync CSV, versions 2 and 2.1: OneRoster without its status columns, with roles of its own.

OneRoster's own files without those columns are read beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import day, identifier, text
from data_layer.importers.contract import Check, Column, Head, Importer, Layout
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed, landed
from data_layer.importers.oneroster_bare import BARE
from data_layer.importers.oneroster_cells import id_list
from data_layer.importers.own_columns import others
from data_layer.importers.sds_cells import ONEROSTER, sds_role, sds_session_type
from data_layer.importers.sds_people import PEOPLE
from data_layer.importers.sds_uk import UK_FORMAT
from data_layer.importers.sds_v1 import FIRST_VERSION

ORGS = Layout(
    name="orgs",
    label="an orgs file of School Data Sync, or of OneRoster without its status column",
    table="orgs",
    signature=("sourcedId", "name", "type"),
    absent=ONEROSTER,
    columns=(
        Column("org_id", ("sourcedId",), identifier(), required=True),
        Column("name", ("name",), text(), required=True),
        Column("org_type", ("type",), identifier(), required=True),
        Column("parent_id", ("parentSourcedId",), identifier()),
    ),
    finish=landed("orgs"),
    identity=("org_id",),
)

SESSIONS = Layout(
    name="academicSessions",
    label="an academicSessions file of School Data Sync, or of OneRoster without its status column",
    table="sessions",
    signature=("sourcedId", "title", "type", "startDate", "endDate"),
    absent=ONEROSTER,
    columns=(
        Column("session_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("session_type", ("type",), sds_session_type(), required=True),
        Column("starts_on", ("startDate",), day(), required=True),
        Column("ends_on", ("endDate",), day(), required=True),
        Column("parent_id", ("parentSourcedId",), identifier()),
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the session's first day",
            "Correct startDate or endDate in the student information system.",
        ),
    ),
    finish=landed("sessions"),
    identity=("session_id",),
)


def _codes_apart(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """A subject is a code ("02") in one district and a word in another."""
    is_code = pl.col("subject").str.contains(r"^\d{2,}$")
    return completed(
        rows.with_columns(
            pl.when(is_code).then("subject").alias("subject_codes"), pl.when(~is_code).then("subject").alias("subjects")
        ),
        "courses",
    )


COURSES = Layout(
    name="courses",
    label="a School Data Sync courses file",
    table="courses",
    signature=("sourcedId", "orgSourcedId", "title", "code"),
    absent=(*ONEROSTER, "sessionSourcedIds", "courseSourcedId"),
    columns=(
        Column("course_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("course_code", ("code",), text()),
        Column("subject", ("subject",), text()),
        Column("grade_levels", ("grade",), grade_levels()),
    ),
    finish=_codes_apart,
    identity=("course_id",),
)


def _is_no_course(head: Head) -> bool:
    """Both have sourcedId, orgSourcedId and title; a class may have a code, a course must."""
    return not head.has("code") or head.has("sessionSourcedIds") or head.has("courseSourcedId")


CLASSES = Layout(
    name="classes",
    label="a School Data Sync classes file",
    table="classes",
    signature=("sourcedId", "orgSourcedId", "title"),
    absent=(*ONEROSTER, "courseCode", "schoolSourcedId"),
    matches=_is_no_course,
    columns=(
        Column("class_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("class_code", ("code",), text()),
        Column("course_id", ("courseSourcedId",), identifier()),
        Column("school_id", ("orgSourcedId",), identifier(), required=True),
        Column("session_ids", ("sessionSourcedIds",), id_list()),
    ),
    finish=landed("classes"),
    identity=("class_id",),
)

ENROLLMENTS = Layout(
    name="enrollments",
    label="a School Data Sync enrollments file",
    table="enrollments",
    signature=("classSourcedId", "userSourcedId", "role"),
    absent=(*ONEROSTER, "sourcedId"),
    columns=(
        Column("class_id", ("classSourcedId",), identifier(), required=True),
        Column("person", ("userSourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), sds_role(), required=True),
    ),
    finish=landed("enrollments"),
    identity=("class_id", "person", "role", "starts_on"),
)


def _ignored(name: str, *signature: str) -> Layout:
    label = f"a School Data Sync {name} file (nothing in it is kept)"
    return Layout(name, label, "ignored", signature, (), absent=ONEROSTER)


def _parents(name: str, *headers: str) -> Layout:
    """Version 1 lists parents apart from all others; with further columns such a list could be anybody's."""
    label = "a School Data Sync list of parents (version 1; nothing in it is kept)"
    return replace(_ignored(name, *headers), label=label, matches=lambda head: not others(head, headers))


IMPORTER = Importer(
    name="sds",
    label="Microsoft School Data Sync CSV (1, 2 or 2.1), or OneRoster CSV without its status column",
    layouts=(
        *(ORGS, SESSIONS, COURSES, CLASSES, *PEOPLE, ENROLLMENTS),
        _ignored("demographics", "userSourcedId", "sex", "birthDate"),
        _ignored("userFlags", "userSourcedId", "flag"),
        _parents("user_v1", "Email", "First Name", "Last Name", "Phone", "SIS ID"),
        _parents("guardianrelationship_v1", "SIS ID", "Email", "Role"),
        *(*FIRST_VERSION, *UK_FORMAT),
        *BARE,
    ),
)
