"""A cell that a spreadsheet would run as a formula is carried on as text, in every file that Rollcall writes."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CHANGED_BY_SHEETS = r"[=+\-@\t\r]|0\d|\d{12}"  # formulas, leading zeros, and ids longer than a spreadsheet counts
_GUARDED = re.compile(rf"'*(?:{_CHANGED_BY_SHEETS})")
RESTORED = (rf"^'('*(?:{_CHANGED_BY_SHEETS}))", "${1}")  # pattern and replacement, as polars takes them


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS) else text


def guarded(text: str) -> str:
    """Text that a spreadsheet leaves as it is; RESTORED gives it back exactly."""
    return f"'{text}" if _GUARDED.match(text) else text
