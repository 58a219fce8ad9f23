"""A sunset from the flag to the removal, on either database: what is blocked, what is kept, what the register says."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, ChangedMeanwhile, opened
from data_layer.records.entries import Entry, Exemption, HiddenFee, Incident, Notice
from data_layer.records.keeping import NotSigned
from data_layer.records.kinds import State, Step
from data_layer.scope import Scope
from data_layer.store import Home, Store
from metrics import catalogue, policy
from metrics.sunset_acts import Signature, close, notify, send, take
from metrics.sunset_clock import school_days_from
from metrics.sunset_register import Line, register
from metrics.sunset_rule import Judgment
from metrics.sunset_steps import StepBlocked
from tests.building import school_days, store_of

POLICY = policy.load()
FIRST, LAST = date(2025, 8, 18), date(2026, 5, 29)
FALL_ENDS_ON = date(2026, 1, 5)
NOTICE_ON = date(2026, 2, 3)  # day 30 is Thursday, March 5
DAY_29, DAY_30 = date(2026, 3, 4), date(2026, 3, 5)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Padlet, whose contract ends with February, and Canvas: ten teachers may use both, and use Canvas alone."""
    people = range(1, 11)
    term = {"starts_on": FIRST, "ends_on": LAST + timedelta(days=1)}
    use = {"tool_id": 2, "day": FIRST, "role": "teacher", "is_active": True, "is_instructional": True}
    spring = school_days(FALL_ENDS_ON, LAST, semester="2025-26 S2")
    price = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 2, 28), "annual_cost_usd": Decimal("1000.10")}
    return store_of(
        tmp_path_factory.mktemp("store"),
        tools="tool_id | name | has_log\n 1 | Padlet | true\n 2 | Canvas | true",
        periods=f"""
            kind     | period_id  | label | starts_on | ends_on
            semester | 2025-26 S1 | Fall  | {FIRST}   | {FALL_ENDS_ON}
            semester | 2025-26 S2 | Spring | {FALL_ENDS_ON} | {LAST + timedelta(days=1)}
        """,
        calendar_days=[*school_days(FIRST, date(2025, 12, 19), semester="2025-26 S1"), *spring],
        memberships=[{"person_id": who, "school_id": "oak", "role": "teacher", **term} for who in people],
        entitlements=[{"person_id": who, "tool_id": tool, **term} for who in people for tool in (1, 2)],
        usage_days=[{"person_id": who, **use} for who in people],
        match_days=[{"day": FIRST, "tool_id": 2, "match": "matched", "event_count": 10}],
        contracts=[{"contract_id": 1, "tool_id": 1, **price}],
        first_uses=[
            {"person_id": 1, "tool_id": tool, "first_active_on": FIRST, "last_active_on": date(2026, 4, 1)}
            for tool in (1, 2)
        ],
    )


def lines(store: Store, home: Home, *, as_of: date) -> dict[str, Line]:
    scope = Scope(FIRST, LAST, as_of)
    with store.connect() as connection, opened(home) as session:
        asked = {"policy": POLICY, "version": "000001-a"}
        result = catalogue.measure(connection, "teacher_utilization", scope, **asked)
        return {line.tool: line for line in register(connection, session, result=result, policy=POLICY)}


def step(
    store: Store,
    home: Home,
    which: Step,
    *,
    on: date,
    seen: int | None = None,
    by: str = "Technologist",
    **words: object,
) -> None:
    """One step of Padlet's sunset by somebody who has just looked at it, or saw an older version."""
    version = lines(store, home, as_of=on)["Padlet"].version if seen is None else seen
    with store.connect() as connection:
        days = school_days_from(connection, date.min)
    asked = {"reason": "Two of ten teachers", "taken_on": on, **words}
    with opened(home) as session:
        signed = Signature(by, on)
        take(
            session, which, tool="Padlet", seen_version=version, signed=signed, school_days=days, policy=POLICY, **asked
        )


def notice(home: Home, **sent: date | None) -> None:
    with opened(home) as session:
        notify(session, "Padlet", sent, signed=Signature("Technologist", NOTICE_ON))


def until_archived(store: Store, home: Home, **sent: date | None) -> None:
    step(store, home, Step.FLAG, on=date(2026, 1, 6))
    notice(home, **(sent or {"Teachers": NOTICE_ON}))
    step(store, home, Step.SEND_NOTICE, on=NOTICE_ON)
    step(store, home, Step.VERIFY_ARCHIVE, on=date(2026, 2, 10))


def test_the_rule_flags_what_no_teacher_uses_and_keeps_the_rest(store: Store, home: Home):
    found = lines(store, home, as_of=date(2026, 1, 5))
    assert {tool: line.judged.judgment for tool, line in found.items()} == {
        "Canvas": Judgment.KEEP,
        "Padlet": Judgment.FLAG,
    }
    assert {line.state for line in found.values()} == {State.ACTIVE}


