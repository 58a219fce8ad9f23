"""What a log says over and over is worked out once, and comes out as though each row had been read by itself."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, read_columns
from data_layer.importers.repeating import numbered, once_each
from data_layer.reading import sources
from tests.data_layer.importers.goldens import golden_files, options_of

TIMES = 8


def repeated(text: pl.DataFrame) -> pl.DataFrame:
    """All rows so many times, one after the other, with row numbers of their own."""
    many = pl.concat([text] * TIMES)
    return many.with_columns((pl.int_range(pl.len()) + 1).alias(ROW))


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cells_that_repeat_are_read_as_though_each_stood_alone(path):
    (delivery,) = sources([path])
    (table,) = delivery.tables
    _, layout = recognise(table.head)
    settled = layout.settle(table.head, table.frames(), options_of(path)) if layout.settle else {}
    columns = layout.columns + (layout.settled_columns(settled) if layout.settled_columns else ())
    text = pl.concat([layout.prepare(each, settled) if layout.prepare else each for each in table.frames()])
    text = text.with_columns((pl.int_range(pl.len()) + 1).alias(ROW))
    alone = [read_columns(text.slice(place, 1), columns) for place in range(text.height)]
    often = read_columns(repeated(text), columns)
    assert_frame_equal(first(often.rows, ROW, text.height), pl.concat([each.rows for each in alone]))
    refused = pl.concat([each.refusals for each in alone]).sort("row", maintain_order=True)
    assert_frame_equal(first(often.refusals, "row", text.height), refused)
    assert often.refusals.height == TIMES * refused.height


def first(frame: pl.DataFrame, number: str, count: int) -> pl.DataFrame:
    return frame.filter(pl.col(number) <= count)


def test_each_kind_is_worked_out_once_and_blank_is_a_kind():
    seen = []

    def loud(words: pl.Series) -> pl.Series:
        seen.extend(words.to_list())
        return words.str.to_uppercase()

    rows = pl.DataFrame({"word": ["a", None, "a", "b", None, "a"], "place": range(6)})
    made = pl.col("word").map_batches(loud, return_dtype=pl.String).fill_null("NONE").alias("loud")
    found = once_each(rows, ["word"], made)
    assert found["loud"].to_list() == ["A", "NONE", "A", "B", "NONE", "A"]
    assert found["place"].to_list() == list(range(6))
    assert sorted(seen, key=str) == [None, "a", "b"]


WORDS = st.sampled_from([None, "", "a", "b", "a word that is longer than twelve letters", "Pe\u00f1a"])
CELLS = st.tuples(WORDS, st.sampled_from([None, True, False]), st.sampled_from([None, 0, 7, 2**62]))


@given(st.lists(CELLS), st.integers(0, 3))
def test_values_and_places_make_up_the_column_again(cells, start):
    rows = pl.DataFrame(cells, {"word": pl.String, "is_so": pl.Boolean, "number": pl.Int64}, orient="row")
    for column in rows.slice(start):
        values, places = numbered(column)
        assert values.is_unique().all()
        assert values.gather(places).to_list() == column.to_list()


@given(st.lists(CELLS))
def test_what_is_made_of_several_columns_is_made_of_each_row(cells):
    rows = pl.DataFrame(cells, {"word": pl.String, "is_so": pl.Boolean, "number": pl.Int64}, orient="row")
    told = pl.concat_str(pl.all().cast(pl.String).fill_null("-"), separator="|")
    found = once_each(rows, rows.columns, told.alias("told"))
    assert_frame_equal(found, rows.with_columns(told.alias("told")))
