"""How long something took, as minutes: written in seconds, minutes or hours, or as 1:05:00 or 1h5m."""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import Reading

UNITS = {"minutes": 1.0, "seconds": 1 / 60, "hours": 60.0}
_CLOCK = r"^(?P<hours>[0-9]+):(?P<minutes>[0-5]?[0-9]):(?P<seconds>[0-5]?[0-9](?:\.[0-9]+)?)$"
_NAMED = (
    r"(?i)^(?:(?P<hours>[0-9]+) ?h(?:(?:ou)?rs?)?)? ?(?:(?P<minutes>[0-9]+) ?m(?:in(?:ute)?s?)?)?"
    r" ?(?:(?P<seconds>[0-9]+) ?s(?:ec(?:ond)?s?)?)?$"
)


def minutes_in(unit: str) -> Reading:
    """Minutes from a plain number in this unit, from hours:minutes:seconds, or from what names its units (1h 5m)."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        plain = _without_commas(bare).cast(pl.Float64, strict=False)
        told = pl.coalesce(plain * UNITS[unit], _of_parts(bare, _CLOCK), _of_parts(bare, _NAMED))
        return pl.when(told.is_finite() & (told >= 0)).then(told)

    remedy = "Write digits, such as 12.5, or hours:minutes:seconds."
    return Reading(parse, f"is not a number of {unit}", remedy, is_number=True)


def _of_parts(bare: pl.Expr, form: str) -> pl.Expr:
    """The sum of the parts that are there; nothing where none is."""
    part = bare.str.extract_groups(form).struct.field
    parts = [(part(name).cast(pl.Float64), UNITS[name]) for name in ("hours", "minutes", "seconds")]
    return pl.when(pl.any_horizontal(told.is_not_null() for told, _ in parts)).then(
        pl.sum_horizontal(told * unit for told, unit in parts)
    )


def _without_commas(bare: pl.Expr) -> pl.Expr:
    """1,250 is a thousand and more; 12,5 is twelve and a half."""
    grouped = bare.str.contains(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
    return (
        pl.when(grouped)
        .then(bare.str.replace_all(",", ""))
        .otherwise(bare.str.replace(r"^([0-9]+),([0-9]+)$", "$1.$2"))
    )
