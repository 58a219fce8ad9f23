"""Which values of wrong cells are shown, and which look like somebody and are hidden."""

from __future__ import annotations

import polars as pl
import pytest

from data_layer.importers.refusals import MASK, in_words, looks_personal, refused_cells

PERSONAL = (
    *("u1@example.org", "Somebody <u1@example.org>", "s1001234", "12345678901234567", "555-010-0199"),
    *("(555) 010-0199", "555-0199", "+49 30 5550199", "+1 555 010 0199", "203.0.113.7", "2001:db8:85a3::8a2e:370"),
    *("0f8fad5b-d9cb-469f-a165-70867728950e", "Surname, First", "O\u2019Surname-Other, First", "first.surname2"),
)
HARMLESS = (
    *("2026-02-30", "2/30/2026", "30.02.2026 25:61", "20260230", "20260230T101010Z", "2026-02-30T10:00:00.123456789Z"),
    *("2026-02-30 10:00:00+00:00", "12,5", "$12,500.005", "-3", "retired", "not_a_kind", "Grade 14", "25:61:00"),
)


def refused(value: str | None, *, is_personal: bool = False) -> dict:
    cells = pl.DataFrame({"row": [7], "value": [value]}, schema={"row": pl.Int64, "value": pl.String})
    told = {"problem": "is no day", "consequence": "Without a day, nothing counts.", "remedy": "Write a day."}
    return refused_cells(cells, column="day", is_personal=is_personal, **told).row(0, named=True)


@pytest.mark.parametrize("value", PERSONAL)
def test_what_looks_like_a_person_is_hidden_in_any_column(value):
    assert refused(value)["value"] == MASK


@pytest.mark.parametrize("value", HARMLESS)
def test_a_wrong_day_number_or_word_is_shown_as_it_stands(value):
    assert refused(value)["value"] == value
    assert refused(value, is_personal=True)["value"] == MASK


def test_a_blank_cell_is_called_blank_and_nothing_is_hidden_in_it():
    found = refused(None, is_personal=True)
    assert (found["value"], found["problem"]) == ("", "is blank")


def test_nothing_is_said_of_what_is_not_there():
    assert pl.select(looks_personal(pl.lit(None, pl.String))).item() is None


def test_a_refusal_reads_as_what_is_wrong_why_it_matters_and_how_to_mend_it():
    found = refused("soon")
    assert in_words(found, of="day") == "day is no day. Without a day, nothing counts. Write a day."
    assert in_words({**found, "consequence": None}, of="day") == "day is no day. Write a day."
