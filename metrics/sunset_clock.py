"""When a tool may be removed: thirty days after the last notice, rolled forward to a school day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from metrics.policy import Policy


def earliest_removal(notice_on: date, *, school_days: Sequence[date], policy: Policy) -> date | None:
    """The first day on which the tool may be removed; None where the calendar does not reach so far.

    Whole days are counted, never moments, so that a change of clocks shifts nothing.
    """
    waited = notice_on + timedelta(days=int(policy["sunset.notice"]))
    return next((day for day in sorted(school_days) if day >= waited), None)


def day_of_notice(notice_on: date, *, as_of: date) -> int:
    """How many days have gone by: the day of the notice is day 0."""
    return (as_of - notice_on).days


def written(day: date) -> str:
    """A day as the register's sentences say it."""
    return f"{day:%B} {day.day}, {day.year}"
