"""Every importer, told by examples: a file, what it lands, and what it refuses.

A case is three files in golden/<importer>/ and no code: `<case>.csv` (or .tsv, .jsonl, .xlsx), beside it
`<case>.expected.csv` with the landed rows and, where rows are refused, `<case>.refused.csv`. Rows for a further
landing stand in `<case>.expected.<landing>.csv`; options of the import, where it needs any, in `<case>.options.json`.
Times, numbers and truths are written as polars prints them; a blank cell is nothing.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import IMPORTERS, recognise
from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing import LANDINGS
from data_layer.reading import TextTable, sources
from tests.data_layer.importers.goldens import golden_files, options_of


@dataclass
class Outcome:
    landed: dict[str, pl.DataFrame]
    refused: pl.DataFrame
    read_count: int
    row_numbers: set[int]


def read_case(path: Path) -> tuple[Outcome, Layout, str]:
    """The file through the whole of recognising, settling and reading."""
    (delivery,) = sources([path])
    assert not delivery.refused, delivery.refused
    (table,) = delivery.tables
    importer, layout = recognise(table.head)
    settled = layout.settle(table.head, table.frames(), options_of(path)) if layout.settle else {}
    return _read(table, layout, settled), layout, importer.name


def _read(table: TextTable, layout: Layout, settled) -> Outcome:
    parts = {layout.table: []}
    refusals, read_count, numbers = [], 0, set()
    for frame in table.frames(7):
        batch = layout.read(frame, settled)
        parts[layout.table].append(batch.rows)
        for further, rows in layout.read_also(frame, settled, loaded=batch.rows):
            parts.setdefault(further.table, []).append(rows)
        refusals.append(batch.refusals)
        read_count += frame.height
        numbers |= set(frame[ROW].to_list())
    numbers |= set(table.broken["row"].to_list())
    landed = {name: pl.concat(frames) for name, frames in parts.items()}
    return Outcome(landed, pl.concat([*refusals, table.broken]), read_count + table.broken.height, numbers)


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    row = [ROW] if ROW in frame.columns else []
    cells = frame.select(*row, pl.exclude(ROW)).rename({ROW: "row"} if row else {})
    return cells.with_columns(pl.all().cast(pl.String).fill_null("")).sort("row", maintain_order=True)


def _written(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))


def _assert_same(found: pl.DataFrame, path: Path) -> None:
    expected = _written(path)
    text = _as_text(found)
    assert set(expected.columns) <= set(text.columns), f"{path.name} names columns that are not there"
    by_cells = sorted(expected.columns)
    assert text.select(by_cells).sort(by_cells).rows() == expected.select(by_cells).sort(by_cells).rows()


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_lands_and_is_refused_as_written_beside_it(path):
    outcome, layout, importer_name = read_case(path)
    assert importer_name == path.parent.name
    _assert_same(outcome.landed[layout.table], path.with_suffix(".expected.csv"))
    for further in layout.also:
        _assert_same(outcome.landed[further.table], path.with_suffix(f".expected.{further.table}.csv"))
    refused = path.with_suffix(".refused.csv")
    if refused.exists():
        _assert_same(outcome.refused, refused)
    else:
        assert outcome.refused.is_empty(), outcome.refused.rows(named=True)


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_row_is_landed_or_refused_and_none_is_both(path):
    outcome, layout, _ = read_case(path)
    landed = set(outcome.landed[layout.table][ROW].to_list())
    refused = set(outcome.refused["row"].to_list())
    assert landed | refused == outcome.row_numbers
    assert not landed & refused
    assert len(landed) + len(refused) == outcome.read_count


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_exactly_one_layout_recognises_a_file(path):
    ((table,),) = [delivery.tables for delivery in sources([path])]
    assert len([1 for each in IMPORTERS for layout in each.layouts if layout.recognises(table.head)]) == 1


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_lands_has_the_columns_of_its_table(path):
    outcome, _, _ = read_case(path)
    for name, rows in outcome.landed.items():
        assert dict(rows.drop(ROW).schema) == LANDINGS[name].columns, name


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_refusal_says_where_what_and_how_to_mend_it(path):
    outcome, _, _ = read_case(path)
    assert outcome.refused["row"].null_count() == 0
    for name in ("column", "problem", "remedy"):
        assert (outcome.refused[name].str.len_chars() > 0).all()
