"""Clever's sections: a class with its school, its term and its teachers, all in one row."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import day, identifier, text
from data_layer.importers.contract import ROW, Check, Column, Layout
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed
from data_layer.importers.roster_terms import term_type

_TEACHERS = ("Teacher_id", *(f"Teacher_{number}_id" for number in range(2, 11)))
_NO_SUBJECT = ("other", "homeroom/advisory")  # Clever's own words for a section that is about none
_TERM = (
    Column("term", ("Term_name",), text()),
    Column("starts_on", ("Term_start",), day()),
    Column("ends_on", ("Term_end",), day()),
)


def _term_id() -> pl.Expr:
    """Clever numbers no terms: a name and its days tell one from another."""
    days = [pl.col(name).cast(pl.String).fill_null("") for name in ("starts_on", "ends_on")]
    return pl.concat_str("term", *days, separator="|").str.to_lowercase()


def _classes(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    is_about_none = pl.col("subjects").str.to_lowercase().is_in(_NO_SUBJECT)
    return completed(
        rows.with_columns(
            pl.coalesce("title", "course").alias("title"),
            pl.when(~is_about_none).then("subjects").alias("subjects"),
            session_ids=_term_id(),
        ),
        "classes",
    )


def _terms(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    named = rows.drop_nulls("term").with_columns(session_id=_term_id(), title=pl.col("term"), session_type=term_type())
    return completed(named.unique("session_id", keep="first", maintain_order=True), "sessions")


def _teachers(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    each = rows.unpivot(on=list(_TEACHERS), index=[ROW, "class_id", "school_id"], value_name="person")
    taught = each.drop_nulls("person").unique([ROW, "person"], keep="first", maintain_order=True)
    return completed(taught.with_columns(role=pl.lit("teacher")), "enrollments")


_CLASS = (
    Column("class_id", ("Section_id",), identifier(), required=True),
    Column("school_id", ("School_id",), identifier(), required=True),
)

SECTIONS = Layout(
    name="sections",
    label="a Clever sections file",
    table="classes",
    signature=("School_id", "Section_id", "Teacher_id"),
    absent=("Student_id",),
    columns=(
        *_CLASS,
        Column("title", ("Name",), text()),
        Column("course", ("Course_name",), text()),
        Column("class_code", ("Section_number",), text()),
        Column("subjects", ("Subject",), text()),
        Column("grade_levels", ("Grade",), grade_levels()),
        *_TERM,
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the term's first day",
            "Correct Term_start or Term_end in the student information system.",
        ),
    ),
    finish=_classes,
    identity=("class_id",),
    also=(
        Layout(
            name="sections (terms)",
            label="the terms in a Clever sections file",
            table="sessions",
            signature=("Term_name",),
            columns=_TERM,
            finish=_terms,
            identity=("session_id",),
        ),
        Layout(
            name="sections (teachers)",
            label="the teachers in a Clever sections file",
            table="enrollments",
            signature=("Section_id", "Teacher_id"),
            columns=(*_CLASS, *(Column(name, (name,), identifier(), personal=True) for name in _TEACHERS)),
            finish=_teachers,
            identity=("class_id", "person", "role", "starts_on"),
        ),
    ),
)
