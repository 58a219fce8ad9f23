"""i-Ready's exports: diagnostics, and which lesson each student completed on which day.

The lesson file knows the day of completion alone, so a row stands for that day. The minutes are those of the whole
lesson, which may have been begun earlier. Lessons say nothing of logins.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import day, identifier, real_number, text
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.iready_diagnostics import DIAGNOSTICS
from data_layer.importers.landing import completed


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(
        rows.with_columns(
            pl.lit("i-Ready").alias("tool"),
            pl.lit("participate").alias("event_class"),
            pl.lit(1).alias("event_count"),
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
            ),
            finish=_events,
        ),
        *DIAGNOSTICS,
    ),
)