def test_a_whole_sunset_is_blocked_on_day_29_and_done_on_day_30(store: Store, home: Home):
    until_archived(store, home)
    line = lines(store, home, as_of=DAY_29)["Padlet"]
    assert (line.state, line.earliest_on, line.roles) == (State.ARCHIVE_VERIFIED, DAY_30, ("teacher",))
    with pytest.raises(StepBlocked, match="the earliest day is March 5, 2026"):
        step(store, home, Step.REMOVE, on=DAY_29)
    assert lines(store, home, as_of=DAY_29)["Padlet"].state is State.ARCHIVE_VERIFIED
    step(store, home, Step.REMOVE, on=DAY_30)
    done = lines(store, home, as_of=DAY_30)["Padlet"]
    assert done.state is State.REMOVED
    assert [(each.step, each.taken_on, each.signed_by) for each in done.steps] == [
        (Step.FLAG, date(2026, 1, 6), "Technologist"),
        (Step.SEND_NOTICE, NOTICE_ON, "Technologist"),
        (Step.VERIFY_ARCHIVE, date(2026, 2, 10), "Technologist"),
        (Step.REMOVE, DAY_30, "Technologist"),
    ]


def test_both_databases_give_the_same_register(
    store: Store, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    registers = []
    for name, url in (("sqlite", ""), ("postgresql", postgres_url)):
        monkeypatch.setenv(URL_VARIABLE, url)
        home = Home(tmp_path / name)
        until_archived(store, home, Teachers=NOTICE_ON, Families=NOTICE_ON)
        step(store, home, Step.REMOVE, on=DAY_30)
        registers.append(lines(store, home, as_of=date(2026, 4, 10)))
    on_sqlite, on_postgresql = registers
    assert on_sqlite["Padlet"].state is State.REMOVED
    assert {tool: told(line) for tool, line in on_sqlite.items()} == {
        tool: told(line) for tool, line in on_postgresql.items()
    }


def told(line: Line) -> dict[str, object]:
    """All that a line says, its entries word by word; without the random names of entries."""
    return {each.name: repr(_plain(getattr(line, each.name))) for each in fields(line)}


_RANDOM = ("_sa_instance_state", "entry_id")


def _plain(value: object) -> object:
    if isinstance(value, Entry):
        return sorted(
            (name, kept) for name, kept in vars(value).items() if name not in ("_sa_instance_state", "entry_id")
        )
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def test_what_a_removal_saved_and_use_that_goes_on_are_told(store: Store, home: Home):
    until_archived(store, home)
    step(store, home, Step.REMOVE, on=DAY_30)
    with opened(home) as session:
        fee = HiddenFee(
            tool="Padlet", label="Training", annual_cost_usd=Decimal("365"), starts_on=FIRST, ends_on=date(2026, 3, 31)
        )
        keeping.add(session, fee, by="Technologist", on=DAY_30)
    line = lines(store, home, as_of=date(2026, 4, 10))["Padlet"]
    # 37 days without the contract from March 5 on, 10 without the fee from April 1 on
    assert line.saved_usd == Decimal("101.38") + Decimal("10.00")
    assert line.used_after_on == date(2026, 4, 1)


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


@pytest.mark.parametrize(("ends_on", "holds"), [(None, True), (date(2026, 1, 6), True), (date(2026, 1, 5), False)])
def test_an_exemption_holds_through_its_last_day(store: Store, home: Home, ends_on: date | None, holds: bool):
    with opened(home) as session:
        entry = Exemption(tool="Padlet", reason="Pilot", starts_on=FIRST, ends_on=ends_on)
        keeping.add(session, entry, by="Technologist", on=FIRST)
    assert (lines(store, home, as_of=date(2026, 1, 6))["Padlet"].exemption is not None) is holds


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


def test_an_incident_opens_a_review_in_the_middle_of_a_semester_and_is_closed_with_a_finding(store: Store, home: Home):
    day = date(2025, 9, 3)
    with opened(home) as session:
        entry = Incident(tool="Canvas", occurred_on=day, what="Down in third period", lost_minutes=12)
        keeping.add(session, entry, by="Teacher", on=day)
    (review,) = lines(store, home, as_of=day)["Canvas"].open_reviews
    with pytest.raises(StepBlocked, match="ends with what was found"), opened(home) as session:
        close(session, review, outcome="", signed=Signature("Technologist", day))
    with opened(home) as session:
        close(session, review, outcome="The network was down", signed=Signature("Technologist", day))
    line = lines(store, home, as_of=day)["Canvas"]
    assert (line.open_reviews, line.reviews[0].reports[0].outcome) == ([], "The network was down")


def test_a_tool_that_the_store_knows_no_more_keeps_its_line(store: Store, home: Home, tmp_path: Path):
    until_archived(store, home)
    emptied = store_of(tmp_path / "emptied", tools="tool_id | name | has_log\n 2 | Canvas | true")
    line = lines(emptied, home, as_of=DAY_30)["Padlet"]
    assert (line.state, line.judged.judgment) == (State.ARCHIVE_VERIFIED, Judgment.NOT_MEASURED)


def test_notice_to_nobody_is_no_notice(home: Home):
    with pytest.raises(StepBlocked, match="Name at least one group"):
        notice(home)
    with opened(home) as session:
        assert not keeping.entries(session, Notice)
