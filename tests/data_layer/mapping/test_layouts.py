"""Whatever stands in the cells, a mapped layout loads or refuses each row, and hides what is personal."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.contract import ROW, FileRefused, Head
from data_layer.importers.landing import LANDINGS
from data_layer.importers.refusals import MASK
from data_layer.mapping.document import ColumnMapping, problems_of
from data_layer.mapping.layouts import layout_of
from data_layer.mapping.purposes import PURPOSES
from tests.data_layer.importers.test_accounting import WORDS

MORE_WORDS = (*WORDS, "3/4/2026", "13/4/2026", "4/13/2026 2:05 PM", "0", "1:05:00", "view", "dance", "Teacher", "K")
ALL = [
    ColumnMapping(
        name,
        name,
        tuple(meaning.label for meaning in purpose.meanings),
        {meaning.name: meaning.label for meaning in purpose.meanings},
        reading={"date_order": "day_first"},
    )
    for name, purpose in PURPOSES.items()
]


@st.composite
def _frames(draw, mapping: ColumnMapping) -> pl.DataFrame:
    cells = st.tuples(*[st.sampled_from(MORE_WORDS)] * len(mapping.headers))
    rows = draw(st.lists(cells, min_size=1, max_size=8))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(mapping.headers, pl.String), orient="row")
    return frame.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})


@pytest.mark.parametrize("mapping", ALL, ids=lambda mapping: mapping.name)
def test_every_template_can_be_mapped_as_a_whole(mapping):
    assert list(problems_of(mapping)) == []


@pytest.mark.parametrize("mapping", ALL, ids=lambda mapping: mapping.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_each_row_is_loaded_or_refused(mapping, data):
    frame, layout = data.draw(_frames(mapping)), layout_of(mapping)
    try:
        settled = layout.settled(Head("x", mapping.headers, frame.drop(ROW)), [frame], {"scale": "5"})
    except FileRefused:  # answers that are on no scale at all: no row of such a file is read
        return
    batch = layout.read(frame, settled)
    loaded, refused = set(batch.rows[ROW]), set(batch.refusals["row"])
    assert loaded | refused == set(frame[ROW])
    assert not loaded & refused
    personal = {column.sources[0] for column in layout.columns if column.personal}
    assert {row["value"] for row in batch.refusals.rows(named=True) if row["column"] in personal} <= {"", MASK}
    for also, rows in layout.read_also(frame, settled, loaded=batch.rows):
        assert set(rows[ROW]) <= loaded
        assert set(LANDINGS[also.table].columns) <= set(rows.columns)


@pytest.mark.parametrize("mapping", ALL, ids=lambda mapping: mapping.name)
def test_a_column_that_is_not_mapped_is_not_read_by_its_name(mapping):
    """A file may have a column that is called as in the template, and means something else."""
    required = {m.name: m.label for m in mapping.about.meanings if mapping.about.column(m.name).required}
    fewer = ColumnMapping("x", mapping.purpose, tuple(required.values()), required)
    assert not [
        column for column in layout_of(fewer).columns if column.sources[0] in {m.name for m in mapping.about.meanings}
    ]


def test_only_a_file_with_all_headers_is_a_mappings_file():
    layout = layout_of(ALL[0])
    headers = layout.signature
    assert layout.recognises(Head("x", headers[::-1], pl.DataFrame()))
    assert not layout.recognises(Head("x", headers[1:], pl.DataFrame()))
