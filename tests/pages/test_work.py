"""The page on work handed in: the share in a sentence, and a count of work on paper beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import PaperBaseline
from data_layer.records.kinds import Work
from data_layer.store import Home
from pages.parts import gate
from tests.pages.records_home import fill, press
from tests.pages.seeing import text_of
from tests.spec.use import PERIODS, SCHOOL_DAYS, district

Open = Callable[..., AppTest]
STUDENTS = 12


@pytest.fixture(scope="module")
def store_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Twelve students of Oak: a piece of math on each of 50 school days, of which each misses every fifth."""
    folder = tmp_path_factory.mktemp("work")
    stay = {"school_id": "oak", "role": "student", "grade_level": "03", "starts_on": date(2026, 1, 5)}
    stays = [{"person_id": who, **stay, "ends_on": date(2026, 3, 28)} for who in range(STUDENTS)]
    counts = dict.fromkeys(("late_count", "unresolved_count", "excused_count"), 0)
    due = [
        {"day": day, "person_id": who, "school_id": "oak", "grade_level": "03", "subject": "Math"}
        | {"assignment_type": "assignment", "on_time_count": int(n % 5 > 0), "missing_count": int(n % 5 == 0)}
        | counts
        for who in range(STUDENTS)
        for n, day in enumerate(SCHOOL_DAYS[:50])
    ]
    subjects = [
        {"person_id": 0, "subject": "Math", "school_id": "oak", "grade_level": "03"}
        | {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 28)}
    ]
    facts = [{"name": "last_day", "value": "2026-03-27"}]
    tables = {"due_days": due, "subject_memberships": subjects, "facts": facts, "periods": PERIODS}
    with district(folder, stays=stays, **tables):
        return Home(folder / "home")


@pytest.fixture
def visit(open_page: Open, store_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """With records of its own."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'records.sqlite'}")
    return lambda **asked: open_page("work", home=store_home.path, **asked)


def counted(home: Home, **words: object) -> None:
    term = {"starts_on": date(2019, 1, 7), "ends_on": date(2019, 3, 29), "counted_on": date(2019, 4, 1)}
    given = {"subject": "Math", "assignment_type": Work.ASSIGNMENT, "school": "oak", "grade_level": "03"}
    counts = {"expected_count": 500, "collected_count": 250, "student_count": 25}
    with opened(home) as session:
        keeping.add(
            session, PaperBaseline(**{**term, **given, **counts, **words}), by="Math department", on=date.today()
        )


def test_the_share_stands_in_a_sentence_with_its_pieces(visit):
    told = text_of(visit())
    assert "**80.0%** of the work that was due was handed in (480 of 600 pieces), 80.0% on time." in told
    assert "Nobody has counted work on paper yet, so nothing is compared." in told


def test_work_on_paper_stands_beside_it_with_the_difference(visit, store_home: Home):
    counted(store_home)
    told = text_of(visit())
    assert (
        "**Assignments in Math, Oak School, Grade 3:** online 80.0% (480 of 600 pieces), on paper 50.0% (250 of 500"
        in told
    )
    assert "**30.0 points more online**, somewhere from" in told
    assert "One after the other is no experiment" in told


def test_a_term_of_another_length_is_not_compared(visit, store_home: Home):
    counted(store_home, ends_on=date(2019, 1, 31))
    assert "the period chosen is much shorter or longer than that term" in text_of(visit())


def test_a_count_is_entered_on_the_page_and_taken_back(visit):
    page = visit()
    page.selectbox(key="paper_subject").set_value("Math")
    page.date_input(key="paper_from").set_value(date(2026, 1, 5))
    page.date_input(key="paper_to").set_value(date(2026, 3, 20))
    for name, count in {"expected_count": 500, "collected_count": 480, "student_count": 25}.items():
        page.number_input(key=f"paper_{name}").set_value(count)
    fill(page, "Who signs", "Math department")
    press(page, "Save the count")
    assert "**16.0 points less online**" in text_of(page)
    press(page, "Take it back")
    assert "Nobody has counted work on paper yet" in text_of(page)


def test_a_count_without_its_days_says_so(visit):
    page = visit()
    fill(page, "Who signs", "Math department")
    press(page, "Save the count")
    assert "Nothing was saved. Say of which subject the work was, and when" in text_of(page)


def test_a_principal_reads_of_her_own_school_alone_and_not_who_counted(
    visit, store_home: Home, monkeypatch: pytest.MonkeyPatch
):
    counted(store_home)
    counted(store_home, school="elm")
    monkeypatch.setattr(gate, "who", lambda *_args, **_words: Viewer(Role.PRINCIPAL, frozenset({"oak"})))
    page = visit()
    assert "Assignments in Math, Oak School" in text_of(page)
    assert "Elm School" not in text_of(page)
    assert "Math department" not in str([frame.value for frame in page.dataframe])
    assert not page.button


def test_an_empty_home_is_told_which_files_fill_it(open_page: Open, tmp_path: Path):
    assert "No work handed in has been imported yet" in text_of(open_page("work", home=tmp_path / "nothing"))
