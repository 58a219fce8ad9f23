"""A workbook gives one table per sheet, its cells as a person would type them."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from data_layer.reading import NoRows, sources
from data_layer.reading.workbook import cell_text
from tests.data_layer.reading.opening import refusal_of, rows_of


def _saved(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_each_sheet_with_rows_is_a_table_of_its_own(tmp_path):
    path = _saved(tmp_path / "list.xlsx", licenses=[["tool"], ["A"]], seats=[["person"], ["s-1001"]], notes=[])
    (delivery,) = sources([path])
    assert [table.head.label for table in delivery.tables] == ["list.xlsx (licenses)", "list.xlsx (seats)"]
    assert [rows_of(table) for table in delivery.tables] == [[(2, "A")], [(2, "s-1001")]]


def test_sheets_of_one_workbook_have_different_digests(tmp_path):
    path = _saved(tmp_path / "list.xlsx", one=[["a"], [1]], two=[["a"], [1]])
    (delivery,) = sources([path])
    assert len({b"".join(table.digest_source()) for table in delivery.tables}) == 2


def test_a_sheet_without_rows_does_not_spoil_the_other(tmp_path):
    path = _saved(tmp_path / "list.xlsx", licenses=[["tool"], ["A"]], seats=[["tool", "person"]])
    (delivery,) = sources([path])
    assert [table.head.sheet for table in delivery.tables] == ["licenses"]
    (refused,) = delivery.refused
    assert refused.name == "list.xlsx (seats)"
    assert isinstance(refused.reason, NoRows)


def test_rows_are_numbered_as_excel_numbers_them(tmp_path):
    path = _saved(tmp_path / "list.xlsx", only=[[], [None, "tool", "cost"], [1, "A", 5], [], [2, "B", None]])
    ((table,),) = [delivery.tables for delivery in sources([path])]
    assert rows_of(table) == [(3, "A", "5"), (5, "B", "")]
    assert "row 2" in table.note


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (12.0, "12"),
        (12.5, "12.5"),
        (358260, "358260"),
        ("09", "09"),
        (datetime(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 3, 31, 14, 5), "2026-03-31 14:05:00"),
        (datetime(2026, 3, 31, 8, 59, 59, 999995), "2026-03-31 09:00:00"),
        (date(2026, 3, 31), "2026-03-31"),
        (time(9, 30), "09:30:00"),
        (timedelta(minutes=90), "1:30:00"),
    ],
)
def test_a_cell_is_written_as_in_a_csv_file(value, text):
    assert cell_text(value) == text


def test_a_formula_is_never_computed(tmp_path):
    path = _saved(tmp_path / "list.xlsx", only=[["a", "b"], ["x", "=1+1"]])
    ((table,),) = [delivery.tables for delivery in sources([path])]
    assert rows_of(table) == [(2, "x", "")]  # never opened in Excel, so no result was ever kept


def test_an_empty_workbook_is_refused(tmp_path):
    content = _saved(tmp_path / "empty.xlsx", one=[], two=[[None, " "]]).read_bytes()
    assert refusal_of(tmp_path, content, name="empty.xlsx").problem == "The workbook is empty."


def test_a_damaged_workbook_is_refused(tmp_path):
    content = _saved(tmp_path / "good.xlsx", one=[["a"], ["b"]]).read_bytes()
    assert "damaged" in refusal_of(tmp_path, content[: len(content) // 2], name="cut.xlsx").problem


def test_a_packed_file_that_is_no_workbook_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "neither a table nor an Excel workbook" in refusal_of(tmp_path, packed.getvalue(), name="a.docx").problem
