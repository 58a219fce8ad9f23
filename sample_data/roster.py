"""The student information system's exports: OneRoster 1.1 for the first school year, 1.2 for the second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sample_data.classes import Classes, SchoolClass
from sample_data.files import csv_text, write_zip
from sample_data.people import People, Stay
from sample_data.school_calendar import ONE_DAY, YEARS, SchoolYear
from sample_data.schools import DISTRICT_ID, DISTRICT_NAME, SCHOOLS

Table = tuple[list[str], list[list[object]]]

ROLES_1_1 = {"student": "student", "teacher": "teacher", "aide": "aide"}  # everybody else is an administrator
_FILES = ("academicSessions", "classes", "courses", "enrollments", "orgs", "users")
_FILES_1_2 = (*_FILES, "roles")
_ABSENT = ("categories", "classResources", "courseResources", "demographics", "lineItems", "resources", "results")


def write_rosters(out: Path, people: People, classes: Classes) -> None:
    for year, span in enumerate(YEARS):
        stays = [stay for stay in people.stays if stay.year == year]
        is_1_2 = year == 1
        tables = {
            "manifest": _manifest(is_1_2=is_1_2),
            "academicSessions": _sessions(span),
            "orgs": _orgs(),
            "courses": _courses(classes, year=year),
            "classes": _classes(classes, year=year),
            "users": _users_1_2(people, stays) if is_1_2 else _users_1_1(people, stays),
            "enrollments": _enrollments(people, classes, year=year),
        }
        if is_1_2:
            tables["roles"] = _roles(people, stays)
        members = {f"{name}.csv": csv_text(*table).encode() for name, table in tables.items()}
        write_zip(out / "roster" / f"{span.name}.zip", members)


def _manifest(*, is_1_2: bool) -> Table:
    given = _FILES_1_2 if is_1_2 else _FILES
    modes = {**dict.fromkeys(_ABSENT, "absent"), **dict.fromkeys(given, "bulk")}
    rows = [
        ["manifest.version", "1.0"],
        ["oneroster.version", "1.2" if is_1_2 else "1.1"],
        *[[f"file.{name}", modes[name]] for name in sorted(modes)],
        ["source.systemName", "Sample SIS"],
        ["source.systemCode", "sample-sis"],
    ]
    return ["propertyName", "value"], rows


def _header(*names: str) -> list[str]:
    return ["sourcedId", "status", "dateLastModified", *names]


def _sessions(year: SchoolYear) -> Table:
    """OneRoster's end dates are exclusive: the day after the last."""
    header = _header("title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear")
    ends_in, top = year.last.year, f"ses-{year.name}"
    rows = [[top, "", "", year.name, "schoolYear", year.first, year.after, "", ends_in]]
    for number, term in enumerate(year.semesters, 1):
        session = f"{top}-s{number}"
        rows.append([session, "", "", term.name, "semester", term.first, term.last + ONE_DAY, top, ends_in])
        for place, quarter in enumerate(year.quarters, 1):
            if term.first <= quarter.first <= term.last:
                span = [quarter.first, quarter.last + ONE_DAY]
                rows.append([f"{top}-q{place}", "", "", quarter.name, "gradingPeriod", *span, session, ends_in])
    return header, rows


def _orgs() -> Table:
    rows = [[DISTRICT_ID, "", "", DISTRICT_NAME, "district", "100", ""]]
    rows += [[it.org_id, "", "", it.name, "school", f"1{n:02d}", DISTRICT_ID] for n, it in enumerate(SCHOOLS, 1)]
    return _header("name", "type", "identifier", "parentSourcedId"), rows


def _courses(classes: Classes, *, year: int) -> Table:
    header = _header("schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes")
    found: dict[str, list[object]] = {}
    for it in _of_year(classes, year):
        code = it.course_id.removeprefix(f"crs-{YEARS[year].name}-").upper()
        subjects = ",".join(it.subjects)
        row = [f"ses-{YEARS[year].name}", it.course_title, code, it.grade_level, DISTRICT_ID, subjects, ""]
        found.setdefault(it.course_id, [it.course_id, "", "", *row])
    return header, list(found.values())


