"""A separated text file keeps its rows, their numbers and their cells, however it was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.importers.contract import FileRefused
from data_layer.importers.refusals import MASK
from data_layer.reading import NoRows, separated, tables
from tests.data_layer.reading.opening import broken_of, refusal_of, rows_of, table_of


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(tmp_path, line_end):
    table = table_of(tmp_path, line_end.join(["a,b", "1,2", "3,4"]))
    assert rows_of(table) == [(2, "1", "2"), (3, "3", "4")]


@pytest.mark.parametrize(("separator", "word"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_the_separator_is_found_and_named(tmp_path, separator, word):
    table = table_of(tmp_path, f"a{separator}b\n1{separator}2\n")
    assert rows_of(table) == [(2, "1", "2")]
    assert word in table.note


def test_decimal_commas_do_not_make_commas_the_separator(tmp_path):
    table = table_of(tmp_path, "a;b\n1,5;2,5\n3,5;4,5\n")
    assert rows_of(table) == [(2, "1,5", "2,5"), (3, "3,5", "4,5")]


def test_answers_joined_by_semicolons_do_not_make_semicolons_the_separator(tmp_path):
    table = table_of(tmp_path, "Timestamp,What do you use?\n1/2/2026,Slides;Docs;\n1/3/2026,Docs;\n")
    assert table.head.columns == ("Timestamp", "What do you use?")


def test_a_cell_may_hold_line_ends_and_separators_in_quotation_marks(tmp_path):
    table = table_of(tmp_path, 'a,"long\nheader, here"\n"x\ny","1,2"\nz,3\n')
    assert table.head.columns == ("a", "long\nheader, here")
    assert rows_of(table) == [(2, "x\ny", "1,2"), (3, "z", "3")]


def test_header_cells_lose_blanks_and_marks(tmp_path):
    table = table_of(tmp_path, "\ufeff a ,b\u00a0\n1,2\n")
    assert table.head.columns == ("a", "b")


def test_a_name_that_appears_twice_is_kept_apart(tmp_path):
    table = table_of(tmp_path, "role,id,Role,role\nstudent,1,x,y\n")
    assert table.head.columns == ("role", "id", "Role (2)", "role (3)")
    assert rows_of(table) == [(2, "student", "1", "x", "y")]
    assert "appears twice; the second is called Role (2)" in table.note


def test_a_number_that_belongs_to_a_name_is_not_taken_for_a_repetition(tmp_path):
    assert "twice" not in table_of(tmp_path, "Start Date (1),Start Date (2)\n1,2\n").note


def test_a_leading_index_column_without_a_name_is_left_out(tmp_path):
    table = table_of(tmp_path, ",a,b\n0,1,2\n1,3,4\n")
    assert rows_of(table) == [(2, "1", "2"), (3, "3", "4")]
    assert "left out" in table.note


def test_a_nameless_column_in_the_middle_is_called_by_its_place(tmp_path):
    assert table_of(tmp_path, "a,,b\n1,2,3\n").head.columns == ("a", "column 2", "b")


def test_empty_columns_at_the_end_of_the_header_may_be_missing_below_it(tmp_path):
    table = table_of(tmp_path, "a,b,,\n1,2\n3,4,,\n5,6\n")
    assert rows_of(table) == [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")]
    assert broken_of(table) == []


def test_a_separator_too_many_at_the_end_of_rows_is_mended(tmp_path):
    table = table_of(tmp_path, "a,b\n1,2,\n3,4\n5,6,,\n")
    assert rows_of(table) == [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")]
    assert broken_of(table) == []


def test_rows_with_too_many_or_too_few_cells_are_refused_by_number(tmp_path):
    table = table_of(tmp_path, "a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n10,11,12\n")
    assert rows_of(table) == [(2, "1", "2", "3"), (6, "10", "11", "12")]
    assert broken_of(table) == [(3, "has 2 cells where the header has 3"), (5, "has 4 cells where the header has 3")]


def test_a_broken_row_never_shows_its_cells(tmp_path):
    table = table_of(tmp_path, "a,b\nu1@example.org,2,3\n4,5\n")
    assert broken_of(table)
    (refusal,) = table.broken.rows(named=True)
    assert refusal["value"] == MASK
    assert refusal["column"] == "(whole row)"
    assert "example" not in " ".join(str(cell) for cell in refusal.values())


def test_blank_rows_are_no_rows_but_keep_their_numbers(tmp_path):
    table = table_of(tmp_path, "a,b\n\n1,2\n , \n,,\n3,4\n\n\n")
    assert rows_of(table) == [(3, "1", "2"), (6, "3", "4")]
    assert broken_of(table) == []


def test_blank_rows_above_the_header_are_counted(tmp_path):
    table = table_of(tmp_path, "\n\na,b\n1,2\n")
    assert rows_of(table) == [(4, "1", "2")]
    assert "row 3" in table.note


def test_a_single_column_is_a_table_too(tmp_path):
    table = table_of(tmp_path, "email\nu1@example.org\nu2@example.org")
    assert rows_of(table) == [(2, "u1@example.org"), (3, "u2@example.org")]


def test_a_file_that_ends_in_the_middle_of_a_row_loses_that_row_alone(tmp_path):
    table = table_of(tmp_path, "a,b,c\n1,2,3\n4,5")
    assert rows_of(table) == [(2, "1", "2", "3")]
    assert broken_of(table) == [(3, "is cut off: the file ends in the middle of it")]


@pytest.mark.parametrize("ending", ['4,"5', '4,"5\n', '"4', '4,"5\n6,7\n8,9\n'])
def test_a_quotation_mark_that_is_never_closed_refuses_its_row(tmp_path, ending):
    table = table_of(tmp_path, "a,b\n1,2\n" + ending)
    assert rows_of(table) == [(2, "1", "2")]
    ((row, problem),) = broken_of(table)
    assert row == 3
    assert "never closed" in problem


def test_a_quotation_mark_closed_at_the_very_end_is_fine(tmp_path):
    assert rows_of(table_of(tmp_path, 'a,b\n1,"2"')) == [(2, "1", "2")]


def test_a_quotation_mark_that_swallows_more_than_a_block_refuses_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "_BLOCK_BYTES", 1 << 16)
    table = table_of(tmp_path, "a,b\n1,2\n3,4\n" * 9000 + '5,"6\n' + "7,8\n" * 50_000)
    with pytest.raises(FileRefused, match="quotation mark"):
        rows_of(table)


def test_rows_run_together_by_a_stray_quotation_mark_are_one_refused_row(tmp_path):
    good = "1,2\n" * 300
    table = table_of(tmp_path, "a,b\n" + good + '3,"4\n' + "5,6\n" * 60_000 + '7",8\n' + "9,10\n")
    assert rows_of(table)[-1][1:] == ("9", "10")
    ((row, problem),) = broken_of(table)
    assert row == 302
    assert "has 3 cells" in problem


def test_row_numbers_stay_right_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "_BLOCK_BYTES", 1 << 12)
    lines = [f"{number},x" if number % 7 else f"{number},x,extra" for number in range(2, 5000)]
    table = table_of(tmp_path, "\n".join(["a,b", *lines]))
    assert all(row == int(cell) for row, cell, _ in rows_of(table))
    assert [row for row, _ in broken_of(table)] == list(range(7, 5000, 7))


def test_frames_are_no_longer_than_asked_and_can_be_read_again(tmp_path):
    table = table_of(tmp_path, "a\n" + "x\n" * 25)
    assert [frame.height for frame in table.frames(10)] == [10, 10, 5]
    assert [frame.height for frame in table.frames(10)] == [10, 10, 5]


def test_what_is_parsed_in_small_blocks_comes_in_large_frames(tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "_BLOCK_BYTES", 1 << 12)
    table = table_of(tmp_path, "a\n" + "x\n" * 150_000)
    heights = [frame.height for frame in table.frames()]
    assert sum(heights) == 150_000
    assert len(heights) == 3


def test_a_table_may_be_left_in_the_middle(tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "_BLOCK_BYTES", 1 << 12)
    table = table_of(tmp_path, "a\n" + "x\n" * 20_000)
    first = [next(iter(table.frames(10))).height for _ in range(20)]
    assert first == [10] * 20
    assert sum(frame.height for frame in table.frames()) == 20_000


def test_refusals_are_not_counted_twice_when_a_table_is_read_twice(tmp_path):
    table = table_of(tmp_path, "a,b\n1\n2,3\n")
    assert broken_of(table) == broken_of(table)
    assert table.broken.height == 1


def test_the_sample_holds_at_most_two_hundred_rows(tmp_path):
    assert table_of(tmp_path, "a\n" + "x\n" * 199).head.sample.height == 199
    assert table_of(tmp_path, "a\n" + "x\n" * 201).head.sample.height == 200


@pytest.mark.parametrize(("row_count", "is_noted"), [(3, False), (4, True), (5, False)])
def test_a_file_that_ends_where_excel_ends_is_suspected(tmp_path, monkeypatch, row_count, is_noted):
    monkeypatch.setattr(tables, "EXCEL_ROWS", 4)
    table = table_of(tmp_path, "a\n" + "x\n" * (row_count - 1))
    rows_of(table)
    assert ("may be missing" in table.note) is is_noted


@pytest.mark.parametrize("content", ["a,b", "a,b\n", "a,b\n\n", "a,b\n,\n"])
def test_a_header_without_rows_is_refused_but_known(tmp_path, content):
    reason = refusal_of(tmp_path, content)
    assert isinstance(reason, NoRows)
    assert reason.head.columns == ("a", "b")
    assert "no rows" in reason.problem


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_written_as_csv_is_read_back(tmp_path_factory, rows, line_end):
    rows = [(str(number), *cells) for number, cells in enumerate(rows)]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([("id", "x", "y", "z"), *rows])
    table = table_of(tmp_path_factory.mktemp("written"), written.getvalue())
    assert [cells for _, *cells in rows_of(table)] == [list(cells) for cells in rows]
    assert broken_of(table) == []
