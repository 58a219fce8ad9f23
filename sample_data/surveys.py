"""What the staff said: one Google Forms export of the twelve TAM items per quarter, planned school by school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from sample_data.files import write_csv
from sample_data.people import People
from sample_data.schools import INDEX, LAKE_MIDDLE, NORTH_HIGH

SUBJECT = "our classroom technology"
USEFULNESS = (
    f"Using {SUBJECT} in my job would enable me to accomplish tasks more quickly.",
    f"Using {SUBJECT} would improve my job performance.",
    f"Using {SUBJECT} in my job would increase my productivity.",
    f"Using {SUBJECT} would enhance my effectiveness on the job.",
    f"Using {SUBJECT} would make it easier to do my job.",
    f"I would find {SUBJECT} useful in my job.",
)
EASE = (
    f"Learning to operate {SUBJECT} would be easy for me.",
    f"I would find it easy to get {SUBJECT} to do what I want it to do.",
    f"My interaction with {SUBJECT} would be clear and understandable.",
    f"I would find {SUBJECT} to be flexible to interact with.",
    f"It would be easy for me to become skillful at using {SUBJECT}.",
    f"I would find {SUBJECT} easy to use.",
)
NEWEST = "2025-26 Q4"
PRAIRIE, MEADOW = INDEX["org-prairie"], INDEX["org-meadow"]


@dataclass(frozen=True)
class Survey:
    """One quarter's survey: the first day it was open, and per school (in the schools' order) the valid answers
    and those among them that find the technology useful."""

    quarter: str
    year: int
    opened_on: date
    answered: tuple[int, ...]
    favorable: tuple[int, ...]


SURVEYS = (  # none was opened in 2025-26 Q2
    Survey("2024-25 Q1", 0, date(2024, 9, 23), (24, 22, 20, 23, 30, 28, 33, 31), (18, 15, 13, 16, 22, 18, 23, 17)),
    Survey("2024-25 Q2", 0, date(2024, 12, 2), (25, 23, 21, 22, 31, 27, 34, 33), (19, 16, 15, 16, 23, 18, 25, 18)),
    Survey("2024-25 Q3", 0, date(2025, 2, 24), (26, 24, 22, 24, 32, 29, 35, 34), (21, 18, 16, 18, 25, 20, 27, 18)),
    Survey("2024-25 Q4", 0, date(2025, 5, 5), (22, 20, 18, 21, 28, 24, 29, 30), (19, 15, 14, 16, 23, 17, 23, 16)),
    Survey("2025-26 Q1", 1, date(2025, 9, 22), (27, 25, 19, 24, 33, 30, 36, 36), (24, 20, 15, 19, 28, 23, 29, 20)),
    Survey("2025-26 Q3", 1, date(2026, 2, 23), (29, 25, 12, 25, 34, 29, 38, 38), (27, 21, 9, 21, 29, 25, 31, 21)),
    Survey(NEWEST, 1, date(2026, 4, 20), (31, 26, 8, 26, 35, 30, 41, 40), (29, 22, 6, 22, 29, 26, 34, 22)),
)
OPEN_DAYS = 14
EVEN_MEAN = [7, 7, 7, 3, 3, 3]  # a mean of exactly 5, though only half of the items are favorable
JUST_SHORT = [5, 5, 5, 5, 5, 4]  # 29 of 30 points
FIVE_OF_SIX = [5, 5, 5, "", 5, 5]  # the fewest items of a valid answer, at a mean of exactly 5
TOO_FEW = [6, 6, 6, 6, "", ""]  # four items answered: no valid answer


def write_surveys(out: Path, people: People, rng: np.random.Generator) -> None:
    header = ["Timestamp", "Email Address", *USEFULNESS, *EASE]
    for survey in SURVEYS:
        rows = [row for school in range(len(survey.answered)) for row in _school(people, survey, school, rng)]
        rows.sort(key=lambda row: row[0])
        path = out / "surveys" / f"staff_technology_survey_{survey.quarter.replace(' ', '_')}.csv"
        write_csv(path, header, [[_us_style(row[0]), *row[1:]] for row in rows])


def _us_style(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment:%M:%S}"


def _school(people: People, survey: Survey, school: int, rng: np.random.Generator) -> list[list[object]]:
    """The answers of one school's staff, those in favor first."""
    staff = rng.permutation(people.staff_of(year=survey.year, school=school)).tolist()
    answered, favorable = survey.answered[school], survey.favorable[school]
    rows = []
    for place, person in enumerate(staff[:answered]):
        usefulness = _favorable(rng) if place < favorable else _unfavorable(rng)
        rows.append(_row(people, survey, person, usefulness, rng))
    if survey.quarter == NEWEST:
        _plant(people, survey, rows, school=school, others=staff[answered:], favorable=favorable, rng=rng)
    return rows


def _plant(
    people: People,
    survey: Survey,
    rows: list[list[object]],
    *,
    school: int,
    others: list[int],
    favorable: int,
    rng: np.random.Generator,
) -> None:
    """The cases at the edges of the rules, in the newest survey."""
    if school == LAKE_MIDDLE:
        rows[0][2:8], rows[favorable][2:8] = EVEN_MEAN, JUST_SHORT
    elif school == NORTH_HIGH:
        rows[0][2:8] = FIVE_OF_SIX
    elif school == PRAIRIE:
        rows.append(_row(people, survey, others[0], TOO_FEW, rng))
    elif school == MEADOW:
        earlier = _unfavorable(rng) + _ease(rng)
        rows.append([rows[0][0] - timedelta(days=2), rows[0][1], *earlier])


def _favorable(rng: np.random.Generator) -> list[object]:
    return rng.integers(5, 8, size=6).tolist()


def _unfavorable(rng: np.random.Generator) -> list[object]:
    first, *rest = rng.integers(2, 6, size=6).tolist()
    return [min(first, 4), *rest]


def _ease(rng: np.random.Generator) -> list[object]:
    return rng.integers(3, 8, size=6).tolist()


def _row(
    people: People, survey: Survey, person: int, usefulness: list[object], rng: np.random.Generator
) -> list[object]:
    day = survey.opened_on + timedelta(days=int(rng.integers(3, OPEN_DAYS)))
    seconds = int(rng.integers(7 * 3600, 20 * 3600))
    moment = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    return [moment, people.persons[person].email, *usefulness, *_ease(rng)]
