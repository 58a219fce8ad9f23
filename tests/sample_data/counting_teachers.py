"""Counts the teachers who could and did use a tool in a semester, and judges it, in plain Python."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.schools import SCHOOLS
from tests.sample_data.counting import Figure, Question
from tests.sample_data.exports import TEACHER, Exports
from tests.sample_data.logs import Use

GRACE_DAYS, PERCENT_NEEDED = 30, 30
DISTRICT = "District-wide"
NAMES = {school.org_id: school.name for school in SCHOOLS}


def school_days(exports: Exports, semester: str) -> list[date]:
    first, last = exports.spans("semester")[semester]
    return [day for day in exports.instructional_days if first <= day <= last]


def could_use(exports: Exports, tool: str, days: list[date]) -> set[str]:
    """Teachers of the whole semester with a seat, or at a school with a contract, for its last thirty school days."""
    since, until = days[-GRACE_DAYS], days[-1]
    stays = [stay for stay in exports.stays if stay.role == TEACHER and stay.holds(days[0]) and stay.holds(until)]
    holders = {person: assigned_on for name, person, assigned_on in exports.seats if name == tool}
    if holders:
        return {stay.person for stay in stays if stay.person in holders and holders[stay.person] <= since}
    covered = {
        contract.school for contract in exports.contracts
        if contract.tool == tool and contract.first <= since and until <= contract.last
    }  # fmt: skip
    return {stay.person for stay in stays if DISTRICT in covered or NAMES[stay.school] in covered}


def did_use(use: Use, people: set[str], days: list[date]) -> set[str]:
    open_days = set(days)
    return {person for person, day in use.active if person in people and day in open_days}


def counts(exports: Exports, logs: dict[str, Use], tool: str, semester: str) -> tuple[int, int]:
    days = school_days(exports, semester)
    people = could_use(exports, tool, days)
    return len(did_use(logs[tool], people, days)), len(people)


def teacher_utilization(asked: Question) -> Figure:
    group = asked.truth.group
    used, base = counts(asked.exports, asked.use, group["tool"], group["semester"])
    status = "not met" if 100 * used < PERCENT_NEEDED * base else "met"
    return {"numerator": used, "denominator": base, "status": status}


def judgment(exports: Exports, logs: dict[str, Use], tool: str, *, as_of: date) -> str:
    """What the rule says of a tool: its first full semester, once that is over."""
    live_on = min(contract.first for contract in exports.contracts if contract.tool == tool)
    semesters = {name: span for name, span in exports.spans("semester").items() if span[0] >= live_on}
    first = min(semesters, key=lambda name: semesters[name][0])
    if as_of < semesters[first][1] + timedelta(days=1):
        return "too early"
    used, base = counts(exports, logs, tool, first)
    return "to be flagged" if 100 * used < PERCENT_NEEDED * base else "kept"


COUNTS = {teacher_utilization.__name__: teacher_utilization}
