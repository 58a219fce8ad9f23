"""Writes small exports of a two-school district, so that a test shows the files it imports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
_USERS += "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"


def write(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def roster(
    folder: Path, people: Iterable[str], *, enrollments: Iterable[str] = (), year: int = 2025, title: str = "Math 3"
) -> Path:
    """A OneRoster 1.1 folder. A person is "id role school grade"; an enrollment "person class begin end"."""
    write(
        folder / "orgs.csv",
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
        "d,,,Example District,district,,",
        "east,,,East School,school,,d",
        "west,,,West School,school,,d",
    )
    write(
        folder / "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
        f"y{year},,,{year}-{year + 1},schoolYear,{year}-08-18,{year + 1}-05-29,,{year + 1}",
    )
    write(
        folder / "classes.csv",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods",
        f"c1,,,{title},03,k1,C1,scheduled,,east,y{year},,,",
        f"c2,,,Art,03,k2,C2,scheduled,,west,y{year},,,",
    )
    rows = []
    for person in people:
        key, role, school, *grade = person.split()
        names = f"{key}.name,,Given {key},Family {key},,,{key}@example.org"
        rows.append(f"{key},,,true,{school},{role},{names},,,,{grade[0] if grade else ''},")
    write(folder / "users.csv", _USERS, *rows)
    write(
        folder / "enrollments.csv",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
        *(_enrollment(number, enrollment) for number, enrollment in enumerate(enrollments)),
    )
    return folder


def _enrollment(number: int, enrollment: str) -> str:
    person, class_id, *dates = enrollment.split()
    begins, ends = [*dates, "", ""][:2]
    school = "east" if class_id == "c1" else "west"
    return f"e{number},,,{class_id},{school},{person},student,,{begins},{ends}"


def activity(path: Path, *rows: str) -> Path:
    """A tool activity file; a row is "date_time,user,tool,feature,action,count,minutes"."""
    return write(path, "date_time,user,tool,feature,action,count,minutes", *rows)
