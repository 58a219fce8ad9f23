"""Records are copied as they lie, as of one moment, into an empty database and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.engine import URL, make_url

from data_layer.access.entries import SignIn
from data_layer.records import copying
from data_layer.records.base import Base
from data_layer.records.copying import NotTaken
from data_layer.records.database import RecordsUnavailable, address, file_address, opened, transaction
from data_layer.records.entries import Revision
from data_layer.store import Home
from tests.data_layer.records.test_exchange import fill

NOW = datetime(2026, 3, 13, 8, 0, 0, 123456)


@pytest.fixture
def target(new_postgres: Callable[[], str]) -> URL:
    return make_url(new_postgres())


def rows(url: URL) -> dict[str, list[tuple]]:
    with transaction(url) as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
        }


def test_every_kind_of_entry_comes_to_the_other_side_as_it_is(home: Home, tmp_path: Path, target: URL):
    """From either database: with what entries said before, sign-ins to the microsecond, and the log's seals."""
    fill(home)
    with opened(home) as session:
        session.add(SignIn(sign_in_id="a", began_at=NOW, seen_at=NOW, ended_at=None))
    before = rows(address(home))
    assert not [name for name, found in before.items() if not found]
    with copying.put_back(copying.write_file(address(home), tmp_path / "copy.sqlite"), target):
        pass
    assert rows(target) == before
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600


def test_what_is_written_meanwhile_is_not_in_a_copy(target: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with transaction(target) as connection:
        copying.bring_up_to_date(connection)
    read = copying._rows

    def interrupted(source, table):
        if table.name == "grants":
            with transaction(target) as other:
                other.execute(insert(SignIn).values(sign_in_id="late", began_at=NOW, seen_at=NOW))
        return read(source, table)

    monkeypatch.setattr(copying, "_rows", interrupted)
    copied = rows(file_address(copying.write_file(target, tmp_path / "copy.sqlite")))
    assert copied["sign_ins"] == []
    assert len(rows(target)["sign_ins"]) == 1


def test_more_rows_than_are_read_at_once_are_all_copied(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copying, "_ROWS_AT_ONCE", 2)
    with opened(home) as session:
        session.add_all(Revision(entry_id="a", version=number, table_name="grants", contents={}) for number in range(5))
    other = file_address(tmp_path / "other.sqlite")
    with copying.put_back(copying.write_file(address(home), tmp_path / "copy.sqlite"), other):
        pass
    assert [row.version for row in rows(other)["revisions"]] == [0, 1, 2, 3, 4]


def test_a_text_that_the_database_does_not_take_is_not_repeated_and_nothing_is_left(tmp_path: Path, target: URL):
    file = tmp_path / "copy.sqlite"
    with transaction(file_address(file)) as connection:
        copying.bring_up_to_date(connection)
        connection.execute(insert(Revision).values(entry_id="a", version=1, table_name="secret-word" * 20, contents={}))
    with pytest.raises(NotTaken, match="does not take an entry of revisions") as raised, copying.put_back(file, target):
        pass
    assert "secret-word" not in str(raised.value)
    assert tables(target) == []


def test_records_of_a_newer_version_are_not_put_anywhere(tmp_path: Path, target: URL):
    file = tmp_path / "copy.sqlite"
    with transaction(file_address(file)) as connection:
        copying.bring_up_to_date(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsUnavailable, match="newer version"), copying.put_back(file, target):
        pass
    assert tables(target) == []


def test_records_of_an_older_version_are_brought_up_to_date_on_the_way(tmp_path: Path, target: URL):
    file = tmp_path / "copy.sqlite"
    with transaction(file_address(file)) as connection:
        copying.bring_up_to_date(connection)
        connection.execute(text("DROP TABLE calendar_notes"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
        connection.execute(insert(SignIn).values(sign_in_id="a", began_at=NOW, seen_at=NOW))
    with copying.put_back(file, target):
        pass
    assert len(rows(target)["sign_ins"]) == 1
    assert "calendar_notes" in tables(target)


def tables(url: URL) -> list[str]:
    with transaction(url) as connection:
        return inspect(connection).get_table_names()
