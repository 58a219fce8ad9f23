"""Cells that hold a moment in UTC, a moment of the district's wall clock, or a day alone."""

from __future__ import annotations

import polars as pl

from data_layer.importers.columns import day, instant, local_moment
from data_layer.importers.contract import Reading

_LOCAL = (
    *("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"),
    *("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%y %H:%M"),
)


def moment_or_day() -> Reading:
    """A struct of occurred_at, local_at and is_daily; a spreadsheet's month/day/year is understood too."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        has_clock, has_zone = bare.str.contains(":"), bare.str.contains(r"(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)$")
        occurred_at = instant().parse(pl.when(has_clock & has_zone).then(bare))
        clock = local_moment(*_LOCAL).parse(pl.when(has_clock & ~has_zone).then(bare))
        local_at = pl.coalesce(clock, day().parse(pl.when(~has_clock).then(bare)).cast(pl.Datetime("us")))
        when = pl.struct(occurred_at.alias("occurred_at"), local_at.alias("local_at"), (~has_clock).alias("is_daily"))
        return pl.when(occurred_at.is_not_null() | local_at.is_not_null()).then(when)

    return Reading(parse, "is not a date and time", "Write it as 2026-03-02T14:05:00Z, 2026-03-02 14:05 or 2026-03-02.")
