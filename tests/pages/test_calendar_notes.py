"""A day is marked on one page, and stands on every trend of everybody who may read it, in the chart and in words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.records import annotating
from data_layer.records.annotating import Words
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.kinds import Occasion
from data_layer.scope import Entitlement
from data_layer.store import Home
from metrics.periods import TIME_GROUPS
from pages.board import asking, building, powerpoint
from pages.parts import gate
from pages.parts.places import PAGES
from tests.pages import records_home
from tests.pages.records_home import fill, press
from tests.pages.seeing import charts_of, text_of

Open = Callable[..., AppTest]
ROOT = Path(__file__).parents[2]
WINTER = Words(Occasion.TRAINING, "Nearpod for everybody", date(2026, 2, 9))
MARCH = Words(Occasion.OUTAGE, "No network", date(2026, 3, 10), date(2026, 3, 11))
OPENED = dict.fromkeys(("people", "coming_back", "first_use", "matched", "cost", "schools"), "true")
# Charts that are no trend: contracts to come, tools side by side, the parts of one move.
NO_TRENDS = {"section.py", "renewals.py", "portfolio.py", "changes.py"}


@pytest.fixture
def home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return records_home.beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Open, home: Home) -> Open:
    return lambda path="calendar_notes", **asked: open_page(path, home=home.path, **asked)


def enter(home: Home, *given: Words) -> None:
    with opened(home) as session:
        for each in given:
            annotating.enter(session, each, entitlement=Entitlement(), by="Technologist", on=date(2026, 3, 13))


def look_as(monkeypatch: pytest.MonkeyPatch, role: Role, *schools: str) -> None:
    monkeypatch.setattr(gate, "who", lambda *_args, **_words: Viewer(role, frozenset(schools), name="u1@example.org"))


def alternatives(page: AppTest) -> dict[str, str]:
    """The words of each chart, by its key."""
    return {each.proto.id.rsplit("-", 1)[-1]: each.proto.alt for each in page.get("plotly_chart")}


def is_over_time(key: str) -> bool:
    """By the groups in its name; those of a semester say what was new in one, tool by tool and school by school."""
    return "_semester" not in key and any(re.search(rf"_{group}(_|$)", key) for group in TIME_GROUPS)


@pytest.mark.parametrize("place", PAGES, ids=[place.title for place in PAGES])
def test_every_chart_over_time_has_the_marks_and_says_so_in_words(visit: Open, home: Home, place):
    enter(home, WINTER, MARCH)
    page = visit(place.path, **OPENED)
    assert not page.exception
    charts, words = charts_of(page), alternatives(page)
    for key in filter(is_over_time, charts):
        notes = [note["text"] for note in charts[key]["layout"].get("annotations", [])]
        assert any(re.search(r"<b>[▴◂ ]*1", note) for note in notes), key
        assert "Marked days: 1, Feb 9, 2026: training day, Nearpod for everybody; 2, Mar 10" in words[key], key
        assert "**1** Feb 9, 2026" in text_of(page).replace("\\", "")


def test_there_are_trends_on_these_pages(visit: Open):
    """So that the test above cannot pass by looking at nothing."""
    found = {
        path: [*filter(is_over_time, charts_of(visit(path)))] for path in ("", "adoption", "buy_in", "data_health")
    }
    assert all(found.values())
    assert len(found["buy_in"]) == 3


def test_no_chart_is_drawn_past_the_place_that_marks_them():
    drawing = {
        path.name for path in (ROOT / "pages").rglob("*.py") if "plotly_chart(" in path.read_text(encoding="utf-8")
    }
    assert drawing == NO_TRENDS


@pytest.mark.parametrize("path", ["", "adoption", "buy_in"])
def test_without_notes_nothing_is_marked(visit: Open, path: str):
    page = visit(path)
    assert not any("Marked days" in words for words in alternatives(page).values())


def test_a_note_is_entered_changed_and_taken_away_on_its_page(visit: Open):
    page = visit()
    assert "No day is marked yet." in text_of(page)
    fill(page, "Who signs", "Technologist")
    fill(page, "What happened", "Nearpod for everybody")
    page.selectbox(key="note_occasion_new").set_value(Occasion.TRAINING)
    page.date_input(key="note_from_new").set_value(date(2026, 2, 9))
    press(page, "Save the note")
    assert "The day is marked on every trend." in text_of(page)
    assert "the latest Feb 9, 2026: training day, Nearpod for everybody" in text_of(page)
    [each for each in page.text_input if each.label == "What happened"][-1].set_value("Nearpod for grade 3")
    press(page, "Save the changes")
    assert "training day, Nearpod for grade 3" in text_of(page)
    press(page, "Take it away")
    assert "No day is marked yet." in text_of(page)


@pytest.mark.parametrize(("leave_out", "why"), [("words", "Write in a few words"), ("day", "on which day")])
def test_a_note_that_lacks_something_says_what(visit: Open, leave_out: str, why: str):
    page = visit()
    fill(page, "Who signs", "Technologist")
    if leave_out != "words":
        fill(page, "What happened", "Nearpod for everybody")
    if leave_out != "day":
        page.date_input(key="note_from_new").set_value(date(2026, 2, 9))
    press(page, "Save the note")
    assert f"Nothing was saved. {'Write' if leave_out == 'words' else 'Say'}" in text_of(page)
    assert why in text_of(page)


def test_the_page_asks_for_no_names(visit: Open):
    assert "name no student and nobody else" in text_of(visit())


def test_words_that_people_enter_are_no_markup(visit: Open, home: Home):
    enter(home, replace(WINTER, words="**bold** <b>x</b> [a](https://example.org) :red[y]"))
    told = text_of(visit("adoption"))
    assert "**bold**" not in told
    assert "<b>x</b>" not in told
    assert "[a](https" not in told
    charts = charts_of(visit("adoption"))
    assert not any("example.org" in str(chart["layout"].get("annotations")) for chart in charts.values())


def test_a_principal_reads_of_her_schools_and_the_district_and_marks_her_own(
    visit: Open, home: Home, monkeypatch: pytest.MonkeyPatch
):
    enter(home, WINTER, replace(MARCH, words="Hers", schools=("east",)), replace(MARCH, words="Not", schools=("west",)))
    look_as(monkeypatch, Role.PRINCIPAL, "east")
    page = visit()
    assert list(page.dataframe[0].value["What happened"]) == ["Nearpod for everybody", "Hers"]
    assert "Entered by" not in page.dataframe[0].value
    assert page.multiselect(key="note_schools_new").options == ["East School"]
    fill(page, "What happened", "Fire drill")
    page.date_input(key="note_from_new").set_value(date(2026, 3, 3))
    press(page, "Save the note")
    assert "Choose which of your schools it is about" in text_of(page)
    page.multiselect(key="note_schools_new").select("east")
    fill(page, "What happened", "Fire drill")
    page.date_input(key="note_from_new").set_value(date(2026, 3, 3))
    press(page, "Save the note")
    assert "The day is marked on every trend." in text_of(page)


def test_a_principal_is_offered_no_note_of_others_to_change(visit: Open, home: Home, monkeypatch: pytest.MonkeyPatch):
    enter(home, WINTER, replace(MARCH, words="Both", schools=("east", "west")))
    look_as(monkeypatch, Role.PRINCIPAL, "east")
    labels = [button.label for button in visit().button]
    assert "Save the note" in labels
    assert "Take it away" not in labels


def test_the_board_reads_and_enters_nothing(visit: Open, home: Home, monkeypatch: pytest.MonkeyPatch):
    enter(home, WINTER)
    look_as(monkeypatch, Role.VIEWER)
    page = visit()
    assert "Nearpod for everybody" in text_of(page)
    assert "Save the note" not in [button.label for button in page.button]


def test_a_mark_of_another_school_or_tool_is_not_on_the_trend_of_this_one(visit: Open, home: Home):
    enter(home, replace(WINTER, schools=("west",)), replace(MARCH, tool="Padlet"))
    everything = "\n".join(alternatives(visit("adoption")).values())
    assert "Nearpod for everybody (West School)" in everything
    assert "No network (Padlet)" in everything
    east = "\n".join(alternatives(visit("adoption", school="East School", tool="Nearpod")).values())
    assert "Marked days" not in east


def test_slides_have_the_marks_in_the_chart_in_its_words_and_among_their_remarks(home: Home):
    enter(home, WINTER)
    deck = building.build(asking.view_of(home, Viewer(Role.VIEWER)))
    over_time = [each for each in deck.slides if each.chart.result and set(each.chart.result.by) & TIME_GROUPS.keys()]
    assert {"use", "buy_in", "features"} <= {slide.name for slide in over_time}
    for slide in over_time:
        if slide.name == "sunsets":  # the tools of one semester
            assert "Marked days" not in slide.chart.alt
            continue
        assert any("<b>" in note.text for note in slide.chart.figure.layout.annotations), slide.name
        assert "Marked days: 1, Feb 9, 2026" in slide.chart.alt
        assert any("Nearpod for everybody" in remark for remark in slide.remarks)


def test_powerpoint_has_the_number_beside_the_month_and_the_words_on_the_slide(home: Home):
    enter(home, WINTER)
    deck = building.build(asking.view_of(home, Viewer(Role.VIEWER)))
    slides = Presentation(io.BytesIO(powerpoint.write(deck, home))).slides
    names = [
        [str(name) for name in shape.chart.plots[0].categories]
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert any("Feb 2026 (1)" in each for each in names)
    assert any("2025-26 Q3" in name and "(1)" in name for each in names for name in each)
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert any("Marked days: 1, Feb 9, 2026: training day, Nearpod for everybody" in text for text in notes)
