"""What reports write around their rows (a title, the dates they cover, a sum) is neither a header nor a row."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from data_layer.reading.header_place import header_place
from data_layer.reading.tables import is_total
from tests.data_layer.reading.opening import broken_of, rows_of, table_of

LOG = "user,day,tool,minutes\nu-1,2026-03-02,Quillpad,5\nu-2,2026-03-03,Quillpad,7\n"
ROWS = [("u-1", "2026-03-02", "Quillpad", "5"), ("u-2", "2026-03-03", "Quillpad", "7")]


def _cells(table) -> list[tuple]:
    return [row[1:] for row in rows_of(table)]


@pytest.mark.parametrize(
    ("above", "header_row"),
    [
        ("", 1),
        ("Usage report\n", 2),
        ("Usage report,,,\n", 2),
        ('"Usage report,\nSpring"\n\nFrom,2026-03-01\nTo,2026-03-31\n\n', 7),
        ("\n\nUsage report\n", 4),
        ("sep=,\n", 2),
    ],
)
def test_what_stands_above_the_header_is_passed_over_and_said(tmp_path, above, header_row):
    table = table_of(tmp_path, above + LOG)
    assert table.head.columns == ("user", "day", "tool", "minutes")
    assert _cells(table) == ROWS
    if above and '"' not in above:
        assert table.found["header_row"] == f"row {header_row}"
        assert f"The column headers stand in row {header_row}." in table.note


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_title_does_not_hide_the_separator(tmp_path, separator):
    content = f"sep={separator}\nUsage, by day and person\n" + LOG.replace(",", separator)
    assert _cells(table_of(tmp_path, content)) == ROWS


def test_titles_of_a_sheet_are_passed_over_too(tmp_path):
    book = Workbook()
    for line in ("Usage report", "Period,March 2026", *LOG.splitlines()):
        book.active.append(line.split(","))
    book.save(tmp_path / "usage.xlsx")
    table = table_of(tmp_path, (tmp_path / "usage.xlsx").read_bytes(), name="usage.xlsx")
    assert rows_of(table) == [(4, *ROWS[0]), (5, *ROWS[1])]


@pytest.mark.parametrize(
    ("records", "place"),
    [
        ([["a", "b"], ["1", "2"]], 0),
        ([["a"], ["1"], ["2"]], 0),
        ([["title"], ["a", "b"], ["1", "2"], ["3", "4"]], 1),
        ([["a", "b"], ["1", ""], ["2", ""]], 0),  # a column may be blank in most rows
        ([["a", "b", "", ""], ["1", "2", "3", "4"], ["1", "2", "3", "4"]], 1),  # two cells of four are a title
        ([["a", "b", "c", ""], ["1", "2", "3", "4"], ["1", "2", "3", "4"]], 0),  # three are a header
        ([[""], [""]], 0),
        ([], 0),
    ],
)
def test_a_header_fills_more_cells_than_a_title_does(records, place):
    assert header_place(records) == place


def test_a_total_at_the_end_is_refused_and_no_row(tmp_path):
    table = table_of(tmp_path, LOG + "Total,,,12\n")
    assert _cells(table) == ROWS
    assert broken_of(table) == [(4, "is a total of the rows above it")]


def test_a_total_that_stands_among_the_rows_is_left_to_its_reader(tmp_path):
    assert len(_cells(table_of(tmp_path, LOG + "Total,,,12\n" + "u-3,2026-03-04,Quillpad,1\n" * 5))) == 8


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (["Total", "", "", "12"], True),
        (["", "GRAND TOTAL:", None, "$1,200.00"], True),
        (["Totals", "12", "13", "(4.5)"], True),
        (["Total rows:", "12"], True),
        (["Total", "", "Quillpad", "12"], False),
        (["Totally", "", "", "12"], False),
        (["Total", "2026-03-02"], False),
        (["", None], False),
    ],
)
def test_a_total_says_so_and_holds_nothing_but_numbers(cells, is_one):
    assert is_total(cells) is is_one
