"""The frame keeps filters from page to page, takes them from the address, and shows the data that is served now."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import importing
from data_layer.store import Home, writing
from pages.parts.places import PAGES
from tests.pages.conftest import go_to
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path) -> Home:
    """A copy of the district's home that a test may change."""
    return Home(Path(shutil.copytree(district_home.path, tmp_path / "home")))


@pytest.mark.parametrize("place", PAGES, ids=[place.title for place in PAGES])
def test_the_filters_stand_in_the_same_order_on_every_page(open_page: Open, place):
    sidebar = open_page(place.path).sidebar
    assert [select.label for select in sidebar.multiselect] == ["School", "Grade level", "Subject", "Role"]
    assert [select.label for select in sidebar.selectbox] == ["Period", "As published"]


def test_filters_come_from_the_address(open_page: Open):
    page = open_page("adoption", school=["East School", "West School"], grade="Grade 3", period="Last month")
    assert page.multiselect(key="school").value == ["east", "west"]
    assert page.multiselect(key="grade").value == ["03"]
    assert "East School and West School, Grade 3 · February 2026" in text_of(page)


@pytest.mark.parametrize(
    "wrong", [{"school": "Nowhere School"}, {"grade": "Grade 99"}, {"period": "Next century"}, {"role": "<b>"}]
)
def test_what_an_address_gets_wrong_falls_back_to_everything(open_page: Open, wrong: dict):
    page = open_page("adoption", **wrong)
    assert not page.exception
    assert "Whole district · 2025-26" in text_of(page)


def test_filters_stay_from_page_to_page(open_page: Open):
    page = open_page("adoption")
    page.multiselect(key="school").select("west").run()
    go_to(page, "licenses").run()
    assert page.title[0].value == "Licenses"
    assert page.multiselect(key="school").value == ["west"]
    assert "West School · 2025-26" in text_of(page)


def test_filters_stand_still_where_they_change_nothing_and_keep_their_values(open_page: Open):
    page = open_page("import_data", school="East School")
    assert page.multiselect(key="school").disabled
    assert page.multiselect(key="school").value == ["east"]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("School year to date", "2025-26 (Aug 18, 2025 to May 29, 2026,"),
        ("This month", "March 2026 (Mar 1 to Mar 31, 2026,"),
        ("Last month", "February 2026 (Feb 1 to Feb 28, 2026)"),
        ("This quarter", "2025-26 Q3 (Jan 5 to Mar 20, 2026,"),
        ("Last quarter", "2025-26 Q2 (Oct 20 to Dec 19, 2025)"),
        ("This semester", "2025-26 S2 (Jan 5 to May 29, 2026,"),
    ],
)
def test_periods_are_those_of_the_calendar_around_the_last_day_with_data(open_page: Open, period: str, days: str):
    assert days in text_of(open_page("adoption", period=period))


def test_a_period_that_the_calendar_does_not_have_is_not_offered(open_page: Open):
    assert "Last school year" not in open_page("adoption").selectbox(key="period").options


def test_custom_dates_include_both_days(open_page: Open):
    page = open_page("adoption", period="Custom dates", dates=["2025-10-01", "2025-10-31"])
    assert page.date_input(key="dates").value == (date(2025, 10, 1), date(2025, 10, 31))
    assert "Custom dates (Oct 1 to Oct 31, 2025)" in text_of(page)


def test_custom_dates_begin_as_the_school_year_to_date(open_page: Open):
    page = open_page("adoption", period="Custom dates")
    assert page.date_input(key="dates").value == (date(2025, 8, 18), date(2026, 3, 13))


def test_dates_outside_the_data_fall_back(open_page: Open):
    page = open_page("adoption", period="Custom dates", dates=["2056-01-01", "2056-02-01"])
    assert not page.exception
    assert page.date_input(key="dates").value == (date(2025, 8, 18), date(2026, 3, 13))


def test_the_last_day_with_data_is_on_every_page(open_page: Open):
    assert any("Data as of March 13, 2026" in caption.value for caption in open_page("").sidebar.caption)


def test_a_new_version_is_shown_without_a_restart(open_page: Open, own_home: Home):
    page = open_page("buy_in", home=own_home.path)
    assert "in 2025-26 Q3" in text_of(page)
    survey = next(row for row in importing.history(own_home) if "survey" in row["label"].lower())
    importing.undo(own_home, survey["import_id"])
    page.run()
    assert "No survey has been imported yet" in text_of(page)


def test_figures_of_an_earlier_program_are_not_shown_until_they_are_computed_anew(open_page: Open, own_home: Home):
    with writing(own_home) as connection:
        connection.execute("DROP TABLE feature_days")
        connection.execute("DELETE FROM facts WHERE name = 'schema'")
    page = open_page("features", home=own_home.path)
    assert not page.exception
    assert "python -m data_layer rebuild" in page.error[0].value
    importing.rebuild(own_home)
    page.run()
    assert not page.error
    assert page.title[0].value == "Features"


def test_thresholds_of_the_district_change_the_words(open_page: Open, own_home: Home):
    own_home.policy.write_text("[buy_in.target]\nvalue = 0.75\n", encoding="utf-8")
    assert "the 75% target is met" in text_of(open_page("buy_in", home=own_home.path))


def test_thresholds_that_cannot_be_read_stop_the_page_and_say_why(open_page: Open, own_home: Home):
    own_home.policy.write_text("[buy_in.target]\nvalue = 85\n", encoding="utf-8")
    page = open_page("buy_in", home=own_home.path)
    assert "Write a share between 0 and 1" in page.error[0].value
    assert not page.get("plotly_chart")


def test_sample_data_says_so_on_every_page_and_real_data_does_not(
    open_page: Open, own_home: Home, monkeypatch: pytest.MonkeyPatch
):
    page = open_page("licenses", home=own_home.path)
    assert not page.info
    monkeypatch.setenv("ROLLCALL_DEMO", "1")
    assert "Sample data" in page.run().info[0].value


def test_pages_holds_no_loose_file_that_streamlit_would_serve_without_the_frame():
    folder = Path(__file__).parents[2] / "pages"
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["__init__.py"]


def test_no_folder_called_pages_stands_beside_the_script_that_streamlit_runs():
    assert not (Path(__file__).parents[2] / "pages" / "parts" / "pages").exists()
