"""A small district drawn as tables (who belongs where, who did what on which day) for the figures on use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import catalogue, policy
from metrics.definition import Result
from tests.building import school_days, store_of

# Weeks of five school days, but for those that begin on January 19 (4), February 16 (2) and March 9 (3).
OFF = (date(2026, 1, 19), date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 12), date(2026, 3, 13))
DAYS = school_days(date(2026, 1, 5), date(2026, 3, 27), off=OFF)
SUBJECT_STAY = ("person_id", "school_id", "grade_level", "subject", "starts_on", "ends_on")
SCHOOL_DAYS = [row["day"] for row in DAYS if row["is_instructional"]]
PERIODS = """
    kind        | period_id  | label      | starts_on  | ends_on
    school_year | 2025-26    | 2025-26    | 2026-01-05 | 2026-03-28
    quarter     | 2025-26 Q1 | 2025-26 Q1 | 2026-01-05 | 2026-03-28
"""
SCHOOLS = """
    school_id | name
    oak       | Oak School
    elm       | Elm School
"""
TOOLS = """
    tool_id | name    | has_log
    1       | Canvas  | true
    2       | Nearpod | true
"""
_OURS = policy.load().entries
# Nobody is too few to show here, so that an example can be about three people.
EVERYBODY_SHOWN = {"privacy.smallest_group": 0, "privacy.smallest_staff_group": 0}


def rows(text: str) -> list[dict]:
    """A table written as text. An empty cell is null; day and columns ending in _on are dates, _count are numbers."""
    if not text.strip():
        return []
    header, *body = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [{name: _cell(name, cell) for name, cell in zip(header, row, strict=True)} for row in body]


def _cell(name: str, cell: str) -> object:
    if not cell:
        return None
    if name.endswith("_on") or name == "day":
        return date.fromisoformat(cell)
    return int(cell) if name.endswith("_count") or name in ("person_id", "tool_id") else cell


def days(first: str, last: str) -> list[date]:
    """The school days from one to the other, both included."""
    return [day for day in SCHOOL_DAYS if date.fromisoformat(first) <= day <= date.fromisoformat(last)]


def scope(first: str = "2026-01-05", last: str = "2026-03-27", *, as_of: str = "2026-03-27", **words: object) -> Scope:
    """Both days included."""
    end = date.fromordinal(date.fromisoformat(last).toordinal() + 1)
    return Scope(date.fromisoformat(first), end, as_of=date.fromisoformat(as_of), **words)


@contextmanager
def district(
    tmp_path: Path,
    *,
    stays: str | list[dict],
    use: str | list[dict] = (),
    classes: str = "",
    visits: str = "",
    **tables,
) -> Iterator[Connection]:
    """A store in which these people stay at their schools and use tools; all that follows from it is in it too.

    `classes` are students in subjects, `visits` their logins inside the courses of these.
    """
    stays = [{"is_home": True, **row} for row in (rows(stays) if isinstance(stays, str) else stays)]
    use = rows(use) if isinstance(use, str) else list(use)
    taken = [{**_home(stays, row["person_id"], row["starts_on"]), **row} for row in rows(classes)]
    taken = [{name: row[name] for name in SUBJECT_STAY} for row in taken]
    drawn = {
        "calendar_days": DAYS,
        "periods": PERIODS,
        "schools": SCHOOLS,
        "tools": TOOLS,
        "memberships": stays,
        "enrolled_days": _enrolled(stays, ("school_id", "grade_level", "role")),
        "usage_days": [_placed(row, stays) for row in use],
        "subject_memberships": taken,
        "subject_enrolled_days": _enrolled(taken, ("school_id", "grade_level", "subject")),
        "subject_days": [_visited(row, stays) for row in rows(visits)],
    }
    with store_of(tmp_path, **{**drawn, **tables}).connect() as connection:
        yield connection


def measured(
    connection: Connection,
    name: str,
    *by: str,
    of: Scope | None = None,
    changed: Mapping[str, float] | None = None,
) -> Result:
    """A figure; `changed` thresholds are the district's own."""
    own = {entry: replace(_OURS[entry], value=value) for entry, value in {**EVERYBODY_SHOWN, **(changed or {})}.items()}
    ours = policy.Policy(MappingProxyType({**_OURS, **own}))
    return catalogue.measure(connection, name, of or scope(), by=by, policy=ours, version="000001-a")


def _enrolled(stays: Iterable[dict], groups: tuple[str, ...]) -> list[dict]:
    counts = Counter(
        (day, *(stay[name] for name in groups))
        for stay in stays
        for day in SCHOOL_DAYS
        if stay.get("is_home", True) and stay["starts_on"] <= day < stay["ends_on"]
    )
    return [dict(zip(("day", *groups, "people_count"), (*key, count), strict=True)) for key, count in counts.items()]


def _home(stays: list[dict], person_id: int, day: date) -> dict:
    """Where a person is at home on a day."""
    return next(
        {name: stay[name] for name in ("school_id", "grade_level", "role")}
        for stay in stays
        if stay["person_id"] == person_id and stay["is_home"] and stay["starts_on"] <= day < stay["ends_on"]
    )


def _placed(use: dict, stays: list[dict]) -> dict:
    """The use at the person's home of that day; a login alone has no events."""
    whole = {"tool_id": 1, "login_count": 1, "event_count": 1, **use, **_home(stays, use["person_id"], use["day"])}
    return {**whole, "is_active": whole["event_count"] > 0, "is_instructional": use["day"] in SCHOOL_DAYS}


def _visited(visit: dict, stays: list[dict]) -> dict:
    home = _home(stays, visit["person_id"], visit["day"])
    return {
        **visit,
        "school_id": home["school_id"],
        "grade_level": home["grade_level"],
        "is_instructional": visit["day"] in SCHOOL_DAYS,
    }
