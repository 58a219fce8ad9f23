"""Rows of an Excel workbook, one table per sheet; what a formula last showed counts, nothing is computed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

import polars as pl
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from data_layer.importers.contract import FileRefused, Head
from data_layer.reading.files import MAX_EXPANDED_BYTES, File, too_large
from data_layer.reading.further_headers import MOST, headers_of
from data_layer.reading.header import named_places, where_headers_stand
from data_layer.reading.header_place import header_place
from data_layer.reading.tables import (
    SAMPLE_ROWS,
    NoRows,
    TextTable,
    header_names,
    in_pieces,
    text_frame,
    without_blank_rows,
)

NumberedRow = tuple[int, list[str]]
_ROWS_PER_FRAME = 20_000
_DAMAGE = (KeyError, ValueError, zipfile.BadZipFile, zlib.error, ParseError)


class SheetTable(TextTable):
    """One sheet; rows are numbered as Excel numbers them."""

    def __init__(self, file: File, sheet: str) -> None:
        super().__init__(file)
        self._sheet = sheet
        with _rows(file, sheet) as rows:
            held = _with_content(rows)
            beginning = list(islice(held, SAMPLE_ROWS))
            first, *below = beginning[header_place([cells for _, cells in beginning]) :]
            headers = headers_of(first[1], [cells for _, cells in below[:MOST]])
            self._places, notes = named_places(header_names(headers.names))
            columns = tuple(self._places.values())
            sample = text_frame(columns, *self._cut(islice(chain(below[headers.further_count :], held), SAMPLE_ROWS)))
        self._header_row = [first, *below][headers.further_count][0]
        for sentence in (f"Sheet {sheet}.", *notes, *where_headers_stand(first[0], headers.further_count)):
            self.add_note(sentence)
        beneath = tuple(tuple(cells[place].strip() for place in self._places) for cells in headers.beneath)
        self.head = Head(file.name, columns, sample.drop(sample.columns[0]), "xlsx", sheet, beneath)
        if not sample.height:
            raise NoRows(self.head)

    def _read(self) -> Iterator[pl.DataFrame]:
        with _rows(self.file, self._sheet) as rows:
            for piece in in_pieces(islice(rows, self._header_row, None), _ROWS_PER_FRAME):
                yield without_blank_rows(text_frame(self.head.columns, *self._cut(piece)))

    def _cut(self, rows: Iterable[NumberedRow]) -> tuple[list[int], list[tuple[str, ...]]]:
        """Row numbers, and the cells under a name."""
        numbers, cells = [], []
        for number, row in rows:
            numbers.append(number)
            cells.append(tuple(row[place] if place < len(row) else "" for place in self._places))
        return numbers, cells


def sheets_of(file: File) -> list[str]:
    """The names of the sheets that hold anything."""
    with _opened(file) as book:
        found = [sheet.title for sheet in book.worksheets if any(_has_content(cells) for _, cells in _cells(sheet))]
    if not found:
        raise FileRefused("The workbook is empty.", "Save the sheet with its rows and try again.")
    return found


@contextmanager
def _rows(file: File, sheet: str) -> Iterator[Iterator[NumberedRow]]:
    """The sheet's rows with their numbers, as text."""
    with _opened(file) as book:
        worksheet = book[sheet]
        worksheet.reset_dimensions()  # some programs write a wrong size into the file
        yield _cells(worksheet)


def _cells(worksheet: ReadOnlyWorksheet) -> Iterator[NumberedRow]:
    try:
        for number, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
            yield number, [cell_text(value) for value in row]
    except _DAMAGE as error:
        raise _damaged() from error


@contextmanager
def _opened(file: File) -> Iterator[Workbook]:
    with file.open() as stream:
        content = stream if stream.seekable() else io.BytesIO(stream.read())
        book = _load(content)
        try:
            yield book
        finally:
            book.close()


def _load(content: BinaryIO) -> Workbook:
    try:
        with zipfile.ZipFile(content) as packed:
            members = packed.infolist()
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise FileRefused(
                "This is neither a table nor an Excel workbook.", "Unpack it first, or export CSV, JSON Lines or .xlsx."
            )
        if sum(member.file_size for member in members) > MAX_EXPANDED_BYTES:
            raise too_large()
        return load_workbook(content, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused("The workbook is damaged.", "Open it in Excel and save it again as .xlsx.")


def cell_text(value: object) -> str:
    """A cell as a person would type it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return _moment_text(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _moment_text(value: datetime) -> str:
    """Excel keeps moments as fractions of days, which miss the whole second by a little."""
    rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == time() else rounded.isoformat(sep=" ")


def _has_content(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _with_content(rows: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
    return ((number, cells) for number, cells in rows if _has_content(cells))
