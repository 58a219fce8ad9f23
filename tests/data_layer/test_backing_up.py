"""A home that was destroyed comes back from its two files: figures, names, access, sign-ins and the audit log."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data_layer import backing_up, importing
from data_layer.__main__ import main
from data_layer.access import grants, sign_ins
from data_layer.access.sign_ins import Limits, Standing
from data_layer.audit import log
from data_layer.backing_up import NotRestorable
from data_layer.identities import sealed
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.store import Home
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster
from tests.data_layer.test_importing import figures

NOW = datetime(2026, 3, 13, 8, 0)
LIMITS = Limits(idle=timedelta(minutes=30), at_most=timedelta(hours=12))
STAYED, LEFT = (sign_ins.digest({"sub": name}) for name in ("stayed", "left"))


@pytest.fixture(autouse=True)
def _here(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))


@pytest.fixture
def lived_in(home: Home, bring, tmp_path: Path) -> Home:
    """A home with imports, one of them undone, a refused row, grants, and two sign-ins of which one has ended."""
    bring(roster(tmp_path / "r", ["s1 student east 3", "t1 teacher east"], enrollments=["s1 c1"]))
    bring(
        activity(tmp_path / "log.csv", "2026-03-02T15:00:00Z,s1,Example Tool,,view,,", "never,s1,Example Tool,,view,,")
    )
    bring(activity(tmp_path / "wrong.csv", "2026-03-03T15:00:00Z,s1,Example Tool,,view,,"))
    assert main(["undo", "3"]) == 0
    assert main(["access", "grant", "p1@example.org", "principal", "--school", "East School"]) == 0
    with opened(home) as session:
        for each in (STAYED, LEFT):
            sign_ins.look(session, each, issued_at=NOW, now=NOW, limits=LIMITS, is_active=True)
        sign_ins.end(session, LEFT, issued_at=NOW, now=NOW)
    return home


def stands(home: Home) -> dict[str, object]:
    """What one asks of a home: figures, history, names, who may do what, who is signed in, and the log."""
    with opened(home) as session:
        again = {"issued_at": NOW, "now": NOW, "limits": LIMITS, "is_active": False}
        return {
            "figures": figures(home),
            "imports": importing.history(home),
            "refused": importing.refused(home, 2),
            "names": [sealed.opened(home, number) for number in sealed.imports(home)],
            "grants": [(grant.claim, grant.role, grant.schools) for grant in grants.all_of(session)],
            "sign-ins": [sign_ins.look(session, each, **again) for each in (STAYED, LEFT)],
        }


def test_what_was_destroyed_comes_back_as_it_was(lived_in: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """In another folder, since this process may still hold open what was removed."""
    before, noted = stands(lived_in), [entry.mark for entry in log.entries(lived_in)]
    assert before["sign-ins"] == [Standing.GOOD, Standing.SIGNED_OUT]
    assert main(["backup", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 0
    shutil.rmtree(lived_in.path)
    restored = Home(tmp_path / "restored")
    monkeypatch.setenv("ROLLCALL_HOME", str(restored.path))
    assert main(["restore", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 0
    assert stands(restored) == before
    assert log.verify(restored) == (len(noted), [])
    assert [entry.mark for entry in log.entries(restored)] == noted
    again = activity(tmp_path / "again.csv", "2026-03-02T15:00:00Z,s1,Example Tool,,view,,")
    (finding,) = importing.run(restored, [again], received_at=RECEIVED_AT).findings
    assert finding.known_count == 1
    importing.undo(restored, finding.import_id)
    assert figures(restored) == before["figures"]


def test_the_keys_are_in_a_file_of_their_own_and_both_are_the_owners_alone(lived_in: Home, tmp_path: Path):
    file, keys = tmp_path / "all.tar", tmp_path / "keys.tar"
    backing_up.back_up(lived_in, file, keys)
    for name in ("key", "identity_key"):
        secret = (lived_in.path / name).read_bytes()
        assert secret not in file.read_bytes()
        assert secret in keys.read_bytes()
    assert [path.stat().st_mode & 0o777 for path in (file, keys)] == [0o600, 0o600]
    assert not list(tmp_path.glob("*.part"))
    backing_up.restore(Home(tmp_path / "other"), file, keys)
    assert (tmp_path / "other" / "key").stat().st_mode & 0o777 == 0o600


def test_nothing_is_restored_over_something(lived_in: Home, tmp_path: Path):
    backing_up.back_up(lived_in, tmp_path / "all.tar", tmp_path / "keys.tar")
    with pytest.raises(NotRestorable, match="Move it away"):
        backing_up.restore(lived_in, tmp_path / "all.tar", tmp_path / "keys.tar")
    assert main(["restore", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 2


def test_records_in_postgresql_are_said_to_be_elsewhere(
    lived_in, tmp_path: Path, postgres_url: str, monkeypatch, capsys
):
    monkeypatch.setenv(URL_VARIABLE, postgres_url)
    assert main(["backup", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 0
    assert "pg_dump" in capsys.readouterr().out
    assert lived_in.path.exists()
