"""Purchase and payment lists: what was paid or contracted, to whom and for when; for which tool they do not say.

A list of payees may hold people (a refund, a mileage claim). A name that reads like a company's is kept; where
others are among them, the import asks whether they are companies as well. Rows without a kept name still count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers import voided_payments
from data_layer.importers.columns import day, text
from data_layer.importers.contract import Column, FileRefused, Head, Importer, Layout, NeedsAnswer, Reading, fold
from data_layer.importers.landing import completed

VENDOR = (
    *("vendor name", "payee name", "supplier name", "vendor/payee", "vendor", "payee", "supplier", "contractor"),
    *("pay to", "paid to", "supplier & other non-supplier payees"),
)
PAID = (  # the smallest part first: where a check pays several invoices, its amount stands in each of their rows
    *("amount", "payment amount", "paid amount", "amount paid", "extended amount", "extended price", "line total"),
    *("invoice amount", "check amount", "total amount", "contract amount", "net amount"),
    *("total", "total cost", "total price", "total value", "vouchers paid"),
)
_PAID_ON = (
    *("payment date", "check date", "paid on", "date paid", "paid date", "payment issue date", "invoice date"),
    *("posting date", "transaction date", "purchase date", "order date", "po date", "purchase order date", "date"),
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
        plain = bare.str.replace_all(r"[()\-]", "").str.replace(r"(\.\d\d)00$", "$1")  # databases keep 12.5000
        plain = pl.when(bare == "-").then(pl.lit("0")).otherwise(plain)  # as Excel shows nothing at all
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
    unclear = unclear.filter(~unclear.str.contains(_COMPANY) & ~unclear.str.contains(voided_payments.TOTAL))
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
    return {"keeps_all": said == "all", **voided_payments.settle(read, paid=PAID)}


def _name(frame: pl.DataFrame) -> str:
    """The header of the vendor's name: beside a name, a column called vendor holds a number."""
    headers = {fold(column): column for column in frame.columns}
    return next(headers[name] for name in _VENDOR_COLUMN.sources if name in headers)


def _payments(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    is_kept = pl.lit(settled["keeps_all"]) | pl.col("vendor").str.contains(_COMPANY)
    rows = rows.with_columns(
        pl.when(is_kept).then("vendor").alias("vendor"), pl.coalesce("paid_on", "starts_on").alias("paid_on")
    )
    return completed(voided_payments.without_voids(rows, settled), "payments")


def _is_register(head: Head) -> bool:
    """Whether each payment has its number, its day and a status: outstanding in one export, cleared in the next."""
    tells = [any(head.has(name) for name in names) for names in (_DOCUMENT, _PAID_ON)]
    return all(tells) and voided_payments.tells_status(head)


def _explain(head: Head) -> FileRefused | None:
    """The refusal of a list that has a payee and no sum, or checks and no payee, under a name that is known."""
    present = {fold(column) for column in head.columns}
    payee, number = next((name for name in _PAYEE if name in present), None), present & set(_OF_CHECKS)
    if payee and not present & set(PAID):
        lacks = f"names a payee (“{payee}”), but no column has a sum that is known as what was paid"
    elif number and present & set(PAID) and not payee:
        lacks = "has checks and sums, but no column is known as the payee's name"
    else:
        return None
    return FileRefused(
        f"The file {lacks}.",
        "If it is a list of purchases or payments, call the column of the payee Vendor and that of the sum Amount, and "
        "import it again.",
    )


_PAYEE = ("vendor name", "payee name", "supplier name", "payee", "contractor")  # a list of devices has a vendor as well
_OF_CHECKS = ("check number", "check #", "check no")
_VENDOR_COLUMN = Column("vendor", VENDOR, text(), required=True, personal=True)

_LISTED = Layout(
    name="payments",
    label="a purchase or payment list",
    table="payments",
    signature=(),
    matches=lambda head: is_purchases(head) and not _is_register(head),
    columns=(
        _VENDOR_COLUMN,
        Column("amount_usd", PAID, _money(), required=True),
        Column("document", _DOCUMENT, text()),
        Column("paid_on", _PAID_ON, day()),
        Column("starts_on", _STARTS, day()),
        Column("ends_on", _ENDS, day()),
        voided_payments.STATUS,
    ),
    checks=(voided_payments.NO_TOTAL,),
    settle=_settle,
    finish=_payments,
)
_REGISTER = replace(
    _LISTED,
    name="register",
    label="a check register",
    matches=lambda head: is_purchases(head) and _is_register(head),
    identity=("vendor", "document", "paid_on"),
)

IMPORTER = Importer(
    name="payments",
    label="Purchase or payment list (vendor and amount)",
    layouts=(_LISTED, _REGISTER),
    explain=_explain,
)
