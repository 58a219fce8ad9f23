"""Which parts hold the events of some days, and how many of these days are counted at a time: memory has an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from data_layer import parts
from data_layer.store import Home

Days = tuple[date, date]  # first and last, both included
_ONE_DAY = timedelta(days=1)
_ROWS = 5_000_000


@dataclass(frozen=True)
class Held:
    """One part with events: where it lies, the days that it holds as its source wrote them, and how many rows."""

    path: str
    days: Days
    row_count: int


def held(connection: duckdb.DuckDBPyConnection, home: Home, days: Days) -> list[Held]:
    """The parts with events of these local days, oldest first. A source's day may be the one before or after."""
    first, last = days
    rows = connection.execute(
        "SELECT import_id, first_on, last_on, row_count FROM parts "
        "WHERE landing = 'events' AND first_on <= ? AND last_on >= ? ORDER BY import_id",
        [last + _ONE_DAY, first - _ONE_DAY],
    ).fetchall()
    return [
        Held(str(parts.folder(home, import_id) / "events.parquet"), (begins, ends), row_count)
        for import_id, begins, ends, row_count in rows
    ]


def portions(files: Sequence[Held], days: Days) -> Iterator[Days]:
    """Those of these days on which there can be events, in stretches of about five million; a day is never parted."""
    first = max(days[0], min(file.days[0] for file in files) - _ONE_DAY)
    last = min(days[1], max(file.days[1] for file in files) + _ONE_DAY)
    rows_on, rows, begins = _rows_by_day(files), 0.0, first
    for day in _each(first, last):
        if rows and rows + rows_on[day] > _ROWS:
            yield begins, day - _ONE_DAY
            rows, begins = 0.0, day
        rows += rows_on[day]
    yield begins, last


def _rows_by_day(files: Sequence[Held]) -> Counter[date]:
    """About how many rows each day has, as though a part had as many on each of its own."""
    rows: Counter[date] = Counter()
    for file in files:
        own_days = list(_each(*file.days))
        for day in own_days:
            rows[day] += file.row_count / len(own_days)
    return rows


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
