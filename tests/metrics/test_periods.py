"""The calendar tables alone say which days make a period."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.scope import Scope
from metrics import periods
from tests.building import school_days, store_of

PERIODS = """
    kind        | period_id  | label       | starts_on  | ends_on    | instructional_day_count
    school_year | 2025-26    | 2025-26     | 2025-09-01 | 2026-07-01 | 160
    quarter     | 2025-26 Q1 | 2025-26 Q1  | 2025-09-01 | 2025-11-01 | 40
    quarter     | 2025-26 Q2 | 2025-26 Q2  | 2025-11-03 | 2026-01-17 | 40
"""
DAYS = school_days(date(2025, 9, 1), date(2026, 1, 30), off=(date(2025, 9, 1), date(2025, 11, 27)))


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    with store_of(tmp_path_factory.mktemp("calendar"), calendar_days=DAYS, periods=PERIODS).connect() as connection:
        yield connection


def scope(start: date, end: date, *, as_of: date = date(2026, 1, 20)) -> Scope:
    return Scope(start, end, as_of=as_of)


@pytest.mark.parametrize(
    ("day", "period_id"),
    [
        (date(2025, 10, 31), "2025-26 Q1"),
        (date(2025, 11, 1), None),
        (date(2025, 11, 3), "2025-26 Q2"),
        (date(2025, 8, 31), None),
    ],
)
def test_a_day_between_two_quarters_belongs_to_neither(connection, day, period_id):
    found = periods.period_at(connection, "quarter", day)
    assert (found and found.period_id) == period_id


def test_the_latest_period_is_the_one_that_has_begun(connection):
    assert periods.latest_period(connection, "quarter", date(2025, 11, 2)).period_id == "2025-26 Q1"
    assert periods.latest_period(connection, "school_year", date(2026, 7, 20)).period_id == "2025-26"
    assert periods.latest_period(connection, "quarter", date(2025, 8, 31)) is None


def test_months_and_weeks_come_from_the_days(connection):
    months = periods.all_periods(connection, "month")
    assert [month.label for month in months[:2]] == ["September 2025", "October 2025"]
    assert (months[3].starts_on, months[3].ends_on) == (date(2025, 12, 1), date(2026, 1, 1))
    week = periods.all_periods(connection, "week")[1]
    assert (week.label, week.ends_on) == ("Week of September 8, 2025", date(2025, 9, 15))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2025, 11, 3), date(2026, 1, 17), (date(2025, 9, 1), date(2025, 11, 1))),
        (date(2025, 10, 1), date(2025, 11, 1), (date(2025, 9, 1), date(2025, 10, 1))),
        (date(2025, 10, 6), date(2025, 10, 13), (date(2025, 9, 29), date(2025, 10, 6))),
        (date(2025, 10, 7), date(2025, 10, 17), (date(2025, 9, 27), date(2025, 10, 7))),
        (date(2025, 9, 1), date(2025, 11, 1), None),
        (date(2025, 9, 5), date(2025, 10, 5), None),
    ],
    ids=["quarter", "month", "week", "ten days", "first quarter", "before the calendar"],
)
def test_the_period_before_is_of_the_same_kind_or_length(connection, start, end, before):
    found = periods.previous_scope(connection, scope(start, end))
    assert (found and (found.period_start, found.period_end)) == before


def test_the_period_before_is_seen_as_of_its_own_last_day(connection):
    found = periods.previous_scope(connection, scope(date(2025, 11, 3), date(2026, 1, 17)))
    assert found.as_of == date(2025, 10, 31)


def test_a_running_month_counts_its_school_days_to_date(connection):
    found = periods.progress(connection, starts_on=date(2025, 9, 1), ends_on=date(2025, 10, 1), as_of=date(2025, 9, 9))
    assert (found.day_count, found.planned_day_count, found.is_partial) == (6, 21, True)


def test_a_month_is_complete_on_its_last_school_day(connection):
    found = periods.progress(
        connection, starts_on=date(2025, 11, 1), ends_on=date(2025, 12, 1), as_of=date(2025, 11, 28)
    )
    assert (found.day_count, found.is_partial) == (19, False)


@pytest.mark.parametrize(
    ("earlier", "later", "distance"),
    [
        (date(2025, 9, 5), date(2025, 9, 5), 0),
        (date(2025, 9, 5), date(2025, 9, 8), 1),
        (date(2025, 9, 6), date(2025, 9, 8), 1),
        (date(2025, 11, 26), date(2025, 11, 28), 1),
        (date(2025, 8, 1), date(2025, 9, 2), 1),
        (date(2026, 1, 30), date(2026, 8, 1), 0),
    ],
    ids=["same day", "over a weekend", "from a Saturday", "over a holiday", "from before", "to after"],
)
def test_distance_is_counted_in_instructional_days(connection, earlier, later, distance):
    assert periods.instructional_days_between(connection, earlier, later) == distance


@given(
    st.dates(date(2025, 8, 20), date(2026, 2, 10)), st.integers(0, 100), st.dates(date(2025, 8, 1), date(2026, 2, 10))
)
def test_a_date_is_within_so_many_days_when_its_distance_says_so(connection, day, day_count, earlier):
    distance = periods.instructional_days_between(connection, earlier, day)
    earliest, _ = periods.earliest_within(connection, day, [day_count, 0])
    assert (earlier >= earliest) == (distance <= day_count)


@pytest.mark.parametrize(
    ("end", "as_of", "day"),
    [
        (date(2025, 10, 1), date(2025, 9, 10), date(2025, 9, 10)),
        (date(2025, 10, 1), date(2025, 12, 1), date(2025, 9, 30)),
    ],
)
def test_a_state_is_looked_at_on_the_last_day_that_is_known(end, as_of, day):
    assert periods.last_known_day(scope(date(2025, 9, 1), end, as_of=as_of)) == day


def test_a_month_to_date_is_compared_with_as_many_school_days_of_the_month_before(connection):
    found = periods.previous_at_same_point(
        connection, scope(date(2026, 1, 1), date(2026, 2, 1), as_of=date(2026, 1, 9))
    )
    assert (found.period_start, found.period_end) == (date(2025, 12, 1), date(2026, 1, 1))
    assert found.as_of == date(2025, 12, 9), "January 1 to 9 has 7 school days, and so has December 1 to 9"


def test_a_period_that_is_over_is_compared_with_the_whole_one_before(connection):
    found = periods.previous_at_same_point(connection, scope(date(2025, 12, 1), date(2026, 1, 1)))
    assert found.as_of == date(2025, 11, 30)


def test_a_period_in_which_no_school_day_has_happened_yet_is_compared_with_nothing(connection):
    assert (
        periods.previous_at_same_point(connection, scope(date(2025, 11, 1), date(2025, 12, 1), as_of=date(2025, 11, 2)))
        is None
    )
