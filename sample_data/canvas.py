"""Canvas as it writes its tables through the Data Access Platform: web logs, logins, users and courses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from sample_data.canvas_requests import AGENT_WEIGHTS, AGENTS, REQUESTS, requests
from sample_data.canvas_visits import canvas_visits, classes_visited
from sample_data.classes import Classes
from sample_data.files import write_csv, write_frame
from sample_data.people import People
from sample_data.school_calendar import TIME_ZONE
from sample_data.use import District, Events, Visits, events, pick, some

USER_BASE, COURSE_BASE = 204_000, 31_000
EXPORTED_AT, CREATED_AT = "2026-05-15T23:40:00.000Z", "2024-08-01T12:00:00.000Z"
GUEST_COUNT, GUEST_SHARE = 24, 0.012  # users whom no roster knows: guest lecturers, a vendor's accounts; of the visits
SUPPORT_USER, SUPPORT_SHARE = USER_BASE - 100, 0.003  # visits in which the support desk acts as the user
EVENTS_PER_VISIT = 2.1
HALF_YEARS = (
    ("2024-07_2024-12", datetime(2025, 1, 1)),
    ("2025-01_2025-06", datetime(2025, 7, 1)),
    ("2025-07_2025-12", datetime(2026, 1, 1)),
    ("2026-01_2026-06", datetime(2026, 7, 1)),
)


def write_canvas(out: Path, district: District, classes: Classes, rng: np.random.Generator, *, scale: float) -> None:
    folder = out / "canvas"
    _write_people(folder, district.people)
    _write_courses(folder, classes)
    log = _log(rng, district, classes, scale=scale)
    for name, before in HALF_YEARS:
        part = log.filter(pl.col("value.timestamp") < before)
        log = log.filter(pl.col("value.timestamp") >= before)
        write_frame(folder / f"web_logs_{name}.csv", part, null="NULL", datetime_format="%Y-%m-%dT%H:%M:%S%.3fZ")


def _log(rng: np.random.Generator, district: District, classes: Classes, *, scale: float) -> pl.DataFrame:
    """The whole web log, one row per request, in the order of time."""
    who, what = rng.spawn(2)
    found = canvas_visits(who, district)
    beside = who.choice(len(found), size=round(len(found) * GUEST_SHARE), replace=False)
    user = np.append(USER_BASE + found.person, USER_BASE - 1 - who.integers(GUEST_COUNT, size=len(beside)))
    found = some(found, np.append(np.arange(len(found)), beside))  # guests sit beside some of the others
    visit = pl.DataFrame(
        {
            "value.user_id": user,
            "acting": who.random(len(found)) < SUPPORT_SHARE,
            "course": classes_visited(who, district.people, classes, found) + COURSE_BASE,
            "value.user_agent": _of(AGENTS, pick(who, AGENT_WEIGHTS, len(found))),
        }
    )
    happened = events(what, found, mean=EVENTS_PER_VISIT, scale=scale)
    return _requests(what, district.people, found, happened, visit[happened.visit]).select(_COLUMNS)


def _requests(
    rng: np.random.Generator, people: People, found: Visits, happened: Events, visit: pl.DataFrame
) -> pl.DataFrame:
    """What each event asked for, beside what is so of its whole visit."""
    is_student = np.array([it.is_student for it in people.persons])[found.person[happened.visit]]
    request = requests(rng, is_student=is_student, is_first=happened.is_first)
    size = len(request)
    kinds = pl.DataFrame(
        {
            "path": [it.path for it in REQUESTS],
            "is_in_course": [it.is_in_course for it in REQUESTS],
            "value.http_method": [it.method for it in REQUESTS],
            "value.web_application_controller": [it.controller for it in REQUESTS],
            "value.web_application_action": [it.action for it in REQUESTS],
        }
    )
    return pl.concat([visit, kinds[request]], how="horizontal").with_columns(
        _ids(rng, size),
        _utc(happened.moment, rng.integers(1000, size=size)),
        pl.Series("asset", rng.integers(500_000, 520_000, size=size)),
        pl.Series("value.interaction_micros", rng.integers(20_000, 900_000, size=size)),
    )


def _ids(rng: np.random.Generator, size: int) -> pl.Series:
    text = rng.bytes(8 * size).hex()
    return pl.Series("key.id", np.frombuffer(text.encode(), dtype="S16").astype("U16"))


def _utc(moment: np.ndarray, millisecond: np.ndarray) -> pl.Series:
    local = pl.Series("value.timestamp", moment + millisecond.astype("timedelta64[ms]"))
    return local.dt.replace_time_zone(TIME_ZONE).dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _of(values: Sequence[str], place: np.ndarray) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String).gather(place)


def _asset(kind: str) -> pl.Expr:
    """The id of what was asked for, where it is of this kind."""
    return pl.when(pl.col("path").str.starts_with(kind)).then("asset")


_IN_COURSE = pl.col("is_in_course") & (pl.col("course") >= COURSE_BASE)
_COURSE = pl.when(_IN_COURSE).then("course")
_NOTHING = pl.lit(None, dtype=pl.String)
_COLUMNS = [
    pl.lit(EXPORTED_AT).alias("meta.ts"),
    pl.lit("U").alias("meta.action"),
    pl.col("key.id", "value.timestamp", "value.user_id"),
    pl.when("acting").then(SUPPORT_USER).alias("value.real_user_id"),
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
        logins.append(_login(user, it.email, it.sis_id))
    for number in range(1, GUEST_COUNT + 1):
        users.append(_user(USER_BASE - number, "Guest", number))
        logins.append(_login(USER_BASE - number, f"guest{number}@example.org", "NULL"))
    header = ["name", "sortable_name", "workflow_state", "created_at"]
    write_csv(folder / "users.csv", _header(*header), users)
    header = ["user_id", "account_id", "workflow_state", "unique_id", "sis_user_id"]
    write_csv(folder / "pseudonyms.csv", _header(*header), logins)


def _user(user: int, kind: str, number: int) -> list[object]:
    return [EXPORTED_AT, "U", user, f"{kind} {number}", f"{number}, {kind}", "registered", CREATED_AT]


def _login(user: int, login: str, sis_id: str) -> list[object]:
    return [EXPORTED_AT, "U", user + 100_000, user, 1, "active", login, sis_id]


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
