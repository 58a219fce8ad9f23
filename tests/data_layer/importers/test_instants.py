"""A moment is read in the forms that systems write, and in those that Excel makes of them."""

from datetime import datetime

import polars as pl
import pytest

from data_layer.importers.columns import instant


def _read(*written: str) -> list[datetime | None]:
    return pl.DataFrame({"cell": written}).select(instant().parse(pl.col("cell"))).to_series().to_list()


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-02T14:05:00Z", "2026-03-02 14:05:00 UTC", "2026-03-02 14:05", "2026-03-02T08:05:00-06:00"),
        *("3/2/2026 14:05", "03/02/2026 14:05:00", "3/2/2026 2:05:00 PM", "3/2/2026 2:05 PM", " 3/2/2026 14:05 "),
        *("3/2/26 14:05", "3/2/26 2:05 PM"),
    ],
)
def test_a_moment_in_each_of_its_forms(written):
    assert _read(written) == [datetime(2026, 3, 2, 14, 5)]


def test_a_column_may_hold_several_forms():
    assert _read("2026-03-02T14:05:00Z", "3/2/2026 14:05") == [datetime(2026, 3, 2, 14, 5)] * 2


@pytest.mark.parametrize("written", ["3/32/2026 14:05", "13/1/2026 14:05", "3/2/2026 25:05", "3/2/2026"])
def test_what_is_no_moment_is_none(written):
    assert _read(written) == [None]
