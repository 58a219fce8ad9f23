"""JSON Lines become the same kind of table, with every digit of a number."""

import pytest

from data_layer.reading import json_lines, json_table
from tests.data_layer.reading.opening import broken_of, refusal_of, rows_of, table_of


def test_a_nested_canvas_row_becomes_dotted_columns(tmp_path):
    line = '{"key":{"id":107720000000358260},"value":{"url":"/courses/1","user_id":null},"meta":{"action":"U"}}'
    table = table_of(tmp_path, line, name="web_logs.jsonl")
    assert table.head.columns == ("key.id", "value.url", "value.user_id", "meta.action")
    assert table.head.kind == "jsonl"
    assert rows_of(table) == [(1, "107720000000358260", "/courses/1", None, "U")]


def test_numbers_keep_every_digit_and_truths_are_words(tmp_path):
    table = table_of(tmp_path, '{"id": 12345678901234567890, "score": 1.10, "is_late": true, "who": null}')
    assert rows_of(table) == [(1, "12345678901234567890", "1.10", "true", None)]


def test_other_nested_values_stay_json(tmp_path):
    table = table_of(tmp_path, '{"id": "a", "tags": ["x", "y"], "where": {"city": "Çeşme"}}')
    assert rows_of(table) == [(1, "a", '["x", "y"]', '{"city": "Çeşme"}')]


def test_columns_are_all_keys_of_the_first_lines(tmp_path):
    table = table_of(tmp_path, '{"a": "1"}\n{"b": "2"}\n')
    assert rows_of(table) == [(1, "1", None), (2, None, "2")]


@pytest.mark.parametrize(("first_lines", "is_noted"), [(2, True), (3, False)])
def test_a_key_that_comes_too_late_is_left_out_and_noted(tmp_path, monkeypatch, first_lines, is_noted):
    monkeypatch.setattr(json_table, "ROWS_FOR_COLUMNS", first_lines)
    table = table_of(tmp_path, '{"a": 1}\n{"a": 2}\n{"a": 3, "late": 4}\n')
    rows = rows_of(table)
    assert len(rows[0]) == (2 if is_noted else 3)
    assert ("late appears only after" in table.note) is is_noted


def test_a_line_that_is_no_object_is_refused_by_its_number(tmp_path):
    table = table_of(tmp_path, '{"a": 1}\n\n{broken\n[1, 2]\n{"a": 5}', name="log.json")
    assert [row for row, _ in rows_of(table)] == [1, 5]
    assert broken_of(table) == [(3, "is not a JSON object"), (4, "is not a JSON object")]


@pytest.mark.parametrize("content", ["{}x", '{"a": [', "[1,\n2"])
def test_what_is_neither_lines_nor_a_document_says_so(tmp_path, content):
    assert "one object per line" in refusal_of(tmp_path, content, name="report.json").problem


def test_a_first_line_that_is_broken_is_refused_and_the_others_read(tmp_path):
    table = table_of(tmp_path, '{broken\n{"a": 2}\n')
    assert rows_of(table) == [(2, "2")]
    assert broken_of(table) == [(1, "is not a JSON object")]


def test_lines_across_pieces_stay_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lines, "HEAD_BYTES", 16)
    monkeypatch.setattr(json_table, "_ROWS_PER_FRAME", 7)
    table = table_of(tmp_path, "".join(f'{{"id": "{number:040d}"}}\n' for number in range(1, 51)))
    assert [(row, int(cell)) for row, cell in rows_of(table)] == [(number, number) for number in range(1, 51)]
