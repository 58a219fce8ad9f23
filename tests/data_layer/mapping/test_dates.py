"""Dates of any system are read in one order of day and month, and never in two within a file."""

import polars as pl
import pytest

from data_layer.importers.contract import FileRefused, NeedsAnswer
from data_layer.mapping.date_order import settle_order
from data_layer.mapping.dates import in_iso


def iso(cell: str, order: str = "month_first") -> str:
    return pl.DataFrame({"cell": [cell]}).select(in_iso(pl.col("cell"), order=order)).item()


def settled(*cells: str, known: str | None = None, answered: str = "") -> str:
    return settle_order([pl.DataFrame({"day": cells})], ["day"], known=known, answered=answered)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("3/4/2026", "2026-03-04"),
        ("3-4-26", "2026-03-04"),
        ("4.3.2026", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("Mar 4, 2026", "2026-03-04"),
        ("Wednesday, March 4, 2026", "2026-03-04"),
        ("4-Mar-26", "2026-03-04"),
        ("3/4/2026 2:05 PM", "2026-03-04 14:05:00"),
        ("3/4/2026, 12:05:09 a.m.", "2026-03-04 00:05:09"),
        ("2026-03-04 12:05 PM", "2026-03-04 12:05:00"),
        ("3/4/2026 2:05 PM -06:00", "2026-03-04 14:05:00-06:00"),
    ],
)
def test_a_date_is_rewritten_in_one_way(cell, written):
    assert iso(cell) == written


def test_the_order_decides_between_march_and_april():
    assert (iso("3/4/2026", "month_first"), iso("3/4/2026", "day_first")) == ("2026-03-04", "2026-04-03")


@pytest.mark.parametrize("cell", ["2026-03-04", "2026-03-04T14:05:00Z", "2026-03-04 14:05:00.250-06:00"])
def test_what_is_written_so_already_stays_as_it_is(cell):
    assert iso(cell) == cell


@pytest.mark.parametrize("cell", ["31/12/2026", "2/30/2026", "noon", "3/4/2026 noon", "12", "4 of March"])
def test_what_is_no_date_stays_as_it_is(cell):
    assert iso(cell) == cell


def test_one_date_that_fits_one_order_alone_decides_for_the_file():
    assert settled("3/4/2026", "13/4/2026") == "day_first"
    assert settled("3/4/2026", "4/13/2026") == "month_first"


def test_a_file_that_proves_nothing_is_asked_about_and_the_answer_holds():
    with pytest.raises(NeedsAnswer) as caught:
        settled("3/4/2026", "5/6/2026")
    assert caught.value.option == "date_order"
    assert settled("3/4/2026", answered="day_first") == "day_first"


@pytest.mark.parametrize("cell", ["2026-03-04", "4.3.2026", "4/4/2026"])
def test_nothing_is_asked_where_both_orders_are_the_same(cell):
    assert settled(cell) == "month_first"


def test_a_mapping_that_the_file_contradicts_is_refused():
    with pytest.raises(FileRefused, match=r"written month first.*; in this file they are written day first"):
        settled("3/4/2026", "13/4/2026", known="month_first")


def test_a_file_in_both_orders_keeps_to_that_of_its_mapping():
    assert settled("4/13/2026", "13/4/2026", known="day_first") == "day_first"
