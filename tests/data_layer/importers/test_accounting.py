"""Whatever stands in the cells, each row is loaded or refused, and its place in the file changes nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers import calendar, canvas_sis, clever_roster, licenses, oneroster, sds
from data_layer.importers.contract import ROW, Head, Layout
from data_layer.importers.refusals import MASK

MODULES = (oneroster, sds, clever_roster, canvas_sis, calendar, licenses)
LAYOUTS = [layout for module in MODULES for layout in module.IMPORTER.layouts if layout.columns]
WORDS = (
    *("", " ", "NULL", "s-1001", "u1@example.org", "{Local:863}", "student", "teacher", "wizard", "active", "gone"),
    *("tobedeleted", "primary", "true", "perhaps", "09", "K,1", "UG", "12", "-3", "$1,200.00", "12,50", "semester"),
    *("2025-08-18", "2025-08-17", "8/18/2025", "2026-02-30", "quarter", "no_school", "time_zone", "America/Chicago"),
    *("core", "district", "Lake Middle", "Professor", "Inactive", "deleted", "u2"),
)


def _headers(layout: Layout) -> list[str]:
    columns = [column for each in (layout, *layout.also) for column in each.columns]
    return list(dict.fromkeys(column.sources[0] for column in columns))


@st.composite
def _frames(draw, layout: Layout) -> pl.DataFrame:
    headers = _headers(layout)
    rows = draw(st.lists(st.tuples(*[st.sampled_from(WORDS)] * len(headers)), min_size=1, max_size=8))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")
    return frame.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})


def _settled(layout: Layout, frame: pl.DataFrame) -> dict:
    head = Head("students.csv", tuple(frame.columns), frame)
    return layout.settle(head, [frame], {}) if layout.settle else {}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_each_row_is_loaded_or_refused(layout, data):
    frame = data.draw(_frames(layout))
    settled = _settled(layout, frame)
    batch = layout.read(frame, settled)
    loaded, refused = set(batch.rows[ROW]), set(batch.refusals["row"])
    assert loaded | refused == set(frame[ROW])
    assert not loaded & refused
    for _, rows in layout.read_also(frame, settled, loaded=batch.rows):
        assert set(rows[ROW]) <= loaded


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(layout, data):
    frame = data.draw(_frames(layout))
    settled = _settled(layout, frame)
    forward, backward = layout.read(frame, settled), layout.read(frame.reverse(), settled)
    assert sorted(map(str, forward.rows.rows())) == sorted(map(str, backward.rows.rows()))
    assert sorted(map(str, forward.refusals.rows())) == sorted(map(str, backward.refusals.rows()))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_refusal_is_a_whole_sentence_and_hides_what_is_personal(layout, data):
    frame = data.draw(_frames(layout))
    batch = layout.read(frame, _settled(layout, frame))
    personal = {column.sources[0] for column in layout.columns if column.personal}
    for refusal in batch.refusals.rows(named=True):
        assert refusal["row"] >= 2
        assert refusal["column"]
        assert refusal["problem"]
        assert refusal["remedy"].endswith(".")
        if refusal["column"] in personal:
            assert refusal["value"] in ("", MASK)
