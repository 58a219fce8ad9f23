"""Which months are due to be published? The calendar of the district decides; the day comes from outside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta


def first_of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def latest_due(today: date, *, publishing_day: int) -> date:
    """The last month whose day has come: from day 5 on the month before, until then the one before that."""
    back = first_of(today) - timedelta(days=1)
    return first_of(back) if today.day >= publishing_day else first_of(first_of(back) - timedelta(days=1))


def opens_on(month: date, *, publishing_day: int) -> date:
    """From which day on a month can be published."""
    return following(month).replace(day=publishing_day)


def due(today: date, *, publishing_day: int, published: Collection[date], known: tuple[date, date]) -> tuple[date, ...]:
    """The months that have come due since the last one published, of those in which anything is known.

    Where none was published yet, it is the latest alone: what nobody saw when it was new was never published.
    """
    last = latest_due(today, publishing_day=publishing_day)
    month = following(max(published)) if published else last
    found = []
    while month <= last:
        if known[0] < following(month) and month <= known[1]:
            found.append(month)
        month = following(month)
    return tuple(found)


def written(month: date) -> str:
    """As commands and addresses name it: 2026-03."""
    return f"{month:%Y-%m}"


def read(text: str) -> date:
    """The same the other way round; ValueError where it is no month."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise ValueError(f"{text!r} is no month. Write it as 2026-03.") from None
