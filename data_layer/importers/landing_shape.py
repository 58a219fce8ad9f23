"""What a landing table is: a name, its columns, what a row is, and which columns arrive as pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

TEXT, DAY, MOMENT = pl.String, pl.Date, pl.Datetime("us")
WHOLE, REAL, YES = pl.Int64, pl.Float64, pl.Boolean
MONEY = pl.Decimal(14, 2)


@dataclass(frozen=True)
class Landing:
    """One landing table: what a row is, its columns, and which of them are personal."""

    name: str
    grain: str
    columns: dict[str, pl.DataType]
    personal: frozenset[str] = frozenset()
