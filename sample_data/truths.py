"""What is planted in the sample district: reads truths.toml, which the README tells in words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sample_data.school_calendar import EXPORTED_ON, ONE_DAY

TRUTHS = Path(__file__).with_name("truths.toml")
CHOICES = ("schools", "grade_levels", "roles", "subjects", "tools")
_EXPECTED = ("numerator", "denominator", "value", "status", "eligible")


@dataclass(frozen=True)
class Truth:
    """One figure that must come out: which one, of whom and when, and what it is.

    `metric` is the name of a metric, or of a count that only the tests make. `group` is the row of a split, such
    as {"band": "new"}. `choices` holds the filters that are set, `expected` the parts of the figure that are told.
    The period is half-open; nothing after `as_of` is known. `schools` are ids.
    """

    id: str
    says: str
    metric: str
    period_start: date
    period_end: date
    as_of: date
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    person: str | None = None
    expected: dict[str, object] = field(default_factory=dict)


def truths() -> tuple[Truth, ...]:
    with TRUTHS.open("rb") as file:
        return tuple(_truth(entry) for entry in tomllib.load(file)["truth"])


def _truth(entry: dict) -> Truth:
    as_of = entry.get("as_of", EXPORTED_ON)
    return Truth(
        id=entry["id"],
        says=entry["says"],
        metric=entry["metric"],
        period_start=entry.get("period_start", as_of),
        period_end=entry.get("period_end", as_of + ONE_DAY),
        as_of=as_of,
        choices={name: frozenset(entry[name]) for name in CHOICES if name in entry},
        group=entry.get("group", {}),
        person=entry.get("person"),
        expected={name: entry[name] for name in _EXPECTED if name in entry},
    )
