"""Rosters that are no OneRoster give the same memberships as one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_layer.exports import write

STAYS = """SELECT role, school_id, grade_level, CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR), is_home
           FROM memberships ORDER BY ALL"""
YEAR = ("2025-08-18", "2026-05-30")
EXPECTED = [
    ("student", "east", "03", *YEAR, True),
    ("teacher", "east", None, *YEAR, True),
    ("teacher", "west", None, *YEAR, False),
]


def sds(folder: Path) -> Path:
    write(
        folder / "orgs.csv", "sourcedId,name,type", "d,District,district", "east,East School,school", "west,West,school"
    )
    write(
        folder / "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate",
        "y,2025-26,schoolYear,2025-08-18,2026-05-29",
    )
    write(folder / "users.csv", "sourcedId,username", "s1,s1.name", "t1,t1.name", "g1,g1.name")
    write(
        folder / "roles.csv",
        "userSourcedId,orgSourcedId,role,grade,isPrimary",
        "s1,east,student,3,true",
        "t1,west,teacher,,false",
        "t1,east,faculty,,true",
    )
    write(folder / "relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole", "s1,g1,guardian")
    write(folder / "classes.csv", "sourcedId,orgSourcedId,title", "c1,east,Math 3")
    write(folder / "enrollments.csv", "classSourcedId,userSourcedId,role", "c1,s1,student", "c1,t1,teacher")
    return folder


def bare_oneroster(folder: Path) -> Path:
    write(folder / "manifest.csv", "propertyName,value", "oneroster.version,1.1", "file.users,bulk")
    write(folder / "orgs.csv", "sourcedId,name,type,identifier", "east,East School,school,1", "west,West,school,2")
    write(
        folder / "academicSessions.csv",
        "sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear",
        "y,2025-26,schoolYear,2025-08-18,2026-05-29,,2026",
    )
    write(
        folder / "users.csv",
        "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,grades",
        "s1,true,east,student,s1.name,Given,Family,03",
        't1,true,"east,west",teacher,t1.name,Given,Family,',
        "g1,true,east,parent,g1.name,Given,Family,",
    )
    write(
        folder / "classes.csv", "sourcedId,title,courseSourcedId,schoolSourcedId,termSourcedIds", "c1,Math 3,k1,east,y"
    )
    write(
        folder / "enrollments.csv",
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role",
        "e1,c1,east,s1,student",
        "e2,c1,east,t1,teacher",
    )
    return folder


def sds_v1(folder: Path) -> Path:
    write(folder / "School.csv", "SIS ID,Name", "east,East School", "west,West School")
    write(folder / "Student.csv", "SIS ID,School SIS ID,Username,Grade", "s1,east,s1.name,3")
    write(folder / "Teacher.csv", "SIS ID,School SIS ID,Username", "t1,west,t1.name", "t1,east,t1.name")
    write(
        folder / "Section.csv",
        "SIS ID,School SIS ID,Section Name,Term SIS ID,Term StartDate,Term EndDate",
        "c1,east,Math 3,y,8/18/2025,5/29/2026",
    )
    write(folder / "StudentEnrollment.csv", "Section SIS ID,SIS ID", "c1,s1")
    write(folder / "TeacherRoster.csv", "Section SIS ID,SIS ID", "c1,t1")
    return folder


def clever(folder: Path) -> Path:
    write(folder / "schools.csv", "School_id,School_name,State_id", "east,East School,1", "west,West School,2")
    write(
        folder / "students.csv",
        "School_id,Student_id,Student_number,First_name,Last_name,Grade",
        "east,s1,1,Given,Family,3",
    )
    write(
        folder / "teachers.csv",
        "School_id,Teacher_id,First_name,Last_name,Teacher_email",
        "west,t1,Given,Family,t1@example.org",
        "east,t1,Given,Family,t1@example.org",
    )
    write(
        folder / "sections.csv",
        "School_id,Section_id,Teacher_id,Name,Term_name,Term_start,Term_end",
        "east,c1,t1,Math 3,2025-26,2025-08-18,2026-05-29",
    )
    write(folder / "enrollments.csv", "School_id,Section_id,Student_id", "east,c1,s1")
    return folder


@pytest.mark.parametrize("roster", [sds, bare_oneroster, sds_v1, clever], ids=lambda roster: roster.__name__)
def test_students_and_teachers_are_at_their_schools(bring, ask, tmp_path, roster):
    report = bring(roster(tmp_path / "r"))
    assert report.is_clean
    assert sum(finding.refused_count for finding in report.findings) == 0
    assert ask(STAYS) == EXPECTED
    assert ask("SELECT DISTINCT subject FROM subject_memberships") == [("Math",)]
    assert ask("SELECT count(*) FROM people") == [(2,)]


@pytest.mark.parametrize("roster", [sds, bare_oneroster, sds_v1, clever], ids=lambda roster: roster.__name__)
def test_the_same_roster_again_is_known_and_changes_nothing(bring, ask, tmp_path, roster):
    bring(roster(tmp_path / "r"))
    for path in (tmp_path / "r").iterdir():
        header, *rows = path.read_text().splitlines()
        write(path, header, *reversed(rows))
    report = bring(tmp_path / "r")
    assert sum(finding.loaded_count for finding in report.findings) == 0
    assert ask(STAYS) == EXPECTED


def test_a_student_who_helps_at_another_school_is_a_student_of_their_own_alone(bring, ask, tmp_path):
    folder = sds(tmp_path / "r")
    with (folder / "roles.csv").open("a", encoding="utf-8") as lines:
        lines.write("s1,west,aide,,false\n")
    bring(folder)
    assert ask(STAYS) == EXPECTED


def test_alumni_and_people_in_no_role_of_a_school_count_as_nobody(bring, ask, tmp_path):
    folder = sds(tmp_path / "r")
    with (folder / "users.csv").open("a", encoding="utf-8") as lines:
        lines.write("a1,a1.name\no1,o1.name\n")
    with (folder / "roles.csv").open("a", encoding="utf-8") as lines:
        lines.write("a1,east,alumni,,\no1,east,other,,\n")
    bring(folder)
    assert ask(STAYS) == EXPECTED


def test_somebody_who_teaches_and_works_in_the_office_is_a_teacher(bring, ask, tmp_path):
    folder = clever(tmp_path / "r")
    write(
        folder / "staff.csv",
        "School_id,Staff_id,First_name,Last_name,Staff_email",
        "east,t1,Given,Family,t1@example.org",
        ",p1,Given,Family,p1@example.org",
    )
    bring(folder)
    assert ask(STAYS) == [("staff", None, None, *YEAR, True), *EXPECTED]


def canvas(folder: Path) -> Path:
    write(folder / "accounts.csv", "account_id,parent_account_id,name,status", "east,,East,active", "west,,West,active")
    write(
        folder / "terms.csv",
        "term_id,name,status,start_date,end_date",
        "y,2025-26,active,2025-08-18,2026-05-29",
    )
    write(
        folder / "courses.csv",
        "course_id,short_name,long_name,account_id,status",
        "k1,M,Math 3,east,active",
        "k2,A,Art,west,active",
    )
    write(folder / "sections.csv", "section_id,course_id,name,status", "c1,k1,Section 1,active")
    users = [f"{who},{who}.name,active" for who in ("s1", "t1", "g1", "p1")]
    write(folder / "users.csv", "user_id,login_id,status", *users)
    return folder


def enrolled(folder: Path, *rows: str) -> Path:
    write(folder / "enrollments.csv", "course_id,user_id,role,section_id,status", *rows)
    return folder


def test_canvas_tells_role_and_school_by_the_courses_that_people_are_in(bring, ask, tmp_path):
    folder = enrolled(
        canvas(tmp_path / "r"),
        ",s1,student,c1,active",
        ",t1,teacher,c1,active",
        "k2,t1,student,,active",
        ",g1,observer,c1,active",
    )
    bring(folder)
    assert ask(STAYS) == [
        ("staff", None, None, *YEAR, True),
        ("student", "east", None, *YEAR, True),
        ("teacher", "east", None, *YEAR, True),
        ("teacher", "west", None, *YEAR, False),
    ]
    assert ask("SELECT DISTINCT subject FROM subject_memberships") == [("Math",)]


@pytest.mark.parametrize(
    ("status", "is_there"), [("active", True), ("completed", True), ("inactive", False), ("deleted", False)]
)
def test_a_canvas_enrollment_counts_until_it_is_taken_out(bring, ask, tmp_path, status, is_there):
    bring(enrolled(canvas(tmp_path / "r"), f",s1,student,c1,{status}"))
    assert (("student", "east", None, *YEAR, True) in ask(STAYS)) == is_there
