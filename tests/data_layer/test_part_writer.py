"""A part lies in the order of its days, however its rows came, so that a night reads no more than its own days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
import pytest

from data_layer import part_writer
from data_layer.importers.column import ROW
from data_layer.importers.tool_activity import IMPORTER
from data_layer.part_writer import PartWriter
from data_layer.parts import folder
from data_layer.privacy import Pseudonyms
from data_layer.store import Home

(LAYOUT,) = IMPORTER.layouts
FIRST = date(2026, 3, 2)
DAYS = [FIRST + timedelta(days=number) for number in range(30) for _ in range(4)]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(part_writer, "_CHUNK_ROWS", 10)


def text_of(days: Sequence[date], *, first_row: int = 2) -> pl.DataFrame:
    columns = {"date_time": [f"{day}T15:00:00Z" for day in days], ROW: range(first_row, first_row + len(days))}
    same = {"user": "s-1001", "tool": "Example Tool", "feature": "Quiz", "action": "view", "count": "", "minutes": ""}
    return pl.DataFrame(columns, {"date_time": pl.String, ROW: pl.Int64}).with_columns(
        pl.lit(cell).alias(name) for name, cell in same.items()
    )


def written(home: Home, days: Sequence[date]) -> pl.DataFrame:
    """The part of a file with a row of each of these days, read ten rows at a time."""
    home.create()
    writer = PartWriter(home, 1, Pseudonyms.of(home))
    for start in range(0, len(days), 10):
        text = text_of(days[start : start + 10], first_row=start + 2)
        writer.add(file_number=0, layout=LAYOUT, text=text, rows=LAYOUT.read(text, {}).rows)
    assert writer.days("events") == (min(days), max(days))
    ((part,), known) = writer.finish({})
    assert (part.row_count, part.first_on, part.last_on, known) == (len(days), min(days), max(days), {})
    return pl.read_parquet(folder(home, 1) / "events.parquet")


def test_rows_in_no_order_are_sorted_by_day(home):
    shuffled = random.Random(1).sample(DAYS, len(DAYS))
    part = written(home, shuffled)
    assert part["on_day"].to_list() == DAYS
    assert sorted(part["row_number"]) == list(range(2, len(DAYS) + 2))


@pytest.mark.parametrize("days", [DAYS, DAYS[2:] + DAYS[:2], [FIRST] * 45], ids=["in order", "nearly", "one day"])
def test_no_row_is_lost_where_they_came_in_order(home, days):
    part = written(home, days)
    assert sorted(part["on_day"]) == sorted(days)
    assert sorted(part["row_number"]) == list(range(2, len(days) + 2))
