"""A day is read in the forms that school systems write, and nothing else is taken for one."""

import polars as pl
import pytest

from data_layer.importers.columns import day


def _read(written: str) -> list[str]:
    return pl.DataFrame({"cell": [written]}).select(day().parse(pl.col("cell"))).to_series().cast(pl.String).to_list()


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-01", "2026-03-01T05:00:00Z", "2026-03-01 00:00:00-06:00", "20260301", "2026-3-1 00:00:00"),
        *("3/1/2026", "03/01/2026", "3/1/2026 0:00", "3/1/26", " 2026-03-01 "),
        *("1-Mar-26", "01-Mar-2026", "2026/03/01", "2026/3/1 0:00"),
    ],
)
def test_a_day_in_each_of_its_forms(written):
    assert _read(written) == ["2026-03-01"]


@pytest.mark.parametrize(
    "written", ["2026-02-29", "20260229", "18000101", "202603011", "3/32/2026", "soon", "1/3", "30-Feb-26", "2026/2/29"]
)
def test_what_is_no_day_of_the_calendar_is_none(written):
    assert _read(written) == [None]
