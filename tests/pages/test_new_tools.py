"""The page on new tools: the load of a semester, adoption by way of selection, and the form that says which way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Selection
from data_layer.records.kinds import Route
from data_layer.store import Home
from tests.pages.records_home import beside, press
from tests.pages.seeing import alternative_texts, text_of


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Callable[..., AppTest], own_home: Home) -> Callable[..., AppTest]:
    def open_(*, signed_by: str = "Coach", **query: str) -> AppTest:
        page = open_page("new_tools", home=own_home.path, **query)
        page.text_input(key="signed_by").set_value(signed_by).run()
        assert not page.exception
        return page

    return open_


def choose(page: AppTest, tool: str, route: Route) -> AppTest:
    if page.selectbox(key="chosen_tool").value != tool:
        page.selectbox(key="chosen_tool").set_value(tool).run()
    next(radio for radio in page.radio if radio.label == "How was it chosen?").set_value(route)
    return press(page, "Save how it was chosen")


def chosen(page: AppTest) -> dict[str, str]:
    table = next(frame.value for frame in page.dataframe if "How it was chosen" in frame.value.columns)
    return dict(zip(table["Tool"], table["How it was chosen"], strict=True))


def test_the_page_says_how_many_teachers_met_too_many_new_tools(visit):
    # both contracts began in July: before the first semester of the calendar
    told = text_of(visit())
    assert "In 2025-26 S2 **0 of 12 teachers** (0.0%) met 5 or more new tools" in told


def test_another_semester_can_be_asked_for_and_stands_in_the_address(visit):
    told = text_of(visit(semester="2025-26 S1"))
    assert "In 2025-26 S1 **0 of 12 teachers**" in told
    assert "What began before 2025-26 S1, the first semester of the calendar, counts as there already." in told


def test_nothing_is_compared_before_somebody_has_said_how_tools_were_chosen(visit):
    page = visit()
    assert "No way of selection has enough tools yet to be compared" in text_of(page)
    assert "Nobody has said how it was chosen: Nearpod, Padlet." in text_of(page)
    assert chosen(page) == {"Nearpod": "Not said", "Padlet": "Not said"}


def test_both_lines_say_where_they_come_from(visit):
    page = visit()
    assert "Dashed: 40% for tools chosen from the top. 85% for tools chosen together with those who teach." in text_of(
        page
    )
    assert "no published evidence for this figure" in text_of(page)
    assert any("From the article: 40%. From the article: 85%." in text for text in alternative_texts(page))


def test_how_a_tool_was_chosen_is_kept_with_its_signature(visit, own_home: Home):
    page = choose(visit(), "Nearpod", Route.COLLABORATIVE)
    assert page.success[0].value == "Nearpod: how it was chosen is kept."
    assert chosen(page)["Nearpod"] == "Collaborative"
    with opened(own_home) as session:
        (entry,) = keeping.entries(session, Selection)
    assert (entry.tool, entry.route, entry.signed_by, entry.version) == ("Nearpod", Route.COLLABORATIVE, "Coach", 1)


def test_a_choice_can_be_corrected_and_what_it_said_before_is_kept(visit, own_home: Home):
    page = choose(choose(visit(), "Nearpod", Route.COLLABORATIVE), "Nearpod", Route.MIXED)
    assert chosen(page)["Nearpod"] == "Mixed"
    with opened(own_home) as session:
        (entry,) = keeping.entries(session, Selection)
        assert [before.contents["route"] for before in keeping.revisions(session, entry)] == ["collaborative"]


def test_who_has_not_seen_the_newest_choice_overwrites_nothing(visit, own_home: Home):
    early, late = visit(), visit()
    choose(early, "Nearpod", Route.COLLABORATIVE)
    page = choose(late, "Nearpod", Route.MANDATED)
    assert "Somebody else changed this entry" in page.error[0].value
    with opened(own_home) as session:
        (entry,) = keeping.entries(session, Selection)
    assert entry.route is Route.COLLABORATIVE


def test_an_unsigned_choice_is_not_kept(visit, own_home: Home):
    page = choose(visit(signed_by=""), "Nearpod", Route.MIXED)
    assert "Every entry is signed" in page.error[0].value
    with opened(own_home) as session:
        assert keeping.entries(session, Selection) == []


def test_a_form_without_a_choice_says_what_is_missing(visit):
    page = press(visit(), "Save how it was chosen")
    assert "Choose one of the three ways first." in page.error[0].value


def test_without_a_license_list_the_page_says_which_files_fill_it(open_page, tmp_path: Path):
    page = open_page("new_tools", home=tmp_path / "empty")
    assert "No license list with its semesters has been imported yet" in text_of(page)
