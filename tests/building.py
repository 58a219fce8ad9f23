"""Builds a small store from tables written as text, so that a test shows the data it reasons about.

store = store_of(tmp_path, people=\"\"\"
    person_id | person_key
    1         | a
\"\"\", usage_days=[{"day": date(2026, 3, 2), ...}, ...])

A table is text (cells parted by |, an empty cell is null), a list of dicts or a pandas frame. Columns left
out are null; tables left out are empty, but for those that follow from usage_days alone. What a tool's row tells of
other tables follows from them.
`school_days(first, last, off=[...])` makes calendar_days rows.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from data_layer.rollups import coarser, licenses
from data_layer.store import Home, Store, current, writing
from data_layer.tables import metadata


def store_of(tmp_path: Path, **tables: str | list[dict] | pd.DataFrame) -> Store:
    """A served store version in a home of its own that holds exactly these rows."""
    home = Home(tmp_path / "home")
    home.create()
    with writing(home) as connection:
        for name, given in tables.items():
            columns = list(metadata.tables[name].columns.keys())
            rows = _rows(given)
            unknown = set(rows.columns) - set(columns)
            assert not unknown, f"{name} has no {unknown}"
            if len(rows):
                listed = ", ".join(f'"{column}"' for column in rows.columns)
                connection.register("rows", rows)
                connection.execute(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM rows")
                connection.unregister("rows")
        coarser.build(connection, *coarser.EVER, tables=[table for table in coarser.TABLES if table not in tables])
        licenses.sum_up_tools(connection)
    store = current(home)
    assert store is not None
    return store


def school_days(
    first: date,
    last: date,
    *,
    off: tuple[date, ...] = (),
    quarter: str = "2025-26 Q1",
    semester: str = "2025-26 S1",
) -> list[dict]:
    """calendar_days rows from first to last (both included): weekdays are instructional unless listed in `off`."""
    rows, number, day = [], 0, first
    while day <= last:
        open_day = day.weekday() < 5 and day not in off
        number += open_day
        rows.append(
            {
                "day": day,
                "is_instructional": open_day,
                "instructional_number": number,
                "week": day - timedelta(days=day.weekday()),
                "month": day.replace(day=1),
                "quarter_id": quarter,
                "semester_id": semester,
                "school_year": "2025-26",
            }
        )
        day += timedelta(days=1)
    return rows


def _rows(given: str | list[dict] | pd.DataFrame) -> pd.DataFrame:
    if isinstance(given, str):
        lines = [line for line in given.strip().splitlines() if line.strip()]
        header, *body = ([cell.strip() for cell in line.split("|")] for line in lines)
        return pd.DataFrame([[cell or None for cell in row] for row in body], columns=header, dtype=object)
    return pd.DataFrame(given)
