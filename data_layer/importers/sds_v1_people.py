"""Students and teachers of a School Data Sync export of version 1.

Both may come with the very same headers. Where those say nothing, the file's name decides: version 1
prescribes the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.columns import identifier
from data_layer.importers.contract import Column, Head, Layout, NeedsAnswer
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed
from data_layer.importers.sds_cells import sds_status

_OF_STUDENTS = ("Student Number", "Graduation Year", "Birthdate")
_OF_TEACHERS = ("Teacher Number", "Title", "Qualification")
_NAMES = {
    "sourced_id": "sourced_id",
    "username": "username",
    "email": "email",
    "login_email": "email",
    "sis_id": "sis_id",
}


def said_by_name(head: Head) -> str | None:
    named = [role for role in ("student", "teacher") if role in head.name.casefold()]
    return named[0] if len(named) == 1 else None


def _who(head: Head, _frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
    marks = {"student": _OF_STUDENTS, "teacher": _OF_TEACHERS}
    shown = [role for role, columns in marks.items() if any(head.has(column) for column in columns)]
    role = shown[0] if len(shown) == 1 else said_by_name(head) or options.get("people")
    if role not in marks:
        raise NeedsAnswer(
            "This file lists people of schools, and neither its columns nor its name say whether they are "
            "students or teachers.",
            option="people",
            choices={"student": "they are students", "teacher": "they are teachers"},
        )
    return {"role": role, "note": f"Read as a list of {role}s."}


def _people(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    grade = pl.when(pl.lit(settled["role"] == "student")).then("grade_levels")
    return completed(rows.with_columns(grade, role=pl.lit(settled["role"])), "users")


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    return one_row_per_alias(_NAMES)(rows.with_columns(login_email=as_email("username")), settled)


PEOPLE = Layout(
    name="people_v1",
    label="a School Data Sync list of students or teachers (version 1)",
    table="users",
    signature=("SIS ID", "School SIS ID", "Username"),
    absent=("Section SIS ID", "Section Name"),
    columns=(
        Column("person", ("SIS ID",), identifier(), required=True, personal=True),
        Column("org_ids", ("School SIS ID",), identifier(), required=True),
        Column("grade_levels", ("Grade",), grade_levels()),
        Column("is_deleted", ("Status",), sds_status(), default=False),
    ),
    settle=_who,
    finish=_people,
    identity=("person", "org_ids", "role"),
    also=(
        Layout(
            name="people_v1 (identifiers)",
            label="the identifiers in a School Data Sync list of students or teachers",
            table="identifiers",
            signature=("SIS ID", "Username"),
            columns=(
                Column("owner", ("SIS ID",), identifier(), required=True, personal=True),
                Column("sourced_id", ("SIS ID",), identifier(), personal=True),
                Column("username", ("Username",), identifier(), personal=True),
                Column("email", ("Secondary Email",), identifier(), personal=True),
                Column("sis_id", ("Student Number", "Teacher Number"), identifier(), personal=True),
            ),
            finish=_aliases,
            identity=IDENTITY,
        ),
    ),
)
