"""JSON that is more than lines becomes the same kind of table, however its rows are wrapped."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.reading import json_documents
from tests.data_layer.reading.opening import broken_of, refusal_of, rows_of, table_of

ROWS = [{"a": "1", "b": "x"}, {"a": "2", "b": None}]
FOUND = [(1, "1", "x"), (2, "2", None)]


@pytest.mark.parametrize("name", sorted(json_documents.ENVELOPES))
def test_rows_are_found_in_every_envelope(tmp_path, name):
    table = table_of(tmp_path, json.dumps({"kind": "report", name: ROWS, "etag": "e"}, indent=2), name="report.json")
    assert rows_of(table) == FOUND
    assert table.head.columns == ("a", "b")


def test_rows_are_found_in_a_list(tmp_path):
    assert rows_of(table_of(tmp_path, json.dumps(ROWS, indent=2))) == FOUND


@pytest.mark.parametrize(
    "content", ['[["1", "x"], [2, null]]', '[[\n["1", "x"]],[[ 2, null ]]]', '[[[1, "x"], [2, null]], []]']
)
def test_lists_of_cells_are_rows_whose_columns_go_by_number(tmp_path, content):
    table = table_of(tmp_path, content, name="logs.json")
    assert rows_of(table) == FOUND
    assert table.head.columns == ("column 1", "column 2")


def test_one_object_is_one_row(tmp_path):
    table = table_of(tmp_path, '{\n  "a": {"id": 107720000000358260},\n  "b": "x"\n}')
    assert rows_of(table) == [(1, '{"id": "107720000000358260"}', "x")]


def test_envelopes_one_after_the_other_are_one_table(tmp_path):
    lines = "".join(json.dumps({"sensor": "s", "data": [row]}) + "\n" for row in ROWS)
    assert rows_of(table_of(tmp_path, lines, name="log.jsonl")) == FOUND
    assert rows_of(table_of(tmp_path, f"[{','.join(lines.splitlines())}]", name="pages.json")) == FOUND


def test_a_thing_with_an_id_and_parts_is_one_row_and_no_envelope(tmp_path):
    table = table_of(tmp_path, '{"id": "quiz", "items": [{"a": 1}, {"a": 2}]}\n')
    assert rows_of(table) == [(1, "quiz", '[{"a": "1"}, {"a": "2"}]')]


def test_a_list_of_another_name_stays_a_cell(tmp_path):
    assert rows_of(table_of(tmp_path, '{\n"files": [{"a": 1}]}')) == [(1, '[{"a": "1"}]')]


def test_what_is_no_object_in_a_list_is_refused_and_the_rest_read(tmp_path):
    table = table_of(tmp_path, '[{"a": 1}, 7, {"a": 3}]')
    assert [row for row, _ in rows_of(table)] == [1, 3]
    assert [row for row, _ in broken_of(table)] == [2]


@pytest.mark.parametrize(
    "cut", ['{"data": [{"a": 1}, {"a": 2}, {"a"', '{"data": [{"a": 1}, {"a": 2}, x', '[{"a":1},{"a":2},']
)
def test_a_document_that_is_cut_off_keeps_its_whole_rows_and_names_the_broken_one(tmp_path, cut):
    table = table_of(tmp_path, cut)
    assert [row for row, _ in rows_of(table)] == [1, 2]
    assert broken_of(table) == [(3, json_documents.JsonDocumentsTable.broken_row[0])]


def test_a_document_may_be_packed(tmp_path):
    packed = gzip.compress(json.dumps({"usageReports": ROWS}, indent=1).encode())
    table = table_of(tmp_path, packed, name="usage.json.gz")
    assert rows_of(table) == FOUND
    assert table.head.name == "usage.json"


@pytest.mark.parametrize("content", ["[]", "[1, 2]", "[[], [[]]]", '{"data": []}', '{"kind": "k", "usageReports": []}'])
def test_a_document_without_rows_says_so(tmp_path, content):
    assert "holds no rows" in refusal_of(tmp_path, content, name="report.json").problem


def test_nothing_is_nested_too_deeply_to_be_refused(tmp_path):
    table = table_of(tmp_path, '[{"a": 1}, ' + '{"a":' * 100_000)
    assert rows_of(table) == [(1, "1")]
    assert [row for row, _ in broken_of(table)] == [2]


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(st.tuples(st.text(max_size=9), st.integers()), min_size=1, max_size=9),
    piece=st.integers(1, 40),
    indent=st.sampled_from([None, 1]),
)
def test_where_the_pieces_of_a_file_end_changes_nothing(tmp_path_factory, cells, piece, indent):
    rows = [{"a": text, "n": number} for text, number in cells]
    before = json_documents.HEAD_BYTES
    json_documents.HEAD_BYTES = piece
    try:
        table = table_of(
            tmp_path_factory.mktemp("json"), json.dumps({"items": rows}, indent=indent, ensure_ascii=False)
        )
        found = rows_of(table)
    finally:
        json_documents.HEAD_BYTES = before
    assert found == [(place, text, str(number)) for place, (text, number) in enumerate(cells, start=1)]


@pytest.mark.parametrize("text", ["{}", "{\n}", "[]", '{"students": []}', '{\n "students": []\n}'])
def test_an_answer_without_rows_is_told_so(tmp_path, text):
    assert refusal_of(tmp_path, text, name="students.json").problem == "This is JSON, but it holds no rows."
