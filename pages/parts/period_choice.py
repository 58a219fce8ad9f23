"""Which days does "last quarter" mean? The calendar and the last day with data decide, never the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from metrics.periods import Period
from pages.parts.measures import Source, periods_of
from pages.parts.words import span

CUSTOM = "Custom dates"
# What the filter offers: the kind of period, and how many of them back from the one that holds the last day with data.
_OFFERED = {
    "School year to date": ("school_year", 0),
    "This month": ("month", 0),
    "Last month": ("month", 1),
    "This quarter": ("quarter", 0),
    "Last quarter": ("quarter", 1),
    "This semester": ("semester", 0),
    "Last school year": ("school_year", 1),
}
_YEAR = timedelta(days=365)


def offered(source: Source, as_of: date) -> dict[str, Period]:
    """The periods that can be chosen, each with its days. Kinds that the calendar does not have are left out."""
    found = {}
    for name, (kind, steps_back) in _OFFERED.items():
        begun = [period for period in periods_of(source, kind) if period.starts_on <= as_of]
        if len(begun) > steps_back:
            found[name] = begun[-1 - steps_back]
    return found


def comparable(source: Source, as_of: date) -> dict[str, Period]:
    """Every period that has begun, by its own name: the newest first, months before longer ones."""
    kinds = ("month", "quarter", "semester", "school_year")
    begun = [period for kind in kinds for period in reversed(periods_of(source, kind)) if period.starts_on <= as_of]
    return {period.label: period for period in begun}


def months(source: Source, as_of: date) -> dict[str, Period]:
    """Every month that has begun, by its name, the newest first."""
    begun = [month for month in reversed(periods_of(source, "month")) if month.starts_on <= as_of]
    return {month.label: month for month in begun}


def days(first: date, last: date) -> Period:
    """The days from first to last, both included, under their own name."""
    period = custom(first, last)
    return replace(period, label=span(period.starts_on, period.ends_on))


def custom(first: date, last: date) -> Period:
    """The days from first to last, both included."""
    return Period("custom", CUSTOM, CUSTOM, min(first, last), max(first, last) + timedelta(days=1))


def widest(source: Source, as_of: date) -> tuple[date, date]:
    """The first and the last day that custom dates may name."""
    years = periods_of(source, "school_year")
    return min((year.starts_on for year in years), default=as_of - _YEAR), as_of


def year_of(periods: Mapping[str, Period], as_of: date) -> Period:
    """What is shown first: the school year, or the last twelve months where no calendar tells of one."""
    return next(iter(periods.values()), custom(as_of - _YEAR, as_of))
