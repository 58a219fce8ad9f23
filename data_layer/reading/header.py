"""How a separated text file is laid out: its separator, which record is the header, and which cells have a name."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from data_layer.importers.contract import FileRefused, fold
from data_layer.reading.files import refuse_if_too_wide
from data_layer.reading.further_headers import MOST, headers_of
from data_layer.reading.header_place import header_place
from data_layer.reading.overrides import NO_HEADER, NOTHING_SAID, Override
from data_layer.reading.tables import SAMPLE_ROWS, header_names

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes"}
_MOST_ALIKE = 0.5  # share of the records that must be as wide as the header, before fewer titles tell
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?")  # no column is called so


@dataclass(frozen=True)
class Shape:
    """`row` is the header's record number (that before the first, where there is none); `width` the cells a row has;
    `names` maps a cell's place to its name."""

    separator: str
    row: int
    width: int
    names: dict[int, str]
    notes: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    beneath: tuple[tuple[str, ...], ...] = ()
    has_header: bool = True

    def mend(self, cells: list[str]) -> list[str] | None:
        """The row in the right width, when all it has too much is empty or all it lacks has no name; else nothing."""
        if any(cell.strip() for cell in cells[self.width :]) or len(cells) <= max(self.names):
            return None
        return (cells + [""] * self.width)[: self.width]

    def under_names(self, cells: list[str]) -> list[str]:
        """As many cells as there are under a name, and those beyond the last of them."""
        return [cells[place] for place in self.names if place < len(cells)] + cells[self.width :]

    def named(self, cells: list[str]) -> tuple[str, ...]:
        return tuple(cells[place] for place in self.names)


def split_record(text: str, separator: str) -> list[str]:
    """One record's cells."""
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])


def shape_of(text: str, *, is_whole: bool, override: Override = NOTHING_SAID) -> Shape:
    """The shape of the file that begins with this text."""
    candidates = [override.separator] if override.separator else SEPARATORS
    found = _readings(text, candidates, is_whole=is_whole)
    separator = max(found, key=lambda each: _agreement(found[each]))
    records = found[separator]
    row = _header_row(records, override.header_row)
    has_header = override.header_row != NO_HEADER
    if override.header_row is None:
        has_header = not _begins_with_data(records[row - 1 :])
    if not has_header:
        row -= 1
        header, beneath = [f"column {place}" for place in range(1, len(records[row]) + 1)], ()
        told = ("The file has no column headers; its columns go by their number.",)
    else:
        headers = headers_of(records[row - 1], records[row : row + MOST])
        header, beneath = header_names(headers.names), headers.beneath
        told = where_headers_stand(row, headers.further_count)
        row += headers.further_count
    names, notes = named_places(header)
    rows = [cells for cells in records[row:] if _has_content(cells)]
    said = tuple(tuple(cells[place].strip() for place in names) for cells in beneath)
    shape = Shape(separator, row, len(header), names, (*notes, *told), beneath=said, has_header=has_header)
    shape = replace(shape, width=_usual_width(shape, rows))
    sample = tuple(shape.named(mended) for cells in rows[:SAMPLE_ROWS] if (mended := shape.mend(cells)))
    return replace(shape, sample=sample)


def _header_row(records: list[list[str]], told: int | None) -> int:
    """The row that was told, or where data begins if there is no header; else the first that is no title."""
    with_content = [number for number, cells in enumerate(records, start=1) if _has_content(cells)]
    if not with_content:
        raise FileRefused("The file is empty.", "Export it again; if it stays empty, there is nothing to import.")
    if told and told not in with_content:
        raise FileRefused(f"There are no column headers in row {told}.", "Name the row in which they stand.")
    return with_content[0] if told == NO_HEADER else told or header_place(records) + 1


def where_headers_stand(row: int, further_count: int) -> tuple[str, ...]:
    """What to say of a header that does not stand in the first row alone."""
    if further_count:
        return (f"The column headers take the rows {row} to {row + further_count}.",)
    return (f"The column headers stand in row {row}.",) if row > 1 else ()


def _begins_with_data(records: list[list[str]]) -> bool:
    """Whether there is no header: a moment stands in the first record, and another one under it."""
    first, *others = (cells for cells in records if _has_content(cells))
    places = [place for place, cell in enumerate(first) if _MOMENT.fullmatch(cell.strip())]
    second = others[0] if others else first
    return any(_MOMENT.fullmatch(second[place].strip()) for place in places if place < len(second))


def _readings(text: str, separators: Iterable[str], *, is_whole: bool) -> dict[str, list[list[str]]]:
    """The first records under each separator that makes any."""
    read = {separator: _records(text, separator, is_whole=is_whole) for separator in separators}
    found = {separator: records for separator, records in read.items() if records is not None}
    if not found:
        raise FileRefused(
            "The beginning of the file cannot be read as rows and cells: a quotation mark may be left open.",
            "Export it again as CSV.",
        )
    return found


def _records(text: str, separator: str, *, is_whole: bool) -> list[list[str]] | None:
    """The first records, less a last one that may be cut off; nothing where this separator makes none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    wanted = SAMPLE_ROWS + 50
    try:
        records = list(islice(reader, wanted))
    except csv.Error:  # a cell too long to be one: another separator may part it
        return None
    cut = not is_whole and len(records) < wanted
    return records[:-1] if cut and len(records) > 1 else records


def _agreement(records: list[list[str]]) -> tuple[bool, bool, int, float, int]:
    """How well a separator explains the records: more than one cell, the same number in most, few titles, many."""
    place = header_place(records)
    widths = [len(cells) for cells in records[place:] if cells]
    same = sum(width == widths[0] for width in widths) / len(widths)
    return widths[0] > 1, same >= _MOST_ALIKE, -place, same, widths[0]


def named_places(header: list[str]) -> tuple[dict[int, str], tuple[str, ...]]:
    """The cells that have a name; a nameless first column is a row index, nameless last ones are empty."""
    refuse_if_too_wide(len(header))
    last = max(place for place, name in enumerate(header) if name)
    names = {place: name or f"column {place + 1}" for place, name in enumerate(header[: last + 1])}
    notes = []
    if not header[0]:
        del names[0]
        notes.append("A first column without a name was left out.")
    known = {fold(name) for name in header}
    again = (name for name in header if name.endswith(" (2)") and fold(name.removesuffix(" (2)")) in known)
    notes.extend(f"A column name appears twice; the second is called {name}." for name in again)
    return names, tuple(notes)


def _usual_width(shape: Shape, rows: list[list[str]]) -> int:
    """Rows may all end in one separator more than the header, or in fewer: then that is how wide rows are."""
    width = Counter(len(cells) for cells in rows).most_common(1)[0][0] if rows else shape.width
    usual = [cells for cells in rows if len(cells) == width]
    return width if width != shape.width and all(shape.mend(cells) for cells in usual) else shape.width


def _has_content(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)
