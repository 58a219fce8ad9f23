"""A mapping is a small document: it comes back as it was written, holds no cell, and says what is wrong with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.mapping.document import ColumnMapping, WrongMapping, from_toml, problems_of
from data_layer.mapping.guess import guess
from data_layer.mapping.purposes import PURPOSES
from tests.data_layer.mapping.heads import USE, head

USED = ColumnMapping(
    "Example activity",
    "activity",
    ("Email", "Day", "Minutes"),
    {"user": "Email", "date_time": "Day", "minutes": "Minutes"},
    {"tool": "Number Trail", "action": "view"},
    {"duration_unit": "seconds"},
)


def wrong(mapping: ColumnMapping) -> str:
    with pytest.raises(WrongMapping) as caught:
        from_toml(mapping.as_toml())
    return str(caught.value)


def test_a_mapping_comes_back_as_it_was_written():
    assert from_toml(USED.as_toml()) == USED


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_header_and_any_name_survive_the_document(header, name):
    mapping = replace(USED, name=f"x {name}", headers=(*USED.headers, f"h {header}"))
    assert from_toml(mapping.as_toml()) == mapping


def test_no_cell_of_the_file_is_in_the_document():
    seen = head(USE)
    written = guess(seen).as_toml()
    assert not [cell for column in seen.columns for cell in seen.sample[column] if cell in written]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": " "}, "needs a name"),
        ({"purpose": "lunch"}, "purpose is one of activity, seats, licenses, people"),
        ({"columns": {"user": "Email"}}, "Still missing: Day, or day and time. Choose a column."),
        ({"columns": {**USED.columns, "tool": "App"}, "same": {"action": "view"}}, "App is not among the headers"),
        ({"columns": {**USED.columns, "weight": "Day"}}, "weight means nothing in a mapping for activity"),
        ({"same": {"tool": "Number Trail", "action": "dance"}}, "Use login, view, participate or create."),
        ({"same": {"tool": " ", "action": "view"}}, "Tool, the same in every row"),
        ({"same": {**USED.same, "user": "u1@example.org"}}, "user cannot be a column and the same in every row"),
        ({"reading": {"date_order": "backwards"}}, "date_order cannot be backwards"),
        ({"headers": (*USED.headers, "u1@example.org")}, "no column headers"),
        ({"headers": (*USED.headers, "3/4/2026")}, "no column headers"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(change, told):
    assert told in wrong(replace(USED, **change))


def test_nobody_is_the_same_in_every_row():
    columns = {name: header for name, header in USED.columns.items() if name != "user"}
    mapping = replace(USED, columns=columns, same={**USED.same, "user": "u1@example.org"})
    assert "cannot be the same in every row; choose its column" in wrong(mapping)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "no TOML document"),
        ('headers = "Email"', "headers is a list"),
        ('name = "x"\npurpose = "activity"\nheaders = ["a"]\ncolumns = 3', "are tables"),
        ('name = "x"\npurpose = "activity"\nheaders = [1]', "quotation marks"),
        ('name = "x"\nsort = "activity"', "has no place for sort"),
    ],
)
def test_a_document_of_another_shape_is_refused(text, told):
    with pytest.raises(WrongMapping, match=told):
        from_toml(text)


def test_before_it_has_a_name_all_else_can_be_judged():
    assert list(problems_of(replace(USED, name=""), named=False)) == []


def test_neither_case_nor_order_of_headers_tells_mappings_apart():
    assert replace(USED, headers=("MINUTES", " day ", "Email")).fingerprint == USED.fingerprint


@pytest.mark.parametrize("purpose", PURPOSES.values(), ids=PURPOSES.keys())
def test_every_column_of_a_template_has_its_meaning(purpose):
    assert [column.sources for column in purpose.template.columns] == [
        (purpose.meaning(source).name,) for column in purpose.template.columns for source in column.sources
    ]
