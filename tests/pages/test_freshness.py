"""Data is late by the school days it has missed, and never by a weekend or a break."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.store import Home
from metrics import policy
from pages.parts import freshness
from pages.parts.measures import Source

FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("today", "missed"),
    [
        (date(2026, 3, 13), 0),
        (date(2026, 3, 14), 0),
        (date(2026, 3, 16), 0),
        (date(2026, 3, 17), 1),
        (date(2026, 3, 20), 4),
    ],
    ids=["the same day", "Saturday", "Monday, not over yet", "Monday is missing", "four days are missing"],
)
def test_only_school_days_that_are_over_are_missed(district_home: Home, today: date, missed: int):
    assert freshness.missed_days(Source.of(district_home), FRIDAY, today=today) == missed


@pytest.mark.parametrize(
    ("missed", "mark"), [(0, ""), (1, ""), (2, "Late"), (3, "Late"), (4, "Stale")], ids=lambda value: str(value)
)
def test_a_mark_comes_after_24_and_after_72_hours_of_school_days(missed: int, mark: str):
    assert mark in freshness.mark_of(missed, policy.load())
    assert bool(freshness.mark_of(missed, policy.load())) == bool(mark)
