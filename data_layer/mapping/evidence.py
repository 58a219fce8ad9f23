"""What the cells of a column look like, and whether they may be shown: whatever could name a person is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from data_layer.importers.contract import Head, blank
from data_layer.importers.moments import moment_or_day
from data_layer.mapping.date_order import ORDERS
from data_layer.mapping.dates import in_iso

SHOWN = 3
_MOST = 0.9  # share of the cells that must look alike; exports hold a few odd ones
_PATTERNS = {
    "email addresses": r"^\S+@\S+\.\S+$",
    "network addresses": r"^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*$",
    "lengths of time": r"^[0-9]+:[0-5]?[0-9]:[0-5]?[0-9]$",
    "amounts": r"^\$ ?[0-9]",
    "numbers": r"^-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$",
    "single words": r"^\S+$",
}
_PLAIN = frozenset({"dates", "lengths of time", "amounts"})  # these name nobody
_WITHOUT_NAMES = (
    *("tool", "app", "application", "product", "software", "resource", "feature", "school", "campus", "building"),
    *("site", "district", "grade", "role", "type", "category", "status", "action", "event", "vendor", "subject"),
    *("course", "minutes", "seconds", "hours", "duration", "count", "total", "sessions", "logins", "launches"),
    *("visits", "views", "clicks", "time", "cost", "price", "amount", "quantity", "seats", "licenses", "platform"),
    *("qty", "supplier", "publisher", "position", "activity", "module", "lesson", "category", "tier", "notice"),
)
_OF_PEOPLE = (
    *("user", "person", "student", "teacher", "staff", "employee", "learner", "pupil", "parent", "guardian", "owner"),
    *("email", "mail", "login", "username", "account", "id", "sis", "first", "last", "given", "family", "display"),
    *("phone", "address", "ip", "birth", "dob", "birthday", "gender", "race", "ethnicity", "device", "serial"),
)


@dataclass(frozen=True)
class Evidence:
    """What is seen of one column: how its cells look (blank columns look like nothing), and some that may be shown."""

    looks: str
    is_hidden: bool
    examples: tuple[str, ...]

    @property
    def told(self) -> str:
        """The sample as a sentence for the screen."""
        if not self.looks:
            return "blank in the first rows"
        return f"hidden, it may name people: {self.looks}" if self.is_hidden else ", ".join(self.examples)


def look(head: Head) -> dict[str, Evidence]:
    """Every column of a file by its header."""
    return {column: _look(column, head.sample[column]) for column in head.columns}


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header: `userEmail`, `USER_EMAIL` and `User Email` are the same."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header)
    return tuple(re.findall(r"[^\W_]+", parted.casefold()))


def tells_when_last_seen(header: str) -> bool:
    """Such a date is one moment; what stands beside it sums up many days."""
    return "last" in words_of(header)


def _look(header: str, cells: pl.Series) -> Evidence:
    filled = cells.to_frame("cell").filter(~blank(pl.col("cell")))["cell"].str.strip_chars()
    looks = _looks(filled)
    hidden = bool(looks) and not _may_be_shown(set(words_of(header)), looks)
    examples = filled.unique(maintain_order=True).head(SHOWN).str.slice(0, 40).to_list()
    return Evidence(looks, hidden, () if hidden else tuple(examples))


def _looks(filled: pl.Series) -> str:
    if filled.is_empty():
        return ""
    if _are_dates(filled):
        return "dates"
    alike = {name: _share(filled, pl.col("cell").str.contains(pattern)) for name, pattern in _PATTERNS.items()}
    return next((name for name, share in alike.items() if share >= _MOST), "texts of several words")


def _are_dates(filled: pl.Series) -> bool:
    """In one order of day and month or the other. A number such as 20260302 may be an id as well."""
    if filled.str.contains("^[^0-9]*$|^[0-9]*$").mean() > 1 - _MOST:
        return False
    readings = (moment_or_day().parse(in_iso(pl.col("cell"), order=order)) for order in ORDERS)
    return any(_share(filled, reading.is_not_null()) >= _MOST for reading in readings)


def _share(filled: pl.Series, holds: pl.Expr) -> float:
    return filled.to_frame("cell").select(holds.fill_null(False).mean()).item()


def _may_be_shown(words: set[str], looks: str) -> bool:
    """Only what names nobody by its header and its cells; whatever is in doubt is hidden."""
    if looks in ("email addresses", "network addresses"):
        return False
    return not words & set(_OF_PEOPLE) and (looks in _PLAIN or bool(words & set(_WITHOUT_NAMES)))
