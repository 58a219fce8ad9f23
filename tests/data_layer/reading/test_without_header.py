"""A file that begins with data at once has columns by number, and loses no row."""

import pytest

from tests.data_layer.reading.opening import rows_of, table_of

MOMENT = "2026-03-02 14:52:20.0000000"


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_first_row_is_a_row_where_a_moment_stands_in_it_and_under_it(tmp_path, rows):
    table = table_of(tmp_path, f"Visit,{MOMENT},\n" * rows)
    assert table.head.columns == ("column 1", "column 2", "column 3")
    assert rows_of(table) == [(number, "Visit", MOMENT, "") for number in range(1, rows + 1)]
    assert table.head.sample.height == rows
    assert "no column headers" in table.note


def test_blank_lines_before_the_first_row_are_counted_and_are_no_rows(tmp_path):
    table = table_of(tmp_path, f"\n\nVisit,{MOMENT}\nVisit,{MOMENT}\n")
    assert [row[0] for row in rows_of(table)] == [3, 4]


@pytest.mark.parametrize("header", ["tool,when", "tool,2026-03-02", f"tool,{MOMENT} local"])
def test_a_header_is_a_header(tmp_path, header):
    table = table_of(tmp_path, f"{header}\nVisit,{MOMENT}\n")
    assert table.head.columns == tuple(header.split(","))


def test_a_moment_in_the_header_with_other_cells_under_it_is_a_header(tmp_path):
    table = table_of(tmp_path, f"person,{MOMENT}\nu1,3\nu2,4\n")
    assert table.head.columns == ("person", MOMENT)
