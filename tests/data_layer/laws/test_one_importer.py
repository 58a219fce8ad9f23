"""Law 1: exactly one importer claims a file, or it is refused with what came closest and why."""

import polars as pl
import pytest

from data_layer.checking import SET_ASIDE
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused, Head
from data_layer.reading import TextTable, sources
from tests.data_layer.laws.examples import EXAMPLES, LAYOUTS, REAL_EXPORTS

REAL_FILES = sorted(path for path in REAL_EXPORTS.rglob("*") if path.is_file() and path.suffix != ".md")


def _named(layout) -> str:
    return f"{layout[0].name}/{layout[1].name}"


def _claims(head: Head) -> list[str]:
    return [_named(each) for each in LAYOUTS if each[1].recognises(head)]


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each[1].table != SET_ASIDE], ids=_named)
def test_every_layout_of_which_anything_is_kept_has_a_golden_file(layout):
    assert [str(example) for example in EXAMPLES if example.layout is layout[1]]


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each[1].table == SET_ASIDE], ids=_named)
def test_the_headers_of_a_file_that_is_set_aside_are_enough_and_nobody_else_claims_them(layout):
    columns = layout[1].signature
    if layout[1].matches and not _claims(_empty(columns)):
        assert [str(example) for example in EXAMPLES if example.layout is layout[1]]
    else:
        assert _claims(_empty(columns)) == [_named(layout)]


def _empty(columns: tuple[str, ...]) -> Head:
    return Head("export.csv", columns, pl.DataFrame(schema=dict.fromkeys(columns, pl.String)))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_one_importer_alone_claims_each_golden_file(example):
    assert [claim.split("/")[0] for claim in _claims(example.table().head)] == [example.path.parent.name]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_name_of_a_file_does_not_decide_who_claims_it(example, tmp_path):
    other = tmp_path / f"download{example.path.suffix}"
    other.write_bytes(example.path.read_bytes())
    ((table,),) = [delivery.tables for delivery in sources([other])]
    assert _claims(table.head) == _claims(example.table().head)


def test_the_real_exports_are_claimed_by_one_importer_each_or_refused_with_a_reason_and_a_remedy():
    if not REAL_FILES:
        pytest.skip("The real exports are not beside this project.")
    for delivery in sources(REAL_FILES):
        for table in delivery.tables:
            _assert_claimed_or_told_why(table)
        for refused in delivery.refused:
            assert refused.reason.problem, refused.name
            assert refused.reason.remedy, refused.name


def _assert_claimed_or_told_why(table: TextTable) -> None:
    claims = _claims(table.head)
    assert len(claims) <= 1, (table.head.label, claims)
    if not claims:
        with pytest.raises(FileRefused) as caught:
            recognise(table.head)
        assert caught.value.problem, table.head.label
        assert caught.value.remedy, table.head.label
