"""Whatever stands in the cells of an activity export, each row is loaded or refused, and nobody's deeds are no use."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers import blackboard, brightspace, edfi_lms, google, microsoft_insights, schoology
from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing import EVENT_CLASSES
from data_layer.importers.refusals import MASK

LAYOUTS = [
    layout
    for module in (blackboard, brightspace, edfi_lms, google, microsoft_insights, schoology)
    for layout in module.IMPORTER.layouts
    if layout.columns and not layout.settle
]
EVENTS = [layout for layout in LAYOUTS if layout.table == "events"]
WORDS = (
    *("", " ", "NULL", "7", "107720000000358260", "u1@example.org", "sign-in", "CREATE", "READ", "SESSION", "PAGE"),
    *(
        "LOGIN_ATTEMPT",
        "Login succeeded.",
        "COURSE_ACCESS",
        "2026-03-02T14:00:00Z",
        "2026-03-02 14:00:00",
        "2026-02-30",
    ),
    *("2026-03-02", "1.5", "-3", "many", "True", "Canvas", "drive", "login", "view", "NoActivities", "login_success"),
    *('{"time": "2026-03-02T14:00:00Z", "applicationName": "drive"}', '{"email": "u1"}', '[{"name": "view"}]', "[1]"),
)


@st.composite
def _frames(draw, layout: Layout) -> pl.DataFrame:
    columns = [column for each in (layout, *layout.also) for column in each.columns]
    headers = list(dict.fromkeys((*layout.signature, *(column.sources[0] for column in columns))))
    rows = draw(st.lists(st.tuples(*[st.sampled_from(WORDS)] * len(headers)), min_size=1, max_size=8))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")
    return frame.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
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


@pytest.mark.parametrize("layout", EVENTS, ids=lambda layout: layout.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_what_counts_has_an_actor_and_a_class_and_what_does_not_counts_nothing(layout, data):
    rows = layout.read(data.draw(_frames(layout)), {}).rows
    counts = pl.col("event_class").is_not_null()
    assert rows.filter(counts & pl.col("actor").is_null()).is_empty()
    assert rows.filter(~counts & (pl.col("event_count") > 0)).is_empty()
    assert rows.filter((pl.col("event_class") != "login") & pl.col("login_count").is_not_null()).is_empty()
    assert set(rows["event_class"].drop_nulls()) <= set(EVENT_CLASSES)
    assert rows.filter(counts & pl.col("tool").is_null()).is_empty()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_refusal_is_a_whole_sentence_and_hides_what_is_personal(layout, data):
    batch = layout.read(data.draw(_frames(layout)), {})
    personal = {column.sources[0] for column in layout.columns if column.personal}
    for refusal in batch.refusals.rows(named=True):
        assert refusal["remedy"].endswith(".")
        if refusal["column"] in personal:
            assert refusal["value"] in ("", MASK)
