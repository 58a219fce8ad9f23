"""When a tool is judged, which step may follow which, when the notice has run out, and what a removal saved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.records.entries import Incident
from data_layer.records.kinds import State, Step
from metrics import incidents, policy
from metrics.periods import Period
from metrics.savings import Cost, saved
from metrics.sunset_clock import day_of_notice, earliest_removal
from metrics.sunset_rule import Judgment, judge
from metrics.sunset_steps import TRANSITIONS, StepBlocked, after, steps_from, why_not_removed

POLICY = policy.load()
FALL = Period("semester", "S1", "Fall", date(2025, 8, 13), date(2026, 1, 5))
SPRING = Period("semester", "S2", "Spring", date(2026, 1, 5), date(2026, 5, 30))
FLAGGED = {"status": "not met", "numerator": 2, "denominator": 10, "note": None}
KEPT = {"status": "met", "numerator": 3, "denominator": 10, "note": None}
TOO_EARLY = {"status": "not measured", "note": "too early: 12 of 80 school days"}


def weekdays(first: date, last: date, *, off: tuple[date, ...] = ()) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in off]


PRESIDENTS_DAY = date(2026, 2, 16)
SCHOOL_DAYS = weekdays(date(2026, 1, 5), date(2026, 5, 29), off=(PRESIDENTS_DAY,))


def judged(live_on: date | None, rows: dict, *, as_of: date = date(2026, 1, 5)):
    return judge(live_on, semesters=[FALL, SPRING], rows=rows, school_days=SCHOOL_DAYS, as_of=as_of)


@pytest.mark.parametrize(
    ("live_on", "semester"),
    [(date(2025, 7, 1), "Fall"), (FALL.starts_on, "Fall"), (FALL.starts_on + timedelta(days=1), "Spring")],
    ids=["before it", "on its first day", "on its second day"],
)
def test_the_first_semester_that_began_on_or_after_going_live_is_judged(live_on: date, semester: str):
    found = judged(live_on, {"S1": FLAGGED, "S2": FLAGGED}, as_of=date(2026, 6, 1))
    assert (found.semester, found.judgment) == (semester, Judgment.FLAG)


def test_a_later_semester_changes_nothing_about_the_judgment():
    assert judged(FALL.starts_on, {"S1": KEPT, "S2": FLAGGED}, as_of=date(2026, 6, 1)).judgment is Judgment.KEEP


@pytest.mark.parametrize(("row", "judgment"), [(FLAGGED, Judgment.FLAG), (KEPT, Judgment.KEEP)])
def test_the_target_decides(row: dict, judgment: Judgment):
    assert judged(FALL.starts_on, {"S1": row}).judgment is judgment


@pytest.mark.parametrize("status", ["inconclusive", "too few to show"])
def test_a_small_base_is_left_to_people(status: str):
    assert judged(FALL.starts_on, {"S1": {**FLAGGED, "status": status}}).judgment is Judgment.SMALL_BASE


def test_it_is_judged_on_the_first_school_day_after_the_semester():
    assert judged(FALL.starts_on, {"S1": FLAGGED}, as_of=date(2026, 1, 4)).judgment is Judgment.TOO_EARLY
    found = judged(FALL.starts_on, {"S1": FLAGGED}, as_of=date(2026, 1, 5))
    assert (found.judgment, found.due_on) == (Judgment.FLAG, date(2026, 1, 5))


def test_a_judgment_that_falls_into_a_break_waits_for_school():
    spring = Period("semester", "S2", "Spring", date(2026, 1, 5), date(2026, 2, 14))
    asked = {"semesters": [spring], "rows": {"S2": FLAGGED}, "school_days": SCHOOL_DAYS}
    assert judge(spring.starts_on, **asked, as_of=PRESIDENTS_DAY).judgment is Judgment.TOO_EARLY
    assert judge(spring.starts_on, **asked, as_of=PRESIDENTS_DAY + timedelta(days=1)).judgment is Judgment.FLAG


def test_a_tool_in_its_third_week_is_not_flagged():
    found = judged(SPRING.starts_on, {"S2": TOO_EARLY}, as_of=date(2026, 1, 23))
    assert (found.judgment, found.note) == (Judgment.TOO_EARLY, "too early: 12 of 80 school days")


def test_a_semester_that_is_not_in_the_calendar_says_which_file_is_missing():
    found = judged(date(2026, 7, 1), {})
    assert found.judgment is Judgment.NOT_MEASURED
    assert found.note == (
        "no semester that begins on or after July 1, 2026 is in the calendar; import the calendar that has it"
    )


def test_a_semester_older_than_the_logs_is_passed_over():
    before = {"status": "not measured", "note": "no log reaches back to its beginning"}
    found = judged(date(2023, 7, 1), {"S1": before, "S2": KEPT}, as_of=date(2026, 6, 1))
    assert (found.semester, found.judgment) == ("Spring", Judgment.KEEP)


def test_what_was_never_measured_is_no_reason_to_flag():
    assert judged(FALL.starts_on, {}).judgment is Judgment.NOT_MEASURED
    assert judged(None, {"S1": FLAGGED}).judgment is Judgment.NOT_MEASURED


@pytest.mark.parametrize(
    ("notice_on", "earliest_on"),
    [
        (date(2026, 1, 15), date(2026, 2, 17)),  # a Saturday, then Presidents' Day
        (date(2026, 2, 3), date(2026, 3, 5)),
        (date(2026, 2, 6), date(2026, 3, 9)),  # a Sunday
    ],
)
def test_thirty_days_roll_forward_to_a_school_day(notice_on: date, earliest_on: date):
    assert earliest_removal(notice_on, school_days=SCHOOL_DAYS, policy=POLICY) == earliest_on


def test_a_leap_day_counts_like_any_other():
    days = weekdays(date(2024, 2, 1), date(2024, 5, 31))
    assert earliest_removal(date(2024, 2, 1), school_days=[*days, date(2024, 3, 2)], policy=POLICY) == date(2024, 3, 2)


@given(st.dates(date(2026, 1, 5), date(2026, 4, 20)))
def test_the_earliest_day_is_a_school_day_and_never_before_day_thirty(notice_on: date):
    earliest_on = earliest_removal(notice_on, school_days=SCHOOL_DAYS, policy=POLICY)
    assert earliest_on in SCHOOL_DAYS
    assert day_of_notice(notice_on, as_of=earliest_on) >= 30
    assert not [day for day in SCHOOL_DAYS if notice_on + timedelta(days=30) <= day < earliest_on]


def test_a_calendar_that_ends_too_soon_gives_no_day_and_says_so():
    earliest_on = earliest_removal(date(2026, 5, 15), school_days=SCHOOL_DAYS, policy=POLICY)
    assert earliest_on is None
    assert "Import the calendar of the coming school year" in why_not_removed([], earliest_on=None, on=date(2026, 7, 1))


@pytest.mark.parametrize(("day", "is_blocked"), [(29, True), (30, False), (31, False)])
def test_removal_is_blocked_on_day_29_and_allowed_on_day_30(day: int, is_blocked: bool):
    notice_on = date(2026, 2, 3)
    earliest_on = earliest_removal(notice_on, school_days=SCHOOL_DAYS, policy=POLICY)
    why = why_not_removed([], earliest_on=earliest_on, on=notice_on + timedelta(days=day))
    assert bool(why) is is_blocked
    assert not is_blocked or "the earliest day is March 5, 2026, and this would be March 4, 2026" in why


def test_a_notice_that_one_group_did_not_get_blocks_the_removal():
    why = why_not_removed(["Families"], earliest_on=date(2026, 3, 5), on=date(2026, 4, 1))
    assert why.startswith("The notice was not sent yet to: Families.")


def test_the_table_of_steps_leads_from_active_to_removed_and_back():
    state = State.ACTIVE
    for step in (Step.FLAG, Step.SEND_NOTICE, Step.RESCIND, Step.SEND_NOTICE, Step.VERIFY_ARCHIVE, Step.REMOVE):
        assert step in steps_from(state)
        state = after(state, step)
    assert state is State.REMOVED
    assert steps_from(state) == []


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_out_of_order_is_blocked_and_says_what_comes_first(state: State, step: Step):
    allowed = {(before, each.step) for each in TRANSITIONS for before in each.before}
    if (state, step) in allowed:
        assert after(state, step) is not state
    else:
        with pytest.raises(StepBlocked, match="Take the steps in their order"):
            after(state, step)


def report(lost_minutes: int | None, *, what: str = "Down in third period", day: int = 2) -> Incident:
    return Incident(tool="Padlet", occurred_on=date(2026, 3, day), what=what, lost_minutes=lost_minutes)


@pytest.mark.parametrize(("lost_minutes", "is_open"), [(0, False), (1, True), (None, True)])
def test_lost_or_uncounted_minutes_open_a_review_and_none_lost_does_not(lost_minutes: int | None, is_open: bool):
    (review,) = incidents.reviews([report(lost_minutes)])
    assert review.is_open is is_open


def test_the_same_outage_reported_by_three_classes_is_one_incident():
    (review,) = incidents.reviews([report(10), report(20, what=" down in Third period "), report(15)])
    assert (review.class_count, review.lost_minutes) == (3, 45)
    assert review.severity(POLICY) == Fraction(45, 3 * 360)


def test_another_day_or_another_outage_is_another_incident():
    assert len(incidents.reviews([report(5), report(5, day=3), report(5, what="No sound")])) == 3


def test_minutes_that_one_class_could_not_count_leave_the_severity_open():
    (review,) = incidents.reviews([report(10), report(None)])
    assert review.severity(POLICY) is None


TERM = Cost(Decimal("1200.50"), date(2025, 7, 1), date(2025, 12, 31))
FLAG_DAY = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("removed_on", "as_of", "dollars"),
    [
        (date(2025, 12, 15), date(2025, 12, 31), "0"),  # it was paid for until then
        (date(2025, 12, 15), date(2026, 1, 1), "3.29"),  # 1200.50 / 365
        (date(2025, 12, 15), date(2026, 12, 31), "1200.50"),
        (date(2026, 1, 31), date(2026, 1, 31), "3.29"),  # removed a month after the term: from that day on
    ],
)
def test_savings_begin_when_the_term_is_over_and_the_tool_is_gone(removed_on: date, as_of: date, dollars: str):
    assert saved([TERM], flagged_on=FLAG_DAY, removed_on=removed_on, as_of=as_of) == Decimal(dollars)


def test_a_term_that_was_over_before_the_flag_saves_nothing():
    old = Cost(Decimal("900"), date(2024, 7, 1), date(2025, 6, 30))
    assert saved([old], flagged_on=FLAG_DAY, removed_on=date(2025, 12, 15), as_of=date(2026, 6, 30)) == 0


def test_a_term_that_was_renewed_meanwhile_is_not_counted_twice():
    renewed = Cost(Decimal("1300"), date(2026, 1, 1), date(2026, 6, 30))
    found = saved([TERM, renewed], flagged_on=FLAG_DAY, removed_on=date(2026, 2, 2), as_of=date(2026, 7, 1))
    assert found == Decimal("3.56")


def test_a_contract_without_an_end_has_saved_nothing_yet():
    endless = Cost(Decimal("900"), date(2024, 7, 1), None)
    assert saved([endless], flagged_on=FLAG_DAY, removed_on=date(2025, 12, 15), as_of=date(2026, 6, 30)) == 0


def test_a_term_without_a_cost_leaves_open_what_was_saved():
    unknown = Cost(None, date(2025, 7, 1), date(2025, 12, 31))
    found = saved([TERM, unknown], flagged_on=FLAG_DAY, removed_on=date(2025, 12, 15), as_of=date(2026, 6, 30))
    assert found is None
