"""Every page opens, answers its question in a sentence, and says what is missing where something is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.places import PAGES
from tests.pages.seeing import alternative_texts, charts_of, text_of

Open = Callable[..., AppTest]
MEASURED = ("", "adoption", "buy_in", "licenses")
OPENED = dict.fromkeys(("people", "coming_back", "first_use", "matched", "cost", "schools"), "true")
MISSING = {
    "adoption": "No log of anybody's use has been imported yet",
    "buy_in": "No survey has been imported yet",
    "licenses": "No license list has been imported yet",
}


@pytest.mark.parametrize("place", PAGES, ids=[place.title for place in PAGES])
def test_every_page_opens_under_its_title(open_page: Open, place):
    page = open_page(place.path)
    assert not page.exception
    assert [title.value for title in page.title] == [place.title]


# Of 42 students 12 come on each of 140 school days, and one more on 28 Mondays: (12 * 140 + 28) / (42 * 140).
@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("adoption", "On an average school day **29.0%** of students use at least one tool"),
        ("buy_in", "Staff buy-in is **75.0%** (9 of 12 who answered in 2025-26 Q3), up 25.0 points from 2025-26 Q2"),
        ("licenses", "**$5,700** a year goes into seats that nobody uses: 67 of 80 seats (83.8%) are not in use"),
    ],
)
def test_a_page_answers_its_question_with_the_districts_own_numbers(open_page: Open, path: str, sentence: str):
    assert sentence in text_of(open_page(path))
    assert sentence in text_of(open_page("")), "the overview says the same"


@pytest.mark.parametrize("path", MEASURED)
def test_what_is_filtered_stands_on_every_page(open_page: Open, path: str):
    told = text_of(open_page(path, school="East School", period="This month"))
    assert "East School · March 2026 (Mar 1 to Mar 31, 2026, 10 of 22 school days so far)" in told


@pytest.mark.parametrize("path", MEASURED)
def test_every_chart_says_in_words_what_it_shows(open_page: Open, path: str):
    page = open_page(path, **OPENED)
    assert len(charts_of(page)) == len(page.get("plotly_chart")) > 0
    assert all(text.strip().endswith(".") for text in alternative_texts(page))


@pytest.mark.parametrize("path", MEASURED)
def test_every_chart_has_its_table_and_every_figure_its_definition(open_page: Open, path: str):
    page = open_page(path, **OPENED)
    labels = [popover.proto.popover.label for popover in page.get("popover")]
    chart_count = len(page.get("plotly_chart"))
    assert labels.count("Table and download") == chart_count
    assert labels.count("How is this counted?") == chart_count + len(page.metric)


@pytest.mark.parametrize(
    ("path", "opened", "shown"),
    [
        ("adoption", "people", "Stickiness"),
        ("adoption", "coming_back", "of those who began used something in week 4 after it"),
        ("adoption", "first_use", "School days until the first use: "),
        ("adoption", "matched", "Log entries matched to the roster: "),
        ("licenses", "cost", "Cost per active user: Nearpod ($462)"),
        ("licenses", "schools", "Over half of the seats at East School (100.0%) are unused"),
    ],
)
def test_what_not_everybody_wants_is_measured_when_it_is_opened(open_page: Open, path: str, opened: str, shown: str):
    assert shown not in text_of(open_page(path))
    assert shown in text_of(open_page(path, **{opened: "true"}))


@pytest.mark.parametrize(("path", "missing"), MISSING.items())
def test_an_empty_home_is_told_what_is_missing_which_file_fills_it_and_where_to_bring_it(
    open_page: Open, tmp_path: Path, path: str, missing: str
):
    page = open_page(path, home=tmp_path / "empty")
    assert not page.exception
    assert missing in text_of(page)
    assert "Any of these files fills it" in text_of(page)
    assert [link.proto.label for link in page.get("page_link")] == ["Import data"]
    assert not page.get("plotly_chart")


@pytest.mark.parametrize("place", PAGES, ids=[place.title for place in PAGES])
def test_filters_that_leave_nothing_are_no_error(open_page: Open, place):
    page = open_page(place.path, school="Tiny School", grade="Grade 3", subject="Math", role="Teachers")
    assert not page.exception


@pytest.mark.parametrize(("path", "what"), [("adoption", "use"), ("buy_in", "survey answers")])
def test_filters_that_leave_nothing_are_told_from_missing_data(open_page: Open, path: str, what: str):
    told = text_of(open_page(path, school="West School", role="Teachers"))
    assert f"No {what} for these filters" in told
    assert "has been imported yet" not in told


def test_a_school_with_too_few_people_is_named_and_not_shown(open_page: Open):
    told = text_of(open_page("adoption", school="Tiny School"))
    assert "Too few people are enrolled here to show what they use." in told


def test_a_filter_that_changes_nothing_about_the_sentence_is_said_to(open_page: Open):
    told = text_of(open_page("buy_in", grade="Grade 3", subject="Math"))
    assert "Grade level and subject do not change this figure." in told
    assert "do not change" not in text_of(open_page("buy_in", school="East School"))


def test_the_tool_on_the_adoption_page_stands_in_the_address(open_page: Open):
    page = open_page("adoption", tool="Padlet")
    assert page.selectbox(key="tool").value == "Padlet"
    assert "**0.0%** of students use Padlet" in text_of(page)


def test_the_page_about_the_numbers_has_every_figure_and_every_threshold(open_page: Open):
    from metrics import policy
    from metrics.catalogue import METRICS

    told = text_of(open_page("about"))
    assert all(metric.numerator in told for metric in METRICS.values())
    assert all(entry.label in told for entry in policy.load().entries.values())
    assert "America/Chicago. The school calendar gives it." in told


def test_the_overview_tells_what_changed_in_the_last_month_shown(open_page: Open):
    told = text_of(open_page(""))
    assert "What changed in March 2026" in told
    assert "Against February 2026." in told
    assert "**Active days** stayed at 29.0%" in told
    assert "**Active days, Nearpod** stayed at 29.0%" in told
