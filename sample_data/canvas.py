"""Canvas as it writes its tables through the Data Access Platform: web logs, logins, users and courses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from sample_data.classes import Classes
from sample_data.files import write_csv, write_frame
from sample_data.people import People
from sample_data.school_calendar import TIME_ZONE
from sample_data.use import District, Events, Visits, active_days, chances, events, pick, visits

USER_BASE, COURSE_BASE = 204_000, 31_000
EXPORTED_AT, CREATED_AT = "2026-05-15T23:40:00.000Z", "2024-08-01T12:00:00.000Z"
GUEST_COUNT = 24  # Canvas users whom no roster knows: guest lecturers, a vendor's test accounts
GUEST_SHARE = 0.012  # of visits
HALF_YEARS = (
    ("2024-07_2024-12", datetime(2025, 1, 1)),
    ("2025-01_2025-06", datetime(2025, 7, 1)),
    ("2025-07_2025-12", datetime(2026, 1, 1)),
    ("2026-01_2026-06", datetime(2026, 7, 1)),
)
STUDENT_CHANCE = {
    "03": 0.04, "04": 0.055, "05": 0.07, "06": 0.15, "07": 0.17, "08": 0.18, "09": 0.20, "10": 0.215, "11": 0.22,
    "12": 0.18,
}  # fmt: skip
TEACHER_CHANCE, STAFF_CHANCE = 0.21, 0.03
SCHOOL_FACTORS = np.array([1.1, 0.9, 0.75, 1.0, 1.15, 0.85, 1.05, 0.9])
SUBJECT_FACTORS = {"Math": 1.2, "English Language Arts": 1.4, "Science": 1.1, "Social Studies": 0.9}
OTHER_SUBJECT = 0.4
GROWTH = 0.25  # from the first day to the last
EXTRA_VISITS, EVENTS_PER_VISIT = 0.2, 2.1


@dataclass(frozen=True)
class Request:
    """One kind of page or action: how Canvas names it, and how often each role does it."""

    controller: str
    action: str
    method: str
    path: str
    student: float
    staff: float
    is_in_course: bool = True


REQUESTS = (
    Request("courses", "show", "GET", "", 14, 10),
    Request("context_modules", "index", "GET", "/modules", 12, 8),
    Request("assignments", "show", "GET", "/assignments", 16, 7),
    Request("submissions", "create", "POST", "/assignments/submissions", 7, 0),
    Request("wiki_pages", "show", "GET", "/pages", 9, 3),
    Request("files", "show", "GET", "/files", 8, 4),
    Request("quizzes/quizzes", "show", "GET", "/quizzes", 8, 3),
    Request("quizzes/quiz_submissions", "create", "POST", "/quizzes/submissions", 4, 0),
    Request("discussion_topics", "show", "GET", "/discussion_topics", 4, 2),
    Request("discussion_entries", "create", "POST", "/discussion_topics/entries", 2, 1),
    Request("announcements", "index", "GET", "/announcements", 3, 3),
    Request("gradebooks", "grade_summary", "GET", "/grades", 7, 0),
    Request("gradebooks", "show", "GET", "/gradebook", 0, 16),
    Request("gradebooks", "speed_grader", "GET", "/gradebook/speed_grader", 0, 12),
    Request("assignments", "create", "POST", "/assignments", 0, 3),
    Request("courses", "ping", "GET", "/ping", 4, 4),  # the page says that it is still open: nobody did anything
    Request("users", "user_dashboard", "GET", "/", 10, 12, is_in_course=False),
    Request("calendars", "show", "GET", "/calendar", 3, 3, is_in_course=False),
    Request("conversations", "index", "GET", "/conversations", 2, 6, is_in_course=False),
)
AGENTS = (
    "CrOS Chrome/136",
    "iPad Safari/604",
    "Windows Edg/136",
)
AGENT_WEIGHTS = np.array([80, 12, 8])


def write_canvas(out: Path, district: District, classes: Classes, rng: np.random.Generator, *, scale: float) -> None:
    folder = out / "canvas"
    _write_people(folder, district.people)
    _write_courses(folder, classes)
    found = visits(rng, district, active_days(rng, _chances(district)), extra=EXTRA_VISITS)
    course = _courses_of(rng, district.people, classes, found)
    happened = events(rng, found, mean=EVENTS_PER_VISIT, scale=scale)
    log = _log(rng, district.people, found, course, happened)
    for name, before in HALF_YEARS:
        part = log.filter(pl.col("value.timestamp") < before)
        log = log.filter(pl.col("value.timestamp") >= before)
        write_frame(folder / f"web_logs_{name}.csv", part, null="NULL", datetime_format="%Y-%m-%dT%H:%M:%S%.3fZ")


def _chances(district: District) -> np.ndarray:
    people = district.people
    of_stay = np.zeros(len(people.stays))
    for number, stay in enumerate(people.stays):
        role = people.persons[stay.person].role
        base = STUDENT_CHANCE.get(stay.grade_level, 0) if role == "student" else STAFF_CHANCE
        of_stay[number] = (TEACHER_CHANCE if role == "teacher" else base) * SCHOOL_FACTORS[stay.school]
    growth = 1 + GROWTH * np.arange(district.day_count) / district.day_count
    return chances(district, of_stay=of_stay, of_day=district.day_factor * growth)


def _courses_of(rng: np.random.Generator, people: People, classes: Classes, found: Visits) -> np.ndarray:
    """The class that each visit is in, drawn by subject among the classes of the visitor's stay; -1 for none."""
    lists: list[list[int]] = [[] for _ in people.stays]
    for it in classes.enrollments:
        if not classes.classes[it.school_class].is_homeroom:
            lists[it.stay].append(it.school_class)
    width = max(map(len, lists))
    table = np.array([own + [-1] * (width - len(own)) for own in lists])
    weight = np.array([SUBJECT_FACTORS.get(it.subjects[0], OTHER_SUBJECT) for it in classes.classes] + [0])
    edges = np.cumsum(weight[table], axis=1)
    drawn = rng.random(len(found)) * edges[found.stay, -1]
    place = (edges[found.stay] <= drawn[:, None]).sum(axis=1)
    return table[found.stay, np.minimum(place, width - 1)]


