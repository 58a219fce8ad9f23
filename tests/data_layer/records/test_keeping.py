"""What people enter is signed, dated and kept, and nobody overwrites what somebody else has just written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, opened
from data_layer.records.entries import Exemption, HiddenFee, Selection, Sunset
from data_layer.records.kinds import Route, State
from data_layer.store import Home

DAY, LATER = date(2026, 3, 13), date(2026, 3, 20)


def exempt(home: Home, reason: str = "Pilot of invited teachers") -> Exemption:
    with opened(home) as session:
        entry = Exemption(tool="Padlet", reason=reason, starts_on=DAY)
        return keeping.add(session, entry, by="Technologist", on=DAY)


def only(home: Home, kind: type):
    with opened(home) as session:
        (entry,) = keeping.entries(session, kind)
        return entry


def test_an_entry_comes_back_as_it_was_made(home: Home):
    made = exempt(home)
    found = only(home, Exemption)
    assert (found.entry_id, found.tool, found.reason) == (made.entry_id, "Padlet", "Pilot of invited teachers")
    assert (found.starts_on, found.ends_on, found.version) == (DAY, None, 1)
    assert (found.signed_by, found.signed_on) == ("Technologist", DAY)


@pytest.mark.parametrize("name", ["", "   "])
def test_an_entry_that_nobody_signs_is_not_kept(home: Home, name: str):
    with pytest.raises(keeping.NotSigned), opened(home) as session:
        keeping.add(session, Selection(tool="Padlet", route=Route.MIXED), by=name, on=DAY)
    with opened(home) as session:
        assert not keeping.entries(session, Selection)


@pytest.mark.parametrize("dollars", ["0.00", "0.01", "4999.99", "999999999.99"])
def test_dollars_come_back_to_the_cent(home: Home, dollars: str):
    with opened(home) as session:
        fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal(dollars), starts_on=DAY)
        keeping.add(session, fee, by="Technologist", on=DAY)
    assert only(home, HiddenFee).annual_cost_usd == Decimal(dollars)


def test_parts_of_a_cent_are_refused(home: Home):
    fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("1.005"), starts_on=DAY)
    with pytest.raises(Exception, match="parts of a cent"), opened(home) as session:
        keeping.add(session, fee, by="Technologist", on=DAY)


def test_a_change_keeps_what_stood_before(home: Home):
    exempt(home)
    with opened(home) as session:
        (entry,) = keeping.entries(session, Exemption)
        keeping.change(session, entry, seen_version=1, by="Principal", on=LATER, reason="Bought for one class")
        (before,) = keeping.revisions(session, entry)
    assert (before.version, before.contents["reason"], before.contents["signed_by"]) == (
        1,
        "Pilot of invited teachers",
        "Technologist",
    )
    now = only(home, Exemption)
    assert (now.version, now.reason, now.signed_by, now.signed_on) == (2, "Bought for one class", "Principal", LATER)


def test_what_is_withdrawn_counts_no_more_and_is_kept(home: Home):
    exempt(home)
    with opened(home) as session:
        (entry,) = keeping.entries(session, Exemption)
        keeping.withdraw(session, entry, seen_version=1, by="Principal", on=LATER)
    with opened(home) as session:
        assert not keeping.entries(session, Exemption)
        assert session.get(Exemption, entry.entry_id).is_withdrawn


def test_the_second_of_two_people_who_saw_the_same_version_is_told(home: Home):
    exempt(home)
    for by in ("First", "Second"):
        seen = 1
        if by == "Second":
            with pytest.raises(ChangedMeanwhile, match="Somebody else changed this entry"):
                change(home, seen=seen, by=by)
        else:
            change(home, seen=seen, by=by)
    assert only(home, Exemption).reason == "First was here"


def change(home: Home, *, seen: int, by: str) -> None:
    with opened(home) as session:
        (entry,) = keeping.entries(session, Exemption)
        keeping.change(session, entry, seen_version=seen, by=by, on=LATER, reason=f"{by} was here")


def test_of_two_who_save_in_the_same_moment_one_is_told(home: Home):
    exempt(home)
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(change, home, seen=1, by=by) for by in ("First", "Second")]
    failures = [attempt.exception() for attempt in tries if attempt.exception()]
    assert [type(failure) for failure in failures] == [ChangedMeanwhile]
    assert only(home, Exemption).version == 2


def test_the_second_who_starts_what_can_be_there_once_is_told(home: Home):
    with opened(home) as session:
        keeping.add(session, Sunset(tool="Padlet", state=State.FLAGGED), by="First", on=DAY)
    with pytest.raises(ChangedMeanwhile), opened(home) as session:
        keeping.add(session, Sunset(tool="Padlet", state=State.FLAGGED), by="Second", on=DAY)
    assert only(home, Sunset).signed_by == "First"


def test_when_one_entry_of_several_fails_none_is_kept(home: Home):
    with pytest.raises(keeping.NotSigned):
        select_two(home, signed=("Technologist", ""))
    with opened(home) as session:
        assert not keeping.entries(session, Selection)


def select_two(home: Home, *, signed: tuple[str, str]) -> None:
    with opened(home) as session:
        for tool, by in zip(("Padlet", "Canvas"), signed, strict=True):
            keeping.add(session, Selection(tool=tool, route=Route.MIXED), by=by, on=DAY)
