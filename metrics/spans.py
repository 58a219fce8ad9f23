"""Half-open spans of days [start, end): where two meet, and whether several together leave no gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date]


def overlap(one: Span, other: Span) -> Span | None:
    """The days that both have; None where there is none."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def covers(spans: Iterable[Span], days: Span) -> bool:
    """Whether every day from the first to the last (both included) lies in some span."""
    reached, last = days
    for start, end in sorted(spans):
        if start > reached:
            return False
        reached = max(reached, end)
    return reached > last
