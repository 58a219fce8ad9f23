"""Files that are understood and still cannot be taken: what each leaves out, and what to bring instead."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused, Head

_VENDOR = ("vendor", "vendor name", "vendor/payee", "payee", "payee name", "supplier", "supplier name")
_PAID = (
    *("amount", "total amount", "contract amount", "payment amount", "check amount", "invoice amount", "paid amount"),
    *("amount paid", "total", "total cost", "total price"),
)
_SHARES = ("lp_id", "pct_access", "engagement_index")


def explain_understood(head: Head) -> FileRefused | None:
    """Why a file of a known kind is turned away; None for every other file."""
    vendor, paid = _first(head, _VENDOR), _first(head, _PAID)
    if vendor and paid and not head.has("tool"):
        return FileRefused(
            f"The file looks like a list of purchases: it says what was paid to each vendor ({vendor}, {paid}), "
            "and not for which tool. A vendor may sell several, and one tool's may be written in several ways.",
            "Copy what belongs to a tool into the license list template (licenses.csv), one row for each tool with its "
            "yearly cost, start and end.",
        )
    if head.has(*_SHARES):
        return FileRefused(
            "The file gives the share of a district that opened each product on a day. It names no people, so nobody "
            "of the roster can be found in it.",
            "Bring an export that names who used the tool, or fill in the tool activity template (tool_activity.csv).",
        )
    return None


def _first(head: Head, names: tuple[str, ...]) -> str | None:
    """The header of the file that is one of these."""
    return next((column for column in head.columns for name in names if _same(column, name)), None)


def _same(column: str, name: str) -> bool:
    return " ".join(column.casefold().replace("_", " ").split()) == name
