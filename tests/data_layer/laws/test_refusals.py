"""Law 8: a refusal names row, column and value (hidden when personal), what is wrong and how to mend it."""

from __future__ import annotations

import re

import pytest

from data_layer.checking import check
from data_layer.importers.contract import MASK, fold
from data_layer.reading.tables import WHOLE_ROW
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import KEPT, Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_encodings import WITH_HEADERS

SPOILED = "\u00bf?"  # is no id, number, day, moment, word or name that anybody writes
REFUSING = [example for example in KEPT if example.path.with_suffix(".refused.csv").exists()]
SPOILABLE = [example for example in WITH_HEADERS if example.is_kept]


def _personal(example: Example) -> set[str]:
    return {fold(name) for column in example.layout.columns if column.personal for name in column.sources}


def _assert_told(refusal: dict, personal: set[str]) -> None:
    assert refusal["row"] >= 1
    assert refusal["column"]
    assert refusal["problem"]
    assert re.search(r"\w.*\.$", refusal["remedy"])
    if refusal["column"] == WHOLE_ROW or fold(refusal["column"]) in personal:
        assert refusal["value"] in ("", MASK)


@pytest.mark.parametrize("example", REFUSING, ids=str)
def test_each_refusal_of_a_golden_file_says_where_what_and_how_to_mend_it(example):
    (finding,) = check([example.path], example.options, received_at=RECEIVED_AT)
    assert finding.refusals.height
    for refusal in finding.refusals.rows(named=True):
        _assert_told(refusal, _personal(example))


@pytest.mark.parametrize("example", SPOILABLE, ids=str)
def test_a_row_of_nonsense_is_refused_or_read_and_never_shows_what_is_personal(example, tmp_path):
    export = export_of(example.path)
    width = len(export.head[-1])
    path = export.with_rows([*export.rows, [SPOILED] * width]).write(tmp_path / example.path.name)
    (finding,) = check([path], example.options, received_at=RECEIVED_AT)
    if finding.question or finding.is_refused:
        assert finding.remedy
        return
    assert finding.read_count == finding.loaded_count + finding.refused_count
    for refusal in finding.refusals.rows(named=True):
        _assert_told(refusal, _personal(example))
    assert landed(path, example.options).height >= landed(example.path, example.options).height
