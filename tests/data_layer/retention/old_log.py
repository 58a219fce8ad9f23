"""Events of before and after the day that is kept from, and how they are brought, copied, counted and compared."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import polars as pl

from data_layer import importing
from data_layer.store import Home, current
from tests.data_layer.exports import activity, roster
from tests.data_layer.figures import FIGURE_TABLES, rows_of

CAME_AT = datetime(2025, 11, 20, 12)
NOW = datetime(2026, 11, 15, 12)  # thirteen months before lies in October 2025
PEOPLE = ["s1 student east 3", "s2 student west K", "t1 teacher east"]
TABLES = (*FIGURE_TABLES, "active_days", "usage_weeks", "feature_days", "feature_months", "subject_days", "source_days")
OLD = [
    "2025-09-29T15:00:00Z,s1,Example Tool,Quiz,view,,5",
    "2025-09-29T15:10:00Z,s1,Example Tool,Quiz,participate,,",
    "2025-09-29T16:10:00Z,s1,Example Tool,,view,,",
    "2025-09-30T15:00:00Z,t1,Other Tool,,login,,",
    "2025-09-30T15:00:00Z,zz,Example Tool,,view,3,",
]
AT_THE_EDGE = [
    "2025-10-01T03:59:59Z,s2,Example Tool,,view,,",  # still September 30 in New York
    "2025-10-01T04:00:00Z,s2,Example Tool,,view,,",
]
NEW = ["2025-10-02T15:00:00Z,s2,Example Tool,Quiz,view,,", "2025-11-03T15:00:00Z,t1,Other Tool,,view,,2"]


def figures(home: Home) -> dict[str, list[tuple]]:
    with current(home).connect() as connection:
        return {table: rows_of(connection, table) for table in TABLES}


def bring(home: Home, *paths: Path, at: datetime = CAME_AT) -> importing.Report:
    return importing.run(home, paths, received_at=at)


def events(home: Home) -> int:
    return sum(pl.read_parquet(part).height for part in home.parts.glob("*/events.parquet"))


def district(folder: Path, *rows: str) -> Home:
    """A home with a roster and one log."""
    home = Home(folder / "home")
    bring(home, roster(folder / "roster", PEOPLE, enrollments=["s1 c1", "s2 c2"]))
    bring(home, activity(folder / "log.csv", *rows))
    return home


def copy(home: Home, to: Path) -> Home:
    shutil.copytree(home.path, to)
    return Home(to)
