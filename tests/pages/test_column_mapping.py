"""A visitor says what the columns of an unknown file mean, sees at once what that gives, and is not asked again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import importing
from data_layer.importers.catalogue import IMPORTERS
from data_layer.mapping import shelf
from data_layer.store import Home
from tests.pages.seeing import text_of
from tests.pages.test_import_data import press, upload

USAGE = b"""Login Email,Access Date,App Name,Total Seconds
u1@example.org,3/2/2026,Number Trail,300
u2@example.org,3/13/2026,Word Garden,60
"""
COSTS = b"Product,Price\nNumber Trail,1200\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def page(open_page: Callable[..., AppTest], home: Home) -> AppTest:
    return open_page("import_data", home=home.path)


def said(page: AppTest) -> str:
    """What is written, without the marks that keep a file's own text plain."""
    return text_of(page).replace("\\", "")


def column(page: AppTest, header: str):
    return next(each for each in page.selectbox if each.label == f"What {header} means")


def named(page: AppTest, name: str) -> AppTest:
    next(each for each in page.text_input if each.label == "Name of this mapping").set_value(name).run()
    return press(page, "Save and check the file")


def save_button(page: AppTest):
    return next(button for button in page.button if button.label == "Save and check the file")


def test_what_columns_mean_is_guessed_and_tried_at_once(page: AppTest):
    upload(page, ("usage.csv", USAGE))
    assert not page.exception
    assert [each.value for each in page.selectbox if each.label.startswith("What ")][:4] == [
        "user",
        "date_time",
        "tool",
        "minutes",
    ]
    assert "2 of the first 2 rows can be read." in said(page)


def test_cells_that_may_name_people_are_not_shown(page: AppTest):
    told = said(upload(page, ("usage.csv", USAGE)))
    assert "Number Trail, Word Garden" in told
    assert "example.org" not in told
    assert "hidden, it may name people: email addresses" in told
    frames = "".join(frame.value.to_string() for frame in page.dataframe)
    assert "example.org" not in frames


def test_a_mapping_that_is_saved_reads_the_file_and_the_next_one(page: AppTest):
    named(upload(page, ("usage.csv", USAGE)), "Example usage")
    assert not page.exception
    assert "The mapping Example usage is saved." in said(page)
    assert "1 of 1 file can be imported: 2 rows." in said(page)
    assert not [each for each in page.expander if "Tell us" in each.label]
    upload(page, ("april.csv", USAGE.replace(b"3/2/2026", b"4/2/2026")))
    assert "1 of 1 file can be imported: 2 rows." in said(page)


def test_no_cell_of_the_file_is_kept_with_the_mapping(page: AppTest, home: Home):
    named(upload(page, ("usage.csv", USAGE)), "Example usage")
    (written,) = (home.path / "mappings").iterdir()
    text = written.read_text(encoding="utf-8")
    assert not [cell for row in USAGE.decode().splitlines()[1:] for cell in row.split(",") if cell in text]


def test_what_is_still_missing_is_said_and_keeps_it_from_being_saved(page: AppTest):
    upload(page, ("usage.csv", USAGE))
    column(page, "Login Email").set_value("").run()
    assert "Still missing: Person: email, username or SIS id" in said(page)
    assert save_button(page).disabled


def test_what_the_file_leaves_out_is_said_once(page: AppTest, home: Home):
    upload(page, ("costs.csv", COSTS))
    assert "Still missing: First day of the term" in said(page)
    for label, value in (("First day of the term", "7/1/2025"), ("Last day of the term", "6/30/2026")):
        next(each for each in page.text_input if each.label == label).set_value(value).run()
    named(page, "Costs")
    assert dict(shelf.saved(home).mappings[0].same) == {"start": "7/1/2025", "end": "6/30/2026"}


def test_two_columns_cannot_mean_the_same(page: AppTest):
    upload(page, ("usage.csv", USAGE))
    column(page, "Total Seconds").set_value("tool").run()
    assert "App Name and Total Seconds are both said to be: Tool." in said(page)
    assert save_button(page).disabled


def test_rows_that_cannot_be_read_are_shown_with_their_remedy(page: AppTest):
    many = USAGE + 8 * b"u3@example.org,3/14/2026,Number Trail,60\n"
    upload(page, ("usage.csv", many + b"u3@example.org,2/30/2026,Number Trail,60\n"))
    assert "10 of the first 11 rows can be read." in said(page)
    refusals = next(frame.value for frame in page.dataframe if "How to mend it" in frame.value.columns)
    assert refusals["What it says"].tolist() == ["2/30/2026"]


def test_another_purpose_asks_for_other_meanings(page: AppTest):
    upload(page, ("usage.csv", USAGE))
    next(each for each in page.radio if each.label == "What does each row tell?").set_value("seats").run()
    assert not page.exception
    assert column(page, "Login Email").value == "person"


def test_a_mapping_without_a_name_is_told_so(page: AppTest, home: Home):
    upload(page, ("usage.csv", USAGE))
    press(page, "Save and check the file")
    assert "The mapping needs a name" in page.error[0].value
    assert shelf.saved(home).mappings == ()


def test_a_mapping_can_be_forgotten_and_the_file_is_asked_about_again(page: AppTest, home: Home):
    named(upload(page, ("usage.csv", USAGE)), "Example usage")
    press(page, "Forget Example usage")
    assert shelf.saved(home).mappings == ()
    assert [each for each in page.expander if "Tell us" in each.label]
    assert importing.history(home) == []


def test_the_exports_that_are_known_are_listed_beside_the_form(page: AppTest):
    told = said(upload(page, ("usage.csv", USAGE)))
    assert not [importer.label for importer in IMPORTERS if importer.label not in told]


def test_headers_are_shown_as_they_are_written(page: AppTest):
    upload(page, ("odd.csv", b"**[x](http://example.org)**,Date\nblue,2026-03-02\n"))
    assert not page.exception
    assert r"\[x\]\(http" in text_of(page)


def test_a_spoiled_mapping_is_named_and_stops_nothing(page: AppTest, home: Home):
    (home.path / "mappings").mkdir(parents=True)
    (home.path / "mappings" / "old.toml").write_text("name =", encoding="utf-8")
    upload(page, ("usage.csv", USAGE))
    assert "The mapping old.toml is not used." in page.warning[0].value
