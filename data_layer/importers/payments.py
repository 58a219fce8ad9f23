"""Purchase and payment lists: what was paid or contracted, to whom and for when; for which tool they do not say.

A list of payees may hold people (a refund, a mileage claim). A name that reads like a company's is kept; where
others are among them, the import asks whether they are companies as well. Rows without a kept name still count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import day, text
from data_layer.importers.contract import Column, Head, Importer, Layout, NeedsAnswer, Reading, fold
from data_layer.importers.landing import completed

VENDOR = ("vendor name", "payee name", "supplier name", "vendor/payee", "vendor", "payee", "supplier")
PAID = (
    *("amount", "total amount", "contract amount", "payment amount", "check amount", "invoice amount", "paid amount"),
    *("amount paid", "net amount", "extended amount", "extended price", "line total"),
    *("total", "total cost", "total price"),
)
_PAID_ON = (
    *("payment date", "check date", "paid on", "date paid", "invoice date", "posting date", "transaction date"),
    *("purchase date", "order date", "po date", "date"),
)
_DOCUMENT = (
    *("doc number", "document number", "check number", "check #", "check no", "invoice number", "invoice #"),
    *("po number", "po #", "purchase order", "contract number", "contract #", "contract id", "reference"),
)
_STARTS = ("begin date", "start date", "effective date", "start", "begin")
_ENDS = ("end date", "expiration date", "expiry date", "end")
_COMPANY = (
    r"(?i)\b(inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|company|co|plc|gmbh|lp|llp|pbc|pc|bv|b\.v|asa|dba|"
    r"software|systems?|technolog\w*|tech|digital|online|data|solutions?|services?|group|labs?|media|networks?|"
    r"learning|education\w*|school\w*|college|university|academ\w*|institute|curriculum|press|publish\w*|books?|"
    r"library|associat\w*|district|county|city|state|bank|foundation|center|council|consult\w*|enterprises?|"
    r"supply|supplies|international|usa|america\w*)\b|[\d&/]|\.com\b|^\S+$"
)


def is_purchases(head: Head) -> bool:
    """Somebody and a sum, and no tool: a license list says more."""
    present = {fold(column) for column in head.columns}
    return bool(present & set(VENDOR)) and bool(present & set(PAID)) and not head.has("tool")


def _money() -> Reading:
    """US dollars to the cent; a credit is negative, written with a minus sign or in parentheses."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.replace_all(r"[$\s]|USD", "")
        is_credit = bare.str.contains(r"^\(.*\)$|^-|-$")
        plain = bare.str.replace_all(r"[()\-]", "")
        grouped = plain.str.contains(r"^\d{1,3}(,\d{3})*(\.\d{1,2})?$|^\d+(\.\d{1,2})?$")
        amount = pl.when(grouped).then(plain.str.replace_all(",", "")).cast(pl.Decimal(14, 2), strict=False)
        return pl.when(is_credit).then(-amount).otherwise(amount)

    remedy = "Write it as 12500, $12,500.00, or ($45.00) for a credit."
    return Reading(parse, "is not an amount in dollars", remedy, is_number=True, decimals=2)


def _settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
    """Whether names that do not read like a company's are kept; asked only where there are any."""
    read = (head.sample.clear(), *frames)  # of a file without a whole row, there is no frame
    names = pl.concat([frame[_name(frame)].str.strip_chars() for frame in read]).drop_nulls()
    unclear = names.unique()
    unclear = unclear.filter(~unclear.str.contains(_COMPANY))
    said = options.get("payees")
    if unclear.len() and said not in ("companies", "all"):
        raise NeedsAnswer(
            f"{unclear.len():,} of the {names.n_unique():,} payees in this list do not read like a company (no Inc., "
            "LLC, Software or the like), and may be people, whose names are never kept. Which names may be kept?",
            option="payees",
            choices={
                "companies": "only those that read like a company; the others' payments count without a name",
                "all": "all of them: there are no people in this list",
            },
        )
    return {"keeps_all": said == "all"}


def _name(frame: pl.DataFrame) -> str:
    """The header of the vendor's name: beside a name, a column called vendor holds a number."""
    headers = {fold(column): column for column in frame.columns}
    return next(headers[name] for name in _VENDOR_COLUMN.sources if name in headers)


def _payments(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    is_kept = pl.lit(settled["keeps_all"]) | pl.col("vendor").str.contains(_COMPANY)
    rows = rows.with_columns(
        pl.when(is_kept).then("vendor").alias("vendor"), pl.coalesce("paid_on", "starts_on").alias("paid_on")
    )
    return completed(rows, "payments")


_VENDOR_COLUMN = Column("vendor", VENDOR, text(), required=True, personal=True)

IMPORTER = Importer(
    name="payments",
    label="Purchase or payment list (vendor and amount)",
    layouts=(
        Layout(
            name="payments",
            label="a purchase or payment list",
            table="payments",
            signature=(),
            matches=is_purchases,
            columns=(
                _VENDOR_COLUMN,
                Column("amount_usd", PAID, _money(), required=True),
                Column("document", _DOCUMENT, text()),
                Column("paid_on", _PAID_ON, day()),
                Column("starts_on", _STARTS, day()),
                Column("ends_on", _ENDS, day()),
            ),
            settle=_settle,
            finish=_payments,
        ),
    ),
)
