"""People whom two systems list under keys of their own are counted once; people who share an address are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_layer.exports import activity, roster, write

HOW_MANY = "SELECT count(DISTINCT person_id), count(*) FROM people"
MATCHES = "SELECT match, sum(event_count) FROM match_days GROUP BY match"
STAYS = "SELECT DISTINCT role, school_id, grade_level FROM memberships ORDER BY ALL"


def clever(folder: Path, *students: str) -> Path:
    """A student is "id email username"."""
    write(folder / "schools.csv", "School_id,School_name,State_id", "north,North School,1")
    rows = ["north,{},,G,F,5,{},{}".format(*f"{student}  ".split(" ")[:3]) for student in students]
    write(
        folder / "students.csv",
        "School_id,Student_id,Student_number,First_name,Last_name,Grade,Student_email,Username",
        *rows,
    )
    write(folder / "enrollments.csv", "School_id,Section_id,Student_id", "north,c9,x")
    return folder


def canvas_sis(folder: Path, *users: str) -> Path:
    write(folder / "users.csv", "user_id,login_id,status", *(f"{user},active" for user in users))
    write(folder / "accounts.csv", "account_id,parent_account_id,name,status", "a,,A,active")
    write(folder / "courses.csv", "course_id,short_name,long_name,account_id,status", "k,K,Art,a,active")
    enrolled = [f"k,{user.split(',')[0]},student,active" for user in users]
    write(folder / "enrollments.csv", "course_id,user_id,role,status", *enrolled)
    return folder


@pytest.fixture
def oneroster(tmp_path: Path) -> Path:
    return roster(tmp_path / "oneroster", ["s1 student east 3", "s2 student east 4"])


@pytest.mark.parametrize("name", ["900 s1@example.org", "900  s1.name", "900 S1@Example.org other"])
def test_one_address_or_username_in_two_rosters_is_one_person(bring, ask, tmp_path, oneroster, name):
    bring(oneroster)
    bring(clever(tmp_path / "clever", name))
    assert ask(HOW_MANY) == [(2, 3)]


def test_the_order_of_the_rosters_does_not_matter_for_who_is_one(bring, ask, tmp_path, oneroster):
    bring(clever(tmp_path / "clever", "900 s1@example.org"))
    bring(oneroster)
    assert ask(HOW_MANY) == [(2, 3)]


def test_a_number_that_two_systems_use_links_nobody(bring, ask, tmp_path, oneroster):
    users = oneroster / "users.csv"
    users.write_text(users.read_text().replace("Family s1,,,", "Family s1,,900,"))
    bring(oneroster)
    bring(clever(tmp_path / "clever", "900 u9@example.org"))
    assert ask(HOW_MANY) == [(3, 3)]


def test_an_address_that_a_roster_gives_to_two_people_links_nobody(bring, ask, tmp_path, oneroster):
    users = oneroster / "users.csv"
    users.write_text(users.read_text().replace("s2@example.org", "s1@example.org"))
    bring(oneroster)
    bring(clever(tmp_path / "clever", "900 s1@example.org"))
    assert ask(HOW_MANY) == [(3, 3)]


def test_two_people_of_one_roster_are_never_linked_through_a_third(bring, ask, tmp_path, oneroster):
    bring(oneroster)
    bring(clever(tmp_path / "clever", "900 s1@example.org s2.name"))
    assert ask(HOW_MANY)[0][0] == 2
    assert ask("SELECT count(*) FROM people GROUP BY person_id ORDER BY 1") == [(1,), (2,)]


def test_a_log_that_knows_only_one_systems_key_finds_the_person_of_both(bring, ask, tmp_path, oneroster):
    log = activity(
        tmp_path / "log.csv",
        "2026-03-02T15:00:00Z,900,Example Tool,Quiz,view,,",
        "2026-03-03T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,",
    )
    bring(oneroster)
    bring(clever(tmp_path / "clever", "900 s1@example.org"), log)
    assert ask(MATCHES) == [("matched", 2)]
    assert ask("SELECT count(DISTINCT person_id) FROM usage_days") == [(1,)]


def test_a_roster_of_one_system_makes_nobody_of_another_leave(bring, ask, tmp_path, oneroster):
    bring(oneroster)
    before = ask("SELECT school_id, grade_level, starts_on, ends_on FROM memberships ORDER BY ALL")
    bring(clever(tmp_path / "clever", "900 u9@example.org"))
    after = ask("SELECT school_id, grade_level, starts_on, ends_on FROM memberships ORDER BY ALL")
    assert set(before) < set(after)


@pytest.mark.parametrize("is_first", [True, False])
def test_canvas_is_believed_only_about_people_whom_no_other_roster_lists(bring, ask, tmp_path, oneroster, is_first):
    canvas = canvas_sis(tmp_path / "canvas", "900,s1.name", "901,nobody.else")
    for path in (canvas, oneroster) if is_first else (oneroster, canvas):
        bring(path)
    assert ask(HOW_MANY) == [(3, 4)]
    assert ask(STAYS) == [("student", "a", None), ("student", "east", "03"), ("student", "east", "04")]
