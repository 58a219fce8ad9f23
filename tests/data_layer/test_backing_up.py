"""A home that was destroyed comes back from its two files: figures, names, access, sign-ins and the audit log."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import make_url

from data_layer import backing_up, importing
from data_layer.__main__ import main
from data_layer.access import grants, sign_ins
from data_layer.access.sign_ins import Limits, Standing
from data_layer.audit import chain, log
from data_layer.backing_up import NotRestorable
from data_layer.identities import sealed
from data_layer.records import database
from data_layer.records.base import Base
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
def records_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Where the records lie from now on: in the home, or in a PostgreSQL that nobody has used."""

    def choose(place: str) -> None:
        if place == "home":
            monkeypatch.delenv(URL_VARIABLE, raising=False)
        else:
            monkeypatch.setenv(URL_VARIABLE, request.getfixturevalue("new_postgres")())

    return choose


@pytest.fixture
def lived_in(request: pytest.FixtureRequest, home: Home, bring, tmp_path: Path, records_in) -> Home:
    """A home with imports, one of them undone, a refused row, grants, and two sign-ins of which one has ended."""
    records_in(getattr(request, "param", "home"))
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


@pytest.fixture
def granted(request: pytest.FixtureRequest, home: Home, records_in) -> Home:
    """A home with one grant, and so with an audit log."""
    records_in(getattr(request, "param", "home"))
    assert main(["access", "grant", "p1@example.org", "technologist"]) == 0
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


@pytest.mark.parametrize(
    ("lived_in", "place"),
    [("home", "home"), ("postgresql", "postgresql"), ("home", "postgresql"), ("postgresql", "home")],
    indirect=["lived_in"],
)
def test_what_was_destroyed_comes_back_as_it_was(lived_in: Home, place: str, records_in, tmp_path: Path, monkeypatch):
    """In another folder and database, since this process may still hold open what was removed; records can move."""
    before, noted = stands(lived_in), [entry.mark for entry in log.entries(lived_in)]
    assert before["sign-ins"] == [Standing.GOOD, Standing.SIGNED_OUT]
    assert main(["backup", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 0
    shutil.rmtree(lived_in.path)
    restored = Home(tmp_path / "restored")
    records_in(place)
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
    assert log.verify(restored) == (len(noted) + 2, [])  # it went on where it had ended


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


def test_a_file_that_was_cut_off_is_refused_before_anything_is_touched(granted: Home, tmp_path: Path):
    file, keys = tmp_path / "all.tar", tmp_path / "keys.tar"
    backing_up.back_up(granted, file, keys)
    for broken, share in ((file, 1 / 3), (keys, 0)):
        whole = broken.read_bytes()
        broken.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(NotRestorable, match=f"{broken.name} is no whole backup"):
            backing_up.restore(Home(tmp_path / "other"), file, keys)
        broken.write_bytes(whole)
        assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("granted")
def test_a_database_that_holds_entries_is_left_as_it_is(
    tmp_path: Path, records_in, monkeypatch: pytest.MonkeyPatch, capsys
):
    assert main(["backup", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 0
    records_in("postgresql")
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "other"))
    assert main(["access", "grant", "p2@example.org", "technologist"]) == 0
    theirs = records(Home(tmp_path / "other"))
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "third"))
    assert main(["restore", str(tmp_path / "all.tar"), "--keys", str(tmp_path / "keys.tar")]) == 2
    told = capsys.readouterr().err
    assert "Nothing was changed." in told
    assert f"{URL_VARIABLE} names holds entries already" in told
    assert not (tmp_path / "third").exists()
    assert records(Home(tmp_path / "other")) == theirs


def test_a_home_that_cannot_be_written_leaves_the_database_empty(
    granted: Home, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
):
    backing_up.back_up(granted, tmp_path / "all.tar", tmp_path / "keys.tar")
    monkeypatch.setenv(URL_VARIABLE, postgres_url)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        backing_up.restore(Home(tmp_path / "file" / "home"), tmp_path / "all.tar", tmp_path / "keys.tar")
    with database.transaction(make_url(postgres_url)) as connection:
        assert inspect(connection).get_table_names() == []


@pytest.mark.parametrize("granted", ["postgresql"], indirect=True)
def test_nobody_writes_to_the_audit_log_while_the_home_is_packed(granted: Home, tmp_path: Path, monkeypatch):
    got, pack = [], backing_up._pack

    def watched(file: Path, kept: dict[Path, Path]) -> None:
        with database.transaction(database.address(granted)) as connection:
            got.append(connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({chain._LOCK})")))
        pack(file, kept)

    monkeypatch.setattr(backing_up, "_pack", watched)
    backing_up.back_up(granted, tmp_path / "all.tar", tmp_path / "keys.tar")
    assert got == [False, True]  # the keys are no part of it


def records(home: Home) -> list[list[tuple]]:
    with opened(home) as session:
        return [session.execute(select(table)).all() for table in Base.metadata.sorted_tables]
