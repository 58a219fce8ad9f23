"""Which schools the made-up district has, how large they are and what is taught there."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT_ID = "org-district"
DISTRICT_NAME = "Fernhollow Sample School District"
GRADES = ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))
CORE = ("Math", "English Language Arts", "Science", "Social Studies")


@dataclass(frozen=True)
class Level:
    """What schools of one kind share. `specials` are taught to whole homerooms, `electives` are a choice of one."""

    name: str
    grades: tuple[str, ...]
    students_per_grade: int
    teacher_count: int
    support_count: int
    staff_count: int


ELEMENTARY = Level("elementary", GRADES[:7], 72, 23, 6, 4)
MIDDLE = Level("middle", GRADES[7:10], 145, 32, 6, 6)
HIGH = Level("high", GRADES[10:], 155, 38, 6, 6)

PK_STUDENTS = 36
HOMEROOM_COUNT = {"PK": 2}  # others have three of each grade
SPECIALS = ("Arts", "Physical Education and Health", "World Languages")
SECTION_SIZE = 26
SUBJECT_CODES = {
    "Math": "math",
    "English Language Arts": "ela",
    "Science": "sci",
    "Social Studies": "soc",
    "Arts": "art",
    "Physical Education and Health": "pe",
    "World Languages": "wl",
}


@dataclass(frozen=True)
class School:
    org_id: str
    name: str
    level: Level
    next_school: str | None = None  # where its oldest go on


SCHOOLS = (
    School("org-cedar", "Cedar Elementary", ELEMENTARY, "org-lake"),
    School("org-prairie", "Prairie Elementary", ELEMENTARY, "org-lake"),
    School("org-birch", "Birch Elementary", ELEMENTARY, "org-river"),
    School("org-meadow", "Meadow Elementary", ELEMENTARY, "org-river"),
    School("org-lake", "Lake Middle", MIDDLE, "org-north"),
    School("org-river", "River Middle", MIDDLE, "org-south"),
    School("org-north", "North High", HIGH),
    School("org-south", "South High", HIGH),
)
INDEX = {school.org_id: number for number, school in enumerate(SCHOOLS)}
LAKE_MIDDLE, RIVER_MIDDLE, NORTH_HIGH = INDEX["org-lake"], INDEX["org-river"], INDEX["org-north"]


def electives(school: School) -> tuple[tuple[str, ...], ...]:
    """The subjects beside the core, as choices: a student takes one of each."""
    if school.level is MIDDLE:
        return (("Physical Education and Health",), ("Arts", "World Languages"))
    return (("World Languages",), ("Arts", "Physical Education and Health"))
