"""Law 8: a refusal names row, column, value (hidden when personal), what is wrong, why it matters, how to mend it."""

from __future__ import annotations

import re

import pytest

from data_layer.checking import SET_ASIDE, check
from data_layer.importers.consequences import ANY_ROW, why_it_matters
from data_layer.importers.contract import fold
from data_layer.importers.refusals import MASK
from data_layer.reading.tables import WHOLE_ROW
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import KEPT, LAYOUTS, Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_encodings import WITH_HEADERS

ASTRAY = "u1@example.org"  # in every column, as where cells have shifted
SPOILED = "\u00bf?"  # is no id, number, day, moment, word or name that anybody writes
REFUSING = [example for example in KEPT if example.path.with_suffix(".refused.csv").exists()]
SPOILABLE = [example for example in WITH_HEADERS if example.is_kept]


def _personal(example: Example) -> set[str]:
    return {fold(name) for column in example.layout.columns if column.personal for name in column.sources}


def _assert_told(refusal: dict, personal: set[str]) -> None:
    assert refusal["row"] >= 1
    assert refusal["column"]
    assert refusal["problem"]
    assert re.fullmatch(r"[A-Z].{20,}\.", refusal["consequence"])
    assert re.search(r"\w.*\.$", refusal["remedy"])
    if refusal["column"] == WHOLE_ROW or fold(refusal["column"]) in personal:
        assert refusal["value"] in ("", MASK)
    assert "@" not in refusal["value"]


@pytest.mark.parametrize(("importer", "layout"), LAYOUTS, ids=lambda each: each.name)
def test_each_cell_that_a_layout_may_refuse_is_needed_for_something(importer, layout):
    if layout.table == SET_ASIDE:
        assert not layout.columns
    for column in layout.columns:
        sentence = why_it_matters(layout.table, column.name)
        assert sentence != ANY_ROW, f"{importer.name} {layout.name}: what is {column.name} needed for?"


@pytest.mark.parametrize("example", REFUSING, ids=str)
def test_each_refusal_of_a_golden_file_says_where_what_and_how_to_mend_it(example):
    (finding,) = check([example.path], example.options, received_at=RECEIVED_AT)
    assert finding.refusals.height
    for refusal in finding.refusals.rows(named=True):
        _assert_told(refusal, _personal(example))


@pytest.mark.parametrize("example", SPOILABLE, ids=str)
def test_rows_of_nonsense_and_of_addresses_are_refused_or_read_and_never_show_what_is_personal(example, tmp_path):
    export = export_of(example.path)
    width = len(export.head[-1])
    path = export.with_rows([*export.rows, [SPOILED] * width, [ASTRAY] * width]).write(tmp_path / example.path.name)
    (finding,) = check([path], example.options, received_at=RECEIVED_AT)
    if finding.question or finding.is_refused:
        assert finding.remedy
        return
    assert finding.read_count == finding.loaded_count + finding.refused_count
    for refusal in finding.refusals.rows(named=True):
        _assert_told(refusal, _personal(example))
    assert landed(path, example.options).height >= landed(example.path, example.options).height
