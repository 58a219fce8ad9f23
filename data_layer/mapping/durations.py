"""How long something took, as minutes: written in seconds, minutes or hours, or as 1:05:00."""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import Reading

UNITS = {"minutes": 1.0, "seconds": 1 / 60, "hours": 60.0}
_CLOCK = r"^(?P<hours>\d+):(?P<minutes>[0-5]?\d):(?P<seconds>[0-5]?\d(?:\.\d+)?)$"


def minutes_in(unit: str) -> Reading:
    """Minutes from a plain number in this unit, or from hours:minutes:seconds."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars().str.replace_all(",", "")
        plain = bare.cast(pl.Float64, strict=False)
        part = bare.str.extract_groups(_CLOCK).struct.field
        hours, minutes, seconds = (part(name).cast(pl.Float64) for name in ("hours", "minutes", "seconds"))
        told = pl.coalesce(plain * UNITS[unit], hours * 60 + minutes + seconds / 60)
        return pl.when(told.is_finite() & (told >= 0)).then(told)

    return Reading(parse, f"is not a number of {unit}", "Write digits, such as 12.5, or hours:minutes:seconds.")
