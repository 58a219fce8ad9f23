"""Clever's participation reports: daily logins of the elementary schools, and which resources they opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from sample_data.files import write_frame
from sample_data.school_calendar import FIRST_DAY, YEARS
from sample_data.schools import ELEMENTARY, SCHOOLS
from sample_data.use import District, active_days, chances, pick

STUDENT_CHANCE = {"PK": 0.05, "KG": 0.14, "01": 0.17, "02": 0.18, "03": 0.14, "04": 0.12, "05": 0.10}
TEACHER_CHANCE = 0.16
INACTIVE_SHARE = 0.015  # of the person-days without a login that the report lists nevertheless
RESOURCES_SINCE = YEARS[1].semesters[1].first  # the report on resources was switched on with this semester
RESOURCES = (
    ("Number Trail", 24), ("Library Catalog", 14), ("Reading Nook", 13), ("Typing Garden", 9), ("Canvas", 8),
    ("Picture Encyclopedia", 7), ("Code Blocks", 6), ("Music Room", 5), ("Weather Watchers", 4), ("Art Wall", 4),
    ("Map Makers", 3), ("Story Time", 3),
)  # fmt: skip


def write_clever(out: Path, district: District, rng: np.random.Generator, *, scale: float) -> None:
    folder = out / "clever"
    active = active_days(rng, _chances(district))
    listed = active | (_covered(district) & (rng.random(active.shape, dtype=np.float32) < INACTIVE_SHARE))
    rows = _participation(district, listed, active, rng, scale=scale)
    resources = _resources(rows, rng)
    for role in ("Students", "Teachers"):
        own = rows.filter(pl.col("role") == role)
        for year in YEARS:
            part = own.filter(pl.col("date").is_between(year.first, year.last)).drop("role")
            write_frame(folder / "daily-participation" / f"daily-participation-{role}-{year.name}.csv", part)
        part = resources.filter(pl.col("role") == role).drop("role")
        write_frame(folder / "resource-usage" / f"resource-usage-{role}-{YEARS[1].semesters[1].name[-2:]}.csv", part)


def _chances(district: District) -> np.ndarray:
    of_stay = np.zeros(len(district.people.stays))
    for number, stay in enumerate(district.people.stays):
        role = district.people.persons[stay.person].role
        if SCHOOLS[stay.school].level is ELEMENTARY:
            of_stay[number] = TEACHER_CHANCE if role == "teacher" else STUDENT_CHANCE.get(stay.grade_level, 0)
    return chances(district, of_stay=of_stay)


def _covered(district: District) -> np.ndarray:
    """Whom the report lists on which days: elementary students and teachers on instructional days."""
    listed = [
        SCHOOLS[stay.school].level is ELEMENTARY and district.people.persons[stay.person].role != "staff"
        for stay in district.people.stays
    ]
    return np.append(listed, False)[district.stay_of] & (district.day_factor > 0.5)


def _participation(
    district: District, listed: np.ndarray, active: np.ndarray, rng: np.random.Generator, *, scale: float
) -> pl.DataFrame:
    """One row per listed person and day, in the order of days."""
    day, person = np.nonzero(listed.T)
    is_active = active[person, day]
    school = np.array([stay.school for stay in district.people.stays])[district.stay_of[person, day]]
    persons = district.people.persons
    return pl.DataFrame(
        {
            "date": np.datetime64(FIRST_DAY, "D") + day.astype("timedelta64[D]"),
            "sis_id": pl.Series([it.sis_id for it in persons]).gather(person),
            "clever_user_id": pl.Series([f"6600{it.number:08x}" for it in persons]).gather(person),
            "clever_school_id": pl.Series([f"55aa{number:04x}" for number in range(len(SCHOOLS))]).gather(school),
            "school_name": pl.Series([it.name for it in SCHOOLS]).gather(school),
            "active": pl.Series(["False", "True"]).gather(is_active.astype(np.int64)),
            "num_logins": np.where(is_active, 1 + rng.poisson(0.3, len(day)), 0),
            "num_resources_accessed": np.where(is_active, 1 + rng.poisson(1.2 * scale, len(day)), 0),
            "role": pl.Series(["Teachers", "Students"]).gather(
                np.array([it.is_student for it in persons])[person].astype(np.int64)
            ),
        }
    )


def _resources(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One resource of each active person-day of the current semester, with every access of that day."""
    used = rows.filter((pl.col("active") == "True") & (pl.col("date") >= RESOURCES_SINCE))
    place = pick(rng, np.array([weight for _, weight in RESOURCES]), used.height)
    return used.select(
        "date", "sis_id", "clever_user_id", "clever_school_id", "school_name",
        pl.lit("clever-district-added").alias("resource_type"),
        pl.Series("resource_name", [name for name, _ in RESOURCES]).gather(place),
        pl.Series("resource_id", [f"77bb{number:04x}" for number in range(len(RESOURCES))]).gather(place),
        pl.col("num_resources_accessed").alias("num_access"),
        "role",
    )  # fmt: skip
