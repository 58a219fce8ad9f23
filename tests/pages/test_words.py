"""Numbers are written so that nobody misreads them, least of all beside a target."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Status
from pages.parts import words


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.8494, "84.9%"),
        (0.84949, "84.9%"),
        (0.84951, "84.9%"),
        (0.8499999, "84.9%"),
        (0.85, "85.0%"),
        (0.85049, "85.0%"),
        (0.8505001, "85.1%"),
        (0.0, "0.0%"),
        (1.0, "100.0%"),
    ],
)
def test_a_rate_beside_85_percent_prints_as_85_only_when_it_is(value: float, printed: str):
    assert words.percent(value, beside=0.85) == printed


@given(value=st.floats(0, 1), tenths=st.integers(0, 1000))
def test_a_printed_rate_is_on_the_same_side_of_the_target_as_the_rate(value: float, tenths: int):
    target = tenths / 1000
    printed = float(words.percent(value, beside=target).rstrip("%")) / 100
    is_reached = printed >= target - 1e-12
    assert is_reached == (value >= target)


@given(value=st.floats(0, 1))
def test_without_a_target_a_rate_is_rounded_to_the_nearest_tenth(value: float):
    printed = float(words.percent(value).rstrip("%")) / 100
    assert abs(printed - value) <= 0.0005 + 1e-9


def test_points_dollars_and_days_take_the_form_that_fits_their_number():
    assert [words.points(value) for value in (-0.07, 0.01, 0.0)] == ["7.0 points", "1.0 point", "0.0 points"]
    assert words.dollars(12480.5) == "$12,480"
    assert words.dollars(12480.5, with_cents=True) == "$12,480.50"
    assert words.dollars(-3) == "-$3"
    assert [words.days(value) for value in (1, 2, 2.5)] == ["1 day", "2 days", "2.5 days"]


def test_what_is_rare_does_not_print_as_never():
    assert [words.per_day(value) for value in (0.357, 0.1, 0.0032, 0.0)] == ["0.36", "0.10", "0.003", "0"]


def test_a_span_names_its_first_and_its_last_day():
    assert words.span(date(2026, 3, 1), date(2026, 4, 1)) == "Mar 1 to Mar 31, 2026"
    assert words.span(date(2025, 8, 18), date(2026, 6, 13)) == "Aug 18, 2025 to Jun 12, 2026"
    assert words.span(date(2026, 3, 2), date(2026, 3, 3)) == "Mar 2, 2026"


def test_groups_are_written_in_the_words_of_a_school():
    assert words.groups("grade_level", ["PK", "KG", "03", "12"]) == ["Pre-K", "Kindergarten", "Grade 3", "Grade 12"]
    assert words.group("month", date(2026, 3, 1)) == "Mar 2026"
    assert words.group("week", date(2026, 3, 2)) == "Week of Mar 2"
    assert words.group("quarter", "2025-26 Q3") == "2025-26 Q3"
    assert words.group("school", None) == "No school"


def test_names_are_listed_as_a_sentence_lists_them():
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B"]) == "A and B"
    assert words.listed(["A", "B", "C"]) == "A, B and C"


@pytest.mark.parametrize("status", [status for status in Status if status != Status.MEASURED])
def test_every_verdict_is_an_icon_and_a_word(status: Status):
    icon, word = words.VERDICTS[status]
    assert icon.startswith(":material/")
    assert word


def test_a_share_that_is_told_as_a_range_is_said_as_that_range():
    row = {"value": 0.02, "told_as": "≤2%", "numerator": None, "denominator": 182, "status": "measured"}
    assert (words.share(row), words.counted(row)) == ("≤2%", "≤2% of 182")


def test_a_share_that_is_told_exactly_says_what_it_is_out_of():
    row = {"value": 142 / 182, "told_as": None, "numerator": 142, "denominator": 182}
    assert (words.share(row), words.counted(row)) == ("78.0%", "142 of 182")


def test_a_rounded_share_without_its_counts_stands_alone():
    assert words.counted({"value": 0.92, "numerator": None, "denominator": None}) == "92.0%"
