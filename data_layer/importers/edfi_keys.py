"""How the Ed-Fi LMS Toolkit names people, sections and assignments: by the number that the LMS itself gave them."""

from __future__ import annotations

import polars as pl

from data_layer.importers.canvas_ids import canvas_key
from data_layer.importers.columns import text
from data_layer.importers.contract import Column

SYSTEM = Column("system", ("SourceSystem",), text(), required=True)
USER = ("LMSUserSourceSystemIdentifier",)
SECTION = ("LMSSectionSourceSystemIdentifier",)


def key(number: pl.Expr) -> pl.Expr:
    """`system:number`, as the importers of that system write it."""
    system = pl.col("system").str.to_lowercase()
    own = pl.concat_str(system, pl.lit(":"), number)
    return pl.when(system == "canvas").then(pl.coalesce(canvas_key(number), own)).otherwise(own)
