"""How long something took, as minutes: written in seconds, minutes or hours, or as 1:05:00."""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import Reading

UNITS = {"minutes": 1.0, "seconds": 1 / 60, "hours": 60.0}
_CLOCK = r"^(?P<hours>[0-9]+):(?P<minutes>[0-5]?[0-9]):(?P<seconds>[0-5]?[0-9](?:\.[0-9]+)?)$"


def minutes_in(unit: str) -> Reading:
    """Minutes from a plain number in this unit, or from hours:minutes:seconds."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        plain = _without_commas(bare).cast(pl.Float64, strict=False)
        part = bare.str.extract_groups(_CLOCK).struct.field
        hours, minutes, seconds = (part(name).cast(pl.Float64) for name in ("hours", "minutes", "seconds"))
        told = pl.coalesce(plain * UNITS[unit], hours * 60 + minutes + seconds / 60)
        return pl.when(told.is_finite() & (told >= 0)).then(told)

    remedy = "Write digits, such as 12.5, or hours:minutes:seconds."
    return Reading(parse, f"is not a number of {unit}", remedy, is_number=True)


def _without_commas(bare: pl.Expr) -> pl.Expr:
    """1,250 is a thousand and more; 12,5 is twelve and a half."""
    grouped = bare.str.contains(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
    return (
        pl.when(grouped)
        .then(bare.str.replace_all(",", ""))
        .otherwise(bare.str.replace(r"^([0-9]+),([0-9]+)$", "$1.$2"))
    )
