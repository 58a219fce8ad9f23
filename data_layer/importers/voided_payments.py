"""Which rows of a payment list were never paid: a voided check counts for nothing, and a subtotal is no payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import text
from data_layer.importers.contract import Check, Column, Head, fold

SETTLED = "voids_are_paired"
STATUS = Column("status", ("check status", "payment status", "status"), text())
_VOID = r"(?i)^\s*(?:void|cancel)"
_NEGATIVE = r"^\s*\$?\s*[-(]|-\s*$"
TOTAL = r"(?i)^(?:(?:sub|grand|report)[\s-]*)?totals?(?::|\sfor\b|$)|\stotals?:?$"  # Excel's subtotals: "Payee Total"
NO_TOTAL = Check(
    "vendor",
    ~pl.col("vendor").str.contains(TOTAL),
    "is a total of other rows",
    "Nothing is missing: leave the row out.",
)


def tells_status(head: Head) -> bool:
    """Whether the list says of each payment what became of it, which a later export may say otherwise."""
    return any(head.has(name) for name in STATUS.sources)


def settle(frames: Iterable[pl.DataFrame], *, paid: tuple[str, ...]) -> dict[str, object]:
    """How many checks are void, and whether the list takes them back itself by negative rows: then both rows count."""
    read = [voids for frame in frames if (voids := _voids(frame, paid)) is not None]
    count = sum(voids.len() for voids in read)
    if any(voids.str.contains(_NEGATIVE).any() for voids in read):
        return {SETTLED: True}
    said = "1 voided payment counts" if count == 1 else f"{count:,} voided payments count"
    return {SETTLED: False, **({"note": f"{said} for nothing."} if count else {})}


def without_voids(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """The rows with nothing paid where the check was voided, so that a later export may take back an earlier one's."""
    if settled[SETTLED]:
        return rows
    is_void = pl.col("status").str.contains(_VOID).fill_null(False)
    return rows.with_columns(
        pl.when(is_void).then(0).otherwise("amount_usd").cast(rows.schema["amount_usd"]).alias("amount_usd")
    )


def _voids(frame: pl.DataFrame, paid: tuple[str, ...]) -> pl.Series | None:
    """What stands as paid in the rows of voided checks."""
    headers = {fold(column): column for column in frame.columns}
    status, amount = (
        next((headers[name] for name in names if name in headers), None) for names in (STATUS.sources, paid)
    )
    return frame.filter(pl.col(status).str.contains(_VOID))[amount] if status and amount else None