def _log(rng: np.random.Generator, people: People, found: Visits, course: np.ndarray, happened: Events) -> pl.DataFrame:
    """The web log of these events, one row each, in the order of time."""
    size = len(happened.visit)
    request = _requests(rng, people, found.person[happened.visit])
    in_course = np.array([it.is_in_course for it in REQUESTS])[request] & (course[happened.visit] >= 0)
    asset = rng.integers(500_000, 520_000, size=size)
    path = np.array([it.path for it in REQUESTS])[request]
    return pl.DataFrame(
        {
            "meta.action": pl.repeat("U", size, eager=True),
            "key.id": _ids(rng, size),
            "value.timestamp": _utc(happened.moment, rng.integers(1000, size=size)),
            "value.user_id": _users(rng, found)[happened.visit],
            "course": np.where(in_course, course[happened.visit] + COURSE_BASE, 0),
            "asset": asset,
            "path": path,
            "value.user_agent": _of(AGENTS, pick(rng, AGENT_WEIGHTS, len(found))[happened.visit]),
            "value.http_method": _of([it.method for it in REQUESTS], request),
            "value.interaction_micros": rng.integers(20_000, 900_000, size=size),
            "value.web_application_controller": _of([it.controller for it in REQUESTS], request),
            "value.web_application_action": _of([it.action for it in REQUESTS], request),
        }
    ).select(_COLUMNS)


def _requests(rng: np.random.Generator, people: People, person: np.ndarray) -> np.ndarray:
    is_student = np.array([it.is_student for it in people.persons])[person]
    student = pick(rng, np.array([it.student for it in REQUESTS]), len(person))
    staff = pick(rng, np.array([it.staff for it in REQUESTS]), len(person))
    return np.where(is_student, student, staff)


