"""What changed between two periods: sentences from the figures, their parts in a picture, and a table of all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.records import annotating
from data_layer.records.annotating import Words
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.kinds import Occasion
from data_layer.scope import Entitlement
from data_layer.store import Home
from metrics.catalogue import metric
from metrics.moves import Changes, Move, Part, Split
from pages.parts import change_words
from pages.parts.charts import contributions
from pages.parts.svg import picture
from tests.pages import published
from tests.pages.seeing import alternative_texts, charts_of, numbers, text_of
from tests.spec.use import PERIODS, SCHOOL_DAYS, district

Open = Callable[..., AppTest]
SPRING = (date(2026, 1, 5), date(2026, 3, 28))


@pytest.fixture(scope="module")
def store_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Twelve students at Oak and at Elm, two at Yew. In February all of Oak began, of whom nobody came in January."""
    folder = tmp_path_factory.mktemp("changes")
    places = [*(("oak", n) for n in range(12)), *(("elm", n) for n in range(12, 24)), ("yew", 24), ("yew", 25)]
    stay = {"role": "student", "grade_level": "03", "starts_on": SPRING[0], "ends_on": SPRING[1]}
    stays = [{"person_id": who, "school_id": school, **stay} for school, who in places]
    use = [
        {"person_id": who, "day": day, "is_active": True, "is_instructional": True}
        for school, who in places
        for day in SCHOOL_DAYS
        if school == "elm" or (school == "oak" and day >= date(2026, 2, 1))
    ]
    facts = [{"name": "last_day", "value": "2026-03-27"}]
    names = "school_id | name\n oak | Oak School\n elm | Elm School\n yew | Yew School"
    with district(folder, stays=stays, use=use, facts=facts, periods=PERIODS, schools=names):
        return Home(folder / "home")


@pytest.fixture
def visit(open_page: Open, store_home: Home) -> Open:
    return lambda **asked: open_page("changes", home=store_home.path, **asked)


def test_the_largest_move_is_the_answer_and_each_move_has_its_parts(visit: Open):
    told = text_of(visit(now="February 2026", against="January 2026"))
    largest = "**Logins per student per school day** rose from 0.46 to 0.92, by 0.46."
    assert f"From January 2026 to February 2026 this moved the most: {largest}" in told
    assert "**Active days** rose from 46.2% to 92.3%, by 46.2 points." in told
    assert "By school: Oak School +46.2 points. 2 schools too small to show are left out." in told
    assert "By tool: Canvas +46.2 points." in told


def test_neither_the_school_too_small_nor_the_one_hidden_with_it_is_named(visit: Open):
    page = visit(now="February 2026", against="January 2026")
    everything = "\n".join([text_of(page), *alternative_texts(page), str(charts_of(page))])
    tables = "\n".join(frame.value.to_csv() for frame in page.dataframe)
    assert "Oak School" in everything
    assert "Oak School" in tables
    assert not any(name in everything + tables for name in ("Yew", "Elm"))


def test_the_last_whole_month_is_compared_with_the_one_before_it(visit: Open):
    page = visit()
    assert (page.selectbox(key="now").value, page.selectbox(key="against").value) == ("February 2026", "January 2026")


def test_the_same_question_is_answered_in_the_same_words(visit: Open):
    asked = {"now": "January 2026", "against": "February 2026"}
    assert text_of(visit(**asked)) == text_of(visit(**asked))
    assert "fell from 92.3% to 46.2%" in text_of(visit(**asked))


def test_any_days_can_be_compared(visit: Open):
    page = visit(now="Custom dates", now_dates=["2026-02-02", "2026-02-13"], against="January 2026")
    assert not page.exception
    assert "From January 2026 to Feb 2 to Feb 13, 2026 this moved the most" in text_of(page)


def test_filters_count_and_the_period_beside_the_page_stands_still(visit: Open):
    page = visit(school="Oak School", now="February 2026", against="January 2026")
    assert "Oak School · January 2026 and February 2026" in text_of(page)
    assert "**Active days** rose from 0.0% to 100.0%" in text_of(page)
    assert "By school" not in text_of(page)
    assert page.sidebar.selectbox(key="period").disabled
    assert not page.multiselect(key="school").disabled


def test_the_picture_has_a_bar_for_each_part_and_one_for_all(visit: Open):
    page = visit(now="February 2026", against="January 2026", move="Active days", parts="School")
    (figure,) = charts_of(page).values()
    assert figure["data"][0]["y"] == ["Oak School", "All else together", "The whole move"]
    assert [round(value, 3) for value in numbers(figure["data"][0]["x"])] == [0.462, 0.0, 0.462]
    assert alternative_texts(page) == [
        "Bar chart: parts of the move of Active days. Oak School +46.2 points; All else together +0.0 points. "
        "Together +46.2 points."
    ]


