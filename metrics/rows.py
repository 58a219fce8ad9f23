"""What a metric computes: plain rows, a missing figure None.

A figure has few rows, and a frame at each step would cost more than the query.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select

from metrics.groups import keys, time_group

Row = dict[str, object]

_REAL = ("value", "lower", "upper")
_WHOLE = ("numerator", "denominator", "_count")


@dataclass(frozen=True)
class Answer:
    """`columns` name what every row tells, rows or not; a row may hold more, which is left out.

    `orders` give the values of a group whose order is neither that of letters nor of days.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    notes: tuple[str, ...] = ()
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)


def rows_of(connection: Connection, select: Select) -> list[Row]:
    """What the database answers. Days outside every period of the split's kind are in none of its groups."""
    found = connection.execute(select)
    names = tuple(found.keys())
    rows = [dict(zip(names, row, strict=True)) for row in found]
    group = time_group(names)
    return rows if group is None else [row for row in rows if row[group] is not None]


def beside(left: Iterable[Row], right: Iterable[Row], by: Iterable[str], *, without: Row) -> list[Row]:
    """Each row of the left with what the right says of the same groups, or else with `without`."""
    shared = keys(by)
    known = {tuple(row[key] for key in shared): row for row in right}
    return [{**row, **without, **known.get(tuple(row[key] for key in shared), {})} for row in left]


def frame_of(columns: Iterable[str], rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as a frame: whole numbers stay whole beside a missing one, and words stay as they are."""
    return pd.DataFrame({name: _column(name, [row.get(name) for row in rows]) for name in columns})


def _column(name: str, values: list[object]) -> np.ndarray | pd.arrays.IntegerArray:
    """Arrays, not series, whose labels pandas would compare one by one."""
    is_missing = [value is None for value in values]
    kinds = {type(value) for value in values} - {type(None)}
    if name in _REAL or float in kinds:
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    if kinds == {int} or (not kinds and name.endswith(_WHOLE)):
        return pd.arrays.IntegerArray(
            np.array([value or 0 for value in values], dtype="int64"), np.array(is_missing, bool)
        )
    if kinds == {bool} and not any(is_missing):
        return np.array(values, dtype=bool)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
