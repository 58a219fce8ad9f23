"""Blackboard Learn: the activity accumulator of its database, and the users behind its numbers.

The accumulator writes the server's wall clock, or its offset beside it, as the database is set. A login attempt that
succeeded is a login; what is opened is a view. Sessions that begin, end or time out, and modules that a page loads by
itself, are nobody's use.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.moments import moment_or_day
from data_layer.importers.use_events import use_events

_ATTEMPT = "LOGIN_ATTEMPT"
_OPENED = ["COURSE_ACCESS", "CONTENT_ACCESS", "TAB_ACCESS", "PAGE_ACCESS"]


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    kind = pl.col("event_type").str.to_uppercase()
    succeeded = pl.col("data").str.contains("(?i)succe").fill_null(False)
    rows = rows.unnest("when").with_columns(
        pl.lit("Blackboard").alias("tool"),
        pl.when(kind == _ATTEMPT)
        .then(pl.lit("Login"))
        .otherwise(kind.str.replace_all("_", " ").str.to_titlecase())
        .alias("feature"),
        pl.when((kind == _ATTEMPT) & succeeded)
        .then(pl.lit("login"))
        .when(kind.is_in(_OPENED))
        .then(pl.lit("view"))
        .alias("event_class"),
    )
    return use_events(rows)


IMPORTER = Importer(
    name="blackboard",
    label="Blackboard activity accumulator and users",
    layouts=(
        Layout(
            name="activity_accumulator",
            label="a Blackboard activity accumulator",
            table="events",
            signature=("user_pk1", "course_pk1", "event_type", "internal_handle", "data", "timestamp", "session_id"),
            columns=(
                Column("when", ("timestamp",), moment_or_day(), required=True),
                Column("actor", ("user_pk1",), identifier("blackboard"), personal=True),
                Column("event_type", ("event_type",), text(), required=True),
                Column("data", ("data",), text(), personal=True),
                Column("course_ref", ("course_pk1",), identifier("blackboard")),
            ),
            finish=_events,
            identity=("occurred_at", "local_at", "actor", "feature", "event_class", "course_ref"),
        ),
        Layout(
            name="users",
            label="a Blackboard users table",
            table="identifiers",
            signature=("pk1", "user_id", "student_id"),
            columns=(
                Column("owner", ("pk1",), identifier("blackboard"), required=True, personal=True),
                Column("username", ("user_id",), identifier(), personal=True),
                Column("sis_id", ("student_id",), identifier(), personal=True),
                Column("batch_uid", ("batch_uid",), identifier(), personal=True),
                Column("email", ("email",), identifier(), personal=True),
            ),
            finish=one_row_per_alias(
                {"username": "username", "sis_id": "sis_id", "batch_uid": "sis_id", "email": "email"}
            ),
            identity=IDENTITY,
        ),
    ),
)
