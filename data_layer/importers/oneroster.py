"""OneRoster CSV 1.0, 1.1 and 1.2: schools, terms, courses, classes, people, roles and enrollments."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_layer.importers.columns import day, identifier, text, truth
from data_layer.importers.contract import Check, Column, Importer, Layout
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.oneroster_cells import id_list, is_primary, person_role, session_type, status
from data_layer.importers.oneroster_identifiers import PROFILE_IDENTIFIERS, USER_IDENTIFIERS
from data_layer.importers.oneroster_ignored import IGNORED

MANIFEST = Layout(
    name="manifest",
    label="a OneRoster manifest",
    table="manifest",
    signature=("propertyName", "value"),
    columns=(
        Column("property", ("propertyName",), text(), required=True),
        Column("value", ("value",), text()),
    ),
    identity=("property",),
)

_DELETED = Column("is_deleted", ("status",), status(), default=False)

ORGS = Layout(
    name="orgs",
    label="a OneRoster orgs file",
    table="orgs",
    signature=("sourcedId", "status", "name", "type"),
    columns=(
        Column("org_id", ("sourcedId",), identifier(), required=True),
        Column("name", ("name",), text(), required=True),
        Column("org_type", ("type",), identifier(), required=True),
        Column("parent_id", ("parentSourcedId",), identifier()),
        _DELETED,
    ),
    identity=("org_id",),
)

SESSIONS = Layout(
    name="academicSessions",
    label="a OneRoster academicSessions file",
    table="sessions",
    signature=("sourcedId", "status", "title", "type", "startDate", "endDate"),
    columns=(
        Column("session_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("session_type", ("type",), session_type(), required=True),
        Column("starts_on", ("startDate",), day(), required=True),
        Column("ends_on", ("endDate",), day(), required=True),
        Column("parent_id", ("parentSourcedId",), identifier()),
        _DELETED,
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the session's first day",
            "Correct startDate or endDate in the student information system.",
        ),
    ),
    identity=("session_id",),
)

COURSES = Layout(
    name="courses",
    label="a OneRoster courses file",
    table="courses",
    signature=("sourcedId", "status", "title", "courseCode"),
    columns=(
        Column("course_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("course_code", ("courseCode",), text()),
        Column("subjects", ("subjects",), text()),
        Column("subject_codes", ("subjectCodes",), text()),
        Column("grade_levels", ("grades", "grade"), grade_levels()),
        _DELETED,
    ),
    identity=("course_id",),
)

CLASSES = Layout(
    name="classes",
    label="a OneRoster classes file",
    table="classes",
    signature=("sourcedId", "status", "title", "courseSourcedId", "schoolSourcedId"),
    columns=(
        Column("class_id", ("sourcedId",), identifier(), required=True),
        Column("title", ("title",), text()),
        Column("class_code", ("classCode",), text()),
        Column("course_id", ("courseSourcedId",), identifier()),
        Column("school_id", ("schoolSourcedId",), identifier(), required=True),
        Column("session_ids", ("termSourcedIds", "termSourcedId", "terms"), id_list()),
        Column("subjects", ("subjects",), text()),
        Column("subject_codes", ("subjectCodes",), text()),
        Column("grade_levels", ("grades", "grade"), grade_levels()),
        _DELETED,
    ),
    identity=("class_id",),
)

_NAMES = ("username", "givenName", "familyName")

USERS = Layout(
    name="users",
    label="a OneRoster users file",
    table="users",
    signature=("sourcedId", "status", *_NAMES),
    columns=(
        Column("person", ("sourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), person_role()),
        Column("org_ids", ("orgSourcedIds", "primaryOrgSourcedId"), id_list()),
        Column("grade_levels", ("grades", "grade"), grade_levels()),
        Column("is_enabled", ("enabledUser",), truth(), default=True),
        _DELETED,
    ),
    identity=("person",),
    also=(USER_IDENTIFIERS,),
)

_WITHOUT_NAMES = replace(  # as a district may hand its roster on
    USERS,
    name="users_without_names",
    signature=("sourcedId", "status", "orgSourcedIds", "role"),
    matches=lambda head: not head.has(*_NAMES),
)

ROLES = Layout(
    name="roles",
    label="a OneRoster roles file",
    table="roles",
    signature=("sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId"),
    columns=(
        Column("person", ("userSourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), person_role(), required=True),
        Column("is_primary", ("roleType",), is_primary()),
        Column("org_id", ("orgSourcedId",), identifier(), required=True),
        Column("grade_levels", ("grades", "grade"), grade_levels()),
        Column("starts_on", ("beginDate",), day()),
        Column("ends_on", ("endDate",), day()),
        _DELETED,
    ),
    identity=("person", "role", "org_id", "starts_on"),
)

ENROLLMENTS = Layout(
    name="enrollments",
    label="a OneRoster enrollments file",
    table="enrollments",
    signature=("sourcedId", "status", "classSourcedId", "userSourcedId", "role"),
    columns=(
        Column("class_id", ("classSourcedId",), identifier(), required=True),
        Column("school_id", ("schoolSourcedId",), identifier()),
        Column("person", ("userSourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), person_role(), required=True),
        Column("starts_on", ("beginDate",), day()),
        Column("ends_on", ("endDate",), day()),
        _DELETED,
    ),
    identity=("class_id", "person", "role", "starts_on"),
)

IMPORTER = Importer(
    name="oneroster",
    label="OneRoster CSV (1.0, 1.1 or 1.2)",
    layouts=(
        *(MANIFEST, ORGS, SESSIONS, COURSES, CLASSES, USERS, _WITHOUT_NAMES, ROLES, ENROLLMENTS),
        *(PROFILE_IDENTIFIERS, *IGNORED),
    ),
)
