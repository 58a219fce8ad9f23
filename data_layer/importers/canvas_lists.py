"""Who and what Canvas's numbers stand for: logins and SIS ids of people, SIS ids of courses.

Canvas Data 2 marks a deleted row by its number alone. Such a row names nobody and no course, and is landed empty.
A login that Canvas calls deleted still tells who was behind its number, and is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Layout

_KINDS = {"sis_id": "sis_id", "username": "username", "email": "email"}


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """A login that is an email address is both; logs of other systems may know it as either."""
    as_email = pl.when(pl.col("username").str.contains("@")).then(pl.col("username"))
    return one_row_per_alias(_KINDS)(rows.with_columns(pl.coalesce("email", as_email).alias("email")), settled)


def _people(name: str, label: str, *, signature: tuple[str, ...], owner: str, sis_id: str, login: str) -> Layout:
    return Layout(
        name=name,
        label=label,
        table="identifiers",
        signature=signature,
        columns=(
            Column("owner", (owner,), canvas_id(), personal=True),
            Column("sis_id", (sis_id,), identifier(), personal=True),
            Column("username", (login,), identifier(), personal=True),
            Column("email", ("email",), identifier(), personal=True),
        ),
        finish=_aliases,
        identity=IDENTITY,
    )


def _from_canvas_data(suffix: str, *, key: str, value: str) -> tuple[Layout, ...]:
    """Users, pseudonyms and courses as Canvas Data writes them, its headers with or without their prefixes."""
    return (
        _people(
            f"pseudonyms{suffix}",
            "a Canvas pseudonyms table",
            signature=(f"{value}user_id", f"{value}unique_id"),
            owner=f"{value}user_id",
            sis_id=f"{value}sis_user_id",
            login=f"{value}unique_id",
        ),
        Layout(
            name=f"users{suffix}",
            label="a Canvas users table (it holds names only; nothing in it is kept)",
            table="ignored",
            signature=(f"{key}id", f"{value}sortable_name", f"{value}workflow_state"),
            columns=(),
        ),
        Layout(
            name=f"courses{suffix}",
            label="a Canvas courses table",
            table="lms_courses",
            signature=(f"{key}id", f"{value}course_code", f"{value}enrollment_term_id"),
            columns=(
                Column("course_ref", (f"{key}id",), canvas_id(), required=True),
                Column("sis_id", (f"{value}sis_source_id",), identifier()),
                Column("title", (f"{value}name",), text()),
                Column("course_code", (f"{value}course_code",), text()),
            ),
            identity=("course_ref",),
        ),
    )


LISTS = (
    *_from_canvas_data("", key="", value=""),
    *_from_canvas_data("_dap", key="key.", value="value."),
    _people(
        "provisioning_users",
        "a Canvas provisioning report of users",
        signature=("canvas_user_id", "user_id", "login_id"),
        owner="canvas_user_id",
        sis_id="user_id",
        login="login_id",
    ),
)
