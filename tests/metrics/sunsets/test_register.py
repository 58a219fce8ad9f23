"""A sunset from the flag to the removal, on either database: what is kept, and what the register says."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Entry, Exemption, HiddenFee, Incident
from data_layer.records.kinds import State, Step
from data_layer.store import Home, Store
from metrics.sunset_acts import Signature, close
from metrics.sunset_register import Line
from metrics.sunset_rule import Judgment
from metrics.sunset_steps import StepBlocked
from tests.building import store_of
from tests.metrics.sunsets.stepping import DAY_29, DAY_30, FIRST, NOTICE_ON, lines, step, until_archived


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
        return sorted((name, kept) for name, kept in vars(value).items() if name not in _RANDOM)
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


@pytest.mark.parametrize(("ends_on", "holds"), [(None, True), (date(2026, 1, 6), True), (date(2026, 1, 5), False)])
def test_an_exemption_holds_through_its_last_day(store: Store, home: Home, ends_on: date | None, holds: bool):
    with opened(home) as session:
        entry = Exemption(tool="Padlet", reason="Pilot", starts_on=FIRST, ends_on=ends_on)
        keeping.add(session, entry, by="Technologist", on=FIRST)
    assert (lines(store, home, as_of=date(2026, 1, 6))["Padlet"].exemption is not None) is holds


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