def _classes(classes: Classes, *, year: int) -> Table:
    header = _header(
        "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
        "termSourcedIds", "subjects", "subjectCodes", "periods",
    )  # fmt: skip
    rows = [
        [
            it.class_id, "", "", it.title, it.grade_level, it.course_id, it.class_id.rsplit("-", 2)[-2],
            "homeroom" if it.is_homeroom else "scheduled", "", SCHOOLS[it.school].org_id,
            f"ses-{YEARS[year].name}", ",".join(it.subjects), "", "",
        ]
        for it in _of_year(classes, year)
    ]  # fmt: skip
    return header, rows


def _of_year(classes: Classes, year: int) -> Iterator[SchoolClass]:
    return (it for it in classes.classes if it.year == year)


def _users_1_1(people: People, stays: list[Stay]) -> Table:
    header = _header(
        "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName",
        "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
    )  # fmt: skip
    rows = []
    for number, own in sorted(_by_person(stays).items()):
        it = people.persons[number]
        orgs = ",".join(SCHOOLS[stay.school].org_id for stay in own)
        role = ROLES_1_1.get(it.title, "administrator")
        names = ["Student" if it.is_student else "Staff", it.number, ""]
        ids = [it.username, f"{{SIS:{it.sis_id}}}", *names, it.sis_id, it.email]
        rows.append([it.sourced_id, "", "", "true", orgs, role, *ids, "", "", "", own[-1].grade_level, ""])
    return header, rows


def _users_1_2(people: People, stays: list[Stay]) -> Table:
    header = _header(
        "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms",
        "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier", "preferredGivenName",
        "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns",
    )  # fmt: skip
    rows = []
    for number, own in sorted(_by_person(stays).items()):
        it = people.persons[number]
        names = ["Student" if it.is_student else "Staff", it.number, ""]
        ids = [it.username, f"{{SIS:{it.sis_id}}}", *names, it.sis_id, it.email]
        home = SCHOOLS[_home(own).school].org_id
        rest = ["", "", "", own[-1].grade_level, "", "", "", "", "", home, ""]
        rows.append([it.sourced_id, "", "", "true", *ids, *rest])
    return header, rows


def _roles(people: People, stays: list[Stay]) -> Table:
    header = _header(
        "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"
    )
    rows = []
    for number, own in sorted(_by_person(stays).items()):
        it = people.persons[number]
        for place, stay in enumerate(own):
            kind = "primary" if stay is _home(own) else "secondary"
            span = [stay.starts_on, stay.ends_on, SCHOOLS[stay.school].org_id]
            rows.append([f"r-{it.number}-{place}", "", "", it.sourced_id, kind, it.title, *span, ""])
    return header, rows


def _enrollments(people: People, classes: Classes, *, year: int) -> Table:
    header = _header("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate")
    rows = []
    for it in classes.enrollments:
        stay, school_class = people.stays[it.stay], classes.classes[it.school_class]
        if stay.year == year:
            key = f"e-{YEARS[year].name}-{len(rows) + 1}"
            who = [SCHOOLS[stay.school].org_id, people.persons[stay.person].sourced_id, it.role]
            primary = "true" if it.is_primary else "false"
            rows.append([key, "", "", school_class.class_id, *who, primary, it.starts_on, it.ends_on])
    return header, rows


def _by_person(stays: list[Stay]) -> dict[int, list[Stay]]:
    """The stays of each person in the order of time, the home school of a floating teacher first."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in sorted(stays, key=lambda stay: (stay.starts_on, not stay.is_home)):
        found[stay.person].append(stay)
    return found


def _home(own: list[Stay]) -> Stay:
    """The newest stay that is not a second school."""
    return [stay for stay in own if stay.is_home][-1]
