"""Half-open spans of days [start, end): whether several together leave no gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date]


def covers(spans: Iterable[Span], days: Span) -> bool:
    """Whether every day from the first to the last (both included) lies in some span."""
    reached, last = days
    for start, end in sorted(spans):
        if start > reached:
            break
        reached = max(reached, end)
    return reached > last
