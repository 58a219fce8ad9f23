"""The rules of renewals: each deadline a day before, on and after, and every dollar to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.renewals import Due, Line, problems, renewals, term_cents
from tests.metrics.renewing import AS_OF, POLICY, line, only


def test_the_deadline_is_the_end_less_the_notice_less_thirty_days():
    renewal = only(line())
    assert (renewal.notice_on, renewal.decide_by) == (date(2026, 5, 1), date(2026, 4, 1))
    assert renewal.evidence_on == date(2026, 4, 1)


def test_across_a_leap_day_the_days_are_counted_and_not_the_months():
    assert only(line(ends_on=date(2028, 4, 30))).decide_by == date(2028, 1, 31)


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        (date(2026, 3, 31), Due.OPEN),
        (date(2026, 4, 1), Due.OPEN),
        (date(2026, 4, 2), Due.OVERDUE),
        (date(2026, 5, 1), Due.OVERDUE),
        (date(2026, 5, 2), Due.TOO_LATE),
    ],
)
def test_the_last_day_still_counts_and_the_one_after_it_does_not(as_of: date, due: Due):
    assert only(line(), as_of=as_of).due(as_of) is due


@pytest.mark.parametrize(("as_of", "count"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 0)])
def test_a_contract_is_listed_through_its_last_day(as_of: date, count: int):
    assert len(renewals([line()], [], as_of=as_of, policy=POLICY)) == count


@pytest.mark.parametrize(("starts_on", "count"), [(date(2026, 7, 1), 1), (date(2026, 9, 1), 1)])
def test_a_contract_that_another_follows_is_decided_already(starts_on: date, count: int):
    after = line(starts_on=starts_on, ends_on=date(2027, 6, 30))
    assert [each.ends_on for each in renewals([line(), after], [], as_of=AS_OF, policy=POLICY)] == [
        after.ends_on
    ] * count


def test_the_next_school_s_contract_does_not_follow_on_this_one_s():
    after = line(place="Elm School", starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))
    assert len(renewals([line(place="Oak School"), after], [], as_of=AS_OF, policy=POLICY)) == 2


def test_the_next_decision_stands_first():
    found = renewals([line(), line(tool="Canvas", notice_days=90)], [], as_of=AS_OF, policy=POLICY)
    assert [each.tool for each in found] == ["Canvas", "Nearpod"]


def test_lines_that_end_together_are_one_decision_with_the_longest_notice():
    added = line("500.00", starts_on=date(2026, 1, 1), seat_count=50, notice_days=90)
    renewal = only(line(), added)
    assert (renewal.seat_count, renewal.annual_cost_usd) == (150, Decimal("1500.00"))
    assert renewal.notice_on == date(2026, 4, 1)


def test_a_mid_year_co_termed_contract_adds_up_to_the_cent():
    """181 days from January 1 to June 30, 2026: 777.77 * 181 / 365 is 385.688, and the year is 23,741.37."""
    added = line("777.77", starts_on=date(2026, 1, 1), seat_count=50)
    renewal = only(line("23741.37"), added, fees=(fee("99.99", starts_on=date(2026, 4, 1)),))
    parts = [renewal.term_cents(each) for each in (*renewal.lines, *renewal.fees)]
    assert parts == [2_374_137, 38_569, 2_493]
    assert sum(parts) == 2_415_199


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "cents"),
    [
        (date(2025, 7, 1), date(2026, 6, 30), 36_500),
        (date(2023, 7, 1), date(2024, 6, 30), 36_500),  # with a leap day
        (date(2025, 7, 1), date(2028, 6, 30), 109_500),
        (date(2025, 7, 1), date(2025, 7, 1), 100),
        (date(2025, 7, 1), date(2026, 7, 1), 36_600),
        (date(2024, 2, 29), date(2025, 2, 28), 36_500),
        (date(2025, 7, 1), date(2026, 6, 29), 36_400),
    ],
)
def test_a_term_costs_whole_years_and_the_days_beyond_them(starts_on: date, ends_on: date, cents: int):
    assert term_cents(Decimal("365.00"), starts_on, ends_on) == cents


@given(st.integers(0, 10**9), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_one_day_more_never_costs_less_and_no_more_than_a_day(cents: int, first: date, day_count: int):
    annual, last = Decimal(cents) / 100, first + timedelta(days=day_count)
    more = term_cents(annual, first, last + timedelta(days=1)) - term_cents(annual, first, last)
    assert 0 <= more <= cents / 365 + 1


def fee(cost: str, **words: object) -> Line:
    return Line(
        **{"tool": "Nearpod", "starts_on": date(2025, 7, 1), "ends_on": None, "label": "Training", **words},
        annual_cost_usd=Decimal(cost),
    )


def test_a_fee_is_a_line_of_its_own_and_in_the_sum():
    renewal = only(line(), fees=(fee("250.50"), fee("1.00", tool="Canvas"), fee("9.00", ends_on=date(2026, 6, 29))))
    assert [each.label for each in renewal.fees] == ["Training"]
    assert renewal.annual_cost_usd == Decimal("1250.50")


def test_a_site_license_has_no_seats_and_a_blank_cost_no_dollars():
    renewal = only(line(None, seat_count=None))
    assert (renewal.seat_count, renewal.annual_cost_usd) == (None, None)
    assert renewal.term_cents(renewal.lines[0]) is None


def kinds(*lines: Line) -> list[str]:
    return [problem.kind for problem in problems(lines)]


def test_a_contract_that_ends_before_it_starts_is_left_out_and_said():
    wrong = line(starts_on=date(2026, 7, 1))
    assert kinds(wrong) == ["backwards"]
    assert renewals([wrong], [], as_of=AS_OF, policy=POLICY) == []
    assert kinds(line(starts_on=date(2026, 6, 30))) == [], "a term of one day is a term"


@pytest.mark.parametrize(("starts_on", "found"), [(date(2026, 6, 30), ["overlap"]), (date(2026, 7, 1), [])])
def test_two_contracts_overlap_from_their_first_common_day(starts_on: date, found: list[str]):
    assert kinds(line(), line(starts_on=starts_on, ends_on=date(2027, 6, 30))) == found


def test_added_seats_that_end_with_the_rest_are_no_overlap_and_other_schools_neither():
    assert kinds(line(), line(starts_on=date(2026, 1, 1))) == []
    later = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    assert kinds(line(place="Oak School"), line(place="Elm School", **later)) == []
    assert kinds(line(), line(place="Elm School", **later)) == ["overlap"], "the district's covers Elm School"


def test_what_the_list_does_not_say_is_said_once():
    assert kinds(line(None, notice_days=None), line(None, notice_days=None)) == ["no cost", "no notice"]
    assert kinds(line(ends_on=None)) == ["endless"]
