"""Reads the logs of the sample exports in plain Python: who was active and logged in on which local day."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.sample_data.exports import Exports, rows_of

ACTIONS = ("login", "view", "participate", "create")
QUIET = timedelta(minutes=30)
PING = ("courses", "ping")  # a page that says that it is still open


@dataclass
class Use:
    """One tool's log: person and day of every use and login, and how many rows were whose."""

    active: set[tuple[str, date]] = field(default_factory=set)
    logins: Counter[tuple[str, date]] = field(default_factory=Counter)
    events: Counter[tuple[date, bool]] = field(default_factory=Counter)  # by day, and whether the roster knows whose
    visits: Counter[tuple[str, date, str]] = field(default_factory=Counter)  # by person, day and class
    refused_count: int = 0


def read_logs(exports: Exports) -> dict[str, Use]:
    """Every tool's use."""
    found: dict[str, Use] = defaultdict(Use)
    _read_canvas(exports, found["Canvas"])
    for path in sorted((exports.folder / "activity").glob("*.csv")):
        _read_activity(exports, path, found)
    for path in sorted((exports.folder / "clever").rglob("*.csv")):
        _read_clever(exports, path, found)
    return found


def _read_activity(exports: Exports, path: Path, found: dict[str, Use]) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        width = len(next(rows))
        for row in rows:
            day = _day_or_none(row[0][:10])
            if day is None or row[4] not in ACTIONS or len(row) != width:
                found[row[2]].refused_count += 1
                continue
            _count(found[row[2]], exports.people.get(row[1]), day, is_login=row[4] == "login", count=int(row[5]))


def _count(use: Use, person: str | None, day: date, *, is_login: bool, count: int) -> None:
    use.events[day, person is not None] += count
    if person is None:
        return
    if is_login:
        use.logins[person, day] += count
    else:
        use.active.add((person, day))


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_clever(exports: Exports, path: Path, found: dict[str, Use]) -> None:
    """Daily participation has logins of its own; a launch from Clever is one use of the tool launched."""
    for row in rows_of(path):
        key = exports.people[row["sis_id"]], date.fromisoformat(row["date"])
        if "resource_name" in row:
            found[row["resource_name"]].active.add(key)
            found[row["resource_name"]].events[key[1], True] += int(row["num_access"])
        elif row["active"] == "True":
            found["Clever"].active.add(key)
            found["Clever"].logins[key] += int(row["num_logins"])
            found["Clever"].events[key[1], True] += int(row["num_resources_accessed"])


def _read_canvas(exports: Exports, use: Use) -> None:
    """Canvas writes no logins: a visit is one, which begins with the first use of a day or after more than QUIET."""
    people, classes = _canvas_people(exports), _canvas_classes(exports)
    seen: dict[tuple, datetime] = {}
    for user, course, moment in _canvas_uses(exports):
        person, day = people.get(user), moment.date()
        use.events[day, person is not None] += 1
        if person is None:
            continue
        use.active.add((person, day))
        if _is_new_visit(seen, (person, day), moment):
            use.logins[person, day] += 1
        if course in classes and _is_new_visit(seen, (person, day, course), moment):
            use.visits[person, day, classes[course]] += 1


def _is_new_visit(seen: dict[tuple, datetime], key: tuple, moment: datetime) -> bool:
    before = seen.get(key)
    seen[key] = moment
    return before is None or moment - before > QUIET


def _canvas_people(exports: Exports) -> dict[str, str]:
    rows = rows_of(exports.folder / "canvas" / "pseudonyms.csv")
    found = {row["value.user_id"]: exports.people.get(row["value.sis_user_id"]) for row in rows}
    return {user: person for user, person in found.items() if person}


def _canvas_classes(exports: Exports) -> dict[str, str]:
    rows = rows_of(exports.folder / "canvas" / "courses.csv")
    return {row["key.id"]: row["value.sis_source_id"] for row in rows}


def _canvas_uses(exports: Exports) -> Iterator[tuple[str, str, datetime]]:
    """User, course and local moment of every request that somebody made as themselves."""
    for path in sorted((exports.folder / "canvas").glob("web_logs_*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            header = next(rows)
            names = ("timestamp", "user_id", "real_user_id", "course_id")
            when, user, real_user, course = (header.index(f"value.{name}") for name in names)
            asked = [header.index(f"value.web_application_{name}") for name in ("controller", "action")]
            for row in rows:
                is_ping = (row[asked[0]], row[asked[1]]) == PING
                if row[real_user] == "NULL" and not is_ping:
                    yield row[user], row[course], _local(row[when], exports.time_zone)


def _local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text[:-1]) + _offset(text[:13], zone)


@cache
def _offset(hour: str, zone: str) -> timedelta:
    """How far the district's clock is ahead of UTC in this hour."""
    return datetime.fromisoformat(f"{hour}:00:00+00:00").astimezone(ZoneInfo(zone)).utcoffset()
