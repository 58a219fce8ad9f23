"""What was found out about a file is stated, and what somebody says of it goes first."""

from __future__ import annotations

import pytest

from data_layer.importers.contract import FileRefused
from data_layer.reading import TextTable, sources
from data_layer.reading.overrides import Override, override_of

REST = [("of", "March")]
TEXT = "user;note\nu-1;Café, crème\nu-2;Ménage, à trois\n"


def table_of(path, **options) -> TextTable:
    (delivery,) = sources([path], options)
    if delivery.refused:
        raise delivery.refused[0].reason
    return delivery.tables[0]


def cells_of(table: TextTable) -> list[tuple]:
    return [row[1:] for frame in table.frames() for row in frame.rows()]


@pytest.fixture
def file(tmp_path):
    def written(text: str = TEXT, encoding: str = "utf-8", name: str = "log.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def test_what_was_found_out_is_stated(file):
    table = table_of(file(encoding="cp1252"))
    assert table.found == {"encoding": "Windows-1252", "separator": "semicolons", "header_row": "row 1"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
def test_an_encoding_that_is_told_is_the_one_used(file, encoding):
    table = table_of(file(encoding=encoding), encoding=encoding)
    assert cells_of(table) == [("u-1", "Café, crème"), ("u-2", "Ménage, à trois")]


def test_utf_16_without_its_mark_can_be_told(file):
    path = file("Σχολή" + TEXT, encoding="utf-16-le")
    with pytest.raises(FileRefused):
        table_of(path)
    assert cells_of(table_of(path, encoding="utf-16"))[0] == ("u-1", "Café, crème")


def test_a_separator_that_is_told_goes_before_the_likelier_one(file):
    table = table_of(file("a;b,c\n1;2,3\n4;5,6\n"), separator="comma")
    assert (table.head.columns, cells_of(table)) == (("a;b", "c"), [("1;2", "3"), ("4;5", "6")])


@pytest.mark.parametrize(
    ("row", "columns", "rows", "said"),
    [
        ("1", ("Report, weekly",), [("of",), ("user",), ("u-1",)], "row 1"),
        ("3", ("user", "note"), [("u-1", "x")], "row 3"),
        ("0", ("column 1", "column 2"), [("Report, weekly", ""), *REST, ("user", "note"), ("u-1", "x")], "none"),
    ],
)
def test_a_header_row_that_is_told_is_the_one_used(file, row, columns, rows, said):
    table = table_of(file("Report, weekly;\nof;March\nuser;note\nu-1;x\n"), separator="semicolon", header_row=row)
    assert table.head.columns == columns
    assert table.found["header_row"] == said
    assert cells_of(table) == rows


def test_a_header_row_beyond_the_file_is_refused_with_a_sentence(file):
    with pytest.raises(FileRefused, match="no column headers in row 9"):
        table_of(file(), header_row="9")


def test_an_option_of_one_file_goes_before_that_of_all():
    options = {"separator": "tab", "log.csv:separator": "comma", "log.csv:header_row": "2"}
    assert override_of(options, "log.csv") == Override(None, ",", 2)
    assert override_of(options, "other.csv") == Override(None, "\t", None)


@pytest.mark.parametrize("option", [{"encoding": "latin"}, {"separator": ","}, {"header_row": "first"}])
def test_a_word_that_is_not_known_is_answered_with_those_that_are(option):
    with pytest.raises(ValueError, match=r"Write"):
        override_of(option, "log.csv")