def test_the_table_has_every_part_with_both_values(visit: Open):
    page = visit(now="February 2026", against="January 2026")
    (table,) = (frame.value for frame in page.dataframe)
    oak = table[(table["Figure"] == "Active days") & (table["Group"] == "Oak School")].iloc[0]
    assert (oak["Before"], oak["Now"]) == (0, 1)
    assert oak["Part of the move"] == pytest.approx(oak["By its own figure"] + oak["By its weight"])


def test_a_month_is_compared_with_itself_as_it_was_published(open_page: Open, district_home: Home, tmp_path: Path):
    home = Home(Path(shutil.copytree(district_home.path, tmp_path / "home")))
    published.correct(home, tmp_path)
    then = "February 2026, as published Mar 14, 2026"
    page = open_page("changes", home=home.path, now="February 2026", against=then)
    assert not page.exception
    assert then in page.selectbox(key="against").options
    assert page.selectbox(key="against").value == then
    assert "**Adoption** rose from 24.1% to 46.3%, by 22.2 points" in text_of(page)


@pytest.mark.parametrize(("day", "is_told"), [(date(2025, 12, 31), False), (date(2026, 2, 28), True)])
def test_what_happened_in_the_two_periods_stands_below_the_moves(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: date, is_told: bool
):
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'records.sqlite'}")
    with opened(Home(tmp_path)) as session:
        given = Words(Occasion.TRAINING, "Canvas at Oak", day)
        annotating.enter(session, given, entitlement=Entitlement(), by="Technologist", on=date(2026, 3, 27))
    told = text_of(visit(now="February 2026", against="January 2026"))
    assert ("training day, Canvas at Oak" in told) == is_told


def test_the_rule_stands_beside_it(visit: Open):
    assert change_words.RULE in text_of(visit())


def test_overview_leads_there(open_page: Open):
    links = [link.proto.label for link in open_page("").get("page_link")]
    assert "What changed between any two periods, and where" in links


def move(unit: str = "rate", *parts: Part, by: float = -0.1, rest: float = 0.0, hidden: int = 0) -> Move:
    figure = {"rate": "active_day_rate", "usd": "unused_spend", "per_day": "login_frequency"}[unit]
    split = Split("school", parts, rest, hidden, is_weighed=True)
    return Move(metric(figure), {"value": 0.5}, {"value": 0.5 + by}, abs(by), (split,))


def part(name: str, within: float, mix: float = 0.0) -> Part:
    return Part(name, 0.5, 0.4, within, mix)


def test_a_sentence_names_two_parts_and_adds_up_the_others():
    parts = [part("Oak", -0.06), part("Elm", -0.03), part("Ash", -0.02)]
    told = change_words.parts(move("rate", *parts, rest=0.01))
    assert told == ["By school: Oak −6.0 points, Elm −3.0 points; all else together −1.0 points."]


def test_a_part_that_comes_from_weight_says_so():
    told = change_words.parts(move("rate", part("Oak", -0.01, -0.05), part("Elm", -0.04)))
    assert told == ["By school: Oak −6.0 points (because its weight in the whole changed), Elm −4.0 points."]


def test_parts_that_would_print_as_nothing_are_not_told():
    told = change_words.parts(move("rate", part("Oak", -0.1), part("Elm", 0.0004)))
    assert told == ["By school: Oak −10.0 points."]
    assert change_words.parts(move("rate", part("Oak", 0.0001), part("Elm", 0.0))) == []


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, " 1 school is too small to show."), (2, " 2 schools too")])
def test_groups_too_small_are_said_to_be_left_out(count: int, said: str):
    (told,) = change_words.parts(move("rate", part("Oak", -0.1), hidden=count))
    assert told.removeprefix("By school: Oak −10.0 points.").startswith(said)


def test_dollars_have_their_sign_before_the_unit():
    told = change_words.parts(move("usd", part("Oak", -250.0), part("Elm", 100.0), by=-150.0))
    assert told == ["By school: Oak −$250, Elm +$100."]


def test_a_name_that_somebody_entered_is_no_markup():
    (told,) = change_words.parts(move("rate", part("**Oak** <b>", -0.1)))
    assert "**Oak**" not in told
    assert "<b>" not in told


def test_nothing_to_tell_is_said():
    found = Changes("January", "February", (), (), ())
    assert change_words.answer(found) == "Nothing that can be compared moved from January to February."


def test_more_parts_than_have_room_are_drawn_together_and_still_add_up():
    parts = [part(f"S{n:02d}", -0.01) for n in range(10)]
    told = move("rate", *parts)
    bars = contributions.draw(told, told.splits[0]).data[0]
    assert list(bars.y)[-2:] == ["All else together", "The whole move"]
    assert sum(bars.x[:-1]) == pytest.approx(bars.x[-1])


def test_the_drawn_file_has_the_numbers_beyond_the_ends_of_bars_on_both_sides():
    told = move("rate", part("Oak", -0.12), part("Elm", 0.02))
    drawn = picture.draw(contributions.draw(told, told.splits[0]), alt="A chart.")
    assert 'text-anchor="end"' in drawn.split("−12.0")[0].rpartition("<text")[2]
    assert 'text-anchor="start"' in drawn.split("+2.0")[0].rpartition("<text")[2]
