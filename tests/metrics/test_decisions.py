"""What a decision saved: nothing before the contract's end, then each day to the cent, and never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from metrics.decisions import Saved, meant_to_save, of_contracts, saved, settled, standing
from metrics.renewals import Due, Line, renewals
from tests.metrics.renewing import AS_OF, POLICY, line, only

END = date(2026, 6, 30)


def decision(verdict: Verdict = Verdict.DROP, **words: object) -> Decision:
    given = {"tool": "Nearpod", "contract_ends_on": END, "reason": "Because.", "signed_on": date(2026, 4, 1)} | words
    return Decision(verdict=verdict, **given)


def after(cost: str | None = "600.00", **words: object) -> Line:
    return line(cost, **{"starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30), "seat_count": 60} | words)


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (date(2026, 6, 30), Saved(None, "the contract still runs")),
        (date(2026, 7, 1), Saved(274)),  # 1000.00 / 365
        (date(2027, 6, 30), Saved(100_000)),
    ],
)
def test_a_dropped_tool_saves_its_price_from_the_day_after_its_contract(as_of: date, found: Saved):
    assert saved(decision(), [line()], [], as_of=as_of) == found


def test_fewer_seats_save_the_difference_of_the_two_contracts():
    """73 days of 365: a fifth of 1,000.00 less a fifth of 600.00."""
    fewer = decision(Verdict.RENEW_FEWER, seat_count=60)
    assert saved(fewer, [line(), after()], [], as_of=date(2026, 9, 11)) == Saved(8_000)


def test_a_dearer_contract_saves_less_than_nothing():
    fewer = decision(Verdict.RENEW_FEWER, seat_count=60)
    assert saved(fewer, [line(), after("1500.00")], [], as_of=date(2026, 9, 11)) == Saved(-10_000)


def test_a_gap_before_the_new_contract_is_paid_for_by_nobody():
    later = after(starts_on=date(2026, 9, 11))
    assert saved(decision(), [line(), later], [], as_of=date(2026, 9, 11)) == Saved(20_000 - 164)


def test_a_fee_that_ends_with_the_contract_is_saved_with_it():
    fee = Line("Nearpod", date(2025, 7, 1), END, Decimal("365.00"), label="Training")
    assert saved(decision(), [line()], [fee], as_of=date(2026, 7, 1)) == Saved(274 + 100)


def test_the_contract_of_another_school_is_no_part_of_it():
    here, there = line(place="Oak School"), after(place="Elm School")
    assert saved(decision(), [here, there], [], as_of=date(2026, 9, 11)) == Saved(20_000)


@pytest.mark.parametrize(
    ("verdict", "lines", "why"),
    [
        (Verdict.DROP, [line(None)], "a contract says no cost"),
        (Verdict.DROP, [line(), after(None)], "a contract says no cost"),
        (Verdict.DROP, [], "the license list does not have the contract any more"),
        (Verdict.RENEW_FEWER, [line()], "the license list does not have the new contract yet"),
    ],
)
def test_what_is_not_known_is_not_guessed(verdict: Verdict, lines: list[Line], why: str):
    assert saved(decision(verdict), lines, [], as_of=date(2026, 9, 11)) == Saved(None, why)


@pytest.mark.parametrize("verdict", [Verdict.RENEW, Verdict.COACH, Verdict.WAIT])
def test_what_was_not_meant_to_save_is_not_asked_what_it_saved(verdict: Verdict):
    assert saved(decision(verdict), [line(), after()], [], as_of=date(2026, 9, 11)) == Saved(None)


@pytest.mark.parametrize(
    ("verdict", "seats", "cents"),
    [
        (Verdict.DROP, None, 100_000),
        (Verdict.RENEW_FEWER, 60, 40_000),
        (Verdict.RENEW_FEWER, 100, 0),
        (Verdict.RENEW, None, None),
    ],
)
def test_what_it_is_meant_to_save_follows_from_the_contract(verdict: Verdict, seats: int | None, cents: int | None):
    assert meant_to_save(only(line()), verdict, seats) == cents


@pytest.mark.parametrize(("verdict", "due"), [(Verdict.RENEW, Due.DECIDED), (Verdict.WAIT, Due.OVERDUE)])
def test_a_contract_that_was_decided_on_is_not_overdue_and_waiting_decides_nothing(verdict: Verdict, due: Due):
    done = settled(of_contracts([decision(verdict)]))
    (found,) = renewals([line()], [], as_of=date(2026, 4, 2), policy=POLICY, settled=done)
    assert found.due(date(2026, 4, 2)) is due


def test_the_decision_on_another_contract_of_the_tool_does_not_stand_for_this_one():
    old = decision(contract_ends_on=date(2025, 6, 30))
    assert standing([old], "Nearpod", ends_on=END) is None
    assert standing([old, decision(tool="Canvas")], "Nearpod", ends_on=None) is old
    assert only(line(), as_of=AS_OF).due(AS_OF) is Due.OPEN


def test_a_decision_on_the_contract_stands_before_one_on_none():
    general, exact = decision(contract_ends_on=None, signed_on=date(2026, 5, 1)), decision()
    assert standing([exact, general], "Nearpod", ends_on=END) is exact
    assert standing([general], "Nearpod", ends_on=END) is general
