"""A page opened as published shows the figures of that day, says so on screen and in files, and leads back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from data_layer import importing
from data_layer.access.capabilities import Role
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.publishing import editions
from data_layer.scope import Scope
from data_layer.store import Home
from pages.board import asking, building
from pages.parts import as_published, exports, measures, view_as
from pages.parts.measures import Question, Source
from pages.parts.places import PAGES
from tests.pages import published
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
TOLD = "As published on March 14, 2026 for February 2026"
PAST = {"as": "February 2026"}


@pytest.fixture(scope="module")
def corrected(district_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of this module's own, in which February was corrected after it was published."""
    folder = tmp_path_factory.mktemp("corrected")
    home = Home(Path(shutil.copytree(district_home.path, folder / "home")))
    published.correct(home, folder)
    return home


def sentence(page: AppTest) -> str:
    return next(each.value for each in page.main.markdown if each.value.startswith("#### "))


def test_the_page_tells_the_figures_of_that_day_and_not_todays(open_page: Open, corrected: Home):
    then, now = (open_page("adoption", home=corrected.path, **query) for query in (PAST, {}))
    assert TOLD in text_of(then)
    assert "29.0%" in sentence(then)
    assert "29.7%" in sentence(now)
    assert TOLD not in text_of(now)


@pytest.mark.parametrize("written", ["2026-02", "February 2026"])
def test_a_month_may_be_written_either_way(open_page: Open, corrected: Home, written: str):
    assert TOLD in text_of(open_page("adoption", home=corrected.path, **{"as": written}))


@pytest.mark.parametrize("written", ["2024-02", "Someday", "<script>", "2026-02-31"])
def test_what_was_never_published_is_said_in_plain_words_and_shows_today(
    open_page: Open, corrected: Home, written: str
):
    page = open_page("adoption", home=corrected.path, **{"as": written})
    assert "never published, so these are today's figures. Published so far: February 2026." in text_of(page)
    assert "29.7%" in sentence(page)


@pytest.mark.parametrize("place", [place for place in PAGES if place.has_past], ids=lambda place: place.title)
def test_every_page_of_figures_opens_as_published(open_page: Open, corrected: Home, place):
    page = open_page(place.path, home=corrected.path, **PAST)
    assert not page.exception
    assert TOLD in text_of(page)


@pytest.mark.parametrize("place", [place for place in PAGES if not place.has_past], ids=lambda place: place.title)
def test_pages_of_today_stay_so_and_keep_the_choice(open_page: Open, corrected: Home, place):
    page = open_page(place.path, home=corrected.path, **PAST)
    assert TOLD not in text_of(page)
    (choice,) = (each for each in page.sidebar.selectbox if each.key == as_published.KEY)
    assert (choice.value, choice.disabled) == ("February 2026", True)


def test_one_click_leads_back_to_today(open_page: Open, corrected: Home):
    page = open_page("adoption", home=corrected.path, **PAST)
    page.button(key="back_to_today").click().run()
    assert TOLD not in text_of(page)
    assert "29.7%" in sentence(page)


def test_where_nothing_was_published_there_is_nothing_to_choose(open_page: Open, district_home: Home, tmp_path: Path):
    home = Path(shutil.copytree(district_home.path, tmp_path / "home"))
    shutil.rmtree(home / "published")
    page = open_page("adoption", home=home)
    assert not [each for each in page.sidebar.selectbox if each.key == as_published.KEY]
    assert "Published so far: no month yet." in text_of(open_page("adoption", home=home, **PAST))


def test_a_file_says_that_it_is_as_published(corrected: Home):
    source = as_published.source_of(Source.of(corrected), editions.all_of(corrected)[0], corrected)
    result = measures.answered(Question(source, "active_day_rate", _february(source)))
    assert result.version == f"{source.store.version}, as published on March 14, 2026"
    text = exports.as_csv(result, exports.how_counted(result, filters="", imports="")).decode("utf-8-sig")
    assert "as published on March 14, 2026" in text


def test_slides_of_a_published_month_say_so(corrected: Home):
    view = asking.view_of(corrected, TECHNOLOGIST)
    (edition,) = editions.all_of(corrected)
    source = as_published.source_of(view.source, edition, corrected)
    past = replace(view, source=source, published=as_published.offered(corrected)["February 2026"])
    deck = building.build(past)
    assert "as published on March 14, 2026" in deck.when
    assert "as published on March 14, 2026" in deck.version


def test_the_thresholds_are_those_of_that_day(corrected: Home, tmp_path: Path):
    home = Home(Path(shutil.copytree(corrected.path, tmp_path / "home")))
    home.policy.write_text("[buy_in.target]\nvalue = 0.6\n")
    today = Source.of(home)
    past = as_published.source_of(today, editions.all_of(home)[0], home)
    assert (measures.policy_of(today)["buy_in.target"], measures.policy_of(past)["buy_in.target"]) == (0.6, 0.85)
    assert not measures.policy_of(past).entry("buy_in.target").is_overridden


def test_an_earlier_programs_pages_are_not_opened_and_that_is_said(open_page: Open, corrected: Home, monkeypatch):
    kept = editions.all_of(corrected)[0].store(corrected)
    monkeypatch.setattr(measures, "is_older", lambda store: store == kept)
    page = open_page("adoption", home=corrected.path, **PAST)
    assert "Its pages cannot be opened any more" in text_of(page)
    assert not page.get("plotly_chart")


def test_a_principal_sees_of_it_the_own_school_alone(open_page: Open, corrected: Home, monkeypatch):
    monkeypatch.setattr(view_as, "chosen", lambda: Viewer(Role.PRINCIPAL, frozenset({"west"})))
    monkeypatch.setattr("pages.parts.gate.who", lambda *_args, **_named: Viewer(Role.PRINCIPAL, frozenset({"west"})))
    page = open_page("adoption", home=corrected.path, **PAST)
    assert TOLD in text_of(page)
    assert "West School · " in text_of(page)
    assert "East School" not in text_of(page)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_its_figures_stay_whatever_comes_and_is_taken_back(district_home: Home, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("stays")
    home = Home(Path(shutil.copytree(district_home.path, folder / "home")))
    before = _figures(home)
    for number in range(data.draw(st.integers(1, 2))):
        people = data.draw(st.lists(st.sampled_from(published.MORE), min_size=1, max_size=6, unique=True))
        days = data.draw(st.lists(st.dates(date(2026, 2, 2), date(2026, 2, 27)), min_size=1, max_size=3, unique=True))
        log = published.late_log(folder / f"{number}.csv", people, days)
        importing.run(home, [log], received_at=published.CORRECTED_AT)
    importing.undo(home, data.draw(st.sampled_from(sorted(importing.standing(home)))))
    assert _figures(home) == before


def _figures(home: Home) -> list[str]:
    """What is told of February as published."""
    source = as_published.source_of(Source.of(home), editions.all_of(home)[0], home)
    asked = [("active_day_rate", ("school",)), ("login_frequency", ("grade_level",)), ("adoption_rate", ("tool",))]
    return [
        measures.answered.__wrapped__(Question(source, name, _february(source), by)).frame.to_json()
        for name, by in asked
    ]


def _february(source: Source) -> Scope:
    as_of = measures.choices_of(source, TECHNOLOGIST.entitlement(PAGES[0].needs)).as_of
    return Scope(published.FEBRUARY, date(2026, 3, 1), as_of=as_of)
