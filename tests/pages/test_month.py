"""The monthly page: logins by grade level and subject, features, how far a month has come, and what was published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import forgetting, importing
from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.publishing import editions, figures, keeping
from data_layer.scope import Entitlement, Scope
from data_layer.store import Home
from metrics.periods import Period, Progress
from pages.parts import as_published, month_figures, month_words, words
from pages.parts.measures import Source
from tests.pages import published
from tests.pages.seeing import charts_of, numbers, text_of

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def corrected(district_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """February was published, and then corrected by import 6."""
    folder = tmp_path_factory.mktemp("month")
    home = Home(Path(shutil.copytree(district_home.path, folder / "home")))
    published.correct(home, folder)
    return home


@pytest.fixture(scope="module")
def revised(corrected: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The correction was published with words."""
    home = Home(Path(shutil.copytree(corrected.path, tmp_path_factory.mktemp("revised") / "home")))
    keeping.publish(home, published.FEBRUARY, why="East sent its log late.", at=published.CORRECTED_AT)
    return home


def test_it_opens_with_the_last_whole_month(open_page: Open):
    page = open_page("month")
    assert page.main.selectbox(key="month").value == "February 2026"
    assert "#### February 2026 (20 school days): Students logged in **0.29 times** a school day" in text_of(page)


def test_logins_stand_by_grade_level_and_by_subject(open_page: Open):
    charts = charts_of(open_page("month"))
    (bars,) = charts["chart_login_frequency_grade_level"]["data"]
    assert dict(zip(bars["y"], numbers(bars["x"]), strict=True))["Grade 3"] == pytest.approx(12 / 24, abs=0.02)
    assert "chart_login_frequency_subject" in charts


def test_groups_too_small_to_show_are_hidden_here_too(open_page: Open):
    (bars,) = charts_of(open_page("month"))["chart_login_frequency_grade_level"]["data"]
    said = dict(zip(bars["y"], bars["text"], strict=True))
    assert said["Grade 5"] == "too few to show"


def test_the_running_month_says_how_far_it_has_come(open_page: Open):
    text = text_of(open_page("month", month="March 2026"))
    assert "March 2026 to date (10 of 22 school days)" in text
    assert "March 2026 is published with the first import from April 5, 2026 on." in text


@pytest.mark.parametrize(("planned", "is_short"), [(4, True), (5, False), (6, False)])
def test_a_month_of_fewer_than_five_school_days_does_not_stand_for_itself(
    open_page: Open, monkeypatch, planned: int, is_short: bool
):
    monkeypatch.setattr("pages.parts.measures.progress", lambda *_asked: Progress(planned, planned))
    page = open_page("month")
    assert ("Insufficient instructional days" in text_of(page)) == is_short
    assert bool(page.get("plotly_chart")) != is_short


def test_a_month_that_was_published_and_not_corrected_says_so(open_page: Open):
    text = text_of(open_page("month"))
    assert "**First published: March 14, 2026**" in text
    assert "No figure of this page has changed since." in text


def test_a_month_before_the_first_published_says_how_it_can_be(open_page: Open):
    text = text_of(open_page("month", month="January 2026"))
    assert "January 2026 was not published" in text
    assert "--month 2026-01" in text


def test_a_correction_is_shown_at_once_with_what_moved_and_why(open_page: Open, corrected: Home):
    text = text_of(open_page("month", home=corrected.path))
    assert "**Changed since March 14, 2026: revision 2 is due**" in text
    assert "Import 6 came" in text
    assert r"- Logins per student per school day: 0\.29 before, 0\.33 after" in text
    assert r"- Logins per student per school day, Grade 3: 0\.50 before, 0\.57 after" in text


def test_a_published_correction_stands_with_its_words_and_can_be_opened(open_page: Open, revised: Home):
    page = open_page("month", home=revised.path)
    assert "**Revision 2: March 15, 2026**" in text_of(page)
    assert "East sent its log late" in text_of(page)
    page.button(key="open_1").click().run()
    assert "As published on March 14, 2026 for February 2026" in text_of(page)
    assert "It was corrected on March 15, 2026." in text_of(page)
    assert "**0.29 times**" in text_of(page)
    page.button(key="open_2").click().run()
    assert "As published on March 15, 2026 for February 2026** (revision 2)" in text_of(page)
    assert "**0.33 times**" in text_of(page)


def test_a_published_month_opens_as_that_month(open_page: Open, corrected: Home, monkeypatch):
    monkeypatch.setattr("pages.parts.measures.usually_compared", lambda *_asked: None)
    page = open_page("month", home=corrected.path, **{as_published.KEY: "February 2026"})
    assert page.main.selectbox(key="month").value == "February 2026"


def test_choosing_what_was_published_leads_to_that_month(open_page: Open, corrected: Home):
    page = open_page("month", home=corrected.path, month="March 2026")
    page.sidebar.selectbox(key=as_published.KEY).select("February 2026").run()
    assert page.main.selectbox(key="month").value == "February 2026"


