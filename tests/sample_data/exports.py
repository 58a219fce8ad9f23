"""Reads the calendar, roster, surveys and license list of the sample exports in plain Python.

Nothing here is the product's: only csv, zipfile, openpyxl and dates, so that what it counts can judge the product.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from openpyxl import load_workbook

ONE_DAY = timedelta(days=1)
STUDENT, TEACHER, STAFF = "student", "teacher", "staff"


@dataclass(frozen=True)
class Stay:
    """One person at one school in one role over [first, end)."""

    person: str
    school: str
    role: str
    grade_level: str
    first: date
    end: date
    is_home: bool = True

    def holds(self, day: date) -> bool:
        return self.first <= day < self.end


@dataclass(frozen=True)
class Answer:
    person: str | None
    submitted_at: datetime
    usefulness: tuple[int, ...]  # the scores given, without the blanks
    ease: tuple[int, ...]


@dataclass(frozen=True)
class Contract:
    tool: str
    school: str
    seat_count: int | None
    annual_cost_usd: Decimal
    first: date
    last: date


class Exports:
    """The exports in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _calendar(self) -> list[dict[str, str]]:
        return list(rows_of(self.folder / "calendar" / "school_calendar.csv"))

    def spans(self, kind: str) -> dict[str, tuple[date, date]]:
        """First and last day of each span of a kind, by name."""
        found = (row for row in self._calendar if row["kind"] == kind)
        return {row["name"]: (_day(row["start"]), _day(row["end"])) for row in found}

    @cached_property
    def time_zone(self) -> str:
        return next(row["name"] for row in self._calendar if row["kind"] == "time_zone")

    @cached_property
    def instructional_days(self) -> list[date]:
        added = {day for span in self.spans("school_day").values() for day in days_of(*span)}
        closed = {
            day
            for row in self._calendar
            if row["kind"] == "no_school"
            for day in days_of(_day(row["start"]), _day(row["end"]))
        }
        years = [day for span in self.spans("school_year").values() for day in days_of(*span)]
        return sorted(added | {day for day in years if day.weekday() < 5 and day not in closed})

    def days_since(self, used_on: date, counted_on: date) -> int:
        """Instructional days after one day, up to and with another."""
        return sum(used_on < day <= counted_on for day in self.instructional_days)

    @cached_property
    def _rosters(self) -> list[dict[str, list[dict[str, str]]]]:
        found = []
        for path in sorted((self.folder / "roster").glob("*.zip")):
            with zipfile.ZipFile(path) as archive:
                found.append({name.removesuffix(".csv"): list(_members(archive, name)) for name in archive.namelist()})
        return found

    @cached_property
    def people(self) -> dict[str, str]:
        """The sourcedId behind every email address, username and SIS id."""
        found = {}
        for roster in self._rosters:
            for user in roster["users"]:
                keys = (user["email"], user["username"], user["identifier"])
                found.update(dict.fromkeys(keys, user["sourcedId"]))
        return found

    @cached_property
    def stays(self) -> list[Stay]:
        return [stay for roster in self._rosters for stay in self._stays(roster)]

    def _stays(self, roster: dict[str, list[dict[str, str]]]) -> Iterator[Stay]:
        """Students stay where and while they are enrolled; staff where the roster lists them, for the whole year."""
        enrolled: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
        for row in roster["enrollments"]:
            span = _day(row["beginDate"]), _day(row["endDate"])
            enrolled[row["userSourcedId"], row["schoolSourcedId"]].append(span)
        year = next(row for row in roster["academicSessions"] if row["type"] == "schoolYear")
        whole = _day(year["startDate"]), _day(year["endDate"])
        granted = defaultdict(list)
        for row in sorted(roster.get("roles", []), key=lambda row: row["roleType"]):
            granted[row["userSourcedId"]].append((row["role"], row["orgSourcedId"]))
        for user in roster["users"]:
            person = user["sourcedId"]
            places = granted[person] or [(user["role"], org) for org in user["orgSourcedIds"].split(",")]
            for place, (role, school) in enumerate(places):
                if role == STUDENT:
                    spans = enrolled[person, school]
                    first, end = min(first for first, _ in spans), max(end for _, end in spans)
                    yield Stay(person, school, STUDENT, user["grades"], first, end)
                else:
                    role = TEACHER if role == TEACHER else STAFF
                    yield Stay(person, school, role, "", *whole, is_home=place == 0)

    @cached_property
    def _stays_of(self) -> dict[str, list[Stay]]:
        found = defaultdict(list)
        for stay in self.stays:
            if stay.is_home:
                found[stay.person].append(stay)
        return found

    def stay_on(self, person: str, day: date) -> Stay | None:
        """Where a person is at home on a day."""
        return next((stay for stay in self._stays_of.get(person, ()) if stay.holds(day)), None)

    @cached_property
    def class_subjects(self) -> dict[str, tuple[str, ...]]:
        found = (row for roster in self._rosters for row in roster["classes"])
        return {row["sourcedId"]: tuple(row["subjects"].split(",")) for row in found}

    def subject_spans(self, subject: str) -> dict[tuple[str, str], list[tuple[date, date]]]:
        """When each student is in any class of just this subject, by student and school."""
        found = defaultdict(list)
        for roster in self._rosters:
            for row in roster["enrollments"]:
                if row["role"] == STUDENT and self.class_subjects[row["classSourcedId"]] == (subject,):
                    place = row["userSourcedId"], row["schoolSourcedId"]
                    found[place].append((_day(row["beginDate"]), _day(row["endDate"])))
        return found

    @cached_property
    def answers(self) -> list[Answer]:
        found = []
        for path in sorted((self.folder / "surveys").glob("*.csv")):
            for when, email, *scores in list(csv.reader(path.read_text().splitlines()))[1:]:
                usefulness, ease = (tuple(map(int, filter(None, part))) for part in (scores[:6], scores[6:]))
                moment = datetime.strptime(when, "%m/%d/%Y %H:%M:%S")
                found.append(Answer(self.people.get(email), moment, usefulness, ease))
        return found

    def _sheet(self, name: str) -> list[tuple]:
        book = load_workbook(self.folder / "licenses" / "licenses.xlsx", read_only=True)
        return list(book[name].iter_rows(min_row=2, values_only=True))

    @cached_property
    def contracts(self) -> list[Contract]:
        return [
            Contract(tool, school, seats, Decimal(str(cost)), _day(first), _day(last))
            for tool, _, _, _, school, seats, cost, first, last, _ in self._sheet("Contracts")
        ]

    @cached_property
    def seats(self) -> list[tuple[str, str, date]]:
        """Tool, holder and the day of the assignment."""
        return [(tool, self.people[email], _day(assigned_on)) for tool, email, assigned_on in self._sheet("Seats")]


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(archive.read(name).decode()))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def days_of(first: date, last: date) -> list[date]:
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]
