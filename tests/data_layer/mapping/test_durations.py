"""How long something took is minutes, in whatever way a system writes it."""

import polars as pl
import pytest

from data_layer.mapping.durations import minutes_in


def minutes(cell: str, unit: str = "minutes") -> float | None:
    return pl.DataFrame({"cell": [cell]}).select(minutes_in(unit).parse(pl.col("cell"))).item()


@pytest.mark.parametrize(("unit", "told"), [("minutes", 90.0), ("seconds", 1.5), ("hours", 5400.0)])
def test_a_number_is_in_the_unit_of_its_mapping(unit, told):
    assert minutes("90", unit) == pytest.approx(told)


@pytest.mark.parametrize(
    ("cell", "told"), [("1,250", 1250.0), ("1,250.5", 1250.5), ("12,5", 12.5), ("12.5", 12.5), (" 3 ", 3.0)]
)
def test_commas_part_thousands_or_decimals(cell, told):
    assert minutes(cell) == told


@pytest.mark.parametrize("unit", ["minutes", "seconds", "hours"])
def test_a_clock_is_a_clock_in_every_unit(unit):
    assert minutes("1:05:30", unit) == 65.5


@pytest.mark.parametrize(
    ("cell", "told"),
    [("4h46m", 286.0), ("28m", 28.0), ("0m", 0.0), ("1 hr 5 min", 65.0), ("90s", 1.5), ("2 hours", 120.0)],
)
def test_units_may_be_named(cell, told):
    assert minutes(cell, "seconds") == told


@pytest.mark.parametrize("cell", ["-1", "a while", "m", "5 members", "1:75:00", "inf", "nan", "1,2,3"])
def test_what_is_no_time_is_not_read(cell):
    assert minutes(cell) is None
