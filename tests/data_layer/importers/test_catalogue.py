"""A table is recognised by its headers alone, by one importer, or it is told what it lacks."""

from pathlib import Path

import polars as pl
import pytest

from data_layer import importers
from data_layer.importers import catalogue
from data_layer.importers.catalogue import IMPORTERS, recognise
from data_layer.importers.contract import FileRefused, Head, Importer, Layout
from data_layer.importers.landing import LANDINGS
from data_layer.reading import sources

TEMPLATES = Path(importers.__file__).parents[1] / "templates"
LAYOUTS = [(importer.name, layout) for importer in IMPORTERS for layout in importer.layouts]


def head_of(*columns: str, name: str = "export.csv") -> Head:
    return Head(name, columns, pl.DataFrame(schema=dict.fromkeys(columns, pl.String)))


def _refusal(head: Head) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        recognise(head)
    return caught.value


def test_the_name_of_the_file_does_not_matter():
    columns = ("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId")
    found = [recognise(head_of(*columns, name=name))[1].name for name in ("orgs.csv", "USERS.CSV", "export (3).csv")]
    assert found == ["orgs", "orgs", "orgs"]


def test_neither_case_nor_order_of_the_headers_matters():
    importer, layout = recognise(head_of("END", "Start", "name", "Kind"))
    assert (importer.name, layout.name) == ("calendar", "calendar")


def test_a_file_that_lacks_one_column_is_told_which():
    reason = _refusal(head_of("tool", "vendor", "school", "seats", "start", "end"))
    assert reason.problem.endswith("It looks most like a license list, but has no column annual_cost.")


def test_several_missing_columns_are_all_named():
    reason = _refusal(head_of("sourcedId", "status", "courseSourcedId"))
    assert reason.problem.endswith(
        "It looks most like a OneRoster classes file, but has no column title or schoolSourcedId."
    )


def test_a_file_like_nothing_known_is_told_how_it_can_be_read_all_the_same():
    reason = _refusal(head_of("apples", "pears"))
    assert "none of the exports" in reason.problem
    assert "Say what its columns mean" in reason.remedy


def test_half_of_the_headers_is_no_likeness_and_more_than_half_is():
    assert "looks most like" not in _refusal(head_of("kind", "name")).problem
    assert "a school calendar" in _refusal(head_of("kind", "name", "start")).problem


def test_a_column_that_must_not_be_there_is_named(monkeypatch):
    layout = Layout("x", "an X list", "ignored", ("a", "b"), (), absent=("z",))
    wanted = Layout("y", "a Y list", "orgs", ("a", "b"), (), absent=("z",))
    monkeypatch.setattr(catalogue, "IMPORTERS", (Importer("x", "X", (layout, wanted)),))
    assert _refusal(head_of("a", "b", "z")).problem.endswith("but has a column z, which that never has.")


def test_a_file_that_two_importers_would_take_is_refused(monkeypatch):
    twins = tuple(Layout(name, f"a {name} list", "orgs", ("a",), ()) for name in ("first", "second"))
    monkeypatch.setattr(catalogue, "IMPORTERS", tuple(Importer(twin.name, twin.name, (twin,)) for twin in twins))
    assert _refusal(head_of("a", "b")).problem == "The file could be a first list or a second list."


def test_names_of_importers_and_of_layouts_within_one_are_unique():
    assert len({importer.name for importer in IMPORTERS}) == len(IMPORTERS)
    assert len({(importer, layout.name) for importer, layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize(
    "layout", [layout for _, layout in LAYOUTS], ids=[f"{name}/{each.name}" for name, each in LAYOUTS]
)
def test_what_identifies_a_row_stands_in_its_landing_table(layout):
    for each in (layout, *layout.also):
        assert set(each.identity) <= set(LANDINGS[each.table].columns)


@pytest.mark.parametrize(
    "layout", [layout for _, layout in LAYOUTS], ids=[f"{name}/{each.name}" for name, each in LAYOUTS]
)
def test_what_arrives_as_a_pseudonym_is_hidden_in_refusals_too(layout):
    for each in (layout, *layout.also):
        columns = [column for column in each.columns if column.name in LANDINGS[each.table].personal]
        assert all(column.personal for column in columns)


@pytest.mark.parametrize("name", ["licenses.csv", "school_calendar.csv", "seats.csv", "tool_activity.csv"])
def test_each_template_imports_as_it_is(name):
    ((table,),) = [delivery.tables for delivery in sources([TEMPLATES / name])]
    _, layout = recognise(table.head)
    batches = [layout.read(frame, {}) for frame in table.frames()]
    assert sum(batch.rows.height for batch in batches) == table.head.sample.height
    assert all(batch.refusals.is_empty() for batch in batches)
