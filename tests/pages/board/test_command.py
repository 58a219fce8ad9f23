"""The nightly job writes whole files, says what is in them, notes it in the audit log, or writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.records import arranging
from data_layer.records.database import opened
from data_layer.scope import Entitlement
from data_layer.store import Home
from pages.board import template
from pages.board.__main__ import main
from tests.pages import records_home
from tests.pages.board import reading


@pytest.fixture
def home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with an audit log of its own."""
    own = records_home.beside(district_home, tmp_path / "home")
    monkeypatch.setenv("ROLLCALL_HOME", str(own.path))
    return own


def test_a_deck_of_one_school_and_month_is_written_and_noted(home: Home, tmp_path: Path, capsys):
    file = tmp_path / "deck.pptx"
    assert main(["pptx", str(file), "--school", "east school", "--period", "Last month"]) == 0
    told = "East School · February 2026"
    assert told in capsys.readouterr().out
    assert "East School" in reading.texts_of(reading.slides_of(file.read_bytes())["Technology in our schools"])
    (noted,) = log.entries(home, kinds=[Kind.EXPORT])
    assert (noted.who, noted.what, noted.row_count) == ("command line", "deck (PPTX)", 12)
    assert told in noted.filters


def test_a_pdf_lies_on_the_paper_asked_for(home: Home, tmp_path: Path):  # noqa: ARG001 - the home is in the environment
    file = tmp_path / "deck.pdf"
    assert main(["pdf", str(file), "--paper", "a4"]) == 0
    assert len(reading.pages_of(file.read_bytes())) > 13


def test_the_briefs_of_all_schools_come_in_one_file(home: Home, tmp_path: Path, capsys):  # noqa: ARG001
    file = tmp_path / "briefs.zip"
    assert main(["briefs", str(file)]) == 0
    with ZipFile(file) as archive:
        assert len(archive.namelist()) == 3
    assert "3 schools" in capsys.readouterr().out


def test_a_saved_deck_is_written_as_it_was_arranged(home: Home, tmp_path: Path):
    words = {"slides": ["spend", "use"], "hidden": ["tools"], "notes": {"use": "Ask why."}}
    with opened(home) as session:
        arranging.save(session, name="May", **words, entitlement=Entitlement(), by="Technologist", on=date(2026, 3, 13))
    file = tmp_path / "deck.pptx"
    assert main(["pptx", str(file), "--deck", "may"]) == 0
    first, spend, use, *others = reading.slides_of(file.read_bytes()).items()
    assert (first[0], spend[0][:6], len(others)) == ("May", "$5,700", 11)
    assert "Note: Ask why." in reading.texts_of(use[1])


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (["--deck", "June"], 'No deck is saved as "June". Known: none.'),
        (["--school", "Nowhere"], 'No school is called "Nowhere". Known: East School, Tiny School, West School.'),
        (["--period", "Someday"], 'No period is called "Someday"'),
    ],
)
def test_what_is_not_known_is_named_and_nothing_is_written(home: Home, tmp_path: Path, capsys, asked, reason):
    file = tmp_path / "deck.pdf"
    assert main(["pdf", str(file), *asked]) == 1
    assert reason in capsys.readouterr().err
    assert not file.exists()
    assert not log.entries(home, kinds=[Kind.EXPORT])


def test_an_export_that_fails_leaves_the_last_whole_file(home: Home, tmp_path: Path, capsys):
    file = tmp_path / "deck.pptx"
    file.write_text("last night's")
    (home.path / template.FILE_NAME).write_text("no presentation")
    assert main(["pptx", str(file)]) == 1
    assert "No file was written." in capsys.readouterr().err
    assert file.read_text() == "last night's"
