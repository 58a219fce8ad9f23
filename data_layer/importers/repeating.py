"""A log says the same few things in every row: each different one is worked out once, and looked up for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl
import pyarrow.compute as pc

_VIEWS = pl.CompatLevel.newest()  # text is handed over as it lies in memory


class Numbered(NamedTuple):
    """The different values of a column, and for each row the place of its own among them."""

    values: pl.Series
    places: pl.Series


def once_each(rows: pl.DataFrame, by: Iterable[str], *made: pl.Expr) -> pl.DataFrame:
    """The rows with what is made of these of their columns alone; each expression looks at one row at a time."""
    kinds, places = _kinds([rows[name] for name in by])
    return rows.with_columns(column.gather(places) for column in kinds.select(made))


def numbered(column: pl.Series) -> Numbered:
    """Its different values in the order in which they come, and null, if there is any, after them."""
    found = pc.dictionary_encode(column.to_arrow(compat_level=_VIEWS))
    values, places = pl.Series(column.name, found.dictionary, dtype=column.dtype), pl.Series(found.indices)
    if places.null_count():
        values, places = values.extend_constant(None, 1), places.fill_null(len(values))
    return Numbered(values, places.cast(pl.UInt32))


def _kinds(columns: list[pl.Series]) -> tuple[pl.DataFrame, pl.Series]:
    """Each different row of these columns once, and for each row the place of its kind."""
    values, places = numbered(columns[0])
    kinds = values.to_frame()
    for column in columns[1:]:
        values, own_places = numbered(column)
        pairs, places = numbered(places.cast(pl.UInt64) * len(values) + own_places)
        kinds = kinds[pairs // len(values)].with_columns(values.gather(pairs % len(values)))
    return kinds, places
