"""A delta says only what changed: it adds, changes and ends, and makes nobody leave whom it leaves out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_layer import importing
from tests.data_layer.exports import roster, write

STAYS = """SELECT school_id, coalesce(grade_level, role), CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR)
           FROM memberships ORDER BY ALL"""
SUBJECTS = """SELECT subject, count(*), CAST(max(ends_on) AS VARCHAR) FROM subject_memberships
              GROUP BY subject ORDER BY subject"""
AUGUST, OCTOBER, NOVEMBER = datetime(2025, 8, 20), datetime(2025, 10, 6), datetime(2025, 11, 10)
USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,grades"
ENROLLMENTS = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Two students and a teacher of the east school, both students in its math class."""
    people = ["s1 student east 3", "s2 student east 3", "t1 teacher east"]
    return roster(tmp_path / "full", people, enrollments=["s1 c1", "s2 c1"], title="Math 3")


@pytest.fixture
def spans(ask):
    """Each membership: the school, the grade level (or role), the first day, and the day after the last."""
    return lambda: ask(STAYS)


def run(home, path: Path, at: datetime) -> None:
    assert importing.run(home, [path], received_at=at).is_clean


def change(folder: Path, *, mode: str = "delta", users: list[str] = (), enrollments: list[str] = ()) -> Path:
    """A delivery with a manifest. A user is "id status school grade"; an enrollment "person status class begin"."""
    write(folder / "manifest.csv", "propertyName,value", "oneroster.version,1.1", f"file.users,{mode}")
    told = [each.split() for each in users]
    rows = [f"{key},{status},,true,{school},student,{key}.name,,G,F,{grade}" for key, status, school, grade in told]
    if rows:
        write(folder / "users.csv", USERS, *rows)
    told = [[*each.split(), ""][:4] for each in enrollments]
    rows = [f"e{key}{place},{status},,{place},,{key},student,{begins}," for key, status, place, begins in told]
    if rows:
        write(folder / "enrollments.csv", ENROLLMENTS, *rows)
    return folder


def whole(folder: Path) -> Path:
    """With the files that make a delivery of users and enrollments a full roster."""
    write(
        folder / "orgs.csv", "sourcedId,status,dateLastModified,name,type,parentSourcedId", "east,,,East School,school,"
    )
    write(
        folder / "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate",
        "y2025,,,2025-2026,schoolYear,2025-08-18,2026-05-29",
    )
    return folder


YEAR = ("2025-08-18", "2026-05-30")


def test_nobody_whom_a_delta_leaves_out_has_left(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, whole(change(tmp_path / "d", users=["s1 active east 3"], enrollments=["s1 active c1"])), OCTOBER)
    assert spans() == [("east", "03", *YEAR), ("east", "03", *YEAR), ("east", "teacher", *YEAR)]


@pytest.mark.parametrize("mode", ["bulk", "", "deltas"])
def test_whoever_is_left_out_of_a_roster_that_is_no_delta_has_left(home, full, spans, tmp_path, mode):
    run(home, full, AUGUST)
    later = change(tmp_path / "d", mode=mode, users=["s1 active east 3"], enrollments=["s1 active c1"])
    run(home, whole(later), OCTOBER)
    gone = ("2025-08-18", "2025-10-06")
    assert spans() == [("east", "03", *gone), ("east", "03", *YEAR), ("east", "teacher", *gone)]


def test_a_person_to_be_deleted_was_there_until_the_delta_came(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", mode="Delta", users=["s1 tobedeleted east 3"]), OCTOBER)
    assert spans() == [("east", "03", "2025-08-18", "2025-10-06"), ("east", "03", *YEAR), ("east", "teacher", *YEAR)]


def test_a_person_who_is_active_again_never_left(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", users=["s1 tobedeleted east 3"]), OCTOBER)
    run(home, change(tmp_path / "e", users=["s1 active east 3"]), NOVEMBER)
    assert spans() == [("east", "03", *YEAR), ("east", "03", *YEAR), ("east", "teacher", *YEAR)]


def test_an_enrollment_to_be_deleted_ends_the_membership_on_the_day_before_the_delta(home, full, ask, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", enrollments=["s1 tobedeleted c1"]), OCTOBER)
    assert spans() == [("east", "03", "2025-08-18", "2025-10-06"), ("east", "03", *YEAR), ("east", "teacher", *YEAR)]
    assert ask(SUBJECTS) == [("Math", 2, "2026-05-30")]


def test_a_move_to_another_school_is_a_deletion_and_an_addition(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    moved = change(tmp_path / "d", enrollments=["s1 tobedeleted c1", "s1 active c2 2025-10-06"])
    run(home, moved, OCTOBER)
    assert spans() == [
        ("east", "03", "2025-08-18", "2025-10-06"),
        ("east", "03", *YEAR),
        ("east", "teacher", *YEAR),
        ("west", "03", "2025-10-06", "2026-05-30"),
    ]


def test_a_changed_grade_level_leaves_the_classes_as_they_were(home, full, ask, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", users=["s1 active east 4"]), OCTOBER)
    assert spans() == [("east", "03", *YEAR), ("east", "04", *YEAR), ("east", "teacher", *YEAR)]
    assert ask(SUBJECTS) == [("Math", 2, "2026-05-30")]


def test_a_new_person_of_a_delta_is_there_in_the_year_of_the_roster_that_it_changes(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    fresh = change(tmp_path / "d", users=["s3 active west 5"], enrollments=["s3 active c2 2025-10-06"])
    run(home, fresh, OCTOBER)
    assert ("west", "05", "2025-10-06", "2026-05-30") in spans()


def test_a_full_roster_after_a_delta_is_believed_alone(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", users=["s1 tobedeleted east 3"]), OCTOBER)
    run(home, roster(tmp_path / "again", ["s1 student west 3"], enrollments=["s1 c2"]), NOVEMBER)
    gone = ("2025-08-18", "2025-11-10")
    assert spans() == [("east", "03", *gone), ("east", "teacher", *gone), ("west", "03", *YEAR)]


def test_undoing_a_delta_gives_the_memberships_of_before(home, full, spans, tmp_path):
    run(home, full, AUGUST)
    before = spans()
    run(home, change(tmp_path / "d", users=["s1 tobedeleted east 3"], enrollments=["s2 tobedeleted c1"]), OCTOBER)
    assert spans() != before
    importing.undo(home, 2)
    assert spans() == before


def test_a_delta_without_a_roster_before_it_brings_its_people(home, spans, tmp_path):
    run(home, change(tmp_path / "d", users=["s1 active east 3"]), OCTOBER)
    assert [grade for _, grade, *_ in spans()] == ["03"]


def test_a_delta_differs_from_its_roster_by_nature_and_is_no_disagreement(home, full, ask, tmp_path):
    run(home, full, AUGUST)
    run(home, change(tmp_path / "d", users=["s1 active west 4"]), OCTOBER)
    assert ask("SELECT value FROM facts WHERE name = 'roster_disagreement_count'") == [("0",)]
    run(home, change(tmp_path / "e", mode="bulk", users=["s1 active west 4"]), NOVEMBER)
    assert ask("SELECT value FROM facts WHERE name = 'roster_disagreement_count'") == [("1",)]
