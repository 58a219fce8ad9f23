"""What kind of academic session a term is, where a file gives its days and no kind."""

from __future__ import annotations

import polars as pl

_DAYS_OF_A_YEAR = 240  # no semester or trimester is as long, no school year is shorter


def term_type(*, starts_on: str = "starts_on", ends_on: str = "ends_on") -> pl.Expr:
    """schoolYear or term; null where a day is missing or the days are the wrong way round."""
    length = (pl.col(ends_on) - pl.col(starts_on)).dt.total_days() + 1
    return (
        pl.when(length >= _DAYS_OF_A_YEAR)
        .then(pl.lit("schoolYear"))
        .when(length >= 1)
        .then(pl.lit("term"))
    )  # fmt: skip
