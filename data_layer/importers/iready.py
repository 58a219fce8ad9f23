"""i-Ready's exports: diagnostics, and which lesson each student completed on which day.

The lesson file knows the day of completion alone, so a row stands for that day. The minutes are those of the whole
lesson, which may have been begun earlier. Lessons say nothing of logins. The comprehensive export repeats a lesson for
each standard that it teaches; the first of these rows counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import day, identifier, real_number, text
from data_layer.importers.contract import ROW, Column, Head, Importer, Layout
from data_layer.importers.iready_diagnostics import DIAGNOSTICS
from data_layer.importers.landing import completed

_LESSON = ("Student ID", "Subject", "Lesson ID", "Completion Date", "Total Time on Lesson (min)")
_STANDARD = "Standard Code"


def _settle(head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    """Which rows are the first of a lesson, where there is one for each standard; a lesson may be done twice."""
    if not head.has(_STANDARD):
        return {}
    rows = pl.concat(frame.select(ROW, *_LESSON, _STANDARD) for frame in frames)
    times_done = pl.col(_STANDARD).fill_null("").cum_count().over(*_LESSON, _STANDARD)
    first = rows.with_columns(times_done.alias("time")).unique([*_LESSON, "time"], keep="first")[ROW]
    return {"first": first, "note": "A lesson that stands in several rows, one for each standard, counts once."}


def _events(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    first = settled.get("first")
    counts = pl.lit(True) if first is None else pl.col(ROW).is_in(first.implode())
    return completed(
        rows.with_columns(
            pl.lit("i-Ready").alias("tool"),
            pl.when(counts).then(pl.lit("participate")).alias("event_class"),
            counts.cast(pl.Int64).alias("event_count"),
            pl.when(counts).then("minutes").alias("minutes"),
            pl.col("on_day").cast(pl.Datetime("us")).alias("local_at"),
            feature=pl.concat_str("subject", pl.lit(" lessons")),
            is_daily=pl.lit(True),
        ),
        "events",
    )


IMPORTER = Importer(
    name="iready",
    label="i-Ready lessons and diagnostics",
    layouts=(
        Layout(
            name="lessons",
            label="an i-Ready lesson export",
            table="events",
            signature=("Student ID", "Subject", "Lesson ID", "Completion Date", "Total Time on Lesson (min)"),
            columns=(
                Column("on_day", ("Completion Date",), day(), required=True),
                Column("actor", ("Student ID",), identifier(), required=True, personal=True),
                Column("subject", ("Subject",), text()),
                Column("minutes", ("Total Time on Lesson (min)",), real_number()),
                Column("standard", (_STANDARD,), text()),
            ),
            settle=_settle,
            finish=_events,
            identity=("local_at", "actor", "tool", "feature", "event_class", "minutes"),
        ),
        *DIAGNOSTICS,
    ),
)
