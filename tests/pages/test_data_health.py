"""Data health names what is late, missing, dropped or refused, and says of each what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from metrics.catalogue import METRICS
from metrics.definition import Result
from pages.parts import health_words
from pages.parts.charts import strip
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
DAYS = [date(2026, 3, day) for day in (2, 3, 4)]


def result_of(name: str, rows: list[dict], *by: str) -> Result:
    return Result(METRICS[name], None, ("source", *by), pd.DataFrame(rows), DAYS[-1], "000001-a")


def lag(*missed: int) -> Result:
    marks = {0: "up to date", 2: "late", 5: "stale"}
    return result_of(
        "source_lag",
        [
            {
                "source": f"Log {n}, and more",
                "value": m,
                "freshness": marks[m],
                "last_on": DAYS[0],
                "expected_on": DAYS[2],
            }
            for n, m in enumerate(missed)
        ],
    )


def events(*counts: int) -> Result:
    told = zip(DAYS, counts, strict=True)
    spans = [{"day": day, "period_start": day, "period_end": day + timedelta(days=1), "value": n} for day, n in told]
    rows = [{"source": "Log (ours)", "status": "measured", **span} for span in spans]
    return result_of("source_events", rows, "day")


def test_the_page_answers_with_the_districts_own_sources(open_page: Open):
    page = open_page("data_health")
    told = text_of(page)
    assert not page.exception
    assert "**The one source of logs** is behind: Tool activity has told of nothing for" in told
    assert ":red[:material/error:] **Stale** · Tool activity: last day Mar 13, 2026" in told
    assert "No school day is missing from any log" in told
    assert "No source has dropped suddenly" in told
    assert "Nothing was refused" in told


def test_nothing_is_late_in_sample_data(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    page = open_page("data_health")
    monkeypatch.setenv("ROLLCALL_DEMO", "1")
    told = text_of(page.run())
    assert "**The one source of logs** is up to date: the data goes to March 13, 2026." in told


def test_every_section_says_what_it_is_when_it_matters_and_how_to_resolve_it(open_page: Open):
    page = open_page("data_health")
    helps = [each for each in page.expander if each.label.startswith("What this is")]
    assert len(helps) == len(health_words.HELP) == 5
    for each in helps:
        text = each.markdown[0].value
        assert all(f"**{lead}.**" in text for lead in ("What this is", "When it matters", "How to resolve it"))


def test_an_empty_home_is_told_what_is_missing(open_page: Open, tmp_path: Path):
    page = open_page("data_health", home=tmp_path / "empty")
    assert not page.exception
    assert "No log of anybody's use has been imported yet" in text_of(page)


@pytest.mark.parametrize(
    ("missed", "sentence"),
    [
        ((0, 0), "**All 2 sources of logs** are up to date: the data goes to March 2, 2026."),
        ((0, 2), "**1 of 2 sources of logs** is behind: Log 1 has told of nothing for 2 school days."),
        ((5, 2), "**2 of 2 sources of logs** are behind: Log 0 has told of nothing for 5 school days."),
    ],
)
def test_the_sentence_names_who_is_furthest_behind(missed, sentence):
    assert health_words.headline(lag(*missed)) == sentence


def test_a_source_has_an_icon_and_a_word_for_its_state():
    row = lag(2).frame.iloc[0]
    assert health_words.freshness(row) == (
        ":orange[:material/schedule:] **Late** · Log 0: last day Mar 2, 2026, expected Mar 4, 2026, "
        "2 school days behind"
    )


def test_a_gap_is_a_cross_and_stands_in_the_alternative_text():
    result = events(5, 0, 7)
    cells, crosses = strip.draw(result, group="source").data
    assert [list(row) for row in cells.z] == [[1, None, 1]]
    assert list(crosses.x) == ["2026-03-03"]
    assert strip.describe(result, group="source").endswith("Log: 3 school days, 1 missing (Mar 3, 2026).")
    assert health_words.gaps(result) == "1 school day is missing from Log"


def test_without_gaps_there_are_no_crosses():
    result = events(5, 6, 7)
    assert not strip.draw(result, group="source").data[1].x
    assert health_words.gaps(result) == "No school day is missing from any log"


@pytest.mark.parametrize(
    ("value", "status", "told"),
    [
        (
            0.4,
            "not met",
            ":orange[:material/trending_down:] **Worth a look** · Log: 40.0% of the usual (40 log entries, usual 100)",
        ),
        (0.9, "met", ":material/check_circle: **As usual** · Log: 90.0% of the usual (90 log entries, usual 100)"),
        (None, "not measured", ":material/remove_circle: **Not measured** · Log: too few school days to compare"),
    ],
)
def test_a_drop_is_told_with_its_numbers(value, status, told):
    row = {"source": "Log", "value": value, "status": status, "numerator": (value or 0) * 100, "denominator": 100}
    assert health_words.drop(row) == told
    named = replace(result_of("source_change_rate", [row]))
    assert (health_words.drops(named) == "Worth a look: Log") is (status == "not met")


def test_reasons_come_by_how_many_rows_they_cost():
    rows = [{"source": "Log", "reason": f"cell {n}", "numerator": n, "denominator": 100} for n in (1, 3)]
    result = result_of("refused_row_rate", rows, "reason")
    assert health_words.reasons(result) == ["**Log**: cell 3 (3 of 100 rows)", "**Log**: cell 1 (1 of 100 rows)"]
