"""The page on features: a tool of the address, its features in three heatmaps, and what is hidden or missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts import feature_words
from tests.pages.results import hidden, metric_of, result_of
from tests.pages.seeing import alternative_texts, charts_of, text_of

Open = Callable[..., AppTest]


def of_quiz(*rows: dict):
    metric = metric_of(name="feature_utilization")
    return result_of([{"tool": "Nearpod", **row} for row in rows], by=("tool", "feature"), metric=metric)


def test_the_page_says_which_features_of_a_tool_are_used(open_page: Open):
    told = text_of(open_page("features", tool="Nearpod"))
    assert "**No feature of Nearpod gathers dust** (1 in its log). The most used is Quiz: 100.0%" in told
    assert "nobody used it on the last 30 school days, though 10 people or more used the tool" in told


def test_each_heatmap_prints_every_value_and_tells_it_in_words(open_page: Open):
    page = open_page("features", tool="Nearpod")
    charts = charts_of(page)
    assert len(charts) == 1, "by school and by grade level too few are left"
    by_month = next(chart for key, chart in charts.items() if "month" in key)
    assert set(by_month["data"][1]["text"]) == {"100"}
    assert all("Heatmap: Feature utilization by feature and" in text for text in alternative_texts(page))


def test_where_every_group_is_hidden_a_sentence_stands_instead_of_a_grid(open_page: Open):
    page = open_page("features")
    assert not any("school" in key for key in charts_of(page)), "East alone could be found by subtraction"
    assert "By school there are too few people to show." in text_of(page)


def test_filters_that_leave_too_few_say_so(open_page: Open):
    told = text_of(open_page("features", tool="Nearpod", school="West School"))
    assert "Too few people use Nearpod here to show which of its features they use." in told


def test_an_empty_home_is_told_which_file_names_features(open_page: Open, tmp_path: Path):
    told = text_of(open_page("features", home=tmp_path / "empty"))
    assert "No log that names features has been imported yet" in told


def test_the_sentence_names_what_gathers_dust_and_what_is_new():
    rows = [
        {"feature": "Quiz", "numerator": 30, "denominator": 40, "state": None},
        {"feature": "Poll", "numerator": 2, "denominator": 40, "state": "gathers dust"},
        {"feature": "Board", "numerator": 0, "denominator": 40, "state": "new"},
    ]
    assert feature_words.answer(of_quiz(*rows), "Nearpod") == (
        "**1 of 3 features of Nearpod gathers dust**: Poll. The most used is Quiz: 75.0% (30 of 40 who use the tool). "
        "New: Board."
    )
    assert feature_words.marks(of_quiz(*rows)) == {"Board": "new", "Poll": "gathers dust"}


def test_hidden_features_are_not_said_to_be_anything():
    rows = of_quiz(hidden(feature="Quiz", state=None))
    assert feature_words.answer(rows, "Nearpod").startswith("Too few people use Nearpod here")
