"""Exports that overlap add up to the log they were cut from, even where rows differ that go by the same moment."""

from __future__ import annotations

from collections import Counter

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer.importers.column import ROW
from data_layer.importers.tool_activity import IMPORTER
from data_layer.part_writer import PartWriter
from data_layer.parts import folder
from data_layer.privacy import Pseudonyms
from data_layer.rollups import landed
from data_layer.store import Home
from tests.data_layer.faults.long_run import times

(LAYOUT,) = IMPORTER.layouts

Rows = list[tuple[int, int]]  # the minute at which it happened, and how many minutes it took


class Shelf:
    """Files that were brought into a home, one import each or several together, and what then stands."""

    def __init__(self, home: Home) -> None:
        home.create()
        self._home, self._pseudonyms = home, Pseudonyms.of(home)
        self._parts: list[str] = []

    def bring(self, *files: Rows, of_days: bool = False) -> dict[int, int]:
        """How many rows of each file were known."""
        import_id = len(self._parts) + 1
        writer = PartWriter(self._home, import_id, self._pseudonyms)
        for number, rows in enumerate(files):
            text = _text(rows, of_days=of_days)
            writer.add(file_number=number, layout=LAYOUT, text=text, rows=LAYOUT.read(text, {}).rows)
        _, known = writer.finish({"events": self._parts} if self._parts else {})
        self._parts.append(str(folder(self._home, import_id) / "events.parquet"))
        return known

    def rows(self) -> Counter:
        with duckdb.connect() as connection:
            rows = connection.execute(
                f"SELECT minute(coalesce(occurred_at, local_at)), minutes FROM ({landed.newest(self._parts)})"
            ).fetchall()
        return Counter((minute, int(took)) for minute, took in rows)


def _text(rows: Rows, *, of_days: bool) -> pl.DataFrame:
    cells = [
        {
            ROW: number,
            "date_time": "2026-03-02" if of_days else f"2026-03-02T15:{at:02d}:00Z",
            "user": "s-1001",
            "tool": "Example Tool",
            "feature": "Quiz",
            "action": "view",
            "count": "",
            "minutes": str(took),
        }
        for number, (at, took) in enumerate(rows, start=2)
    ]
    return pl.DataFrame(cells, schema_overrides={ROW: pl.Int64})


@st.composite
def logs(draw: st.DrawFn) -> tuple[Rows, list[Rows]]:
    """A log in which moments repeat, and windows of it in any order, each overlapping the one before it in the log.

    No window begins or ends between two equal rows: nobody could tell them from one.
    """
    different = sorted(draw(st.sets(st.tuples(st.integers(0, 2), st.integers(1, 4)), min_size=2)))
    log = [[row] * draw(st.integers(1, 2)) for at in range(3) for row in draw(_shuffled(different, at))]
    start, stop = 0, draw(st.integers(1, len(log)))
    cut = [log[start:stop]]
    while stop < len(log):
        start, stop = draw(st.integers(start, stop - 1)), draw(st.integers(stop, len(log)))
        cut.append(log[start:stop])
    files = [draw(st.permutations(_flat(window))) for window in draw(st.permutations(cut))]
    return _flat(log), files


def _shuffled(rows: Rows, at: int) -> st.SearchStrategy[Rows]:
    return st.permutations([row for row in rows if row[0] == at])


def _flat(rows: list[Rows]) -> Rows:
    return [row for equal in rows for row in equal]


@pytest.fixture
def shelf(home: Home) -> Shelf:
    return Shelf(home)


@settings(max_examples=times(8, 500), deadline=None, suppress_health_check=list(HealthCheck))
@given(told=logs(), in_one_import=st.booleans())
def test_windows_of_a_log_add_up_to_it_in_whatever_order_they_come(tmp_path_factory, told, in_one_import):
    log, files = told
    shelf = Shelf(Home(tmp_path_factory.mktemp("windows")))
    if in_one_import:
        shelf.bring(*files)
    else:
        for file in files:
            shelf.bring(file)
    assert shelf.rows() == Counter(log)
    assert shelf.bring(log) == {0: len(log)}
    assert shelf.rows() == Counter(log)


def test_a_window_that_begins_between_two_rows_of_one_moment_replaces_neither(shelf):
    shelf.bring([(1, 5), (1, 7)])
    assert shelf.bring([(1, 7), (2, 4)]) == {0: 1}
    assert shelf.rows() == Counter([(1, 5), (1, 7), (2, 4)])


def test_a_window_that_goes_on_within_a_moment_adds_its_new_rows(shelf):
    shelf.bring([(1, 5), (1, 7)])
    assert shelf.bring([(1, 7), (1, 9)]) == {0: 1}
    assert shelf.rows() == Counter([(1, 5), (1, 7), (1, 9)])


def test_one_row_of_a_moment_corrects_the_one_that_stood_for_it(shelf):
    shelf.bring([(1, 5)])
    assert shelf.bring([(1, 6)]) == {}
    assert shelf.rows() == Counter([(1, 6)])


def test_of_a_days_totals_the_changed_one_replaces_the_one_that_is_not_repeated(shelf):
    shelf.bring([(0, 5), (0, 7)], of_days=True)
    assert shelf.bring([(0, 9), (0, 7)], of_days=True) == {0: 1}
    assert shelf.rows() == Counter([(0, 9), (0, 7)])


def test_a_row_that_was_replaced_is_not_matched_any_more(shelf):
    shelf.bring([(0, 5)], of_days=True)
    shelf.bring([(0, 6)], of_days=True)
    shelf.bring([(0, 6), (0, 5)], of_days=True)
    assert shelf.rows() == Counter([(0, 6), (0, 5)])
