"""What a page asked for the whole district is ready for each school and grade level before anybody asks for one."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import ahead, measures


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = threading.Event()
    wanted.set()
    monkeypatch.setattr(ahead, "_is_wanted", wanted)
    ahead._work.cache_clear()
    measures.answered.cache_clear()


def settle(*, within: float | None = None) -> None:
    for thread in threading.enumerate():
        if thread.name == "ahead":
            thread.join(within)


def misses() -> int:
    return measures.answered.cache_info().misses


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("query", [{"school": "East School"}, {"grade": "Grade 3"}], ids=["school", "grade level"])
def test_one_school_or_grade_level_was_asked_for_already(query: dict[str, str], open_page: Callable[..., AppTest]):
    open_page()
    settle()
    before = misses()
    page = open_page(**query)
    assert not page.exception
    assert next(iter(query.values())) in page.main.caption[0].value
    assert misses() == before > 0


@pytest.mark.usefixtures("begun")
def test_two_filters_at_once_are_asked_when_somebody_asks(open_page: Callable[..., AppTest]):
    open_page()
    settle()
    before = misses()
    open_page(school="East School", grade="Grade 3")
    assert misses() > before


@pytest.mark.usefixtures("begun")
def test_nothing_is_worked_out_while_a_page_is_drawn(open_page: Callable[..., AppTest]):
    with ahead.drawing():
        open_page()
        before = misses()
        settle(within=0.5)  # time enough for what does not wait
        assert misses() == before
    settle()
    assert misses() > before


def test_nothing_is_worked_out_ahead_unless_the_server_says_so(open_page: Callable[..., AppTest]):
    open_page()
    assert not any(thread.name == "ahead" for thread in threading.enumerate())
