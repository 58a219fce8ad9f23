"""A step of a sunset that may not be taken yet is blocked with its reason, until what stands in its way is done."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, opened
from data_layer.records.entries import Exemption, Notice
from data_layer.records.keeping import NotSigned
from data_layer.records.kinds import State, Step
from data_layer.store import Home, Store
from metrics.sunset_acts import Signature, send
from metrics.sunset_steps import StepBlocked
from tests.metrics.sunsets.stepping import DAY_30, FIRST, NOTICE_ON, lines, notice, step, until_archived


def test_a_group_that_was_not_told_blocks_until_it_was(store: Store, home: Home):
    until_archived(store, home, Teachers=NOTICE_ON, Families=None)
    assert lines(store, home, as_of=DAY_30)["Padlet"].unsent == ["Families"]
    with pytest.raises(StepBlocked, match="not sent yet to: Families"):
        step(store, home, Step.REMOVE, on=DAY_30)
    (late,) = [each for each in lines(store, home, as_of=DAY_30)["Padlet"].notices if each.sent_on is None]
    with opened(home) as session:
        send(session, late, sent_on=date(2026, 2, 10), signed=Signature("Technologist", DAY_30))
    assert lines(store, home, as_of=DAY_30)["Padlet"].earliest_on == date(2026, 3, 12)


def test_a_rescinded_notice_restarts_the_clock(store: Store, home: Home):
    until_archived(store, home)
    step(store, home, Step.RESCIND, on=date(2026, 2, 20))
    line = lines(store, home, as_of=date(2026, 2, 20))["Padlet"]
    assert (line.state, line.notices, line.earliest_on) == (State.FLAGGED, (), None)
    notice(home, Teachers=date(2026, 2, 23))
    step(store, home, Step.SEND_NOTICE, on=date(2026, 2, 23))
    assert lines(store, home, as_of=date(2026, 2, 23))["Padlet"].earliest_on == date(2026, 3, 25)


def test_a_flag_can_be_cleared_with_a_reason(store: Store, home: Home):
    step(store, home, Step.FLAG, on=date(2026, 1, 6))
    step(store, home, Step.CLEAR, on=date(2026, 1, 9), reason="The log lacked one school")
    line = lines(store, home, as_of=date(2026, 1, 9))["Padlet"]
    assert (line.state, [each.reason for each in line.steps][-1]) == (State.ACTIVE, "The log lacked one school")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"reason": " "}, "Every step has a reason"),
        ({"taken_on": date(2026, 1, 7)}, "after the last day with data"),
    ],
)
def test_a_step_without_a_reason_or_from_the_future_is_blocked(store: Store, home: Home, words: dict, told: str):
    with pytest.raises(StepBlocked, match=told):
        step(store, home, Step.FLAG, on=date(2026, 1, 6), **words)
    assert lines(store, home, as_of=date(2026, 1, 6))["Padlet"].steps == ()


def test_a_step_cannot_be_dated_before_the_one_it_follows(store: Store, home: Home):
    step(store, home, Step.FLAG, on=date(2026, 1, 6))
    with pytest.raises(StepBlocked, match="before the one that it follows"):
        step(store, home, Step.CLEAR, on=date(2026, 1, 7), taken_on=date(2026, 1, 5))


def test_a_step_that_nobody_signs_leaves_nothing_behind(store: Store, home: Home):
    with pytest.raises(NotSigned):
        step(store, home, Step.FLAG, on=date(2026, 1, 6), by=" ")
    assert lines(store, home, as_of=date(2026, 1, 6))["Padlet"].steps == ()


@pytest.mark.parametrize("seen", [0, 1])
def test_the_second_of_two_who_looked_at_the_same_line_is_told(store: Store, home: Home, seen: int):
    if seen:
        step(store, home, Step.FLAG, on=date(2026, 1, 6))
    which = Step.CLEAR if seen else Step.FLAG
    step(store, home, which, on=date(2026, 1, 7), seen=seen, by="First")
    with pytest.raises(ChangedMeanwhile):
        step(store, home, which, on=date(2026, 1, 7), seen=seen, by="Second")
    assert lines(store, home, as_of=date(2026, 1, 7))["Padlet"].steps[-1].signed_by == "First"


def test_an_exempt_tool_cannot_be_flagged_until_that_is_taken_back(store: Store, home: Home):
    with opened(home) as session:
        entry = Exemption(tool="Padlet", reason="Pilot", starts_on=FIRST)
        keeping.add(session, entry, by="Technologist", on=FIRST)
    with pytest.raises(StepBlocked, match=r"exempt \(Pilot\)"):
        step(store, home, Step.FLAG, on=date(2026, 1, 6))
    with opened(home) as session:
        (kept,) = keeping.entries(session, Exemption)
        keeping.withdraw(session, kept, seen_version=1, by="Technologist", on=FIRST)
    step(store, home, Step.FLAG, on=date(2026, 1, 6))
    assert lines(store, home, as_of=date(2026, 1, 6))["Padlet"].state is State.FLAGGED


def test_notice_to_nobody_is_no_notice(home: Home):
    with pytest.raises(StepBlocked, match="Name at least one group"):
        notice(home)
    with opened(home) as session:
        assert not keeping.entries(session, Notice)
