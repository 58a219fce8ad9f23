"""A log says the same few things in every row: each different one is worked out once, and looked up for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl
import pyarrow.compute as pc

_LOOKED_AT = 4096
_TIMES = 4  # how often values must come, on average, to be worth a look-up
_NEARLY_ALL = 0.9
_VIEWS = pl.CompatLevel.newest()  # text is handed over as it lies in memory


class Numbered(NamedTuple):
    """The different values of a column, and for each row the place of its own among them."""

    values: pl.Series
    places: pl.Series


def once_each(rows: pl.DataFrame, by: Iterable[str], *made: pl.Expr) -> pl.DataFrame:
    """The rows with what is made of these of their columns alone; each expression looks at one row at a time."""
    kinds, places = _kinds([rows[name] for name in by])
    return rows.with_columns(_at(column, places) for column in kinds.select(made))


def repeats(column: pl.Series) -> bool:
    """Whether the same few values come again and again in a column; how it begins often tells."""
    for seen in (column.head(_LOOKED_AT), column):
        different = seen.n_unique()
        if different * _TIMES < len(seen):
            return True
        if different > _NEARLY_ALL * len(seen):
            return False
    return False


def numbered(column: pl.Series) -> Numbered:
    """Its different values in the order in which they come, and null, if there is any, after them."""
    if _is_constant(column):
        return Numbered(column.head(1), pl.repeat(0, len(column), dtype=pl.UInt32, eager=True))
    found = pc.dictionary_encode(column.to_arrow(compat_level=_VIEWS))
    values, places = pl.Series(column.name, found.dictionary, dtype=column.dtype), pl.Series(found.indices)
    if places.null_count():
        values, places = values.extend_constant(None, 1), places.fill_null(len(values))
    return Numbered(values, places.cast(pl.UInt32))


def _is_constant(column: pl.Series) -> bool:
    """Whether all values are the same: a method, say, or a column that the file does not have."""
    if not len(column) or column.null_count():
        return 0 < len(column) == column.null_count()
    return column[0] == column[-1] and bool((column == column[0]).all())


def _at(values: pl.Series, places: pl.Series) -> pl.Series:
    return values.new_from_index(0, len(places)) if len(values) == 1 else values.gather(places)


def _kinds(columns: list[pl.Series]) -> tuple[pl.DataFrame, pl.Series]:
    """Each different row of these columns once, and for each row the place of its kind."""
    values, places = numbered(columns[0])
    kinds = values.to_frame()
    for column in columns[1:]:
        values, own_places = numbered(column)
        if len(values) == 1:
            kinds = kinds.with_columns(values.new_from_index(0, kinds.height))
        elif kinds.height == 1:
            kinds, places = pl.DataFrame([_at(kind, values) for kind in kinds]).with_columns(values), own_places
        else:
            pairs, places = numbered(places.cast(pl.UInt64) * len(values) + own_places)
            kinds = kinds[pairs // len(values)].with_columns(values.gather(pairs % len(values)))
    return kinds, places
