"""Schoology's usage analytics: what each user did with which item, its login sessions among them. Times are UTC.

A session that is begun is a login; one that goes on or ends is no deed of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier, instant, real_number, text, whole_number
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.use_events import use_events

_SIGNATURE = ("schoology_user_id", "action_type", "item_type", "last_event_timestamp", "event_count")
_SESSION = "session"
_ANSWERS = ["comment", "discussion_reply", "message", "update_post"]  # to write one of these is to take part
_CLASSES = {
    "create": "create",
    "update": "create",
    "submit": "participate",
    "grade": "participate",
    "post": "participate",
    "comment": "participate",
}


def _class(action: pl.Expr, item: pl.Expr) -> pl.Expr:
    known = action.replace_strict(_CLASSES, default="view", return_dtype=pl.String)
    answers = (known == "create") & item.is_in(_ANSWERS)
    return (
        pl.when((item == _SESSION) & (action == "create"))
        .then(pl.lit("login"))
        .when((item != _SESSION) & answers)
        .then(pl.lit("participate"))
        .when(item != _SESSION)
        .then(known)
    )


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    action, item = (pl.col(name).str.to_lowercase() for name in ("action", "item"))
    words = item.str.replace_all("_", " ").str.to_titlecase()
    rows = rows.with_columns(
        pl.lit("Schoology").alias("tool"),
        pl.when(item == _SESSION).then(pl.lit("Login")).otherwise(words).alias("feature"),
        _class(action, item).alias("event_class"),
        (pl.col("seconds") / 60).alias("minutes"),
    )
    return use_events(rows)


def _each_person_once(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """A person is named in every row; once is enough."""
    names = one_row_per_alias({"username": "username", "email": "email", "sis_id": "sis_id"})(rows, settled)
    return names.drop_nulls("alias").unique(["owner", "alias", "kind"], maintain_order=True)


def _each_section_once(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return rows.drop_nulls("course_ref").unique("course_ref", maintain_order=True)


_PEOPLE = Layout(
    name="people",
    label="the people in Schoology's usage analytics",
    table="identifiers",
    signature=_SIGNATURE,
    columns=(
        Column("owner", ("schoology_user_id",), identifier("schoology"), personal=True),
        Column("username", ("username",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
        Column("sis_id", ("unique_user_id",), identifier(), personal=True),
    ),
    finish=_each_person_once,
    identity=IDENTITY,
)
_SECTIONS = Layout(
    name="sections",
    label="the sections in Schoology's usage analytics",
    table="lms_courses",
    signature=_SIGNATURE,
    columns=(
        Column("course_ref", ("section_id",), identifier("schoology")),
        Column("sis_id", ("section_school_code",), identifier()),
        Column("title", ("section_name",), text()),
        Column("course_code", ("course_code",), text()),
    ),
    finish=_each_section_once,
    identity=("course_ref",),
)

IMPORTER = Importer(
    name="schoology",
    label="Schoology usage analytics",
    layouts=(
        Layout(
            name="usage_analytics",
            label="a Schoology usage analytics export",
            table="events",
            signature=_SIGNATURE,
            columns=(
                Column("occurred_at", ("last_event_timestamp",), instant(), required=True),
                Column("actor", ("schoology_user_id",), identifier("schoology"), required=True, personal=True),
                Column("action", ("action_type",), text(), required=True),
                Column("item", ("item_type",), text(), required=True),
                Column("event_count", ("event_count",), whole_number(), default=1),
                Column("seconds", ("time spent (seconds)",), real_number()),
                Column("course_ref", ("section_id",), identifier("schoology")),
            ),
            finish=_events,
            identity=("occurred_at", "actor", "feature", "event_class", "course_ref"),
            also=(_PEOPLE, _SECTIONS),
        ),
    ),
)
