"""Whether 3/4 is March 4 or April 3: said by the mapping, proved by the file, or asked. It is one order for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from data_layer.importers.contract import FileRefused, NeedsAnswer
from data_layer.importers.moodle_times import DAY_FIRST, MONTH_FIRST
from data_layer.mapping.dates import NUMBERED

ORDERS = {MONTH_FIRST: "month first: 12/31/2026", DAY_FIRST: "day first: 31/12/2026"}


def settle_order(frames: Iterable[pl.DataFrame], headers: Sequence[str], *, known: str | None, answered: str) -> str:
    """The order of day and month in a whole file; a mapping that says otherwise than the file is a wrong one."""
    both, day_first, month_first = told_by(frames, headers)
    proved = (DAY_FIRST if day_first else MONTH_FIRST) if day_first != month_first else None
    if known and proved and known != proved:
        raise FileRefused(
            f"The mapping says that dates are written {ORDERS[known]}; in this file they are written {ORDERS[proved]}.",
            "Change the order of dates in the mapping, or export the file as before.",
        )
    if known or answered in ORDERS:
        return known or answered
    if both and not proved:
        raise NeedsAnswer(
            "The file does not tell whether 3/4/2026 is March 4 or April 3.", option="date_order", choices=ORDERS
        )
    return proved or MONTH_FIRST


def told_by(frames: Iterable[pl.DataFrame], headers: Sequence[str]) -> tuple[bool, bool, bool]:
    """Whether these columns hold a date that reads both ways, one that is day first, one that is month first."""
    told = [False, False, False]
    for frame in frames:
        for header in headers:
            told = [before or now for before, now in zip(told, _telling(frame[header]), strict=True)]
    return told[0], told[1], told[2]


def _telling(cells: pl.Series) -> tuple[bool, bool, bool]:
    """The same of one column. A date with points is day first, whatever the others are."""
    bare = cells.str.strip_chars().rename("cell").to_frame()
    parts = bare.select(pl.col("cell").str.extract_groups(NUMBERED)).unnest("cell").filter(pl.col("mark") != ".")
    a, b = parts["a"].cast(pl.Int64), parts["b"].cast(pl.Int64)
    both = (a <= 12) & (b <= 12) & (a != b)
    return both.any(), ((a > 12) & (b <= 12)).any(), ((b > 12) & (a <= 12)).any()
