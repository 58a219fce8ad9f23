"""One row per way in which a system names a person, from one row per person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data_layer.importers.contract import ROW

IDENTITY = ("owner", "alias", "kind")


def as_email(name: str) -> pl.Expr:
    """A login that is an email address is both: logs of other systems may know it as either."""
    return pl.when(pl.col(name).str.contains("@")).then(pl.col(name))


def one_row_per_alias(kinds: Mapping[str, str]) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]:
    """A layout's `finish`: `kinds` says of which kind each alias column is.

    A person without any alias keeps one row with none, so that every row of the file is accounted for.
    """

    def finish(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
        known = (
            rows.unpivot(on=list(kinds), index=[ROW, "owner"], variable_name="kind", value_name="alias")
            .with_columns(pl.col("kind").replace_strict(dict(kinds)))
            .filter(pl.col("alias").is_not_null() & pl.col("owner").is_not_null())
            .unique([ROW, "owner", "alias", "kind"], maintain_order=True)
            .select(ROW, "owner", "alias", "kind")
        )
        nameless = rows.join(known, on=ROW, how="anti").select(
            ROW, "owner", pl.lit(None, pl.String).alias("alias"), pl.lit(None, pl.String).alias("kind")
        )
        return pl.concat([known, nameless]).sort(ROW, maintain_order=True)

    return finish
