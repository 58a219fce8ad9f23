"""Rotation changes every code and no figure, whatever interrupts it; destruction leaves nobody to be known again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from cryptography.fernet import Fernet, InvalidToken

from data_layer import importing, key_destruction, key_rotation, privacy, refused_rows, staging
from data_layer.__main__ import main
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.identities import sealed
from data_layer.importers.landing import LANDINGS
from data_layer.privacy import Pseudonyms
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import StaffStanding
from data_layer.records.kinds import Standing
from data_layer.store import Home, current
from data_layer.tables import metadata
from tests.data_layer.exports import roster, write

PEOPLE = ["s1 student east 3", "s2 student east 3", "t1 teacher east"]
HEAD = "date_time,user,tool,action"
LOG = [f"2026-03-0{day}T15:00:00Z,{who}@example.org,Canvas,view" for day in (2, 3) for who in ("s1", "s2", "t1", "zz")]
BAD = "2026-13-02T15:00:00Z,s2@example.org,Canvas,view"
DAY = date(2026, 3, 13)


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture
def files(home: Home, bring, tmp_path: Path) -> list[Path]:
    """A roster, seats and a log, imported; a teacher is on leave."""
    seats = write(tmp_path / "seats.csv", "tool,person,assigned_on", "Canvas,s1@example.org,2025-09-01")
    given = [roster(tmp_path / "r", PEOPLE, enrollments=["s1 c1", "s2 c1"]), seats]
    given.append(write(tmp_path / "log.csv", HEAD, *LOG, BAD))
    bring(*given)
    with opened(home) as session:
        leave = StaffStanding(person_key=code(home, "t1"), standing=Standing.ON_LEAVE, starts_on=DAY)
        entry = keeping.add(session, leave, by="Technologist", on=DAY)
        keeping.change(session, entry, seen_version=1, by="Technologist", on=DAY, standing=Standing.EXEMPT)
    return given


def code(home: Home, identifier: str) -> str:
    return Pseudonyms.of(home).replace(pl.Series([identifier])).item()


def figures(home: Home) -> dict[str, list[str]]:
    """Every row of every table, but for the codes and marks themselves."""
    told = {}
    with current(home).connect() as connection:
        for name, table in metadata.tables.items():
            hidden = {"person_key", "actor_key", "holder_key", "digest"}
            columns = [f'"{column.name}"' for column in table.columns if column.name not in hidden]
            told[name] = sorted(map(str, connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {name}")))
    return told


def codes(home: Home) -> set[str]:
    """Every code in parts, store, names and records."""
    return {found for found in _codes(home) if found}


def _codes(home: Home) -> Iterator[str | None]:
    for part in home.parts.glob("*/*.parquet"):
        frame = pl.read_parquet(part)
        yield from (cell for name in LANDINGS[part.stem].personal for cell in frame[name])
        yield from map(str, frame["row_key"])
    with current(home).connect() as connection:
        for table, column in (("people", "person_key"), ("actors", "actor_key"), ("seats", "holder_key")):
            yield from connection.exec_driver_sql(f"SELECT {column} FROM {table}").scalars()
    yield from (each.code for number in sealed.imports(home) for each in sealed.opened(home, number))
    with opened(home) as session:
        for entry in keeping.entries(session, StaffStanding):
            yield from (entry.person_key, *(old.contents["person_key"] for old in keeping.revisions(session, entry)))


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("times", [1, 3])
def test_rotation_changes_every_code_and_no_figure(home: Home, times: int):
    before, known = figures(home), codes(home)
    for _ in range(times):
        key_rotation.rotate(home)
    assert figures(home) == before
    assert len(codes(home)) == len(known)
    assert codes(home).isdisjoint(known)
    assert len(privacy.key_of(home).read_bytes()) == 32 * (times + 1)


def test_after_rotation_the_same_files_and_rows_are_known_and_new_ones_match(home: Home, files, bring, tmp_path: Path):
    key_rotation.rotate(home)
    before = figures(home)["usage_days"]
    assert all(finding.loaded_count == 0 for finding in bring(*files).findings)
    more = write(tmp_path / "more.csv", HEAD, *LOG, "2026-03-04T15:00:00Z,s1@example.org,Canvas,view")
    (finding,) = bring(more).findings
    assert (finding.loaded_count, finding.known_count) == (1, len(LOG))
    assert len(figures(home)["usage_days"]) == len(before) + 1


@pytest.mark.usefixtures("files")
def test_an_older_roster_in_other_words_is_known_after_rotation(home: Home, bring, tmp_path: Path):
    key_rotation.rotate(home)
    again = roster(tmp_path / "again", PEOPLE[::-1], enrollments=["s1 c1", "s2 c1"])
    users = next(finding for finding in bring(again).findings if finding.file_name.endswith("users.csv"))
    assert (users.loaded_count, users.known_count) == (0, len(PEOPLE))


@pytest.mark.usefixtures("files")
def test_names_refused_rows_and_leave_are_found_under_the_new_codes(home: Home):
    (refused_import,) = (int(file.name) for file in home.refused.iterdir())
    rows = refused_rows.to_mend(home, refused_import)
    key_rotation.rotate(home)
    names = {each.code: each.name for number in sealed.imports(home) for each in sealed.opened(home, number)}
    assert names[code(home, "t1")] == "Given t1 Family t1"
    assert refused_rows.to_mend(home, refused_import) == rows
    with opened(home) as session:
        (entry,) = keeping.entries(session, StaffStanding)
        assert entry.person_key == code(home, "t1")


@pytest.mark.usefixtures("files")
def test_the_old_key_tests_no_guess_and_opens_no_seal(home: Home):
    old = Pseudonyms(privacy.key_of(home).read_bytes())
    key_rotation.rotate(home)
    assert old.replace(pl.Series(["s1"])).item() not in codes(home)
    (file,) = home.refused.iterdir()
    with pytest.raises(InvalidToken):
        Fernet(old.seal_key).decrypt(file.read_bytes().splitlines()[0])
    (version,) = home.versions.glob("*.duckdb")
    assert old.replace(pl.Series(["s1"])).item().encode() not in version.read_bytes()


@pytest.mark.usefixtures("files")
def test_undo_after_rotation_takes_back_exactly_its_import(home: Home, bring, tmp_path: Path):
    before = figures(home)["usage_days"]
    more = write(tmp_path / "more.csv", HEAD, "2026-03-04T15:00:00Z,s1@example.org,Canvas,view")
    (finding,) = bring(more).findings
    key_rotation.rotate(home)
    importing.undo(home, finding.import_id)
    assert figures(home)["usage_days"] == before


class Killed(BaseException):
    """Stands for the end of the process at this moment."""


def count_moves(home: Home, monkeypatch: pytest.MonkeyPatch, *, until: int) -> None:
    """Let so many files be put in place, and end there."""
    move, moved = staging._move, []

    def counted(*given: Path) -> None:
        if len(moved) == until:
            raise Killed
        moved.append(given)
        move(*given)

    monkeypatch.setattr(staging, "_move", counted)
    with pytest.raises(Killed):
        key_rotation.rotate(home)
    monkeypatch.setattr(staging, "_move", move)


@pytest.mark.parametrize("until", [0, 1, 7])
def test_a_rotation_that_was_killed_half_way_is_finished_by_the_next_turn(
    home: Home, files, bring, monkeypatch: pytest.MonkeyPatch, until: int
):
    before, known = figures(home), codes(home)
    count_moves(home, monkeypatch, until=until)
    bring(*files)
    assert figures(home) == before
    assert codes(home).isdisjoint(known)
    assert [entry.what for entry in log.entries(home) if entry.kind is Kind.KEY] == ["the key was rotated"]
    assert not (home.path / "staging").exists()


@pytest.mark.usefixtures("files")
def test_a_rotation_that_fails_before_all_is_ready_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch):
    before, known = figures(home), codes(home)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_rotation, "_seals", full)
    with pytest.raises(importing.HomeUnwritable):
        key_rotation.rotate(home)
    assert (figures(home), codes(home)) == (before, known)
    assert not (home.path / "staging").exists()


def test_the_key_is_destroyed_after_it_was_confirmed_and_figures_stay(home: Home, files, bring, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    before = figures(home)
    assert main(["key", "destroy"]) == 2
    assert main(["key", "destroy", "--confirm", "yes"]) == 2
    assert "cannot be taken back" in capsys.readouterr().err
    assert privacy.key_of(home).exists()
    assert main(["key", "destroy", "--confirm", key_destruction.CONFIRMATION]) == 0
    assert figures(home) == before
    gone = (privacy.key_of(home), sealed.key_of(home), *home.refused.iterdir(), *(home.path / "identities").iterdir())
    assert not [path for path in gone if path.exists()]
    with pytest.raises(privacy.KeyDestroyed, match="Import into a new home"):
        bring(*files)
    assert not privacy.key_of(home).exists()
    assert log.entries(home)[0].what == "the key was destroyed, with all names and refused rows"


def test_an_empty_home_can_rotate_its_key(home: Home, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["key", "rotate"]) == 0
    assert "every figure the same" in capsys.readouterr().out
    shutil.rmtree(home.path)
