"""Who is in the district, at which school, in which grade or role, and from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from sample_data.school_calendar import YEARS
from sample_data.schools import GRADES, HIGH, INDEX, LAKE_MIDDLE, PK_STUDENTS, RIVER_MIDDLE, SCHOOLS

GRADUATE = len(GRADES) - 1
LATE_COUNT, LEAVER_COUNT, MOVER_COUNT = 80, 70, 12  # per school year
SUMMER_LEAVERS = 0.03
STAFF_TURNOVER = 0.04
WEEK = timedelta(days=7)
LATECOMER_GRADE, LATECOMER_CAME_ON = GRADES.index("07"), date(2026, 2, 9)


@dataclass(frozen=True)
class Person:
    """One student or member of staff, and the keys under which the systems know them."""

    sourced_id: str
    role: str  # student, teacher, staff
    title: str  # the OneRoster 1.2 role
    number: int

    @property
    def username(self) -> str:
        return f"u{self.number}"

    @property
    def email(self) -> str:
        return f"u{self.number}@example.org"

    @property
    def sis_id(self) -> str:
        return f"9{self.number:06d}"

    @property
    def is_student(self) -> bool:
        return self.role == "student"


@dataclass
class Stay:
    """One person at one school in one school year, from a day up to (not including) another."""

    person: int
    year: int
    school: int
    grade: int | None
    starts_on: date
    ends_on: date
    is_home: bool = True

    @property
    def grade_level(self) -> str:
        return "" if self.grade is None else GRADES[self.grade]


@dataclass
class People:
    persons: list[Person] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)

    def add(self, role: str, title: str = "") -> int:
        letter = {"student": "s", "teacher": "t", "staff": "a"}[role]
        number = 1001 + len(self.persons)
        self.persons.append(Person(f"{letter}-{number}", role, title or role, number))
        return len(self.persons) - 1

    def stay(self, person: int, *, year: int, school: int, grade: int | None = None, is_home: bool = True) -> None:
        span = YEARS[year]
        self.stays.append(Stay(person, year, school, grade, span.first, span.after, is_home))

    def staff_of(self, *, year: int, school: int) -> list[int]:
        """The staff whose home is this school, in the order of their numbers."""
        return sorted(
            stay.person
            for stay in self.stays
            if stay.grade is None and stay.is_home and (stay.year, stay.school) == (year, school)
        )

    @property
    def floating_teacher(self) -> int:
        return next(stay.person for stay in self.stays if not stay.is_home)


def populate(rng: np.random.Generator) -> People:
    """The whole district over both school years."""
    people = People()
    _staff(people, rng)
    _students(people, rng)
    return people


def _staff(people: People, rng: np.random.Generator) -> None:
    for school, place in enumerate(SCHOOLS):
        level = place.level
        titles = ["principal", "counselor", *["aide"] * (level.staff_count - 2)]
        posts = [("teacher", "teacher")] * (level.teacher_count + level.support_count)
        for role, title in posts + [("staff", title) for title in titles]:
            person = people.add(role, title)
            people.stay(person, year=0, school=school)
            leaves = school != LAKE_MIDDLE and rng.random() < STAFF_TURNOVER
            people.stay(people.add(role, title) if leaves else person, year=1, school=school)
    for year in range(len(YEARS)):
        people.stay(_floater(people), year=year, school=LAKE_MIDDLE, is_home=False)


def _floater(people: People) -> int:
    """The first teacher of River Middle who is there in both years: also teaches at Lake Middle."""
    both = set(people.staff_of(year=0, school=RIVER_MIDDLE)) & set(people.staff_of(year=1, school=RIVER_MIDDLE))
    return min(both)


def _students(people: People, rng: np.random.Generator) -> None:
    for school, grade, places in _places():
        for _ in range(places):
            people.stay(people.add("student"), year=0, school=school, grade=grade)
    _promote(people, rng)
    for year in range(len(YEARS)):
        _late_leaving_and_moving(people, rng, year=year)
    _latecomer(people)


def _latecomer(people: People) -> None:
    """One Lake Middle seventh-grader of the second year came late: the README follows this one."""
    whole_year = (YEARS[1].first, YEARS[1].after)
    place = (1, LAKE_MIDDLE, LATECOMER_GRADE)
    came = next(
        stay
        for stay in people.stays
        if (stay.year, stay.school, stay.grade) == place and (stay.starts_on, stay.ends_on) == whole_year
    )
    came.starts_on = LATECOMER_CAME_ON


def _promote(people: People, rng: np.random.Generator) -> None:
    """Last year's students move up; those who come anew fill the places."""
    filled: dict[tuple[int, int], int] = {}
    for stay in [stay for stay in people.stays if stay.grade is not None]:
        if stay.grade == GRADUATE or rng.random() < SUMMER_LEAVERS:
            continue
        school, grade = _next_place(stay)
        people.stay(stay.person, year=1, school=school, grade=grade)
        filled[school, grade] = filled.get((school, grade), 0) + 1
    for school, grade, places in _places():
        for _ in range(places - filled.get((school, grade), 0)):
            people.stay(people.add("student"), year=1, school=school, grade=grade)


def _places() -> Iterator[tuple[int, int, int]]:
    for school, place in enumerate(SCHOOLS):
        for level in place.level.grades:
            yield school, GRADES.index(level), PK_STUDENTS if level == "PK" else place.level.students_per_grade


def _next_place(stay: Stay) -> tuple[int, int]:
    place, grade = SCHOOLS[stay.school], stay.grade + 1
    if GRADES[grade] in place.level.grades:
        return stay.school, grade
    return INDEX[place.next_school], grade


def _late_leaving_and_moving(people: People, rng: np.random.Generator, *, year: int) -> None:
    """Give some students of this year a late first day, an early last one, or a second school."""
    students = [stay for stay in people.stays if stay.year == year and stay.grade is not None]
    chosen = [students[place] for place in rng.permutation(len(students))]
    for stay in chosen[:LATE_COUNT]:
        stay.starts_on = _some_monday(rng, year=year)
    for stay in chosen[LATE_COUNT : LATE_COUNT + LEAVER_COUNT]:
        stay.ends_on = _some_monday(rng, year=year) - timedelta(days=2)
    movable = [stay for stay in chosen[LATE_COUNT + LEAVER_COUNT :] if SCHOOLS[stay.school].level is not HIGH]
    for stay in movable[:MOVER_COUNT]:
        _move(people, stay, monday=_some_monday(rng, year=year))


def _move(people: People, stay: Stay, *, monday: date) -> None:
    """From this Monday on at the other side of the district: the same grade at another school of the level."""
    others = [number for number, place in enumerate(SCHOOLS) if place.level is SCHOOLS[stay.school].level]
    other = others[(others.index(stay.school) + 1) % len(others)]
    people.stays.append(Stay(stay.person, stay.year, other, stay.grade, monday, stay.ends_on))
    stay.ends_on = monday - timedelta(days=2)


def _some_monday(rng: np.random.Generator, *, year: int) -> date:
    first = YEARS[year].first
    monday = first + timedelta(days=7 - first.weekday())
    return monday + WEEK * int(rng.integers(2, 34))
