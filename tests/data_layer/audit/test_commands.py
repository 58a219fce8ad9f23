"""The commands list the log with its filters, say whether it is whole, and write it into a file."""

from __future__ import annotations

import csv
import json
import stat
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from data_layer.__main__ import main
from data_layer.audit import log
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.store import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Two exports and an import, at the edges of two days."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    home = Home(tmp_path / "home")
    log.note(
        home,
        Note(Kind.IMPORT, COMMAND_LINE, "import 1", row_count=1200, at=datetime(2026, 3, 1, 23, 59, 59)),
        Note(Kind.EXPORT, "Principal", "Adoption", filters="Oak School", row_count=3, at=datetime(2026, 3, 2)),
        Note(Kind.EXPORT, COMMAND_LINE, "=1+1", at=datetime(2026, 3, 2, 23, 59, 59)),
    )
    return home


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ([], [3, 2, 1]),
        (["--kind", "export"], [3, 2]),
        (["--kind", "export", "--kind", "import"], [3, 2, 1]),
        (["--who", "Principal"], [2]),
        (["--from", "2026-03-02"], [3, 2]),
        (["--to", "2026-03-01"], [1]),
        (["--to", "2026-03-02"], [3, 2, 1]),
        (["--from", "2026-03-03"], []),
    ],
)
@pytest.mark.usefixtures("home")
def test_the_list_has_what_fits_its_filters_newest_first(filters: list[str], numbers: list[int], capsys):
    assert main(["audit", "list", "--json", *filters]) == 0
    assert [entry["number"] for entry in json.loads(capsys.readouterr().out)] == numbers


@pytest.mark.usefixtures("home")
def test_the_list_says_each_entry_in_a_line(capsys):
    main(["audit", "list", "--who", "Principal"])
    assert capsys.readouterr().out.split("  ", 1)[1].strip() == (
        "2  2026-03-02 00:00:00  Principal  export: Adoption (Oak School) [3 rows]"
    )


def test_verify_ends_with_1_where_the_log_was_changed(home: Home, capsys):
    assert main(["audit", "verify"]) == 0
    assert "3 entries. The log is whole." in capsys.readouterr().out
    with opened(home) as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 2).values(who="Somebody else"))
    assert main(["audit", "verify"]) == 1
    told = capsys.readouterr().out
    assert "Entry 2 does not say what it said when it was written." in told
    assert "NOT as it was written" in told


def test_the_file_is_its_owners_alone_runs_no_formula_and_is_noted_itself(home: Home, tmp_path: Path):
    file = tmp_path / "log.csv"
    assert main(["audit", "export", str(file)]) == 0
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["number"] for row in rows] == ["3", "2", "1"]
    assert rows[0]["what"] == "'=1+1"
    assert rows[1]["row_count"] == "3"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    newest = log.entries(home)[0]
    assert (newest.kind, newest.what, newest.row_count) == (Kind.EXPORT, "audit log", 3)
