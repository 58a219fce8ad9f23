"""Rows that say who did what, as events: what nobody did counts for nothing, and is landed all the same."""

from __future__ import annotations

import polars as pl

from data_layer.importers.landing import completed


def use_events(rows: pl.DataFrame, *, records_logins: bool = True) -> pl.DataFrame:
    """Events of these rows; each stands for one, unless its `event_count` says for how many.

    Without an actor or an event class a row counts for nothing. Where the source records logins, they are its own
    count of them.
    """
    is_use = pl.col("event_class").is_not_null() & pl.col("actor").is_not_null()
    count = pl.col("event_count") if "event_count" in rows.columns else pl.lit(1)
    rows = rows.with_columns(
        pl.when(is_use).then("event_class").alias("event_class"),
        pl.when(is_use).then(count).otherwise(0).cast(pl.Int64).alias("event_count"),
        *([pl.when(is_use).then("minutes").alias("minutes")] if "minutes" in rows.columns else []),
        *([] if "is_daily" in rows.columns else [pl.lit(False).alias("is_daily")]),
    )
    if records_logins:
        signs_in = pl.col("event_class") == "login"
        rows = rows.with_columns(pl.when(signs_in).then("event_count").alias("login_count"))
    return completed(rows, "events")
