"""A month is due from day 5 of the next one on, once, and only where something is known of it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.publishing import months

FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)
KNOWN = (date(2025, 8, 18), date(2026, 4, 3))


def due(today: date, *, published: tuple[date, ...] = (), known: tuple[date, date] = KNOWN) -> tuple[date, ...]:
    return months.due(today, publishing_day=5, published=published, known=known)


@pytest.mark.parametrize(("day", "latest"), [(4, FEBRUARY), (5, MARCH), (6, MARCH), (30, MARCH)])
def test_a_month_is_due_on_day_5_of_the_next_one_and_not_the_day_before(day: int, latest: date):
    assert due(date(2026, 4, day)) == (latest,)


@pytest.mark.parametrize(
    ("today", "latest"), [(date(2026, 1, 4), date(2025, 11, 1)), (date(2026, 1, 5), date(2025, 12, 1))]
)
def test_december_is_published_in_january(today: date, latest: date):
    assert months.latest_due(today, publishing_day=5) == latest


def test_what_was_published_is_not_due_again():
    assert due(date(2026, 4, 20), published=(MARCH,)) == ()


def test_months_that_nobody_published_in_time_are_published_together():
    assert due(date(2026, 4, 5), published=(date(2026, 1, 1),)) == (FEBRUARY, MARCH)


def test_before_the_first_one_that_was_published_none_is():
    assert due(date(2026, 4, 5)) == (MARCH,)


@pytest.mark.parametrize(
    ("last", "expected"), [(date(2026, 2, 28), ()), (date(2026, 3, 1), (MARCH,)), (date(2026, 3, 31), (MARCH,))]
)
def test_a_month_that_no_data_has_reached_is_not_due(last: date, expected: tuple[date, ...]):
    assert due(date(2026, 4, 5), known=(KNOWN[0], last)) == expected


@pytest.mark.parametrize(("first", "expected"), [(date(2026, 3, 31), (MARCH,)), (date(2026, 4, 1), ())])
def test_a_month_before_all_data_is_not_due(first: date, expected: tuple[date, ...]):
    assert due(date(2026, 4, 5), known=(first, date(2026, 4, 5))) == expected


@given(days=st.lists(st.dates(date(2025, 9, 1), date(2026, 6, 30)), min_size=1, max_size=8))
def test_whenever_somebody_looks_no_month_between_is_left_out_or_published_twice(days: list[date]):
    published: list[date] = []
    for today in sorted(days):
        published += due(today, published=tuple(published), known=(KNOWN[0], today))
    assert published == sorted(set(published))
    assert all(months.following(one) == other for one, other in pairwise(published))


@pytest.mark.parametrize("text", ["march", "2026-13", "2026", "2026-03-01", ""])
def test_what_is_no_month_is_refused_with_how_to_write_one(text: str):
    with pytest.raises(ValueError, match="Write it as 2026-03"):
        months.read(text)


def test_a_month_is_read_as_it_is_written():
    assert months.read(months.written(MARCH)) == MARCH