def _users(rng: np.random.Generator, found: Visits) -> np.ndarray:
    """The Canvas user of each visit; a few visits are those of guests whom no roster knows."""
    guest = USER_BASE - 1 - rng.integers(GUEST_COUNT, size=len(found))
    return np.where(rng.random(len(found)) < GUEST_SHARE, guest, USER_BASE + found.person)


def _ids(rng: np.random.Generator, size: int) -> pl.Series:
    text = rng.bytes(8 * size).hex()
    return pl.Series(np.frombuffer(text.encode(), dtype="S16").astype("U16"))


def _utc(moment: np.ndarray, millisecond: np.ndarray) -> pl.Series:
    local = pl.Series(moment + millisecond.astype("timedelta64[ms]"))
    return local.dt.replace_time_zone(TIME_ZONE).dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _of(values: Sequence[str], place: np.ndarray) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String).gather(place)


def _asset(kind: str) -> pl.Expr:
    """The id of what was asked for, where it is of this kind."""
    return pl.when(pl.col("path").str.starts_with(kind)).then(pl.col("asset"))


_IN_COURSE = pl.col("course") > 0
_COURSE = pl.when(_IN_COURSE).then(pl.col("course"))
_NOTHING = pl.lit(None, dtype=pl.String)
_COLUMNS = [
    pl.lit(EXPORTED_AT).alias("meta.ts"),
    pl.col("meta.action", "key.id", "value.timestamp", "value.user_id"),
    _NOTHING.alias("value.real_user_id"),
    _COURSE.alias("value.course_id"),
    _asset("/quizzes").alias("value.quiz_id"),
    _asset("/discussion").alias("value.discussion_id"),
    _NOTHING.alias("value.conversation_id"),
    _asset("/assignments").alias("value.assignment_id"),
    pl.when(_IN_COURSE).then(pl.format("/courses/{}{}", "course", "path")).otherwise("path").alias("value.url"),
    pl.col("value.user_agent", "value.http_method"),
    pl.lit(200).alias("value.http_status"),
    pl.lit("HTTP/1.1").alias("value.http_version"),
    _NOTHING.alias("value.remote_ip"),
    pl.col("value.interaction_micros", "value.web_application_controller", "value.web_application_action"),
    pl.when(_IN_COURSE).then(pl.lit("Course")).alias("value.web_application_context_type"),
    _COURSE.alias("value.web_application_context_id"),
    _NOTHING.alias("value.session_id"),
]


def _write_people(folder: Path, people: People) -> None:
    users, logins = [], []
    for number, it in enumerate(people.persons):
        user, kind = USER_BASE + number, "Student" if it.is_student else "Staff"
        users.append(_user(user, kind, it.number))
        logins.append([EXPORTED_AT, "U", user + 100_000, user, 1, "active", it.email, it.sis_id])
    for number in range(GUEST_COUNT):
        user = USER_BASE - 1 - number
        users.append(_user(user, "Guest", number + 1))
        logins.append([EXPORTED_AT, "U", user + 100_000, user, 1, "active", f"guest{number + 1}@example.org", "NULL"])
    header = ["name", "sortable_name", "workflow_state", "created_at"]
    write_csv(folder / "users.csv", _header(*header), users)
    header = ["user_id", "account_id", "workflow_state", "unique_id", "sis_user_id"]
    write_csv(folder / "pseudonyms.csv", _header(*header), logins)


def _user(user: int, kind: str, number: int) -> list[object]:
    return [EXPORTED_AT, "U", user, f"{kind} {number}", f"{number}, {kind}", "registered", CREATED_AT]


def _write_courses(folder: Path, classes: Classes) -> None:
    header = ["account_id", "enrollment_term_id", "name", "course_code", "sis_source_id", "workflow_state"]
    rows = [
        [EXPORTED_AT, "U", COURSE_BASE + number, 1, it.year + 1, it.title, it.title, it.class_id, "available"]
        for number, it in enumerate(classes.classes)
        if not it.is_homeroom
    ]
    write_csv(folder / "courses.csv", _header(*header), rows)


def _header(*names: str) -> list[str]:
    return ["meta.ts", "meta.action", "key.id", *(f"value.{name}" for name in names)]
