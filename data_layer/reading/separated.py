"""Rows of a comma, semicolon or tab separated file, streamed; a row with the wrong number of cells is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import csv as pacsv

from data_layer.importers.contract import ROW, FileRefused, Head
from data_layer.reading.files import File
from data_layer.reading.header import SEPARATORS, Shape, shape_of, split_record
from data_layer.reading.tables import NoRows, TextTable, text_frame, without_blank_rows
from data_layer.reading.text import HEAD_BYTES, Utf8Stream

_BLOCK_BYTES = 8 * 2**20
_LONGEST_MENDED = 2**16
_END = "\x1eend of file"  # an open quotation mark swallows it, and so gives itself away


class SeparatedTable(TextTable):
    """A CSV or TSV file."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        with Utf8Stream(file.open(), encoding=file.override.encoding) as stream:
            text, is_whole = _beginning(stream)
            self.shape = shape_of(text, is_whole=is_whole, override=file.override)
            self.add_note(f"Cells separated by {SEPARATORS[self.shape.separator]}.")
            self._note_encoding(stream)
        self.found["separator"] = SEPARATORS[self.shape.separator]
        self.found["header_row"] = f"row {self.shape.row}" if self.shape.has_header else "none"
        for sentence in self.shape.notes:
            self.add_note(sentence)
        columns = tuple(self.shape.names.values())
        sample = pl.DataFrame(self.shape.sample, schema=dict.fromkeys(columns, pl.String), orient="row")
        self.head = Head(
            file.name,
            columns,
            sample,
            beneath=self.shape.beneath,
            has_decimal_commas=None if self.shape.separator == ";" else False,
        )
        if is_whole and not sample.height and not _has_rows(text, self.shape):
            raise NoRows(self.head)

    def _read(self) -> Iterator[pl.DataFrame]:
        ending = "\n" + _END + self.shape.separator * self.shape.width
        with Utf8Stream(self.file.open(), ending=ending.encode(), encoding=self.file.override.encoding) as stream:
            records = _Records(self.shape)
            try:
                yield from (without_blank_rows(frame) for frame in self._frames(stream, records))
            except pa.ArrowInvalid as error:
                raise FileRefused(
                    f"After row {records.next - 1} the file cannot be read as rows: a quotation mark may be left open.",
                    "Export it again as CSV, or close the quotation mark.",
                ) from error
            self._note_encoding(stream)
            self._account_for(records, ends_in_line=stream.last_byte in (b"\n", b"\r"))

    def _frames(self, stream: Utf8Stream, records: _Records) -> Iterator[pl.DataFrame]:
        names = {str(place): name for place, name in self.shape.names.items()}
        for batch in _open(stream, self.shape, records.refuse):
            frame = pl.DataFrame(pl.from_arrow(batch)).rename(names)
            frame = frame.select(records.numbers(frame.height), pl.all())
            yield records.without_swallowed_end(frame)
            if records.mended:
                yield text_frame(names.values(), *records.take_mended())
        if records.mended:
            yield text_frame(names.values(), *records.take_mended())

    def _account_for(self, records: _Records, *, ends_in_line: bool) -> None:
        for number, count in records.broken:
            if number + 1 == records.end and count < self.shape.width and not ends_in_line:
                self._refuse(number, "is cut off: the file ends in the middle of it", "Export or download it again.")
            else:
                self._refuse(
                    number,
                    f"has {count} cells where the header has {self.shape.width}",
                    "Put quotation marks around a cell that holds the separator, or complete the row.",
                )
        self.unread = {number: self._unread(text) for number, text in records.texts.items()}
        for number in records.open_quotes:
            self._refuse(
                number,
                "opens a quotation mark that is never closed; what follows it could not be read",
                "Close the quotation mark, or export the file again.",
            )

    def _unread(self, text: str) -> list[list[str]]:
        """The lines of a record that is none, as cells under the names of the header, and those beyond it."""
        lines = text.split(_END)[0].splitlines()
        records = [split_record(line, self.shape.separator) for line in lines if line.strip()]
        return [self.shape.under_names(cells) for cells in records]

    def _note_encoding(self, stream: Utf8Stream) -> None:
        self.found["encoding"] = stream.encoding
        if stream.encoding != "UTF-8":
            self.add_note(f"Read as {stream.encoding} text.")


