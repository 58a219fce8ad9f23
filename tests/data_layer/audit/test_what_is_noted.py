"""Imports, undo, entries, looks and exports stand in the audit log; and no import fails because of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data_layer import importing, refused_rows
from data_layer.__main__ import main
from data_layer.audit import log, waiting
from data_layer.audit.kinds import COMMAND_LINE, INBOX, Kind
from data_layer.importing import Report
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Exemption
from data_layer.records.keeping import NotSigned
from data_layer.store import Home, current

HEAD = "date_time,user,tool,action"
GOOD, BAD = "2026-03-02T15:00:00Z,s1@example.org,Canvas,view", "2026-13-02T15:00:00Z,s2@example.org,Canvas,view"
Bring = Callable[..., Report]
DAY = date(2026, 3, 13)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def activity(tmp_path: Path) -> Path:
    """A log with a row that is refused, in a file whose name names somebody."""
    file = tmp_path / "Example Student.csv"
    file.write_text("\n".join([HEAD, GOOD, BAD]) + "\n")
    return file


def said(home: Home) -> list[tuple[Kind, str, str]]:
    return [(entry.kind, entry.who, entry.what) for entry in reversed(log.entries(home))]


def exempt(home: Home, *, by: str = "Technology director") -> None:
    with opened(home) as session:
        entry = Exemption(tool="Padlet", reason="Asked for by Example Student", starts_on=DAY)
        keeping.add(session, entry, by=by, on=DAY)


def test_an_import_and_taking_it_back_are_noted_with_counts_and_without_the_name_of_a_file(home, bring, activity):
    bring(activity)
    importing.undo(home, 1, by="Technology director")
    (made, undone) = said(home)
    assert made[:2] == (Kind.IMPORT, COMMAND_LINE)
    assert made[2].startswith("import 1, ")
    assert made[2].endswith("1 file: read 2, loaded 1, already known 0, refused 1")
    assert (undone[0], undone[1]) == (Kind.UNDO, "Technology director")
    assert "Example Student" not in f"{made}{undone}"


def test_a_file_that_brings_nothing_new_is_no_second_entry(home, bring, activity):
    bring(activity)
    bring(activity)
    assert len(said(home)) == 1


def test_an_import_is_served_while_the_records_database_is_down_and_its_entry_comes_later(
    home, bring, activity, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
        assert bring(activity).is_clean
        assert current(home) is not None
    assert [kind for kind, _, _ in said(home)] == [Kind.IMPORT]


def test_an_import_is_served_though_its_entry_cannot_be_written_anywhere(
    bring, activity, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(waiting, "keep", full)
    assert bring(activity).is_clean
    assert "The audit log could not be written" in caplog.text
    assert "import 1" in caplog.text


def test_what_the_inbox_brings_is_noted_as_its_own(home: Home, activity: Path):
    home.create()
    home.inbox.mkdir()
    activity.rename(home.inbox / "log.csv")
    assert main(["watch", "--once", "--settle", "0"]) in (0, 1)
    assert [(kind, who) for kind, who, _ in said(home)] == [(Kind.IMPORT, INBOX)]


def test_an_entry_is_noted_under_its_signature_without_the_words_that_people_wrote(home: Home):
    exempt(home)
    ((kind, who, what),) = said(home)
    assert (kind, who) == (Kind.DECISION, "Technology director")
    assert what.startswith("exemptions of Padlet: entered (entry ")
    assert "Example Student" not in what


def test_a_change_and_a_withdrawal_are_noted_each(home: Home):
    exempt(home)
    with opened(home) as session:
        (entry,) = keeping.entries(session, Exemption)
        keeping.change(session, entry, seen_version=1, by="Second", on=DAY, reason="Another")
        keeping.withdraw(session, entry, seen_version=2, by="Third", on=DAY)
    assert [(who, what.split(": ")[1].split(" ")[0]) for _, who, what in said(home)] == [
        ("Technology director", "entered"),
        ("Second", "changed"),
        ("Third", "withdrawn"),
    ]


def test_an_entry_that_was_not_kept_is_not_noted(home: Home):
    with pytest.raises(NotSigned):
        exempt(home, by=" ")
    assert said(home) == []


def test_refused_rows_are_handed_out_after_the_look_was_noted_and_not_without(
    home, bring, activity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    bring(activity)
    assert main(["refused", "1", "--csv", str(tmp_path / "mend.csv")]) == 0
    assert said(home)[-1] == (Kind.LOOK, COMMAND_LINE, "refused rows of import 1, to mend")
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    assert main(["refused", "1", "--csv", str(tmp_path / "again.csv")]) == 2
    assert "Nothing was changed" in capsys.readouterr().err
    assert not (tmp_path / "again.csv").exists()
    assert refused_rows.are_kept(home, 1)


def test_records_that_leave_and_come_are_noted(home: Home, tmp_path: Path):
    exempt(home)
    assert main(["records", "export", str(tmp_path / "all.json")]) == 0
    assert main(["records", "import", str(tmp_path / "all.json")]) == 0
    assert [(kind, what) for kind, _, what in said(home)][1:] == [
        (Kind.EXPORT, "all records"),
        (Kind.IMPORT, "records"),
    ]
