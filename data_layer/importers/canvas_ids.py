"""How Canvas numbers people and courses: the same one has a short number in one export and a long one in another."""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import Reading

_SHARD = 10**13  # a long ("global") number is the shard's number times this, plus the short one


def canvas_key(cell: pl.Expr) -> pl.Expr:
    """`canvas:358260` for 358260, 107720000000358260 and 10772~358260; null for anything else.

    Digits stay whole numbers all the way: through a decimal number the last ones would be lost, which is
    also why `1.0772E+17`, a spreadsheet's rendering, is not guessed at.
    """
    bare = cell.str.strip_chars()
    digits = pl.coalesce(bare.str.extract(r"^(?:\d+~)?(\d{1,19})$"), bare.str.extract(r"^(\d{1,15})\.0$"))
    return pl.lit("canvas:") + (digits.cast(pl.Int64, strict=False) % _SHARD).cast(pl.String)


def canvas_id() -> Reading:
    return Reading(
        canvas_key,
        "is not a Canvas number",
        "Use the file as Canvas wrote it: a spreadsheet rounds long numbers when it saves them.",
    )
