"""The records open where they should, in the shape that the code expects, for their owner alone."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from data_layer.records import database, keeping
from data_layer.records.database import URL_VARIABLE, RecordsUnavailable, opened
from data_layer.records.entries import Base, Decision
from data_layer.store import Home


def test_the_migrations_make_exactly_the_tables_that_the_entries_describe(home: Home):
    with opened(home) as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert not compare_metadata(context, Base.metadata)


def test_several_who_open_new_records_at_once_all_get_in(home: Home):
    def look(_turn: int) -> int:
        with opened(home) as session:
            return len(keeping.entries(session, Decision))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(8))) == [0] * 8


def test_those_who_choose_the_journal_of_a_new_file_at_once_queue(tmp_path: Path):
    together = Barrier(4, timeout=10)

    def choose(turn: int) -> None:
        together.wait()
        database._make_file(tmp_path / f"{turn // 4}.sqlite")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(choose, range(200)))


def test_records_of_a_newer_version_are_left_alone(home: Home):
    with opened(home) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database._engine.cache_clear()
    with pytest.raises(RecordsUnavailable, match="newer version of Rollcall"), opened(home):
        pass


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = Home(tmp_path / "home")
    with opened(home):
        pass
    assert stat.S_IMODE((home.path / "records.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("a b c", "is no address of a database"),
        ("postgresql://someone:secret-word@127.0.0.1:1/records", "does not answer"),
    ],
)
def test_an_address_that_does_not_work_says_so_and_keeps_its_password(
    url: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(URL_VARIABLE, url)
    with pytest.raises(RecordsUnavailable, match=told) as raised, opened(Home(tmp_path / "home")):
        pass
    assert "secret-word" not in str(raised.value)


def test_records_that_somebody_holds_for_too_long_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setattr(database, "_PATIENCE_SECONDS", 0.05)
    home = Home(tmp_path / "home")
    assert decisions(home) == []
    holder = sqlite3.connect(home.path / "records.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsUnavailable, match="does not answer"):
        decisions(home)
    holder.close()
    assert decisions(home) == []


def decisions(home: Home) -> list[Decision]:
    with opened(home) as session:
        return keeping.entries(session, Decision)
