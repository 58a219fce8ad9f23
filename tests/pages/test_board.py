"""A presenter arranges the slides, shows them one by one, and finds them again under a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.records import arranging
from data_layer.records.database import opened
from data_layer.scope import Entitlement
from data_layer.store import Home
from pages.board import template
from tests.pages import records_home
from tests.pages.records_home import press
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
FIRST = "On an average school day 29.0% of students use at least one tool"


@pytest.fixture
def home(district_home: Home, tmp_path: Path) -> Home:
    return records_home.beside(district_home, tmp_path / "home")


def slide_of(page: AppTest) -> str:
    """What is on the slide that is shown."""
    return "".join(each.proto.body for each in page.get("html"))


def saved(home: Home) -> list:
    with opened(home) as session:
        return arranging.visible(session, Entitlement())


def test_the_list_names_every_slide_and_what_is_not_among_them(open_page: Open):
    told = text_of(open_page("board"))
    assert "13 slides" in told
    assert "1. Use on a school day\n2. Adoption by tool" in told
    assert "Not part of it: Work handed in, not measured" in told


def test_slides_are_turned_by_the_arrow_keys_and_end_with_escape(open_page: Open):
    page = press(open_page("board"), "Present")
    assert FIRST in slide_of(page)
    keys = {button.label: button.proto.shortcut for button in page.button}
    assert keys == {"Previous": "left", "Next": "right", "How is this counted?": "d", "End": "escape"}
    assert "Slide 2 of 13" in slide_of(press(page, "Next"))
    assert FIRST in slide_of(press(page, "Previous"))
    press(page, "End")
    assert [title.value for title in page.title] == ["Board"]


@pytest.mark.parametrize(("asked", "shown"), [("4", "Slide 4 of 13"), ("99", "Slide 13 of 13"), ("x", "Slide 1 of 13")])
def test_one_link_opens_one_slide(open_page: Open, asked: str, shown: str):
    assert shown in slide_of(open_page("board", slide=asked))


def test_a_key_says_how_the_slide_was_counted_and_takes_it_away_again(open_page: Open):
    page = open_page("board", slide="1")
    assert "Counted:" not in slide_of(page)
    assert "Counted: " in slide_of(press(page, "How is this counted?"))
    assert "Counted:" not in slide_of(press(page, "How is this counted?"))


def test_a_chart_on_a_slide_says_in_words_what_it_shows(open_page: Open):
    assert '<img alt="Line chart: Active days by month.' in slide_of(open_page("board", slide="1"))


def test_slides_are_moved_put_aside_and_annotated(open_page: Open):
    page = open_page("board")
    press(page, "Move down")
    assert "1. Adoption by tool\n2. Use on a school day" in text_of(page)
    press(page, "Hide it")
    assert "2. Use on a school day (put aside)" in text_of(page)
    page.text_area[0].set_value("Ask <b>why</b>.").run()
    assert "(put aside, with a note)" in text_of(page)
    press(page, "Show it")
    press(page, "Move up")
    press(page, "Present")
    assert "Note: Ask &lt;b&gt;why&lt;/b&gt;." in slide_of(page)


def test_a_saved_deck_opens_from_its_link_as_it_was(open_page: Open, home: Home):
    page = open_page("board", home=home.path)
    press(page, "Move down")
    _name(page, "May meeting")
    press(page, "Save")
    assert "Saved as May meeting" in text_of(page)
    (deck,) = saved(home)
    assert deck.signed_by == "Superintendent"
    again = open_page("board", home=home.path, deck=deck.entry_id, slide="2")
    assert FIRST in slide_of(again)


def test_a_changed_deck_is_saved_under_the_same_name(open_page: Open, home: Home):
    page = open_page("board", home=home.path)
    _name(page, "May meeting")
    press(page, "Save")
    press(page, "Hide it")
    press(page, "Save")
    (deck,) = saved(home)
    assert deck.hidden == ["use"]
    assert deck.version == 2


def test_without_a_name_nothing_is_saved_and_it_says_why(open_page: Open, home: Home):
    page = press(open_page("board", home=home.path), "Save")
    assert "Nothing was saved. Under which name?" in text_of(page)
    assert saved(home) == []


def test_a_link_to_a_deck_that_is_gone_shows_the_usual_order(open_page: Open):
    assert "1. Use on a school day" in text_of(open_page("board", deck="gone"))


def test_a_template_that_cannot_be_used_is_said_before_anybody_downloads(open_page: Open, home: Home):
    (home.path / template.FILE_NAME).write_text("no presentation")
    assert "PowerPoint cannot be written." in text_of(open_page("board", home=home.path))


def test_the_filters_of_the_address_are_those_of_the_slides(open_page: Open):
    told = slide_of(open_page("board", school="East School", period="Last month", slide="1"))
    assert "East School · " in told
    assert "West" not in told


def _name(page: AppTest, name: str) -> None:
    next(field for field in page.text_input if field.label == "Save under the name").set_value(name)
    next(field for field in page.text_input if field.label.startswith("Who signs")).set_value("Superintendent")
