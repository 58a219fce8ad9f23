"""Who is forgotten is nowhere in the home, and everybody else is as though the person had never been in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data_layer import forgetting, importing, refused_rows
from data_layer.__main__ import main
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.identities import sealed
from data_layer.person_codes import NotOnePerson
from data_layer.privacy import Pseudonyms
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import StaffStanding
from data_layer.records.kinds import Standing
from data_layer.store import Home, current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import roster, write

PEOPLE = ["s1 student east 3", "s2 student east 3", "t1 teacher east"]
HEAD = "date_time,user,tool,action"
DAY = date(2026, 3, 13)


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


def files(folder: Path, people: list[str]) -> list[Path]:
    """The exports of a district that has these people."""
    ids = [person.split()[0] for person in people]
    students = [key for key in ids if key.startswith("s")]
    lines = [f"2026-03-0{day}T15:00:00Z,{key}@example.org,Canvas,view" for day in (2, 3) for key in ids]
    bad = [f"2026-13-02T15:00:00Z,{key}@example.org,Canvas,view" for key in ids]
    seats = [f"Canvas,{key}@example.org,2025-09-01" for key in ids]
    return [
        roster(folder / "r", people, enrollments=[f"{key} c1" for key in students]),
        write(folder / "seats.csv", "tool,person,assigned_on", *seats),
        write(folder / "log.csv", HEAD, *lines, *bad),
    ]


def figures(home: Home) -> dict[str, list[str]]:
    """How many people did what: rows without the numbers that people go by."""
    asked = {
        "enrolled_days": "SELECT * FROM enrolled_days",
        "active_days": "SELECT * FROM active_days",
        "match_days": "SELECT * FROM match_days",
        "seats": "SELECT school_id, role, grade_level, assigned_on FROM seats",
        "people": "SELECT count(*) FROM people",
        "parts": "SELECT * FROM parts",
    }
    with current(home).connect() as connection:
        return {name: sorted(map(str, connection.exec_driver_sql(sql))) for name, sql in asked.items()}


def without(folder: Path, gone: str) -> Home:
    """A home to which the same exports came without this person."""
    home = Home(folder / "home")
    kept = [person for person in PEOPLE if not person.startswith(f"{gone} ")]
    importing.run(home, files(folder, kept), received_at=RECEIVED_AT)
    return home


@pytest.mark.parametrize("gone", ["s1", "t1"])
@pytest.mark.parametrize("typed", ["{}", " {}@EXAMPLE.org", "{}.name"])
def test_the_figures_are_those_of_a_district_without_the_person(home, bring, tmp_path: Path, gone: str, typed: str):
    bring(*files(tmp_path, PEOPLE))
    done = forgetting.forget(home, typed.format(gone))
    assert (done.left, done.refused_count) == ((), 1)
    assert figures(home) == figures(without(tmp_path / "other", gone))


def test_nothing_of_the_person_is_left_in_any_version_name_or_record(home, bring, tmp_path: Path):
    bring(*files(tmp_path, PEOPLE))
    code = Pseudonyms.of(home).replace(pl.Series(["t1"])).item()
    with opened(home) as session:
        leave = StaffStanding(person_key=code, standing=Standing.ON_LEAVE, starts_on=DAY)
        keeping.add(session, leave, by="Technologist", on=DAY)
    forgetting.forget(home, code)
    assert len(list(home.versions.glob("*.duckdb"))) == 1
    names = [each.name for number in sealed.imports(home) for each in sealed.opened(home, number)]
    assert "Given t1 Family t1" not in names
    (number,) = (int(file.name) for file in home.refused.iterdir())
    assert all(b"t1@" not in content for content in refused_rows.to_mend(home, number).values())
    with opened(home) as session:
        assert keeping.entries(session, StaffStanding) == []
    for path in (path for path in home.path.rglob("*") if path.is_file()):
        assert code.encode() not in path.read_bytes(), path.name


def test_the_audit_log_has_it_and_does_not_say_who(home, bring, tmp_path: Path):
    bring(*files(tmp_path, PEOPLE))
    forgetting.forget(home, "s1", by="Technology director")
    entry = log.entries(home)[0]
    assert (entry.kind, entry.who, entry.what) == (Kind.FORGET, "Technology director", "a person was forgotten")
    assert log.verify(home)[1] == []


@pytest.mark.parametrize("typed", ["nobody@example.org", "0" * 32, ""])
def test_whoever_is_not_known_changes_nothing(home, bring, tmp_path: Path, typed: str):
    bring(*files(tmp_path, PEOPLE))
    version = current(home).version
    with pytest.raises(NotOnePerson, match="Nobody is known by this"):
        forgetting.forget(home, typed)
    assert current(home).version == version
    assert not (home.path / "staging").exists()


def test_a_login_that_two_people_share_names_neither(home, bring, tmp_path: Path):
    given = files(tmp_path, PEOPLE)
    users = given[0] / "users.csv"
    write(users, users.read_text().replace("s2@example.org", "s1@example.org").strip())
    bring(*given)
    with pytest.raises(NotOnePerson, match="Several people"):
        forgetting.forget(home, "s1@example.org")
    assert forgetting.forget(home, "s1").left == ()
    with current(home).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar() == 2


def test_the_command_says_what_was_removed_and_that_it_was_searched(home, bring, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    bring(*files(tmp_path, PEOPLE))
    assert main(["forget", "s1@example.org"]) == 0
    assert "nothing of this person is left" in capsys.readouterr().out
    assert main(["forget", "s1@example.org"]) == 2
    assert "Nobody is known by this" in capsys.readouterr().err
