"""Law 5: encoding, separator, line ends, quoted newlines and index columns are found out, whoever wrote the file."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, Head
from data_layer.reading import TextTable
from data_layer.reading.json_table import JsonTable
from data_layer.reading.separated import SeparatedTable
from tests.data_layer.laws.examples import EXAMPLES, Example, table_of
from tests.data_layer.laws.rewriting import Export, export_of

REMARK = "a remark"
REMARKS = ("Zoë says “café”, déjà vu – señor", "Grüße;\tfrom Århus\nand the next line", "naïve garçon")
Encode = Callable[[str], bytes]
ENCODINGS: dict[str, tuple[Encode, str]] = {
    "UTF-8 with a mark": (lambda text: text.encode("utf-8-sig"), ""),
    "UTF-16, little end first": (lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "Read as UTF-16 text."),
    "UTF-16, big end first": (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "Read as UTF-16 text."),
    "Windows-1252": (lambda text: text.encode("cp1252"), "Read as Windows-1252 text."),
    "Mac Roman": (lambda text: text.encode("mac_roman"), "Read as Mac Roman text."),
}
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LINE_ENDS = ("\n", "\r\n", "\r")


def _is_separated(example: Example) -> bool:
    return isinstance(example.table(), SeparatedTable)


def _has_headers(example: Example) -> bool:
    return example.table().head.columns[0] != "column 1"


def _may_get_an_index(example: Example) -> bool:
    """Programs that number rows in a first column do so once, and write one header row."""
    note = example.table().note
    return "The column headers take" not in note and "A first column without a name" not in note


SEPARATED = [example for example in EXAMPLES if _is_separated(example)]
WITH_HEADERS = [example for example in SEPARATED if _has_headers(example)]
JSON = [example for example in EXAMPLES if isinstance(example.table(), JsonTable)]


def with_remarks(example: Example) -> Export:
    """The export with a column more, in which people wrote what they liked; rows of another width stay as they are.

    A layout that takes no further column gets none.
    """
    export = export_of(example.path)
    if not example.layout.recognises(_with_a_column_more(example.table().head)):
        return export
    width = len(export.head[-1])
    head = [[*cells[:width], REMARK] for cells in export.head]
    rows = [
        [*cells, REMARKS[number % len(REMARKS)]] if len(cells) == width else cells
        for number, cells in enumerate(export.rows)
    ]
    return Export(export.kind, head, rows, export.separator, export.suffix)


def _with_a_column_more(head: Head) -> Head:
    beneath = tuple((*cells, REMARK) for cells in head.beneath)
    return replace(
        head,
        columns=(*head.columns, REMARK),
        sample=head.sample.with_columns(pl.lit(None, pl.String).alias(REMARK)),
        beneath=beneath,
    )


def _contents(table: TextTable) -> tuple[list[str], list[tuple], list[int]]:
    """Columns, rows as text, and the rows that could not be read as such."""
    frame = pl.concat(list(table.frames())).sort(ROW)
    return frame.columns, frame.rows(), table.broken["row"].to_list()


def _written(path: Path, text: str, encode: Encode = str.encode) -> TextTable:
    path.write_bytes(encode(text))
    return table_of(path)


def _assert_same(example: Example, found: TextTable, expected: TextTable) -> None:
    assert _contents(found) == _contents(expected)
    assert recognise(found.head) == example.claimed_by


@pytest.mark.parametrize("example", WITH_HEADERS, ids=str)
def test_the_encoding_is_found_out_and_stated(example, tmp_path):
    export = with_remarks(example)
    text = export.text()
    plain = _written(tmp_path / example.path.name, text)
    for name, (encode, stated) in ENCODINGS.items():
        try:
            encode(text)
        except UnicodeEncodeError:
            continue  # the export holds letters that this encoding does not have
        found = _written(tmp_path / example.path.name, text, encode)
        contents = _contents(found)
        assert contents == _contents(_written(tmp_path / "plain.csv", text)), name
        assert text.isascii() or stated in found.note, name
    assert recognise(plain.head) == example.claimed_by


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("example", WITH_HEADERS, ids=str)
def test_the_separator_and_the_line_ends_are_found_out(example, tmp_path, separator):
    export = with_remarks(example)
    plain = _written(tmp_path / "plain.csv", export.text())
    for line_end in LINE_ENDS:
        found = _written(tmp_path / example.path.name, export.text(separator=separator, line_end=line_end))
        _assert_same(example, found, plain)
        assert f"Cells separated by {SEPARATORS[separator]}." in found.note


@pytest.mark.parametrize("example", SEPARATED, ids=str)
def test_a_file_as_it_came_reads_the_same_with_any_separator_and_line_end(example, tmp_path):
    export = export_of(example.path)
    for separator, line_end in [(";", "\r\n"), ("\t", "\r"), (",", "\n")]:
        found = _written(tmp_path / example.path.name, export.text(separator=separator, line_end=line_end))
        _assert_same(example, found, example.table())


@pytest.mark.parametrize("example", [each for each in WITH_HEADERS if _may_get_an_index(each)], ids=str)
def test_a_leading_index_column_is_left_out_and_said(example, tmp_path):
    export = export_of(example.path)
    head = [["", *cells] for cells in export.head]
    rows = [[str(number), *cells] if cells else [] for number, cells in enumerate(export.rows)]
    indexed = Export(export.kind, head, rows, export.separator)
    found = _written(tmp_path / example.path.name, indexed.text())
    _assert_same(example, found, example.table())
    assert "A first column without a name was left out." in found.note


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name.startswith("UTF")])
@pytest.mark.parametrize("example", JSON, ids=str)
def test_json_in_any_unicode_reads_the_same(example, tmp_path, encoding):
    encode, stated = ENCODINGS[encoding]
    found = _written(tmp_path / example.path.name, example.path.read_text(encoding="utf-8"), encode)
    _assert_same(example, found, example.table())
    assert stated in found.note
