"""Files that were cut off, damaged or made to do harm: turned away with a reason, or read as far as they are whole."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.checking import Finding, check
from data_layer.reading.files import MAX_COLUMNS
from data_layer.reading.tables import WHOLE_ROW
from data_layer.reading.text import HEAD_BYTES
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.importers.goldens import GOLDEN
from tests.data_layer.laws.examples import KEPT, Example
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_encodings import SEPARATED

ACTIVITY = "date_time,user,tool,action"
ROW = "2026-03-02T15:00:00Z,s-1001,Example Tool,view"


def _checked(path: Path, content: bytes, options: dict[str, str] | None = None) -> Finding:
    path.write_bytes(content)
    (finding,) = check([path], options, received_at=RECEIVED_AT)
    return finding


def _cut_in_its_last_row(example: Example) -> str:
    export = export_of(example.path)
    return export.text().rstrip("\n").rpartition(export.separator)[0]


@pytest.mark.parametrize("example", [each for each in SEPARATED if each in KEPT], ids=str)
def test_a_row_in_which_the_file_was_cut_off_is_refused_and_the_rows_before_it_are_read(example, tmp_path):
    export = export_of(example.path)
    path = tmp_path / example.path.name
    finding = _checked(path, _cut_in_its_last_row(example).encode(), example.options)
    if finding.is_refused:
        assert len(export.rows) == 1 or finding.question  # no row is whole, or those that are leave a question open
        return
    assert finding.read_count == len([cells for cells in export.rows if any(cells)])
    assert finding.read_count == finding.loaded_count + finding.refused_count


def test_a_row_that_is_cut_off_says_so(tmp_path):
    finding = _checked(tmp_path / "log.csv", f"{ACTIVITY}\n{ROW}\n{ROW[:30]}".encode())
    assert (finding.read_count, finding.loaded_count, finding.refused_count) == (2, 1, 1)
    assert finding.refusals.select("row", "column").rows() == [(3, WHOLE_ROW)]
    assert "cut off" in finding.refusals["problem"][0]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["gz", "zip", "xlsx"])
def test_a_packed_file_that_was_cut_off_is_turned_away(tmp_path, kind, share):
    whole = _packed(kind)
    path = tmp_path / {"gz": "log.csv.gz", "zip": "logs.zip", "xlsx": "form.xlsx"}[kind]
    finding = _checked(path, whole[: int(len(whole) * share)])
    assert finding.is_refused
    assert finding.remedy


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_damage_far_into_a_packed_file_leaves_the_others_to_be_imported(home, tmp_path, kind):
    whole = bytearray(_packed(kind, row_count=2 * HEAD_BYTES // len(ROW)))
    whole[-len(whole) // 8] ^= 0xFF
    damaged, good = tmp_path / f"log.csv.{kind}", tmp_path / "good.csv"
    damaged.write_bytes(whole)
    good.write_text(f"{ACTIVITY}\n{ROW}\n")
    for known_count in (0, 1):  # what is damaged is no file that was imported before, either
        turned_away, taken = importing.run(home, [damaged, good], received_at=RECEIVED_AT).findings
        assert turned_away.is_refused
        assert (taken.read_count, taken.known_count, taken.is_refused) == (1, known_count, False)


def _packed(kind: str, *, row_count: int = 2000) -> bytes:
    numbers = range(1000, 1000 + row_count)
    content = "\n".join([ACTIVITY, *(ROW.replace("1001", f"{number}") for number in numbers)]).encode()
    if kind == "gz":
        return gzip.compress(content)
    if kind == "xlsx":
        return (GOLDEN / "staff_survey" / "form_responses.xlsx").read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", content)
    return packed.getvalue()


@pytest.mark.parametrize("width", [MAX_COLUMNS + 1, 1_000_000])
def test_a_file_of_too_many_columns_is_turned_away_and_told_how_many_are_read(tmp_path, width):
    header = ",".join(f"c{number}" for number in range(width))
    finding = _checked(tmp_path / "wide.csv", f"{header}\n{'1,' * (width - 1)}1\n".encode())
    assert f"more than {MAX_COLUMNS:,} columns" in finding.problem
    assert finding.remedy


def test_a_file_of_as_many_columns_as_are_read_is_read(tmp_path):
    further = MAX_COLUMNS - ACTIVITY.count(",") - 1
    header = ",".join([ACTIVITY, *(f"a column with quite a long name {number}" for number in range(further))])
    finding = _checked(tmp_path / "wide.csv", f"{header}\n{ROW}{',1' * further}\n".encode())
    assert (finding.problem, finding.loaded_count) == ("", 1)


def test_a_cell_that_a_spreadsheet_would_compute_is_a_text_like_any_other(tmp_path):
    spoiled = ROW.replace("Example Tool", '"=HYPERLINK(""x"")"')
    finding = _checked(tmp_path / "log.csv", f"{ACTIVITY}\n{spoiled}\n".encode())
    assert finding.preview["tool"].to_list() == ['=HYPERLINK("x")']
