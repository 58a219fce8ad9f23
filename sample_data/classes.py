"""Which classes there are, who teaches them, and who sits in them from when to when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sample_data.people import People, Stay
from sample_data.school_calendar import YEARS
from sample_data.schools import (
    CORE,
    ELEMENTARY,
    GRADES,
    HOMEROOM_COUNT,
    LAKE_MIDDLE,
    SCHOOLS,
    SECTION_SIZE,
    SPECIALS,
    SUBJECT_CODES,
    electives,
)

FIRST_GRADE_WITH_SUBJECT_CLASSES = "03"  # younger ones learn the core in their homeroom


@dataclass(frozen=True)
class SchoolClass:
    class_id: str
    title: str
    year: int
    school: int
    grade_level: str
    subjects: tuple[str, ...]
    is_homeroom: bool = False

    @property
    def course_id(self) -> str:
        kind = "homeroom" if self.is_homeroom else SUBJECT_CODES[self.subjects[0]]
        return f"crs-{YEARS[self.year].name}-{kind}-{self.grade_level.lower()}"

    @property
    def course_title(self) -> str:
        return self.title.rsplit(" ", 1)[0]


@dataclass(frozen=True)
class Enrollment:
    school_class: int
    stay: int
    role: str
    is_primary: bool
    starts_on: date
    ends_on: date


@dataclass
class Classes:
    classes: list[SchoolClass] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number_of(self, school_class: SchoolClass) -> int:
        """The number of this class; a class that is new here gets the next one."""
        number = self._numbers.setdefault(school_class.class_id, len(self.classes))
        if number == len(self.classes):
            self.classes.append(school_class)
        return number

    def enroll(self, school_class: int, stays: list[Stay], stay: int, *, role: str, is_primary: bool = False) -> None:
        span = stays[stay]
        self.enrollments.append(Enrollment(school_class, stay, role, is_primary, span.starts_on, span.ends_on))


def schedule(people: People) -> Classes:
    """Every class of both years with its students and teachers."""
    result = Classes()
    _seat_students(result, people)
    _give_teachers(result, people)
    return result


def _seat_students(result: Classes, people: People) -> None:
    ranks: dict[tuple[int, int, int], int] = defaultdict(int)
    for number, stay in enumerate(people.stays):
        if stay.grade is None:
            continue
        place = (stay.year, stay.school, stay.grade)
        seat = _homerooms if SCHOOLS[stay.school].level is ELEMENTARY else _sections
        for school_class in seat(stay, ranks[place]):
            result.enroll(result.number_of(school_class), people.stays, number, role="student")
        ranks[place] += 1


def _homerooms(stay: Stay, rank: int) -> list[SchoolClass]:
    """The classes of an elementary student: homeroom, core subjects from grade 03 on, specials from KG on."""
    section = rank % HOMEROOM_COUNT.get(stay.grade_level, 3)
    found = [_class(stay, CORE, section, is_homeroom=True)]
    if stay.grade_level in GRADES[GRADES.index(FIRST_GRADE_WITH_SUBJECT_CLASSES) :]:
        found += [_class(stay, (subject,), section) for subject in CORE]
    if stay.grade_level != "PK":
        found += [_class(stay, (subject,), section) for subject in SPECIALS]
    return found


def _sections(stay: Stay, rank: int) -> list[SchoolClass]:
    """The six classes of a secondary student; classmates differ from subject to subject."""
    school = SCHOOLS[stay.school]
    count = -(-school.level.students_per_grade // SECTION_SIZE)
    subjects = [*CORE, *(choice[rank % len(choice)] for choice in electives(school))]
    return [
        _class(stay, (subject,), (rank + place * (rank // count)) % count) for place, subject in enumerate(subjects)
    ]


def _class(stay: Stay, subjects: tuple[str, ...], section: int, *, is_homeroom: bool = False) -> SchoolClass:
    grade, school = stay.grade_level, SCHOOLS[stay.school]
    code = "homeroom" if is_homeroom else SUBJECT_CODES[subjects[0]]
    name = "Homeroom" if is_homeroom else subjects[0]
    class_id = f"c-{YEARS[stay.year].name}-{school.org_id[4:]}-{grade.lower()}-{code}-{section + 1}"
    title = f"{name} {grade.lstrip('0')} {'ABCDEF'[section]}"
    return SchoolClass(class_id, title, stay.year, stay.school, grade, subjects, is_homeroom)


def _give_teachers(result: Classes, people: People) -> None:
    for year in range(len(YEARS)):
        for school in range(len(SCHOOLS)):
            _give_school_teachers(result, people, year=year, school=school)


def _give_school_teachers(result: Classes, people: People, *, year: int, school: int) -> None:
    """Lead teachers share the classes out by homeroom or subject; support teachers join a few each."""
    level = SCHOOLS[school].level
    numbers = [n for n, it in enumerate(result.classes) if (it.year, it.school) == (year, school)]
    teachers = _teachers(people, year=year, school=school)
    leads, support = teachers[: level.teacher_count], teachers[level.teacher_count :]
    desks = _desks(result, numbers, is_elementary=level is ELEMENTARY)
    for place, desk in enumerate(sorted(desks)):
        for number in desks[desk]:
            result.enroll(number, people.stays, leads[place % len(leads)], role="teacher", is_primary=True)
    for place, number in enumerate(numbers[:: 2 if school == LAKE_MIDDLE else 3]):
        result.enroll(number, people.stays, support[place % len(support)], role="teacher")


def _teachers(people: People, *, year: int, school: int) -> list[int]:
    """The stays of a school's teachers; one who is at home elsewhere comes last, among the support."""
    stays = people.stays
    found = [
        number
        for number, stay in enumerate(stays)
        if (stay.year, stay.school) == (year, school) and people.persons[stay.person].role == "teacher"
    ]
    return sorted(found, key=lambda number: not stays[number].is_home)


def _desks(result: Classes, numbers: list[int], *, is_elementary: bool) -> dict[tuple, list[int]]:
    """Which classes go to one teacher: a homeroom with its core, else every few sections of one subject."""
    desks: dict[tuple, list[int]] = defaultdict(list)
    for number in numbers:
        it = result.classes[number]
        subject, section = it.subjects[0], it.class_id[-1]
        if not is_elementary:
            desks[subject, it.grade_level, int(section) // 4].append(number)
        elif subject in CORE:
            desks["0 homeroom", it.grade_level, section].append(number)
        else:
            desks["1 special", subject].append(number)
    return desks
