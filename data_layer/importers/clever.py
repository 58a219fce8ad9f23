"""Clever's participation reports: who was in Clever on a day, and what they opened from there.

People who were not active are listed too; their rows are landed without an event class and count for nothing.
Clever leaves the SIS id out once a record is no longer active, so an event is known by Clever's own number for
the person, and the SIS id, where it is given, is kept as a name for that number. A report that is downloaded
again for the same day replaces the day.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import day, identifier, text, truth, whole_number
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.landing import completed

_PERSON = ("date", "sis_id", "clever_user_id", "clever_school_id")
_SIS_IDS = Layout(
    name="sis_ids",
    label="the SIS ids in a Clever report",
    table="identifiers",
    signature=_PERSON,
    columns=(
        Column("owner", ("clever_user_id",), identifier("clever"), required=True, personal=True),
        Column("sis_id", ("sis_id",), identifier(), personal=True),
    ),
    finish=lambda rows, settled: one_row_per_alias({"sis_id": "sis_id"})(_once(rows), settled),
    identity=IDENTITY,
)
_WHO_AND_WHEN = (
    Column("on_day", ("date",), day(), required=True),
    Column("actor", ("clever_user_id",), identifier("clever"), required=True, personal=True),
)


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """A person's SIS id stands in the report of every day; once is enough."""
    return rows.drop_nulls("sis_id").unique(["owner", "sis_id"], maintain_order=True)


def _days(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    resources = pl.when("was_active").then("resource_count").otherwise(0)
    rows = rows.with_columns(
        pl.lit("Clever").alias("tool"),
        pl.lit("Portal").alias("feature"),
        pl.when("was_active").then("login_count").otherwise(0).alias("login_count"),
        resources.alias("event_count"),
        pl.when(resources > 0)
        .then(pl.lit("view"))
        .when(pl.col("was_active"))
        .then(pl.lit("login"))
        .alias("event_class"),
    )
    return _landed(rows)


def _launches(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return _landed(
        rows.with_columns(
            pl.lit("Launch from Clever").alias("feature"),
            pl.when(pl.col("event_count") > 0).then(pl.lit("view")).alias("event_class"),
        )
    )


def _landed(rows: pl.DataFrame) -> pl.DataFrame:
    whole_day = rows.with_columns(pl.col("on_day").cast(pl.Datetime("us")).alias("local_at"), is_daily=pl.lit(True))
    return completed(whole_day, "events")


IMPORTER = Importer(
    name="clever",
    label="Clever participation reports",
    layouts=(
        Layout(
            name="daily_participation",
            label="a Clever daily participation report",
            table="events",
            signature=(*_PERSON, "active", "num_logins"),
            columns=(
                *_WHO_AND_WHEN,
                Column("was_active", ("active",), truth(), required=True),
                Column("login_count", ("num_logins",), whole_number(), default=0),
                Column("resource_count", ("num_resources_accessed",), whole_number(), default=0),
            ),
            finish=_days,
            also=(_SIS_IDS,),
            identity=("local_at", "actor", "tool"),
        ),
        Layout(
            name="resource_usage",
            label="a Clever resource usage report",
            table="events",
            signature=(*_PERSON, "resource_type", "resource_name", "num_access"),
            columns=(
                *_WHO_AND_WHEN,
                Column("tool", ("resource_name",), text(), required=True),
                Column("event_count", ("num_access",), whole_number(), required=True),
            ),
            finish=_launches,
            also=(_SIS_IDS,),
            identity=("local_at", "actor", "tool"),
        ),
    ),
)
