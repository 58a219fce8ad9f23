"""What a page draws is what the metric says, and nothing that may not be seen is sent to the browser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.scope import Entitlement, Scope
from data_layer.store import Home
from metrics.definition import Result, Status
from pages.parts import measures, period_choice
from pages.parts.measures import Question, Source
from tests.pages import district
from tests.pages.seeing import charts_of, numbers

Open = Callable[..., AppTest]


@pytest.fixture
def measure(district_home: Home) -> Callable[..., Result]:
    """A metric over the school year to date, as the pages ask for it."""
    source = Source.of(district_home)
    year = period_choice.offered(source, district.AS_OF)["School year to date"]
    scope = Scope(year.starts_on, year.ends_on, as_of=district.AS_OF, entitlement=Entitlement())
    return lambda name, *by: measures.answered(Question(source, name, scope, by))


def test_the_bars_of_a_page_are_the_values_of_the_metric(open_page: Open, measure: Callable[..., Result]):
    drawn = charts_of(open_page("licenses"))["chart_unused_spend_tool"]["data"][0]
    expected = measure("unused_spend", "tool").frame.sort_values("value", ascending=False)
    assert numbers(drawn["x"]) == expected["value"].tolist()
    assert drawn["y"] == expected["tool"].tolist()


def test_the_lines_of_a_page_are_the_values_of_the_metric(open_page: Open, measure: Callable[..., Result]):
    drawn = charts_of(open_page("adoption"))["chart_login_frequency_month"]["data"][0]
    expected = measure("login_frequency", "month").frame
    assert [value for value in numbers(drawn["y"]) if value is not None] == expected["value"].tolist()


def test_a_hidden_group_sends_no_figure_to_the_browser(open_page: Open, measure: Callable[..., Result]):
    result = measure("login_frequency", "grade_level", "subject")
    assert (result.frame.set_index("grade_level")["status"]["05"]) == Status.HIDDEN
    chart = charts_of(open_page("adoption"))["chart_login_frequency_grade_level_subject"]
    grid = chart["data"][0]
    assert numbers(grid["z"][grid["y"].index("Grade 5")]) in ([None], [[None]])
    assert "too few" in json.dumps(chart)


def test_what_charts_leave_out_is_told_once_a_page(open_page: Open):
    captions = " ".join(caption.value for caption in open_page("adoption").main.caption)
    assert captions.count("March 2026 is shown to date: 10 of 22 school days.") == 1


def test_the_same_question_is_computed_once(measure: Callable[..., Result]):
    assert measure("login_frequency", "month") is measure("login_frequency", "month")


def test_the_table_behind_a_chart_has_its_values_and_can_be_downloaded(open_page: Open):
    page = open_page("licenses")
    table = page.dataframe[1].value  # beside the second chart, unused spend by tool
    assert dict(zip(table["Tool"], table["Value"], strict=True)) == {"Nearpod": 4700.0, "Padlet": 1000.5}
    files = [file.proto.label for file in page.get("download_button")]
    assert files.count("Download CSV") == files.count("Download XLSX") == len(page.dataframe)
