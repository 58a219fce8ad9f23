"""The audit log as a CSV, for those who keep it elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from data_layer.audit.entries import AuditEntry
from data_layer.formulas import safe

_COLUMNS = ("number", "at", "kind", "who", "what", "filters", "row_count", "mark")


def as_csv(entries: Iterable[AuditEntry]) -> bytes:
    """One line for each entry, with its mark, and no text that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(getattr(entry, name)) for name in _COLUMNS] for entry in entries)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    return safe(str(value))
