"""Names lie sealed, of staff and seat holders alone; they go with their import, and nobody opens them unseen."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import polars as pl
import pytest

from data_layer import importing
from data_layer.access.capabilities import Role
from data_layer.access.viewer import TECHNOLOGIST, NotAllowed, Viewer
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.identities import looking, met, sealed
from data_layer.identities.sealed import Identity
from data_layer.privacy import Pseudonyms
from data_layer.records.database import URL_VARIABLE, RecordsUnavailable
from data_layer.store import Home
from tests.data_layer.exports import roster, write

PEOPLE = ["s1 student east 3", "t1 teacher east", "a1 administrator west", "g1 parent east"]


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


def code(home: Home, identifier: str) -> str:
    return Pseudonyms.of(home).replace(pl.Series([identifier])).item()


def kept(home: Home) -> dict[str, Identity]:
    return {each.code: each for import_id in sealed.imports(home) for each in sealed.opened(home, import_id)}


def look(home: Home, *identifiers: str, viewer: Viewer = TECHNOLOGIST) -> list[str | None]:
    codes = [code(home, identifier) for identifier in identifiers]
    found = looking.look(home, viewer, codes, by="Technology director", why="seats")
    return [found[each].name if each in found else None for each in codes]


def test_staff_are_kept_by_name_and_nobody_else(home: Home, bring, tmp_path: Path):
    bring(roster(tmp_path / "r", PEOPLE))
    assert kept(home) == {
        code(home, key): Identity(code(home, key), f"Given {key} Family {key}", f"{key}@example.org")
        for key in ("t1", "a1")
    }


def test_a_student_with_a_seat_is_known_by_the_login_in_the_seat_list_alone(home: Home, bring, tmp_path: Path):
    lines = ("tool,person,assigned_on", "Example,s1@example.org,2025-09-01")
    bring(roster(tmp_path / "r", PEOPLE), write(tmp_path / "seats.csv", *lines))
    holder = code(home, "s1@example.org")
    assert kept(home)[holder] == Identity(holder, seat_login="s1@example.org")
    assert code(home, "s1") not in kept(home)


def test_staff_whose_role_another_file_tells_are_kept_and_students_are_not(home: Home, bring, tmp_path: Path):
    folder = roster(tmp_path / "r", PEOPLE)
    users = (folder / "users.csv").read_text()
    write(folder / "users.csv", users.replace(",teacher,", ",,").replace(",student,", ",,").strip())
    head = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    head += "userProfileSourcedId"
    rows = (f"r{key},,,{key},primary,{role},,,east," for key, role in (("t1", "teacher"), ("s1", "student")))
    write(folder / "roles.csv", head, *rows)
    bring(folder)
    assert look(home, "t1", "s1") == ["Given t1 Family t1", None]


def test_no_file_of_the_home_can_be_searched_for_a_name_or_an_email(home: Home, bring, tmp_path: Path):
    lines = ("tool,person,assigned_on", "Example,s1@example.org,2025-09-01")
    bring(roster(tmp_path / "r", PEOPLE), write(tmp_path / "seats.csv", *lines))
    assert kept(home)
    for path in (path for path in home.path.rglob("*") if path.is_file()):
        assert not [word for word in (b"Given", b"Family", b"example.org") if word in path.read_bytes()], path.name


def test_the_key_and_the_files_are_their_owners_alone(home: Home, bring, tmp_path: Path):
    bring(roster(tmp_path / "r", PEOPLE))
    files = [sealed.key_of(home), *(home.path / "identities").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert sealed.key_of(home).read_bytes() != (home.path / "key").read_bytes()


def test_a_newer_roster_counts_and_undo_brings_the_older_one_back(home: Home, bring, tmp_path: Path):
    first = roster(tmp_path / "r", PEOPLE)
    bring(first)
    newer = Path(shutil.copytree(first, tmp_path / "newer"))
    write(newer / "users.csv", (newer / "users.csv").read_text().replace("Family t1", "Married t1").strip())
    bring(newer)
    assert look(home, "t1") == ["Given t1 Married t1"]
    importing.undo(home, 2)
    assert look(home, "t1") == ["Given t1 Family t1"]


def test_undo_takes_the_names_away(home: Home, bring, tmp_path: Path):
    bring(roster(tmp_path / "r", PEOPLE))
    importing.undo(home, 1)
    assert kept(home) == {}
    assert list((home.path / "identities").iterdir()) == []


def test_an_import_that_fails_leaves_no_names(home: Home, bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keep = sealed.keep

    def broken(*given: object) -> None:
        keep(*given)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(met.sealed, "keep", broken)
    with pytest.raises(importing.HomeUnwritable):
        bring(roster(tmp_path / "r", PEOPLE))
    assert kept(home) == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TECHNOLOGIST])
def test_no_other_role_learns_a_name(home: Home, bring, tmp_path: Path, role: Role):
    bring(roster(tmp_path / "r", PEOPLE))
    with pytest.raises(NotAllowed):
        look(home, "t1", viewer=Viewer(role, frozenset({"east"})))


def test_each_look_is_in_the_audit_log_with_its_count_and_without_a_name(home: Home, bring, tmp_path: Path):
    bring(roster(tmp_path / "r", PEOPLE))
    look(home, "t1", "a1", "t1")
    newest = log.entries(home)[0]
    assert (newest.kind, newest.who, newest.what, newest.row_count) == (Kind.LOOK, "Technology director", "seats", 2)


def test_who_cannot_be_noted_learns_no_name(home: Home, bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bring(roster(tmp_path / "r", PEOPLE))
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    monkeypatch.setattr(sealed, "opened", lambda *_given: pytest.fail("a name was read"))
    with pytest.raises(RecordsUnavailable):
        look(home, "t1")


def test_what_was_kept_under_the_home_key_alone_cannot_be_opened(home: Home, bring, tmp_path: Path):
    bring(roster(tmp_path / "r", PEOPLE))
    sealed.key_of(home).unlink()
    with pytest.raises(sealed.KeyDoesNotFit, match="identity_key"):
        look(home, "t1")
