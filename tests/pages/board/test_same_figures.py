"""Over any scope PowerPoint, PDF, XLSX and CSV say what the metric functions say, to the last digit shown."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.scope import Scope
from data_layer.store import Home
from metrics import catalogue, policy
from metrics.definition import Result
from pages.board import asking, building, money, portable, powerpoint, use
from pages.board.deck import Deck
from pages.parts import cards, exports, words
from pages.parts.typesetting import Paper
from pages.parts.view import View
from tests.pages.board import reading
from tests.pages.district import SCHOOLS

PERIODS = ("School year to date", "This month", "Last month", "This quarter", "Last quarter", "This semester")
# The slides whose first figure and whose bars are single metrics: slide, figure, split of the chart.
ASKED = (
    ("use", "active_day_rate", ("month",)),
    ("tools", "adoption_rate", ("tool",)),
    ("dormancy", "dormancy_rate", ("tool",)),
    ("spend", "unused_spend", ("tool",)),
)
PARTS = [part for part in building.PARTS if part.make in {use.school_day, use.tools, money.dormancy, money.spend}]
SCOPES = st.tuples(st.sets(st.sampled_from(sorted(SCHOOLS.values()))), st.sampled_from(PERIODS))


@settings(max_examples=10, derandomize=True)
@given(asked=SCOPES)
def test_every_file_says_what_the_metric_functions_say(district_home: Home, asked: tuple[set[str], str]):
    schools, period = asked
    view = asking.at_schools(asking.view_of(district_home, Viewer(Role.VIEWER), period=period), sorted(schools))
    deck = building.build(view, parts=PARTS)
    shapes = reading.slides_of(powerpoint.write(deck, district_home))
    pages = reading.pages_of(portable.write(deck, paper=Paper.A4))
    for name, metric, by in ASKED:
        slide = deck.slide(name)
        if slide is None:
            assert measured(view, metric, by).is_empty
            continue
        overall = shown(measured(view, metric, ()))
        assert overall in reading.texts_of(shapes[slide.headline])
        assert reading.squeezed(overall) in pages[_place(deck, name)]
        _bars_agree(reading.bars_of(shapes[slide.headline]), slide.chart.result, view)
        _files_agree(slide.chart.result)


def measured(view: View, name: str, by: tuple[str, ...], *, scope: Scope | None = None) -> Result:
    """The metric's own answer, asked without the pages."""
    with view.source.store.connect() as connection:
        asked = {"by": by, "policy": policy.load(), "version": view.source.store.version}
        return catalogue.measure(connection, name, scope or view.scope, **asked)


def shown(result: Result) -> str:
    target = policy.load().entry(result.metric.target).value if result.metric.target else None
    return words.sentence_case(words.figure(cards.only(result), result.metric, beside=target))


def _place(deck: Deck, name: str) -> int:
    return 1 + [slide.name for slide in deck.slides].index(name)


def _bars_agree(bars: dict[str, float | None], drawn: Result, view: View) -> None:
    again = measured(view, drawn.metric.name, drawn.by, scope=drawn.scope)
    known = again.frame[again.frame["value"].notna()]
    (group,) = drawn.by
    wanted = {words.group(group, row[group]): row["value"] for _, row in known.iterrows()}
    assert {name: value for name, value in bars.items() if value is not None} == pytest.approx(wanted)


def _files_agree(result: Result) -> None:
    """CSV and XLSX hold the same rows; what is hidden is empty in both."""
    how = exports.how_counted(result, filters="", imports="")
    lines = csv.reader(io.StringIO(exports.as_csv(result, how).decode("utf-8-sig")))
    rows = [line[1] for line in list(lines)[1 : len(result.frame) + 1]]
    sheet = openpyxl.load_workbook(io.BytesIO(exports.as_xlsx(result, how)))["Table"]
    cells = [cell.value for cell in sheet["B"][1:]]
    wanted = [None if not words.is_number(value) else pytest.approx(value, abs=1e-6) for value in result.frame["value"]]
    assert cells == wanted
    assert [float(row) if row else None for row in rows] == wanted