class _Records:
    """The book that is kept while the parser runs: which record is which, and which did not fit."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.next = shape.row + 1
        self.end: int | None = None
        self.broken: list[tuple[int, int]] = []
        self.open_quotes: list[int] = []
        self.mended: list[tuple[int, tuple[str, ...]]] = []
        self.texts: dict[int, str] = {}
        self._left_out: list[int] = []

    def refuse(self, row: pacsv.InvalidRow) -> str:
        """Called by the parser for each record of another width than the header's."""
        self._left_out.append(row.number)
        if row.text.startswith(_END):
            self.end = row.number
        elif _END not in row.text and (mended := self._mended(row.text)):
            self.mended.append((row.number, self.shape.named(mended)))
        else:
            self._give_up(row)
        return "skip"

    def _give_up(self, row: pacsv.InvalidRow) -> None:
        if _END in row.text:
            self.open_quotes.append(row.number)
        else:
            self.broken.append((row.number, row.actual_columns))
        self._hold(row.number, row.text)

    def _hold(self, number: int, text: str) -> None:
        """What could not be read as a row, so that it can be mended, unless it is half of a file."""
        if len(text) <= _LONGEST_MENDED:
            self.texts[number] = text

    def _mended(self, text: str) -> list[str] | None:
        """A record this long is many rows that a stray quotation mark has run together."""
        return None if len(text) > _LONGEST_MENDED else self.shape.mend(split_record(text, self.shape.separator))

    def numbers(self, count: int) -> pl.Series:
        """The record numbers of the next `count` rows: those that were left out have numbers too."""
        candidates = np.arange(self.next, self.next + count + len(self._left_out))
        numbers = candidates[~np.isin(candidates, self._left_out)][:count]
        if count:
            self.next = int(numbers[-1]) + 1
            self._left_out = [number for number in self._left_out if number >= self.next]
        return pl.Series(ROW, numbers, dtype=pl.Int64)

    def without_swallowed_end(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The file's end stands inside the last row only where a quotation mark was left open."""
        swallowed = frame.tail(1).filter(pl.any_horizontal(pl.exclude(ROW).str.contains(_END, literal=True)))
        if not swallowed.height:
            return frame
        number, *cells = swallowed.row(0)
        self.open_quotes.append(number)
        self._hold(number, self.shape.separator.join(cell or "" for cell in cells))
        return frame.head(-1)

    def take_mended(self) -> tuple[list[int], list[tuple[str, ...]]]:
        taken, self.mended = self.mended, []
        return [number for number, _ in taken], [cells for _, cells in taken]


def _open(stream: Utf8Stream, shape: Shape, refuse: Callable[[pacsv.InvalidRow], str]) -> pacsv.CSVStreamingReader:
    places = [str(place) for place in range(shape.width)]
    wanted = [str(place) for place in shape.names]
    return pacsv.open_csv(
        stream,
        read_options=pacsv.ReadOptions(
            column_names=places, skip_rows_after_names=shape.row, use_threads=False, block_size=_BLOCK_BYTES
        ),
        parse_options=pacsv.ParseOptions(
            delimiter=shape.separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=refuse,
        ),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()),
            include_columns=wanted,
            strings_can_be_null=False,
            check_utf8=False,  # the stream sends nothing else
        ),
    )


def _beginning(stream: Utf8Stream) -> tuple[str, bool]:
    """The text the file begins with, and whether that is all of it."""
    pieces, size = [], 0
    while size < HEAD_BYTES and (piece := stream.read(HEAD_BYTES)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces).decode(errors="ignore"), size < HEAD_BYTES


def _has_rows(text: str, shape: Shape) -> bool:
    return any(cell.strip() for line in text.splitlines()[shape.row :] for cell in split_record(line, shape.separator))
