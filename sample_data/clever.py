"""Clever's participation reports: the daily logins of the elementary schools, and the launches of Number Trail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from sample_data.files import write_frame
from sample_data.people import Person
from sample_data.school_calendar import FIRST_DAY, YEARS
from sample_data.schools import ELEMENTARY, SCHOOLS
from sample_data.tools import NUMBER_TRAIL
from sample_data.use import District, active_days, chances

STUDENT_CHANCE = {"PK": 0.05, "KG": 0.14, "01": 0.17, "02": 0.18, "03": 0.14, "04": 0.12, "05": 0.10}
TEACHER_CHANCE = 0.16
INACTIVE_SHARE = 0.015  # of the person-days without a login, listed all the same
LAUNCHES_SINCE = YEARS[1].semesters[1].first  # the report on resources was switched on with this semester
FILE_ROLES = {"student": "Students", "teacher": "Teachers"}


def write_clever(
    out: Path, district: District, on_number_trail: np.ndarray, rng: np.random.Generator, *, scale: float
) -> None:
    who, what = rng.spawn(2)
    active = active_days(who, _chances(district))
    listed = active | (_covered(district) & (who.random(active.shape, dtype=np.float32) < INACTIVE_SHARE))
    day, person = np.nonzero(listed.T)
    rows = _people(district, day, person).with_columns(_figures(active[person, day], what, scale=scale))
    for role, name in FILE_ROLES.items():
        for year in YEARS:
            part = rows.filter((pl.col("role") == role) & pl.col("date").is_between(year.first, year.last))
            path = out / "clever" / "daily-participation" / f"daily-participation-{name}-{year.name}.csv"
            write_frame(path, part.drop("role"))
    launched = np.nonzero((active & on_number_trail).T)
    path = out / "clever" / "resource-usage" / f"resource-usage-Students-{LAUNCHES_SINCE:%Y-%m}.csv"
    write_frame(path, _launches(_people(district, *launched), what, scale=scale))


def _chances(district: District) -> np.ndarray:
    of_stay = np.zeros(len(district.people.stays))
    for number, stay in enumerate(district.people.stays):
        role = district.people.persons[stay.person].role
        if SCHOOLS[stay.school].level is ELEMENTARY:
            of_stay[number] = TEACHER_CHANCE if role == "teacher" else STUDENT_CHANCE.get(stay.grade_level, 0)
    return chances(district, of_stay=of_stay)


def _covered(district: District) -> np.ndarray:
    """Whom the report lists on which days: elementary students and teachers on instructional days."""
    persons = district.people.persons
    listed = [
        SCHOOLS[stay.school].level is ELEMENTARY and persons[stay.person].role in FILE_ROLES
        for stay in district.people.stays
    ]
    return np.append(listed, False)[district.stay_of] & district.is_instructional


def _people(district: District, day: np.ndarray, person: np.ndarray) -> pl.DataFrame:
    """The columns that both reports begin with, one row per person and day, and the person's role."""
    school = np.array([stay.school for stay in district.people.stays])[district.stay_of[person, day]]

    def of_person(value) -> pl.Series:
        return pl.Series([value(it) for it in district.people.persons]).gather(person)

    return pl.DataFrame(
        {
            "date": np.datetime64(FIRST_DAY, "D") + day.astype("timedelta64[D]"),
            "sis_id": of_person(lambda it: it.sis_id),
            "clever_user_id": of_person(_clever_id),
            "clever_school_id": pl.Series([f"55aa{number:04x}" for number in range(len(SCHOOLS))]).gather(school),
            "school_name": pl.Series([it.name for it in SCHOOLS]).gather(school),
            "role": of_person(lambda it: it.role),
        }
    )


def _clever_id(person: Person) -> str:
    return f"6600{person.number:08x}"


def _figures(is_active: np.ndarray, rng: np.random.Generator, *, scale: float) -> list[pl.Series]:
    size = len(is_active)
    return [
        pl.Series("active", ["False", "True"]).gather(is_active.astype(np.int64)),
        pl.Series("num_logins", np.where(is_active, 1 + rng.poisson(0.3, size), 0)),
        pl.Series("num_resources_accessed", np.where(is_active, 1 + rng.poisson(1.2 * scale, size), 0)),
    ]


def _launches(rows: pl.DataFrame, rng: np.random.Generator, *, scale: float) -> pl.DataFrame:
    """The students of the current semester who went through Clever into Number Trail."""
    launched = rows.filter((pl.col("date") >= LAUNCHES_SINCE) & (pl.col("role") == "student")).drop("role")
    return launched.with_columns(
        pl.lit("clever-district-added").alias("resource_type"),
        pl.lit(NUMBER_TRAIL).alias("resource_name"),
        pl.lit("77bb0001").alias("resource_id"),
        pl.Series("num_access", 1 + rng.poisson(0.2 * scale, launched.height)),
    )
