"""A version is written once, published whole or not at all, and read safely by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import func, select

from data_layer.history import refused
from data_layer.store import KEPT_VERSIONS, Home, current, writing
from data_layer.tables import people


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def add_people(home: Home, count: int) -> None:
    with writing(home) as connection:
        connection.execute(f"INSERT INTO people SELECT i, 'p' || i FROM range({count}) AS t(i)")


def people_count(home: Home) -> int:
    with current(home).connect() as connection:
        return connection.execute(select(func.count()).select_from(people)).scalar_one()


def test_a_home_serves_nothing_before_the_first_version(home):
    assert current(home) is None


def test_a_new_version_holds_what_the_last_one_held(home):
    add_people(home, 2)
    add_people(home, 3)
    assert people_count(home) == 5


def test_a_block_that_fails_leaves_the_served_version_and_no_draft(home):
    add_people(home, 2)
    before = current(home)
    with pytest.raises(duckdb.ConversionException), writing(home) as connection:
        connection.execute("DELETE FROM people; SELECT CAST('x' AS INTEGER)")
    assert (current(home), people_count(home)) == (before, 2)
    assert list(home.versions.glob("*.draft*")) == []


def test_a_version_from_before_a_column_gets_it_with_the_next_one(home):
    with writing(home) as connection:
        connection.execute("ALTER TABLE refusals DROP COLUMN consequence")
        connection.execute("INSERT INTO refusals VALUES (1, 'log.csv', 2, 'day', '', 'is blank', 'Write a day.')")
    assert "consequence" not in refused(home, 1)[0]
    add_people(home, 1)
    assert refused(home, 1)[0]["consequence"] is None


def test_a_reader_of_the_old_version_goes_on_reading_it_while_the_new_one_is_served(home):
    add_people(home, 2)
    with current(home).connect() as connection:
        add_people(home, 1)
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 2
        assert people_count(home) == 3


def test_only_the_last_few_versions_are_kept(home):
    for _ in range(KEPT_VERSIONS + 2):
        add_people(home, 1)
    assert len(list(home.versions.glob("*.duckdb"))) == KEPT_VERSIONS


def test_what_an_interrupted_writer_left_is_swept_away_and_never_served(home):
    add_people(home, 2)
    (home.versions / "000009-deadbeef.duckdb").write_bytes(b"half")
    (home.versions / "000002-deadbeef.draft").write_bytes(b"half")
    spilled = home.versions / "000002-deadbeef.draft.tmp"
    spilled.mkdir()
    (spilled / "block").write_bytes(b"half")
    add_people(home, 1)
    assert people_count(home) == 3
    assert not [path for path in home.versions.iterdir() if "deadbeef" in path.name]


def test_a_served_version_cannot_be_changed_through_its_connections(home):
    add_people(home, 1)
    with current(home).connect() as connection, pytest.raises(Exception, match="read-only"):
        connection.exec_driver_sql("DELETE FROM people")


def test_threads_that_ask_at_once_each_get_their_own_answer(home):
    add_people(home, 1000)

    def count_below(limit: int) -> int:
        with current(home).connect() as connection:
            query = select(func.count()).select_from(people).where(people.c.person_id < limit)
            return connection.execute(query).scalar_one()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count_below, range(200))) == list(range(200))


def test_folders_are_open_to_their_owner_alone(home):
    assert {path.stat().st_mode & 0o777 for path in (home.path, home.versions, home.parts)} == {0o700}


def test_versions_are_told_apart_across_homes(tmp_path):
    names = []
    for name in ("one", "two"):
        home = Home(tmp_path / name)
        home.create()
        add_people(home, 1)
        names.append(current(home).version)
        assert duckdb.connect(str(current(home).path), read_only=True).execute("FROM people").fetchall() == [(0, "p0")]
    assert names[0] != names[1]
