"""Whatever stands in the cells of an export of coursework, each row is loaded or refused."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers import canvas, edfi_lms, google, moodle
from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing_coursework import BASES, STATES
from data_layer.importers.refusals import MASK

TABLES = ("assignments", "submissions")
LAYOUTS = [
    layout
    for module in (canvas, edfi_lms, google, moodle)
    for layout in module.IMPORTER.layouts
    if layout.table in TABLES
]
WORDS = (
    *(
        "",
        " ",
        "NULL",
        "7",
        "0",
        "-3",
        "12.5",
        "107720000000358260",
        "1.0772E+17",
        "EX",
        "ex",
        "A-",
        "Canvas",
        "google",
    ),
    *("2026-03-02T14:00:00Z", "2026-03-02 14:00:00", "2026-02-30", "2026-03-02", "1772773199", "Friday", "-"),
    *("submitted", "graded", "deleted", "late", "missing", "TURNED_IN", "RETURNED", "reopened", "lost", "true", "f"),
    *("online_quiz", '["on_paper"]', "PUBLISHED", "ASSIGNMENT", "D", '{"year": 2026, "month": 3, "day": 5}', "{}"),
    '[{"stateHistory": {"state": "TURNED_IN", "stateTimestamp": "2026-03-02T14:00:00Z"}}]',
)


@st.composite
def _frames(draw, layout: Layout) -> pl.DataFrame:
    columns = [column for each in (layout, *layout.also) for column in each.columns]
    headers = list(dict.fromkeys((*layout.signature, *(column.sources[0] for column in columns), "Essay (501)")))
    rows = draw(st.lists(st.tuples(*[st.sampled_from(WORDS)] * len(headers)), min_size=1, max_size=8))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")
    return frame.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.label}")
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_each_row_is_loaded_or_refused_whatever_the_order(layout, data):
    frame = data.draw(_frames(layout))
    batch, backward = layout.read(frame, {}), layout.read(frame.reverse(), {})
    loaded, refused = set(batch.rows[ROW]), set(batch.refusals["row"])
    assert loaded | refused == set(frame[ROW])
    assert not loaded & refused
    assert sorted(map(str, batch.rows.rows())) == sorted(map(str, backward.rows.rows()))
    for _, rows in layout.read_also(frame, {}, loaded=batch.rows):
        assert set(rows[ROW]) <= loaded


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.label}")
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_standing_and_whom_the_source_lists_are_known_words(layout, data):
    rows = layout.read(data.draw(_frames(layout)), {}).rows
    assert set(rows["basis"].drop_nulls()) <= BASES.keys()
    if layout.table == "submissions":
        assert set(rows["state"].drop_nulls()) <= STATES.keys()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.label}")
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_refusal_is_a_whole_sentence_and_hides_what_is_personal(layout, data):
    batch = layout.read(data.draw(_frames(layout)), {})
    personal = {source for column in layout.columns if column.personal for source in column.sources}
    for refusal in batch.refusals.rows(named=True):
        assert refusal["problem"]
        assert refusal["remedy"].endswith(".")
        if refusal["column"] in personal:
            assert refusal["value"] in ("", MASK)
