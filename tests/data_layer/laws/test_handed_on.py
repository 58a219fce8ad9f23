"""Law 5: an export that went through a spreadsheet, a zip or a colleague's hands is read as the system wrote it."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from data_layer.checking import pieces
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW
from data_layer.reading import sources
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_headers import PLAIN

Records = list[list[str]]


def _records(example: Example) -> tuple[list[str], Records]:
    export = export_of(example.path)
    header = list(export.head[-1])
    return header, [list(cells) for cells in export.rows if len(cells) == len(header)]


def _text(
    records: Sequence[Sequence[str]], *, separator: str = ",", line_end: str = "\r\n", quotes_all: bool = False
) -> str:
    lines = io.StringIO()
    quoting = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    csv.writer(lines, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(records)
    return lines.getvalue()


def _edited(path: Path, header: list[str], rows: Records) -> Path:
    """A colleague added a column in the middle, and left blank lines and blank columns behind."""
    at = len(header) // 2
    head = [f" {name} " for name in [*header[:at], "Building note", *header[at:]]]
    wider = [[*cells[:at], "x", *cells[at:], ""] for cells in rows]
    path.write_text(_text([[*head, ""], *wider, [], [""] * (len(head) + 1), []]), encoding="utf-8", newline="")
    return path


def _retyped(path: Path, header: list[str], rows: Records) -> Path:
    """Headers in capitals with blanks for underscores, all cells in quotes, as Excel's Unicode text, in a .gz."""
    head = [name.replace("_", " ").upper() for name in header]
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(_text([head, *rows], separator="\t", quotes_all=True).encode("utf-16")))
    return packed


def _mailed(path: Path, header: list[str], rows: Records) -> Path:
    """Packed on a Mac, within its folder, with what a Mac adds; old line ends."""
    text = _text([[name.replace(" ", "_") for name in header], *rows], line_end="\r", quotes_all=True)
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Export/", "")
        packed.writestr(f"Export/{path.name}", text.encode("utf-8-sig"))
        packed.writestr(f"__MACOSX/Export/._{path.name}", b"\0\5\x16\7")
        packed.writestr("Export/.DS_Store", b"\0\0\0\1Bud1")
    return archive


def _workbook(path: Path, header: list[str], rows: Records) -> Path:
    """A workbook with a cover sheet, and a title above the columns."""
    book = Workbook()
    book.active.title = "About"
    book.active.append(["Example District"])
    sheet = book.create_sheet("Data")
    for cells in (["Example District"], header, *rows):
        sheet.append(cells)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def _outcome(path: Path, example: Example) -> tuple[str, list[tuple], int]:
    """The layout, what is landed, and how many rows are refused."""
    (delivery,) = sources([path], example.options)
    (table,) = delivery.tables[-1:]
    _, layout = recognise(table.head)
    read = list(pieces(table, layout, example.options, RECEIVED_AT))
    rows = pl.concat([piece.batch.rows for piece in read]).drop(ROW).rows()
    refused = pl.concat([piece.batch.refusals for piece in read])["row"].n_unique()
    return layout.name, sorted(rows, key=repr), refused


def _says_the_same(example: Example, way: Callable) -> bool:
    """Not where a column more, or other capitals, make it something else, or a title is as wide as the table."""
    header = export_of(example.path).head[-1]
    if way is _edited:
        return not example.path.stem.endswith("_least")
    if way is _retyped:
        return not any(":" in name for name in header)  # GAM's headers name parameters
    return way is not _workbook or len(header) > 2


CASES = [(each, way) for way in (_edited, _retyped, _mailed, _workbook) for each in PLAIN if _says_the_same(each, way)]


@pytest.mark.parametrize(("example", "way"), CASES, ids=[f"{each}-{way.__name__.strip('_')}" for each, way in CASES])
def test_what_was_handed_on_is_read_as_it_was_written(example, way, tmp_path):
    header, rows = _records(example)
    plain = tmp_path / example.path.name
    plain.write_text(_text([header, *rows]), encoding="utf-8", newline="")
    expected = _outcome(plain, example)
    assert _outcome(way(tmp_path / example.path.name, header, rows), example) == expected
