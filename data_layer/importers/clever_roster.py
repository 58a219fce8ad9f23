"""Clever's roster files (SIS CSV): schools, students, teachers, staff, sections and enrollments.

A person of several schools has a row for each. `Student_id` is the SIS id under which Clever's own reports name
the student.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.clever_sections import SECTIONS
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Head, Importer, Layout
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed
from data_layer.importers.own_columns import is_mostly, naming_others, others

_OF_SCHOOLS = (
    *("School_*", "State_id", "NCES_id", "Low_grade", "High_grade", "Principal*", "MDR_*", "ext.*"),
    *("Address", "City", "State", "Zip", "Phone"),
)
_OF_ENROLLMENTS = ("School_id", "Section_id", "Student_id", "Marking_period", "Start_date", "End_date", "ext.*")
_OF_PEOPLE = (
    *("School_id", "State_id", "Last_name", "Middle_name", "First_name", "Grade", "Gender", "Graduation_year", "DOB"),
    *("Race", "Hispanic_Latino", "Home_language", "Ell_status", "Frl_status", "Iep_status", "Weighted_gpa"),
    *("Unweighted_gpa", "Student_*", "Contact_*", "Teacher_*", "State_teacher_id", "Staff_*", "Title", "Department"),
    *("Role", "Username", "Password", "ext.*"),
)
_TELLING = 3  # so many of them, beside an id, a school and a name
_KEYS_OF_PEOPLE = ("Student_id", "Teacher_id", "Staff_id", "Section_id")
_KINDS = {
    "sourced_id": "sourced_id",
    "number": "sis_id",
    "state_id": "sis_id",
    "username": "username",
    "email": "email",
    "login_email": "email",
}


def _identifiers(kind: str, names: Mapping[str, str]) -> Layout:
    """What else a file calls its people; `names` says under which header each identifier stands."""

    def finish(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
        kinds = {name: _KINDS[name] for name in (*names, "login_email")}
        return one_row_per_alias(kinds)(rows.with_columns(login_email=as_email("username")), settled)

    return Layout(
        name=f"{kind} (identifiers)",
        label=f"the identifiers in a Clever {kind} file",
        table="identifiers",
        signature=(names["sourced_id"],),
        columns=(
            Column("owner", (names["sourced_id"],), identifier(), required=True, personal=True),
            *(Column(name, (header,), identifier(), personal=True) for name, header in names.items()),
        ),
        finish=finish,
        identity=IDENTITY,
    )


def _people(
    role: str, *, key: str, usual: tuple[str, ...], absent: tuple[str, ...], **names: str
) -> tuple[Layout, Layout]:
    """One kind of person; `names` are the headers of their number, state id and email.

    Clever itself needs a school, an id and a name. Such a list without the `usual` columns might be a report of use,
    and is taken only where it holds nothing that is not Clever's, or much that is.
    """

    def finish(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
        return completed(rows.with_columns(role=pl.lit(role)), "users")

    kind = role if role == "staff" else f"{role}s"
    grades = (Column("grade_levels", ("Grade",), grade_levels()),) if role == "student" else ()
    needed = ("School_id", key, "First_name", "Last_name")
    layout = Layout(
        name=kind,
        label=f"a Clever {kind} file",
        table="users",
        signature=(*needed, *usual),
        absent=("Section_id", *absent),
        columns=(
            Column("person", (key,), identifier(), required=True, personal=True),
            Column("org_ids", ("School_id",), identifier(), required=role != "staff"),
            *grades,
        ),
        finish=finish,
        identity=("person", "org_ids", "role"),
        also=(_identifiers(kind, {"sourced_id": key, "username": "Username", **names}),),
    )
    least = replace(layout, name=f"{kind}_least", signature=needed)
    return layout, replace(least, matches=lambda head: not head.has(*usual) and _lists_people(head, needed))


def _lists_people(head: Head, needed: tuple[str, ...]) -> bool:
    """No report of use says so much more of its people in Clever's words."""
    unknown = others(head, _OF_PEOPLE)
    further = len(head.columns) - len(unknown) - len(needed)
    return not unknown or (further >= _TELLING and is_mostly(head, _OF_PEOPLE))


def _lists_schools(head: Head) -> bool:
    """Other exports name a school in each row too; this one says more of it, and of little else."""
    says_more = len(head.columns) - len(others(head, _OF_SCHOOLS)) > 2
    return says_more and is_mostly(head, _OF_SCHOOLS)


SCHOOLS = Layout(
    name="schools",
    label="a Clever schools file",
    table="orgs",
    signature=("School_id", "School_name"),
    absent=_KEYS_OF_PEOPLE,
    matches=_lists_schools,
    settle=naming_others(*_OF_SCHOOLS),
    columns=(
        Column("org_id", ("School_id",), identifier(), required=True),
        Column("name", ("School_name",), text(), required=True),
    ),
    finish=lambda rows, _settled: completed(rows.with_columns(org_type=pl.lit("school")), "orgs"),
    identity=("org_id",),
)

ENROLLMENTS = Layout(
    name="enrollments",
    label="a Clever enrollments file",
    table="enrollments",
    signature=("School_id", "Section_id", "Student_id"),
    absent=("First_name", "Last_name", "Teacher_id", "Staff_id"),
    matches=lambda head: is_mostly(head, _OF_ENROLLMENTS),
    settle=naming_others(*_OF_ENROLLMENTS),
    columns=(
        Column("class_id", ("Section_id",), identifier(), required=True),
        Column("school_id", ("School_id",), identifier(), required=True),
        Column("person", ("Student_id",), identifier(), required=True, personal=True),
    ),
    finish=lambda rows, _settled: completed(rows.with_columns(role=pl.lit("student")), "enrollments"),
    identity=("class_id", "person", "role", "starts_on"),
)

_STAFF = _people(
    "staff", key="Staff_id", usual=("Staff_email",), absent=("Student_id", "Teacher_id"), email="Staff_email"
)
_ADMINS, _ = _people(  # the file whose place the staff file took
    "staff",
    key="Staff_id",
    usual=("Admin_email",),
    absent=("Student_id", "Teacher_id", "Staff_email"),
    email="Admin_email",
)

IMPORTER = Importer(
    name="clever_roster",
    label="Clever roster files (SIS CSV)",
    layouts=(
        SCHOOLS,
        *_people(
            "student",
            key="Student_id",
            usual=("Student_number", "Grade"),
            absent=("Teacher_id", "Staff_id"),
            number="Student_number",
            state_id="State_id",
            email="Student_email",
        ),
        *_people(
            "teacher",
            key="Teacher_id",
            usual=("Teacher_email",),
            absent=("Student_id", "Staff_id"),
            number="Teacher_number",
            state_id="State_teacher_id",
            email="Teacher_email",
        ),
        *_STAFF,
        replace(_ADMINS, name="admins", label="a Clever admins file"),
        SECTIONS,
        ENROLLMENTS,
    ),
)
