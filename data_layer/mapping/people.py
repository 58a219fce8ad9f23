"""A list of people with their schools: the shape that any staff or student list without a standard is read as.

Such a list knows no classes and no school year of its own. A school goes by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.columns import choice, identifier, text
from data_layer.importers.contract import Column, Layout, Reading
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed

_ROLES = {
    "student": ("student", "students", "pupil", "learner", "k12 student"),
    "teacher": ("teacher", "teachers", "instructor", "faculty", "educator", "classroom teacher", "substitute"),
    "staff": (
        *("staff", "administrator", "admin", "principal", "assistant principal", "counselor", "librarian", "nurse"),
        *("aide", "paraprofessional", "secretary", "coach", "specialist", "employee", "classified", "certified"),
    ),
    "guardian": ("guardian", "parent"),
}
_KINDS = {"sourced_id": "sourced_id", "username": "username", "email": "email", "login_email": "email"}


def _role() -> Reading:
    return choice({word: role for role, words in _ROLES.items() for word in words}, what="role")


def _school_key() -> Reading:
    """A school by its name; a comma would part two schools."""
    known = identifier()
    return replace(known, parse=lambda cell: known.parse(cell).str.replace_all(r"\s*,\s*", " "))


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """Who goes by an email address may be known by it elsewhere."""
    login = pl.coalesce(as_email("sourced_id"), as_email("username"))
    return one_row_per_alias(_KINDS)(rows.with_columns(login_email=login), settled)


def _each_school_once(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    named = rows.drop_nulls("org_id").unique("org_id", keep="first", maintain_order=True)
    return completed(named.with_columns(org_type=pl.lit("school")), "orgs")


_IDENTIFIERS = Layout(
    name="people (identifiers)",
    label="the identifiers in a list of people",
    table="identifiers",
    signature=("person",),
    columns=(
        Column("owner", ("person",), identifier(), required=True, personal=True),
        Column("sourced_id", ("person",), identifier(), personal=True),
        Column("username", ("username",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
    ),
    finish=_aliases,
    identity=IDENTITY,
)

_SCHOOLS = Layout(
    name="people (schools)",
    label="the schools in a list of people",
    table="orgs",
    signature=("school",),
    columns=(Column("org_id", ("school",), _school_key()), Column("name", ("school",), text())),
    finish=_each_school_once,
    identity=("org_id",),
)

PEOPLE = Layout(
    name="people",
    label="a list of people",
    table="users",
    signature=("person",),
    columns=(
        Column("person", ("person",), identifier(), required=True, personal=True),
        Column("role", ("role",), _role(), required=True),
        Column("org_ids", ("school",), _school_key()),
        Column("grade_levels", ("grade",), grade_levels()),
        Column("username", ("username",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
    ),
    finish=lambda rows, _settled: completed(rows, "users"),
    identity=("person", "org_ids", "role"),
    also=(_IDENTIFIERS, _SCHOOLS),
)