def test_each_revision_has_a_name_of_its_own_in_the_address(open_page: Open, revised: Home):
    assert list(as_published.offered(revised)) == ["February 2026", "February 2026, as first published"]
    page = open_page("month", home=revised.path, **{"as": "February 2026, as first published"})
    assert "As published on March 14, 2026" in text_of(page)


def test_a_correction_that_was_undone_leaves_nothing_to_say(open_page: Open, corrected: Home, tmp_path: Path):
    home = Home(Path(shutil.copytree(corrected.path, tmp_path / "home")))
    importing.undo(home, 6)
    assert "No figure of this page has changed since." in text_of(open_page("month", home=home.path))


def test_moves_are_told_of_the_schools_that_somebody_may_see_alone(corrected: Home):
    today = Source.of(corrected)
    past = as_published.source_of(today, editions.all_of(corrected)[0], corrected)
    scope = Scope(published.FEBRUARY, date(2026, 3, 1), as_of=date(2026, 3, 13))
    of_west = replace(scope, entitlement=Entitlement(frozenset({"west"})))
    assert month_figures.moved(past, today, scope)
    assert month_figures.moved(past, today, of_west) == ()
    assert month_figures.moved(past, past, scope) == ()


def test_no_command_is_shown_to_whoever_cannot_give_it(open_page: Open, corrected: Home, monkeypatch):
    board = Viewer(Role.VIEWER)
    monkeypatch.setattr("pages.parts.gate.who", lambda *_args, **_named: board)
    text = text_of(open_page("month", home=corrected.path))
    assert "revision 2 is due" in text
    assert "python -m" not in text


def test_an_empty_home_says_which_files_fill_it(open_page: Open, tmp_path: Path):
    assert "No log of anybody's use has been imported yet" in text_of(open_page("month", home=tmp_path / "empty"))


def test_one_school_day_is_said_as_one():
    july = Period("month", date(2026, 7, 1), "July 2026", date(2026, 7, 1), date(2026, 8, 1))
    assert "July 2026 has 1 school day, and a month needs 5" in month_words.too_short(july, Progress(1, 1), 5)
    assert month_words.standing(july, Progress(1, 1)) == "July 2026 (1 school day)"


@pytest.fixture
def looked_at(open_page: Open, corrected: Home, tmp_path: Path) -> Home:
    """A home of one's own, whose published February somebody has looked at."""
    home = Home(Path(shutil.copytree(corrected.path, tmp_path / "home")))
    open_page("month", home=home.path)
    return home


def test_what_was_published_is_kept_word_for_word_and_names_nobody(looked_at: Home):
    (edition,) = editions.all_of(looked_at)
    told = figures.kept(looked_at, edition, published.FEBRUARY)
    assert told["Logins per student per school day", "All"] == "0.29"
    assert told["Logins per student per school day", "Grade 5"] == "too few to show"


def test_a_definition_that_changes_later_is_said_beside_what_was_published(
    open_page: Open, looked_at: Home, monkeypatch
):
    assert "published otherwise" not in text_of(open_page("month", home=looked_at.path))
    monkeypatch.setattr(words, "per_day", lambda value: f"{value * 100:.0f} in a hundred")
    month_figures.told.cache_clear()
    text = text_of(open_page("month", home=looked_at.path))
    month_figures.told.cache_clear()
    assert "3 of its figures were published otherwise than they are counted today" in text


def test_what_was_published_stays_when_somebody_is_forgotten(open_page: Open, looked_at: Home):
    before = figures.kept(looked_at, editions.all_of(looked_at)[0], published.FEBRUARY)
    forgetting.forget(looked_at, "s-east-0")
    text = text_of(open_page("month", home=looked_at.path))
    assert "of its figures were published otherwise" in text
    assert figures.kept(looked_at, editions.all_of(looked_at)[0], published.FEBRUARY) == before


def test_nothing_is_kept_as_published_after_somebody_was_forgotten(open_page: Open, corrected: Home, tmp_path: Path):
    home = Home(Path(shutil.copytree(corrected.path, tmp_path / "home")))
    (home.published / "0001" / "figures-2026-02.json").unlink(missing_ok=True)
    forgetting.forget(home, "s-east-0")
    open_page("month", home=home.path)
    assert figures.kept(home, editions.all_of(home)[0], published.FEBRUARY) is None


def test_a_principal_is_not_shown_what_the_district_published(open_page: Open, looked_at: Home, monkeypatch):
    forgetting.forget(looked_at, "s-east-0")
    monkeypatch.setattr("pages.parts.gate.who", lambda *_a, **_n: Viewer(Role.PRINCIPAL, frozenset({"west"})))
    assert "published otherwise" not in text_of(open_page("month", home=looked_at.path))
