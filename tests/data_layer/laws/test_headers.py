"""Law 5: in whatever order and case the column headers stand, and whatever stands above or beside them, rows stay."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from data_layer.checking import check
from data_layer.importers.contract import ROW
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.faults.long_run import SEED
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.rewriting import Export, export_of
from tests.data_layer.laws.test_overrides import ONE_HEADER

Cells = list[str]


def _is_told_by_wording(example: Example) -> bool:
    """Whether what stands in a header is data itself: a survey's question names its tool."""
    return example.layout.table == "survey_answers"


def _has_each_header_once(example: Example) -> bool:
    header = export_of(example.path).head[-1]
    return "" not in header and len(set(header)) == len(header)


PLAIN = [each for each in ONE_HEADER if each.is_kept and _has_each_header_once(each) and not _is_told_by_wording(each)]


WIDE = [each for each in PLAIN if len(export_of(each.path).head[-1]) >= 4]  # of fewer, two may be a title or a header


def _rewritten(example: Example, path: Path, change: Callable[[Cells, bool], Cells]) -> Path:
    """The export with each of its records changed; `change` is told whether it is the header."""
    export = export_of(example.path)
    width = len(export.head[-1])
    rows = [change(list(cells), False) if len(cells) == width else cells for cells in export.rows]
    head = [change(list(export.head[-1]), True)]
    return Export(export.kind, head, rows, export.separator, export.suffix).write(path)


def _content(path: Path, example: Example) -> list[tuple]:
    rows: pl.DataFrame = landed(path, example.options)
    return sorted(rows.drop(ROW).rows(), key=repr)


@pytest.mark.parametrize("example", PLAIN, ids=str)
def test_neither_the_order_nor_the_case_of_headers_changes_what_is_loaded(example, tmp_path):
    expected = _content(example.path, example)
    places = list(range(len(export_of(example.path).head[-1])))
    random.Random(SEED).shuffle(places)
    turned = _rewritten(example, tmp_path / "turned" / example.path.name, lambda cells, _: [cells[n] for n in places])
    assert _content(turned, example) == expected
    small = _rewritten(
        example,
        tmp_path / "small" / example.path.name,
        lambda cells, is_header: [cell.lower() for cell in cells] if is_header else cells,
    )
    assert _content(small, example) == expected


@pytest.mark.parametrize("example", WIDE, ids=str)
def test_a_title_and_a_total_around_the_rows_change_nothing_that_is_loaded(example, tmp_path):
    export = export_of(example.path)
    width = len(export.head[-1])
    rows = [*export.rows, ["Total", *[""] * (width - 1)]]
    report = Export(export.kind, [["Example District"], ["From", "8/18/2025"], *export.head], rows, ",", ".csv")
    assert _content(report.write(tmp_path / example.path.name), example) == _content(example.path, example)


def test_a_refusal_names_a_header_as_the_file_writes_it(tmp_path):
    path = tmp_path / "activity.csv"
    path.write_text("DATE_TIME,User,Tool,Action\nsoon,u-1,Quillpad,view\n", encoding="utf-8")
    (finding,) = check([path], {}, received_at=RECEIVED_AT)
    assert finding.refusals["column"].to_list() == ["DATE_TIME"]
