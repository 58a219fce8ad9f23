"""What every text table offers, whatever it was read from."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import polars as pl

from data_layer.importers.consequences import BROKEN_ROW
from data_layer.importers.contract import ROW, FileRefused, Head, fold
from data_layer.importers.refusals import MASK, REFUSAL_SCHEMA
from data_layer.reading.files import File

T = TypeVar("T")

FRAME_ROWS = 200_000
_WORTH_A_PASS = 64_000  # rows: to go over a frame has a price, however few it holds
SAMPLE_ROWS = 200
EXCEL_ROWS = 1_048_576  # a sheet holds no more, header included
WHOLE_ROW = "(whole row)"
_TOTAL = re.compile(r"(?:(?:grand|sub|report)[ -]?)?totals?(?: rows| records)?:?", re.IGNORECASE)
_SUM = re.compile(r"[$€£]?\s?\(?-?[\d.,]+\)?\s?%?")
_LAST_ROWS = 5  # of a file, among which totals stand


class NoRows(FileRefused):
    """A table with a header and nothing under it; `head` still says what it would have been."""

    def __init__(self, head: Head) -> None:
        super().__init__(
            "The file has column headers but no rows under them.",
            "If rows were expected, export it again with the right dates and schools.",
        )
        self.head = head


class TextTable(ABC):
    """One table of text cells. `note` tells in plain words what was found out about the file.

    `broken` holds the rows that could not be read as rows; it is complete once `frames` has been exhausted. `unread`
    holds the cells of those under the row's number, as far as they can be told: one record, or several run together.
    """

    head: Head

    def __init__(self, file: File) -> None:
        self.file = file
        self.notes: list[str] = []
        self._broken: list[tuple[int, str, str]] = []
        self.unread: dict[int, list[list[str]]] = {}
        self.found: dict[str, str] = {}  # encoding, separator and header row, where somebody may know better

    @property
    def note(self) -> str:
        return " ".join(self.notes)

    @property
    def broken(self) -> pl.DataFrame:
        rows = [(row, WHOLE_ROW, MASK, problem, remedy, BROKEN_ROW) for row, problem, remedy in self._broken]
        return pl.DataFrame(rows, schema=REFUSAL_SCHEMA, orient="row").sort("row")

    def digest_source(self) -> Iterator[bytes]:
        """The bytes that tell this table from every other, a piece at a time."""
        yield from self.file.pieces()
        if self.head.sheet:
            yield self.head.sheet.encode()

    def frames(self, size: int = FRAME_ROWS) -> Iterator[pl.DataFrame]:
        """The rows as text under the header's names, with ROW, at most `size` at a time; begins anew at each call."""
        self._broken, self.unread, last = [], {}, 0
        held = None
        for frame in _gathered(self._read()):
            last = max(last, frame[ROW].max() or 0)
            for piece in frame.iter_slices(size):
                if held is not None:
                    yield held
                held = piece
        if held is not None:
            yield self._without_totals(held)
        if last == EXCEL_ROWS:
            self.add_note("The file ends at the last row that Excel can hold; what came after it may be missing.")

    def _without_totals(self, end: pl.DataFrame) -> pl.DataFrame:
        """Reports often close with the sum of their rows, which is no row of its own."""
        totals = {row: cells for row, *cells in end.tail(_LAST_ROWS).rows() if is_total(cells)}
        for row, cells in totals.items():
            self._refuse(row, "is a total of the rows above it", "Nothing is missing: leave the row out.")
            self.unread[row] = [[cell or "" for cell in cells]]
        return end.filter(~pl.col(ROW).is_in(list(totals))) if totals else end

    def add_note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    @abstractmethod
    def _read(self) -> Iterator[pl.DataFrame]: ...

    def _refuse(self, row: int, problem: str, remedy: str) -> None:
        self._broken.append((row, problem, remedy))


def is_total(cells: Sequence[str | None]) -> bool:
    """Whether a row says that it is a total, and nothing besides but numbers."""
    said, *others = [cell.strip() for cell in cells if cell and cell.strip()] or [""]
    return bool(_TOTAL.fullmatch(said)) and all(map(_SUM.fullmatch, others))


def text_frame(columns: Iterable[str], numbers: list[int], rows: list[tuple[str | None, ...]]) -> pl.DataFrame:
    """A frame of text cells with ROW in front."""
    schema = {ROW: pl.Int64, **dict.fromkeys(columns, pl.String)}
    return pl.DataFrame(
        [(number, *row) for number, row in zip(numbers, rows, strict=True)], schema=schema, orient="row"
    )


def in_pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    items = iter(items)
    while piece := list(islice(items, size)):
        yield piece


def _gathered(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Small frames as fewer, larger ones."""
    waiting: list[pl.DataFrame] = []
    for frame in frames:
        waiting.append(frame)
        if sum(each.height for each in waiting) >= _WORTH_A_PASS:
            yield pl.concat(waiting, rechunk=True)
            waiting = []
    if waiting:
        yield pl.concat(waiting, rechunk=True)


def without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """A row without any content is no row: spreadsheets leave them at the end, exports after the header."""
    first, *others = (pl.col(name).fill_null("").str.strip_chars() == "" for name in frame.columns if name != ROW)
    if not frame.select(first.any()).item():  # looking at one column is cheap, and mostly enough
        return frame
    return frame.filter(~pl.all_horizontal(first, *others))


def header_names(cells: Iterable[object]) -> list[str]:
    """Header cells as names: stripped, told apart when they repeat; a nameless one stays ""."""
    names, taken = [], set()
    for cell in cells:
        name = plain = str("" if cell is None else cell).replace("\ufeff", "").replace("\u00a0", " ").strip()
        again = 1
        while name and fold(name) in taken:
            again += 1
            name = f"{plain} ({again})"
        taken.add(fold(name))
        names.append(name)
    return names
