"""An identifier is kept digit by digit; one that a spreadsheet has rounded is nobody's."""

import polars as pl
import pytest

from data_layer.importers.columns import identifier


def _read(written: str, system: str = "") -> str | None:
    return pl.DataFrame({"cell": [written]}).select(identifier(system).parse(pl.col("cell"))).item()


@pytest.mark.parametrize("written", ["107720000000358260", "01103", "s-1001", "1e5", "5E10", "1.0", "2.5e+03"])
def test_an_identifier_stays_as_it_is(written):
    assert _read(written) == written.lower()


def test_case_and_outer_blanks_do_not_count():
    assert _read(" U1@Example.org ") == "u1@example.org"
    assert _read("358260", "canvas") == "canvas:358260"


@pytest.mark.parametrize("written", ["1.0772E+17", "1E+17", " 1.07720000000358E+17 "])
def test_a_number_that_was_rounded_is_none(written):
    assert _read(written) is None
