"""A count of work on paper is kept when it can be so, and turned away with a sentence when it cannot."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.records import keeping
from data_layer.records.counting import count
from data_layer.records.database import opened
from data_layer.records.entries import PaperBaseline
from data_layer.records.kinds import Work
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.store import Home

DAY = date(2019, 12, 20)


def paper(**words: object) -> PaperBaseline:
    term = {"starts_on": date(2019, 9, 1), "ends_on": date(2019, 12, 19), "counted_on": DAY}
    counts = {"expected_count": 80, "collected_count": 48, "student_count": 20}
    return PaperBaseline(**{"subject": "Math", "assignment_type": Work.ASSIGNMENT, **term, **counts, **words})


@pytest.mark.parametrize("words", [{}, {"collected_count": 80}, {"collected_count": 0}, {"student_count": 80}])
def test_a_count_that_can_be_so_is_kept_with_who_counted_and_when(home: Home, words: dict):
    with opened(home) as session:
        count(session, paper(**words), by="Department head", on=DAY)
        (entry,) = keeping.entries(session, PaperBaseline)
        assert (entry.signed_by, entry.counted_on) == ("Department head", DAY)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"starts_on": None}, "the term's first and last day"),
        ({"subject": None}, "of which subject the work was"),
        ({"ends_on": date(2019, 8, 31)}, "ends before it starts"),
        ({"counted_on": date(2019, 8, 31)}, "before the term began"),
        ({"expected_count": None}, "A number is missing"),
        ({"student_count": 0}, "more students than pieces, or none"),
        ({"student_count": 81}, "more students than pieces, or none"),
        ({"collected_count": 81}, "More was collected than expected"),
    ],
)
def test_a_count_that_cannot_be_is_turned_away(home: Home, words: dict, told: str):
    with opened(home) as session, pytest.raises(ReviewIncomplete, match=told):
        count(session, paper(**words), by="Department head", on=DAY)
