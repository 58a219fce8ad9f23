"""A home keeps its mappings apart: no two for the same files, and none for files that an importer knows."""

from dataclasses import replace

import pytest

from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping, WrongMapping


def test_a_mapping_comes_back_from_the_home(home, usage):
    shelf.save(home, usage)
    assert shelf.saved(home).mappings == (usage,)


def test_one_of_the_same_name_for_the_same_headers_is_replaced(home, usage):
    shelf.save(home, usage)
    later = replace(usage, reading={"date_order": "day_first"})
    shelf.save(home, later)
    assert shelf.saved(home).mappings == (later,)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"headers": ("Login Email", "Access Date", "App Name", "Total Seconds", "Note")}, "Choose another name"),
        ({"name": "Second"}, "are read by the mapping Example usage"),
        ({"name": "Second", "headers": ("total seconds", "APP NAME", "Access Date", "Login Email")}, "are read by"),
    ],
)
def test_two_mappings_are_never_for_the_same_files_or_of_one_name(home, usage, change, told):
    shelf.save(home, usage)
    with pytest.raises(WrongMapping, match=told):
        shelf.save(home, replace(usage, **change))
    assert shelf.saved(home).mappings == (usage,)


def test_files_that_an_importer_knows_get_no_mapping(home):
    headers = ("tool", "person", "assigned_on")
    mapping = ColumnMapping("Mine", "seats", headers, {"tool": "tool", "person": "person"})
    with pytest.raises(WrongMapping, match="known as a list of assigned seats"):
        shelf.save(home, mapping)


def test_an_incomplete_mapping_is_not_kept(home, usage):
    with pytest.raises(WrongMapping, match="Still missing"):
        shelf.save(home, replace(usage, columns={}))
    assert not shelf.folder(home).exists()


def test_a_name_cannot_lead_out_of_the_folder(home, usage):
    path = shelf.save(home, replace(usage, name="../../elsewhere/Übung 1"))
    assert path.parent == shelf.folder(home)
    assert path.name == "elsewhere-übung-1.toml"


def test_only_their_owner_can_look_into_the_mappings(home, usage):
    assert shelf.save(home, usage).parent.stat().st_mode & 0o777 == 0o700
