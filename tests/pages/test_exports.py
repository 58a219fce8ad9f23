"""A file says by itself how it was counted, hides what the screen hides, and runs nothing."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from openpyxl import load_workbook

from metrics.definition import Result
from pages.parts import exports
from tests.pages.results import hidden, metric_of, result_of

HOW = [("Figure", "Adoption"), ("Filters", "Whole district"), ("Note", "=1+1")]


def schools(*names: str) -> Result:
    rows = [{"school_id": name, "school": name, "numerator": 30, "denominator": 100} for name in names]
    small = hidden(school_id="tiny", school="Tiny School")
    return result_of([*rows, small], by=("school",), metric=metric_of(caveats=("Weekends are left out.",)))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_names_first_and_last_day_groups_and_figures():
    table = exports.table(schools("Lake Middle"))
    assert list(table.columns[:4]) == ["School", "School id", "Value", "Numerator"]
    assert table["From"][0] == date(2025, 8, 1)
    assert table["To"][0] == date(2026, 5, 31), "the end of a period is its last day, itself included"
    assert table["School"].tolist() == ["Lake Middle", "Tiny School"]
    assert table["Value"][0] == 0.3


def test_a_hidden_row_has_no_figure_in_table_csv_or_workbook():
    result = schools()
    assert exports.table(result)[["Numerator", "Denominator", "Value"]].isna().all(axis=None)
    row = read_csv(exports.as_csv(result, HOW))[1]
    assert {cell for cell in row if cell} == {"2025-08-01", "2026-05-31", "tiny", "Tiny School", "too few to show"}
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(result, HOW)))["Table"]
    assert sum(isinstance(cell.value, int | float) for cell in sheet[2]) == 0


def test_the_csv_ends_with_how_it_was_counted():
    rows = read_csv(exports.as_csv(schools("Lake Middle"), HOW))
    start = rows.index(["How this was counted"])
    assert rows[start - 1] == []
    assert rows[start + 1] == ["Figure", "Adoption"]


def test_the_workbook_holds_numbers_as_numbers_days_as_days_and_a_sheet_that_says_how():
    book = load_workbook(io.BytesIO(exports.as_xlsx(schools("Lake Middle"), HOW)))
    cells = {head.value: cell.value for head, cell in zip(book["Table"][1], book["Table"][2], strict=True)}
    assert (cells["Numerator"], cells["Value"]) == (30, 0.3)
    assert cells["From"].date() == date(2025, 8, 1)
    assert [cell.value for cell in book["How this was counted"][2]] == ["Figure", "Adoption"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_file_is_run_as_a_formula(start: str):
    name = f"{start}HYPERLINK(1)"
    assert exports.safe(name) == f"'{name}"
    row = read_csv(exports.as_csv(schools(name), HOW))[1]
    assert f"'{name}" in row
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(schools(name), HOW)))["Table"]
    assert all(cell.data_type != "f" for cell in sheet[2])


def test_a_negative_number_stays_a_number():
    result = result_of([{"value": -3.5}], metric=metric_of(unit="usd"))
    assert "-3.5" in read_csv(exports.as_csv(result, HOW))[1]


def test_how_it_was_counted_names_metric_filters_as_of_version_hidden_rows_and_caveats():
    told = exports.how_counted(schools("Lake Middle"), filters="Lake Middle", imports="Canvas (2)")
    lines = dict(told)
    assert lines["Numerator"] == "students who used it"
    assert lines["Filters"] == "Lake Middle"
    assert lines["Data as of"] == "March 31, 2026"
    assert lines["Data version"] == "000001-test"
    assert lines["Imports"] == "Canvas (2)"
    assert lines["Rows too few to show"] == "1"
    assert ("Left out", "Weekends are left out.") in told


def test_refused_rows_are_written_safely_too():
    content = exports.plain_csv(pl.DataFrame({"Row": [2], "What it says": ["=cmd()"]}))
    assert read_csv(content) == [["Row", "What it says"], ["2", "'=cmd()"]]
