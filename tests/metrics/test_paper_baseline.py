"""Work online beside work on paper: the same kind, terms of about one length, and no more said than can be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data_layer.records.entries import PaperBaseline
from data_layer.records.kinds import Work
from data_layer.scope import Entitlement, Scope
from metrics import catalogue, policy
from metrics.definition import Result, Status
from metrics.paper_baseline import compared, scope_beside
from metrics.policy import Policy
from metrics.rows import frame_of

POLICY = policy.load()
FALL = Scope(date(2025, 9, 1), date(2025, 12, 10), as_of=date(2025, 12, 31))  # 100 days


def paper(days: int = 100, **words: object) -> PaperBaseline:
    """48 of 80 pieces of 80 students, over so many days of an earlier year."""
    first = date(2019, 9, 1)
    given = {"subject": "Math", "assignment_type": Work.ASSIGNMENT, "school": None, "grade_level": None}
    counts = {"expected_count": 80, "collected_count": 48, "student_count": 80}
    return PaperBaseline(**{**given, **counts, "starts_on": first, "ends_on": first + timedelta(days - 1), **words})


def online(part: int | None = 56, whole: int | None = 70, *, people: int = 70, **words: object) -> Result:
    """56 of 70 pieces, one of each student."""
    row = {"assignment_type": "assignment", "numerator": part, "denominator": whole, "people_count": people}
    row |= {"status": Status.MEASURED.value, **words}
    metric = catalogue.metric("submission_rate")
    return Result(metric, FALL, ("assignment_type",), frame_of(tuple(row), [row]), FALL.as_of, "000001-a")


def without_likeness() -> Policy:
    entry = replace(POLICY.entries["submissions.likeness_of_pieces"], value=0)
    return Policy({**POLICY.entries, "submissions.likeness_of_pieces": entry})


def test_one_piece_of_each_student_gives_newcombe_s_published_interval():
    """Newcombe (1998): 56/70 less 48/80 is .2, from .0524 to .3339."""
    found = compared(paper(), online(), policy=POLICY)
    assert found.difference == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_pieces_of_one_student_are_alike_and_widen_the_interval():
    """Ten pieces a student on either side: each counts as one of 1 + 9 * 0.2 = 2.8."""
    many = compared(paper(expected_count=800, collected_count=480), online(560, 700), policy=POLICY)
    as_few = compared(paper(expected_count=800, collected_count=480), online(560, 700), policy=without_likeness())
    assert many.difference == as_few.difference
    assert many.interval.lower < as_few.interval.lower
    assert many.interval.upper > as_few.interval.upper
    assert many.interval == pytest.approx((0.12287, 0.27315), abs=5e-5)


@pytest.mark.parametrize(("days", "is_compared"), [(79, False), (80, True), (100, True), (125, True), (126, False)])
def test_terms_are_compared_that_are_about_as_long(days: int, is_compared: bool):
    found = compared(paper(days), online(), policy=POLICY)
    assert (found.why_not is None) is is_compared


@pytest.mark.parametrize(
    ("result", "why_not"),
    [
        (online(None, None, status=Status.NOT_MEASURED.value), "no such work is known for the period chosen"),
        (online(assignment_type="quiz"), "no such work is known for the period chosen"),
        (online(None, None, status=Status.HIDDEN.value), "too few students to show"),
    ],
)
def test_without_work_of_that_kind_nothing_is_compared(result: Result, why_not: str):
    found = compared(paper(), result, policy=POLICY)
    assert (found.why_not, found.online, found.difference) == (why_not, None, None)


@pytest.mark.parametrize(("students", "is_hidden"), [(9, True), (10, False)])
def test_a_count_of_too_few_students_is_not_shown(students: int, is_hidden: bool):
    found = compared(paper(student_count=students), online(), policy=POLICY)
    assert (found.why_not == "too few students to show") is is_hidden


def test_the_work_beside_it_is_of_the_same_school_grade_level_and_subject_whatever_the_filters():
    asked = scope_beside(replace(FALL, schools=frozenset({"elm"})), paper(school="oak", grade_level="03"))
    assert (asked.schools, asked.grade_levels, asked.subjects) == ({"oak"}, {"03"}, {"Math"})
    assert (asked.period_start, asked.period_end, asked.as_of) == (FALL.period_start, FALL.period_end, FALL.as_of)


@pytest.mark.parametrize(("school", "is_hers"), [("oak", True), ("elm", False), (None, False)])
def test_whoever_sees_one_school_sees_no_other_and_not_the_district(school: str | None, is_hers: bool):
    hers = replace(FALL, entitlement=Entitlement(frozenset({"oak"})))
    asked = scope_beside(hers, paper(school=school))
    assert (asked is not None) is is_hers
    assert asked is None or asked.entitlement == hers.entitlement
