"""Who visits Canvas when, and in which class."""

from __future__ import annotations

import numpy as np

from sample_data.classes import Classes
from sample_data.people import People
from sample_data.use import District, Visits, active_days, chances, visits

STUDENT_CHANCE = {
    "03": 0.04, "04": 0.055, "05": 0.07, "06": 0.15, "07": 0.17, "08": 0.18, "09": 0.20, "10": 0.215, "11": 0.22,
    "12": 0.18,
}  # fmt: skip
TEACHER_CHANCE, STAFF_CHANCE = 0.21, 0.03
SCHOOL_FACTORS = np.array([1.1, 0.9, 0.75, 1.0, 1.15, 0.85, 1.05, 0.9])
SUBJECT_FACTORS = {"Math": 1.2, "English Language Arts": 1.4, "Science": 1.1, "Social Studies": 0.9}
OTHER_SUBJECT = 0.4
GROWTH = 0.25  # from the first day to the last
EXTRA_VISITS = 0.2


def canvas_visits(rng: np.random.Generator, district: District) -> Visits:
    return visits(rng, district, active_days(rng, _chances(district)), extra=EXTRA_VISITS)


def _chances(district: District) -> np.ndarray:
    people = district.people
    of_stay = np.zeros(len(people.stays))
    for number, stay in enumerate(people.stays):
        role = people.persons[stay.person].role
        base = STUDENT_CHANCE.get(stay.grade_level, 0) if role == "student" else STAFF_CHANCE
        of_stay[number] = (TEACHER_CHANCE if role == "teacher" else base) * SCHOOL_FACTORS[stay.school]
    growth = 1 + GROWTH * np.arange(district.day_count) / district.day_count
    return chances(district, of_stay=of_stay, of_day=district.day_factor * growth)


def classes_visited(rng: np.random.Generator, people: People, classes: Classes, found: Visits) -> np.ndarray:
    """The class that each visit is in, drawn by subject among the classes of the visitor's stay; -1 for none."""
    table = _classes_of_stays(people, classes)
    weight = np.array([SUBJECT_FACTORS.get(it.subjects[0], OTHER_SUBJECT) for it in classes.classes] + [0])
    edges = np.cumsum(weight[table], axis=1)
    drawn = rng.random(len(found)) * edges[found.stay, -1]
    place = (edges[found.stay] <= drawn[:, None]).sum(axis=1)
    return table[found.stay, np.minimum(place, table.shape[1] - 1)]


def _classes_of_stays(people: People, classes: Classes) -> np.ndarray:
    """Stay x place: the classes of a stay, and -1 (whose weight is none) after the last."""
    lists: list[list[int]] = [[] for _ in people.stays]
    for it in classes.enrollments:
        if not classes.classes[it.school_class].is_homeroom:
            lists[it.stay].append(it.school_class)
    width = max(map(len, lists)) + 1
    return np.array([own + [-1] * (width - len(own)) for own in lists])
