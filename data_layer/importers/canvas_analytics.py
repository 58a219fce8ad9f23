"""New Analytics' list of a course's students: the days on which each last looked at a page, and last took part.

The list names days, not moments, in the reader's own time zone. Page views and participations are sums over the
course so far; they belong to no day, and are not loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier
from data_layer.importers.contract import ROW, Column, Head, Layout, Reading, fold
from data_layer.importers.last_seen import first_told, under, without_never
from data_layer.importers.use_events import use_events

_WHO = "Canvas user id"
_DAYS = {"Last page view time": "view", "Last participation time": "participate"}
_SIGNATURE = (_WHO, *_DAYS, "Page Views", "Participations")


def _written_day() -> Reading:
    return Reading(
        lambda cell: cell.str.strip_chars().str.to_date("%b %d, %Y", strict=False),
        "is not a day as New Analytics writes it",
        "Download the list again; a day reads Dec 15, 2025.",
    )


def _ready(frame: pl.DataFrame, _settled: Mapping[str, object] | None = None) -> pl.DataFrame:
    return without_never(under(frame, {fold(header): header for header in (_WHO, *_DAYS)}), _DAYS)


def _settle(head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    nothing = head.sample.clear().with_columns(pl.lit(None, pl.Int64).alias(ROW))
    return {
        "first": first_told((_ready(frame) for frame in (nothing, *frames)), who=[_WHO], moments=[*_DAYS]),
        "note": "Page Views and Participations are sums over many days and belong to none of them; they were not used.",
    }


def _events(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """A day of each kind where it is told first; a person with neither did nothing."""
    told = rows.unpivot(on=[*_DAYS], index=[ROW, "actor"], variable_name="moment", value_name="on_day")
    told = told.drop_nulls("on_day").join(settled["first"], on=[ROW, "moment"], how="semi")
    nothing = rows.select(ROW, "actor").join(told, on=ROW, how="anti")
    found = pl.concat([told, nothing], how="diagonal").with_columns(
        pl.lit("Canvas").alias("tool"),
        pl.lit(True).alias("is_daily"),
        pl.lit(True).alias("is_last_seen"),
        pl.col("moment").replace_strict(dict.fromkeys(_DAYS, "Last activity"), default=None).alias("feature"),
        pl.col("moment").replace_strict(_DAYS, default=None, return_dtype=pl.String).alias("event_class"),
        pl.col("on_day").cast(pl.Datetime("us")).alias("local_at"),
    )
    return use_events(found.sort(ROW, maintain_order=True), records_logins=False)


_PEOPLE = Layout(
    name="people",
    label="the people in a New Analytics list",
    table="identifiers",
    signature=_SIGNATURE,
    columns=(
        Column("owner", (_WHO,), canvas_id(), personal=True),
        Column("email", ("Email",), identifier(), personal=True),
        Column("sis_id", ("SIS Id",), identifier(), personal=True),
    ),
    finish=one_row_per_alias({"email": "email", "sis_id": "sis_id"}),
    identity=IDENTITY,
)

ANALYTICS = Layout(
    name="new_analytics_students",
    label="a New Analytics list of students",
    table="events",
    signature=_SIGNATURE,
    columns=(
        Column("actor", (_WHO,), canvas_id(), required=True, personal=True),
        *(Column(header, (header,), _written_day()) for header in _DAYS),
    ),
    settle=_settle,
    prepare=_ready,
    finish=_events,
    identity=("local_at", "actor", "feature", "event_class"),
    also=(_PEOPLE,),
)
