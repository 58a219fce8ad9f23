"""A small invented district as exports, imported the ordinary way: what the tests of the pages look at.

East School has 24 students of grade 3 and 12 teachers, West School 14 students of grade 4; Tiny School has 4 students,
too few to show. Two tools: everybody may use Nearpod, and half of East does on each school day; nobody opens Padlet.
The as-of day is 2026-03-13, in the middle of the third quarter.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from data_layer import importing
from data_layer.store import Home

RECEIVED_AT = datetime(2026, 3, 14, 6, 0)
AS_OF = date(2026, 3, 13)
SCHOOLS = {"east": "East School", "west": "West School", "tiny": "Tiny School"}
STUDENTS = {"east": (24, "03"), "west": (14, "04"), "tiny": (4, "05")}
TEACHER_COUNT = 12
_ITEMS = (
    "Using it in my job would enable me to accomplish tasks more quickly.",
    "Using it would improve my job performance.",
    "Using it in my job would increase my productivity.",
    "Using it would enhance my effectiveness on the job.",
    "Using it would make it easier to do my job.",
    "I would find it useful in my job.",
    "Learning to operate it would be easy for me.",
    "I would find it easy to get it to do what I want it to do.",
    "My interaction with it would be clear and understandable.",
    "I would find it to be flexible to interact with.",
    "It would be easy for me to become skillful at using it.",
    "I would find it easy to use.",
)


def exports(folder: Path) -> Path:
    """Everything that the district's systems would hand over."""
    _roster(folder / "roster")
    _write(folder / "calendar.csv", "kind,name,start,end", *_CALENDAR)
    _write(folder / "activity.csv", "date_time,user,tool,feature,action,count,minutes", *_activity())
    _survey(folder / "survey_q2.csv", submitted_on=date(2025, 12, 3), favorable_count=6)
    _survey(folder / "survey_q3.csv", submitted_on=date(2026, 3, 3), favorable_count=9)
    _write(folder / "licenses.csv", *_LICENSES)
    _write(folder / "seats.csv", "tool,person,assigned_on", *(f"Padlet,s-east-{n},2025-08-20" for n in range(12)))
    return folder


def home_of(folder: Path) -> Home:
    """A home into which all of it was imported."""
    home = Home(folder / "home")
    report = importing.run(home, [exports(folder / "exports")], received_at=RECEIVED_AT)
    assert report.is_clean, [finding.problem for finding in report.findings if finding.is_refused]
    return home


_CALENDAR = (
    "time_zone,America/Chicago,,",
    "school_year,2025-26,2025-08-18,2026-05-29",
    "semester,2025-26 S1,2025-08-18,2025-12-19",
    "semester,2025-26 S2,2026-01-05,2026-05-29",
    "quarter,2025-26 Q1,2025-08-18,2025-10-17",
    "quarter,2025-26 Q2,2025-10-20,2025-12-19",
    "quarter,2025-26 Q3,2026-01-05,2026-03-20",
    "quarter,2025-26 Q4,2026-03-23,2026-05-29",
    "no_school,Winter break,2025-12-22,2026-01-02",
)


_LICENSES = (
    "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days",
    "Nearpod,Nearpod,Lessons,supplemental,District-wide,60,6000.00,2025-07-01,2026-06-30,60",
    "Padlet,Padlet,Boards,supplemental,District-wide,20,1000.50,2025-07-01,2026-06-30,60",
)


def _roster(folder: Path) -> None:
    _write(
        folder / "orgs.csv",
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
        "d,,,Example District,district,,",
        *(f"{key},,,{name},school,,d" for key, name in SCHOOLS.items()),
    )
    _write(
        folder / "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
        "y,,,2025-2026,schoolYear,2025-08-18,2026-05-29,,2026",
    )
    _write(
        folder / "classes.csv",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods",
        *(f"c-{key},,,Math,,k,C,scheduled,,{key},y,Math,," for key in SCHOOLS),
    )
    students = [
        (f"s-{school}-{n}", school, "student", grade)
        for school, (count, grade) in STUDENTS.items()
        for n in range(count)
    ]
    teachers = [(f"t-{n}", "east", "teacher", "") for n in range(TEACHER_COUNT)]
    _write(
        folder / "users.csv",
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
        *(
            f"{key},,,true,{school},{role},{key},,Given,Family,,,{key}@example.org,,,,{grade},"
            for key, school, role, grade in (*students, *teachers)
        ),
    )
    _write(
        folder / "enrollments.csv",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
        *(f"e-{key},,,c-{school},{school},{key},{role},,," for key, school, role, _ in (*students, *teachers)),
    )


def _activity() -> list[str]:
    """Half of East each weekday, one of West's on Mondays, and one login of Padlet so that its log is known."""
    rows, day = ["2025-08-18 09:00:00,t-0,Padlet,,login,1,"], date(2025, 8, 18)
    while day <= AS_OF:
        if day.weekday() < 5:
            rows += [f"{day} 09:{n:02d}:00,s-east-{n},Nearpod,Quiz,participate,1,5" for n in range(12)]
        if day.weekday() == 0:
            rows.append(f"{day} 10:00:00,s-west-0,Nearpod,Quiz,participate,1,5")
        day += timedelta(days=1)
    return rows


def _survey(path: Path, *, submitted_on: date, favorable_count: int) -> None:
    """All teachers answer; so many of them give sixes, and the others threes."""
    answers = [6 if n < favorable_count else 3 for n in range(TEACHER_COUNT)]
    stamp = f"{submitted_on.month}/{submitted_on.day}/{submitted_on.year} 8:00:00"
    _write(
        path,
        ",".join(["Timestamp", "Email Address", *_ITEMS]),
        *(f"{stamp},t-{n}@example.org,{','.join([str(answer)] * len(_ITEMS))}" for n, answer in enumerate(answers)),
    )


def _write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
