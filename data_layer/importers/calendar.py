"""The school calendar template: school years, terms, days without school, make-up days and the time zone."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

import polars as pl

from data_layer.importers.columns import choice, day, text
from data_layer.importers.contract import Check, Column, Importer, Layout, Reading

SPANS = ("school_year", "semester", "quarter")  # these have a first and a last day
DAYS = ("no_school", "school_day")  # these may be a single day
TIME_ZONE = "time_zone"

_kind = pl.col("kind")


def _kinds() -> Reading:
    known = choice({word: word for word in (*SPANS, *DAYS, TIME_ZONE)}, what="kind")
    return Reading(
        lambda cell: known.parse(cell.str.strip_chars().str.replace_all(r"[\s-]+", "_")), known.problem, known.remedy
    )


def _end_of_a_single_day(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Ends are inclusive, so a day without an end is a span of one day."""
    return rows.with_columns(pl.coalesce("ends_on", "starts_on").alias("ends_on"))


CALENDAR = Layout(
    name="calendar",
    label="a school calendar",
    table="calendar",
    signature=("kind", "name", "start", "end"),
    columns=(
        Column("kind", ("kind",), _kinds(), required=True),
        Column("name", ("name",), text()),
        Column("starts_on", ("start",), day()),
        Column("ends_on", ("end",), day()),
    ),
    checks=(
        Check(
            "name",
            _kind.is_in(DAYS) | pl.col("name").is_not_null(),
            "is missing",
            "Write a name, such as 2025-26 Q1; for a time zone, one such as America/Chicago.",
        ),
        Check(
            "starts_on",
            (_kind == TIME_ZONE) | pl.col("starts_on").is_not_null(),
            "is missing",
            "Write the first day, such as 2026-03-31.",
        ),
        Check(
            "ends_on",
            ~_kind.is_in(SPANS) | pl.col("ends_on").is_not_null(),
            "is missing",
            "Write the last day, such as 2026-06-05; it counts as part of the span.",
        ),
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the start",
            "Swap start and end, or correct one of them.",
        ),
        Check(
            "name",
            (_kind != TIME_ZONE) | pl.col("name").is_in(sorted(available_timezones())),
            "is no time zone",
            "Use a name such as America/Chicago.",
        ),
    ),
    finish=_end_of_a_single_day,
    identity=("kind", "name", "starts_on"),
)

IMPORTER = Importer(name="calendar", label="School calendar (our template)", layouts=(CALENDAR,))
