"""A log says the same few things in every row: each different one is worked out once, and looked up for the rest."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


def once_each(rows: pl.DataFrame, by: Iterable[str], *made: pl.Expr) -> pl.DataFrame:
    """The rows with what is made of these of their columns alone; each expression looks at one row at a time."""
    by = list(by)
    kinds = rows.select(by).unique().with_columns(made)
    return rows.join(kinds, on=by, how="left", maintain_order="left", nulls_equal=True)
