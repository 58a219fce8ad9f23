"""Who keeps a seat is entered by a code that somebody has, for days in their order, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, Session, opened
from data_layer.records.entries import StaffStanding
from data_layer.records.excusing import excuse, take_back
from data_layer.records.kinds import Standing
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.store import Home

DAY = date(2026, 3, 13)


def act(session: Session, **words: object) -> StaffStanding:
    said = {"person_key": "code-1", "known": ("code-1",), "standing": Standing.ON_LEAVE}
    return excuse(session, **{**said, "starts_on": DAY, "ends_on": None, "by": "Technologist", "on": DAY, **words})


@pytest.mark.parametrize("ends_on", [None, DAY])
def test_it_is_kept_signed_and_may_end_on_its_first_day(home: Home, ends_on: date | None):
    with opened(home) as session:
        act(session, ends_on=ends_on)
        (entry,) = keeping.entries(session, StaffStanding)
        assert (entry.person_key, entry.standing, entry.signed_by) == ("code-1", Standing.ON_LEAVE, "Technologist")


@pytest.mark.parametrize(
    ("words", "told"),
    [({"person_key": "code-2"}, "Nobody who holds a seat"), ({"ends_on": date(2026, 3, 12)}, "ends before it starts")],
)
def test_a_mistyped_code_and_days_in_the_wrong_order_are_turned_away(home: Home, words: dict, told: str):
    with opened(home) as session, pytest.raises(ReviewIncomplete, match=told):
        act(session, **words)


def test_the_second_who_takes_it_back_is_told(home: Home):
    with opened(home) as session:
        entry = act(session)
        take_back(session, entry.entry_id, seen_version=1, by="First", on=DAY)
        assert keeping.entries(session, StaffStanding) == []
        with pytest.raises(ChangedMeanwhile):
            take_back(session, entry.entry_id, seen_version=1, by="Second", on=DAY)
