"""A roster that does not say for which school year it holds is of the year in which it came."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_layer import importing
from tests.data_layer.exports import roster, write

STAYS = """SELECT grade_level, CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR)
           FROM memberships ORDER BY starts_on"""
LAST_YEAR, THIS_YEAR = datetime(2024, 10, 1), datetime(2025, 10, 1)
BOTH = ("2024-08-19", "2026-05-30")
FIRST, SECOND = ("2024-08-19", "2025-05-31"), ("2025-08-18", "2026-05-30")


def people(folder: Path, grade: str) -> Path:
    """Clever's files without the columns of terms, which are optional."""
    write(folder / "schools.csv", "School_id,School_name,State_id", "east,East School,1")
    write(
        folder / "students.csv",
        "School_id,Student_id,Student_number,First_name,Last_name,Grade",
        f"east,s1,1,G,F,{grade}",
    )
    return folder


@pytest.fixture
def arrive(home, tmp_path):
    """Imports paths as though they had arrived on a day, after a calendar of two school years."""
    calendar = write(
        tmp_path / "calendar.csv",
        "kind,name,start,end",
        "school_year,2024-25,2024-08-19,2025-05-30",
        "school_year,2025-26,2025-08-18,2026-05-29",
    )
    importing.run(home, [calendar], received_at=LAST_YEAR)
    return lambda *paths, on: importing.run(home, paths, received_at=on)


def test_each_roster_holds_for_its_own_year(arrive, ask, tmp_path):
    arrive(people(tmp_path / "a", "3"), on=LAST_YEAR)
    arrive(people(tmp_path / "b", "4"), on=THIS_YEAR)
    assert ask(STAYS) == [("03", *FIRST), ("04", *SECOND)]


def test_of_one_year_the_newer_roster_is_believed_and_undoing_it_brings_the_older_back(arrive, ask, tmp_path, home):
    arrive(people(tmp_path / "a", "3"), on=LAST_YEAR)
    arrive(people(tmp_path / "b", "4"), on=LAST_YEAR)
    assert ask(STAYS) == [("04", *BOTH)]
    importing.undo(home, 3)
    assert ask(STAYS) == [("03", *BOTH)]


@pytest.mark.parametrize("day", [LAST_YEAR, THIS_YEAR, datetime(2024, 1, 2), datetime(2026, 9, 1)])
def test_the_only_roster_stands_in_for_all_years(arrive, ask, tmp_path, day):
    arrive(people(tmp_path / "a", "3"), on=day)
    assert ask(STAYS) == [("03", *BOTH)]


def test_a_roster_with_sessions_of_its_own_is_not_stretched_and_the_other_stops_before_it(arrive, ask, tmp_path):
    arrive(people(tmp_path / "a", "3"), on=LAST_YEAR)
    arrive(roster(tmp_path / "r", ["s1 student east 4"], year=2025), on=THIS_YEAR)
    assert ask(STAYS) == [("03", *FIRST), ("04", *SECOND)]
