"""When two ways of writing a vendor may mean the same one: legal forms, case and punctuation say nothing."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_LEGAL = frozenset(
    (
        *("inc", "incorporated", "llc", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "gmbh", "lp"),
        *("llp", "pbc", "pc", "bv", "asa", "ag", "the", "dba", "usa", "us"),
    )
)
_COMMON = frozenset(
    (
        *("american", "america", "national", "united", "us", "first", "global", "international", "new", "great"),
        *("school", "schools", "education", "educational", "learning", "software", "technology", "technologies"),
        *("digital", "systems", "system", "solutions", "services", "group", "data", "student", "teacher", "city"),
        *("county", "state", "public", "community", "college", "university", "office"),
    )
)
_SAME_BRAND = 90.0  # the same first word, and that no common one: "Follett Software", "Follett School Solutions"


def normal(name: str) -> str:
    """The name in small letters, without punctuation and legal form; a name of nothing else stays as it is."""
    dotless = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name.casefold())  # B.V. is bv
    words = re.sub(r"[^\w\s]", " ", dotless.replace("'", "").replace("’", "")).split()
    return " ".join([word for word in words if word not in _LEGAL] or words)


def likeness(one: str, other: str) -> float:
    """0 to 100. Words count in any order; a shared brand in front counts more than what follows it."""
    left, right = normal(one), normal(other)
    if not left or not right:
        return 0.0
    same = fuzz.token_sort_ratio(left, right)
    return max(same, _SAME_BRAND) if _brand(left) and _brand(left) == _brand(right) else same


def _brand(name: str) -> str | None:
    first = name.split()[0]
    return None if first in _COMMON or len(first) < 3 else first
