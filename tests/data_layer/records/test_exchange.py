"""Everything that people entered goes into one file and comes back whole, on either database."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.__main__ import main
from data_layer.access.capabilities import Role
from data_layer.records import entries, exchange, keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.kinds import (
    Answer,
    Claim,
    Criterion,
    Design,
    Occasion,
    Rating,
    Route,
    Standing,
    State,
    Step,
    Verdict,
    Work,
)
from data_layer.records.plain import UnreadableEntry
from data_layer.store import Home

DAY = date(2026, 3, 13)
ONE_OF_EACH = (
    entries.Decision(tool="Padlet", verdict=Verdict.DROP, reason="Nobody uses it", saved_usd=Decimal("1000.50")),
    entries.Exemption(tool="Canvas", reason="It holds the grade book", starts_on=DAY),
    entries.Incident(tool="Padlet", occurred_on=DAY, what="Down in third period", lost_minutes=None),
    entries.Sunset(tool="Padlet", state=State.FLAGGED),
    entries.SunsetStep(tool="Padlet", number=1, step=Step.FLAG, taken_on=DAY, reason="2 of 12 teachers"),
    entries.Notice(tool="Padlet", audience="Teachers", sent_on=None),
    entries.ChecklistEntry(
        tool="Padlet", criterion=Criterion.MOBILE, answer=Answer.PASSED, reviewed_on=DAY, expires_on=None
    ),
    entries.Study(
        tool="Padlet",
        title="A trial – with “quotes”",
        design=Design.EXPERIMENT,
        rating=Rating.NOT_REVIEWED,
        p_value=Decimal("0.050"),
        is_effect_positive=True,
    ),
    entries.Selection(tool="Padlet", route=Route.COLLABORATIVE),
    entries.StaffStanding(person_key="a1b2", standing=Standing.ON_LEAVE, starts_on=DAY, ends_on=None),
    entries.HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("0.10"), starts_on=DAY),
    entries.BoardDeck(name="May meeting", slides=["use", "spend"], hidden=["spend"], notes={"use": "Up"}, schools=[]),
    entries.CalendarNote(
        occasion=Occasion.OUTAGE, words="No network", starts_on=DAY, ends_on=DAY, schools=["east"], tool="Padlet"
    ),
    entries.PaperBaseline(
        subject="Math",
        assignment_type=Work.ASSIGNMENT,
        starts_on=DAY,
        ends_on=DAY,
        expected_count=200,
        collected_count=142,
        student_count=25,
        counted_on=DAY,
    ),
    entries.Grant(kind=Claim.EMAIL, claim="u1@example.org", role=Role.PRINCIPAL, schools=["east", "west"], ends_on=DAY),
)
COUNT = len(ONE_OF_EACH) + 1  # one of them is changed once


def columns(entry: entries.Entry) -> dict:
    """What the entry was made with."""
    return {name: value for name, value in vars(entry).items() if name != "_sa_instance_state"}


def fill(home: Home) -> None:
    """Enter one of each kind, and change one of them."""
    with opened(home) as session:
        for entry in ONE_OF_EACH:
            keeping.add(session, type(entry)(**columns(entry)), by="Technologist", on=DAY)
        (decision,) = keeping.entries(session, entries.Decision)
        keeping.change(session, decision, seen_version=1, by="Board", on=DAY, reason="The board agrees")


@pytest.fixture
def filled(home: Home) -> Home:
    fill(home)
    return home


def export(home: Home, path: Path) -> str:
    with opened(home) as session:
        exchange.write(session, path)
    return path.read_text(encoding="utf-8")


def take(home: Home, path: Path) -> exchange.Taken:
    with opened(home) as session:
        return exchange.read(session, path)


def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of its own, in SQLite."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return Home(tmp_path / "another")


def written(tmp_path: Path, **tables: list[dict]) -> Path:
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"rollcall_records": 1, **tables}), encoding="utf-8")
    return path


def test_every_kind_of_entry_is_tried():
    assert {type(entry).__tablename__ for entry in ONE_OF_EACH} == entries.ENTRIES.keys()


def test_what_was_exported_comes_back_whole(filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = export(filled, tmp_path / "first.json")
    empty = another(tmp_path, monkeypatch)
    assert take(empty, tmp_path / "first.json") == exchange.Taken(loaded_count=COUNT, known_count=0)
    assert export(empty, tmp_path / "second.json") == told


def test_taking_a_file_twice_changes_nothing(filled: Home, tmp_path: Path):
    told = export(filled, tmp_path / "first.json")
    assert take(filled, tmp_path / "first.json") == exchange.Taken(loaded_count=0, known_count=COUNT)
    assert export(filled, tmp_path / "second.json") == told


def test_an_entry_that_says_something_else_stops_the_whole_file(home: Home, tmp_path: Path):
    known = {"entry_id": "e-1", "version": 1, "signed_by": "A", "signed_on": "2026-03-13", "tool": "Padlet"}
    take(home, written(tmp_path, selections=[{**known, "route": "mixed"}]))
    other = {**known, "entry_id": "e-2", "tool": "Canvas", "route": "mixed"}
    with pytest.raises(UnreadableEntry, match="e-1 is here already"):
        take(home, written(tmp_path, selections=[other, {**known, "route": "mandated"}]))
    with opened(home) as session:
        (entry,) = keeping.entries(session, entries.Selection)
    assert entry.route is Route.MIXED


SIGNED = {"version": 1, "signed_by": "A", "signed_on": "2026-03-13"}
FEE = {**SIGNED, "tool": "Padlet", "label": "Training", "annual_cost_usd": "1.00", "starts_on": "2026-03-13"}


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"selections": [{**SIGNED, "tool": "Padlet", "route": "drawn by lot"}]}, 'entry 1, "route".*one of: mandated'),
        ({"selections": [{**SIGNED, "tool": "Padlet"}]}, '"route" is missing'),
        ({"selections": [{**SIGNED, "tool": "Padlet", "route": "mixed", "why": ""}]}, 'there is no "why"'),
        ({"hidden_fees": [FEE, {**FEE, "starts_on": "2026-02-30"}]}, 'entry 2, "starts_on".*Write a date'),
        ({"hidden_fees": [{**FEE, "annual_cost_usd": 1.1}]}, "a number in quotes"),
        ({"hidden_fees": [{**FEE, "annual_cost_usd": "$5"}]}, "a number in quotes"),
        ({"hidden_fees": [{**FEE, "version": True}]}, "a whole number"),
        ({"wishes": []}, 'no entries called "wishes"'),
    ],
)
def test_a_file_that_does_not_fit_says_where_and_how_to_mend_it(home: Home, tmp_path: Path, tables: dict, told: str):
    with pytest.raises(UnreadableEntry, match=told):
        take(home, written(tmp_path, **tables))


@pytest.mark.parametrize(("text", "told"), [("{", "is no JSON file"), ("[]", "holds no records"), ("{}", "holds no")])
def test_a_file_that_is_none_of_ours_is_turned_away(home: Home, tmp_path: Path, text: str, told: str):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableEntry, match=told):
        take(home, path)


def test_the_commands_export_and_import(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "records.json"
    monkeypatch.setenv("ROLLCALL_HOME", str(filled.path))
    assert main(["records", "export", str(path)]) == 0
    monkeypatch.setenv("ROLLCALL_HOME", str(another(tmp_path, monkeypatch).path))
    assert main(["records", "import", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{COUNT} entries written to records.json.",
        f"records.json: loaded {COUNT} + already known 0.",
    ]


@pytest.mark.parametrize("name", ["absent.json", "wrong.json"])
def test_a_command_that_fails_says_that_nothing_was_changed(
    name: str, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "wrong.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["records", "import", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.startswith("Nothing was changed. ")
