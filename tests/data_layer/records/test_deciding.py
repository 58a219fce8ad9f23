"""One decision for each contract's end: changed by whom saw it, and never made twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, Session, opened
from data_layer.records.deciding import decide
from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.store import Home

END = date(2026, 6, 30)


def act(session: Session, *, seen_version: int = 0, **words: object) -> Decision:
    said = {"tool": "Nearpod", "contract_ends_on": END, "verdict": Verdict.DROP, "reason": "Nobody uses it."}
    rest = {"rule": None, "seat_count": None, "saved_usd": Decimal("10.05"), "by": "Board", "on": date(2026, 4, 1)}
    return decide(session, seen_version=seen_version, **{**said, **rest, **words})


def test_a_changed_decision_keeps_what_it_said_before(home: Home):
    with opened(home) as session:
        entry = act(session)
        assert (entry.version, entry.saved_usd) == (1, Decimal("10.05"))
        act(session, seen_version=1, verdict=Verdict.RENEW, saved_usd=None)
        (kept,) = keeping.entries(session, Decision)
        assert (kept.version, kept.verdict, kept.saved_usd) == (2, Verdict.RENEW, None)
        assert [each.contents["verdict"] for each in keeping.revisions(session, kept)] == ["drop"]


@pytest.mark.parametrize("seen_version", [0, 2])
def test_whoever_did_not_see_the_newest_decision_is_told(home: Home, seen_version: int):
    with opened(home) as session:
        act(session)
        with pytest.raises(ChangedMeanwhile):
            act(session, seen_version=seen_version)


def test_whoever_saw_a_decision_that_was_taken_back_is_told_and_can_decide_anew(home: Home):
    with opened(home) as session:
        keeping.withdraw(session, act(session), seen_version=1, by="Board", on=END)
        with pytest.raises(ChangedMeanwhile):
            act(session, seen_version=1)
        assert act(session).version == 1


def test_a_decision_after_one_that_was_taken_back_and_one_on_another_contract_are_others(home: Home):
    with opened(home) as session:
        number = act(session).entry_id
    with opened(home) as session:
        keeping.withdraw(session, session.get(Decision, number), seen_version=1, by="Board", on=END)
        assert act(session).entry_id != number
    with opened(home) as session:
        assert act(session, contract_ends_on=date(2027, 6, 30)).entry_id != number


def test_of_two_who_decide_in_the_same_moment_one_is_told(home: Home):
    def decided(by: str) -> None:
        with opened(home) as session:
            act(session, by=by)

    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(decided, by) for by in ("First", "Second")]
    assert [type(each.exception()) for each in tries if each.exception()] == [ChangedMeanwhile]
    with opened(home) as session:
        assert len(keeping.entries(session, Decision)) == 1


@pytest.mark.parametrize("words", [{"verdict": None}, {"reason": " "}])
def test_a_decision_says_what_and_why(home: Home, words: dict):
    with opened(home) as session, pytest.raises(ReviewIncomplete):
        act(session, **words)
