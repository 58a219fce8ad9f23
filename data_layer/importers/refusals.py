"""What is said of a cell that cannot be read: where, what it says, what is wrong, why it matters, how to mend it.

A value is hidden where its column is personal, and wherever it looks like what names somebody: in a row whose cells
have shifted, an address can stand under any header.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

REFUSAL_SCHEMA = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "problem": pl.String,
    "remedy": pl.String,
    "consequence": pl.String,  # why it matters
}
MASK = "(hidden: personal)"
_SHOWN_CHARACTERS = 80
_DAY = r"^\s*(19|20)\d{6}(T\d{4,6}Z?)?\s*$"  # 20260230: eight digits that are a day, or were to be one
_PERSONAL = (
    r"\S@\S",  # an email address
    r"(^|[^.\d]|\p{L}\.)\d{7}",  # an id, or a telephone number without gaps; no fraction of a second
    r"(^|[^\d.])\(?\d{3}\)?[-. ]\s?\d{3}[-. ]\d{4}\b",  # a telephone number
    r"\b\d{3}-\d{4}$",
    r"\+\d{1,3}[-. ]?\(?\d{2,4}\)?[-. ]\d{3}",
    r"\b\d{1,3}(\.\d{1,3}){3}\b",  # an IP address
    r"(?i)\b[0-9a-f]{0,4}::?([0-9a-f]{1,4}:){2,}",
    r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-",  # an id as systems make them up
    r"^\s*\p{Lu}[\p{L}'’ -]+,\s*\p{Lu}",  # Surname, First
    r"^\s*\p{L}+\.\p{L}+\d*\s*$",  # first.surname
)


def refused_cells(
    cells: pl.DataFrame, *, column: str, is_personal: bool, problem: str, consequence: str, remedy: str
) -> pl.DataFrame:
    """These cells (row, and value: null where blank) of one column as refusals."""
    value = pl.col("value")
    is_hidden = pl.lit(is_personal) | looks_personal(value)
    shown = pl.when(is_hidden).then(pl.lit(MASK)).otherwise(value.str.slice(0, _SHOWN_CHARACTERS))
    return cells.select(
        pl.col("row"),
        pl.lit(column).alias("column"),
        pl.when(value.is_null()).then(pl.lit("")).otherwise(shown).alias("value"),
        pl.when(value.is_null()).then(pl.lit("is blank")).otherwise(pl.lit(problem)).alias("problem"),
        pl.lit(remedy).alias("remedy"),
        pl.lit(consequence).alias("consequence"),
    )


def looks_personal(cell: pl.Expr) -> pl.Expr:
    """Whether a text looks like an address, a telephone number, an id or a name, whatever column it stands in."""
    return ~cell.str.contains(_DAY) & pl.any_horizontal(cell.str.contains(pattern) for pattern in _PERSONAL)


def in_words(refusal: Mapping[str, object], *, of: str) -> str:
    """One refused cell in sentences: what is wrong with it (called as `of` says), why it matters, how to mend it."""
    sentences = (f"{of} {refusal['problem']}.", refusal.get("consequence"), refusal["remedy"])
    return " ".join(sentence for sentence in sentences if sentence)
