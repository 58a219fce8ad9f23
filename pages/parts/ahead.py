"""What a visitor is likely to ask next is worked out before it is asked: the same page for each school and grade level.

Only while no page is being drawn, by one thread of low priority, and only where the server has said `begin`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from threading import Condition, Event, Lock, Thread, get_native_id

from data_layer.scope import Choice, Scope
from pages.parts import measures
from pages.parts.measures import Question
from pages.parts.view import View

_MOST = 1500  # answers to one page's questions: a share of those that are kept
_NICENESS = 10
_is_wanted = Event()
_nobody_draws, _turn = Condition(), Lock()
_drawing_count = 0


def begin() -> None:
    """From now on work ahead. A test or a command that draws a page does not want that."""
    _is_wanted.set()


@contextmanager
def drawing() -> Iterator[None]:
    """While a page is drawn, what is worked out ahead waits."""
    global _drawing_count
    with _nobody_draws:
        _drawing_count += 1
    try:
        yield
    finally:
        with _nobody_draws:
            _drawing_count -= 1
            _nobody_draws.notify_all()


def of_others(view: View) -> Thread | None:
    """Begin to answer what this page has asked for every other school and grade level, once for each period."""
    if not _is_wanted.is_set() or view.scope is None or (view.scope.schools and view.scope.grade_levels):
        return None
    chosen = (view.scope.schools, view.scope.grade_levels)
    asked = dict.fromkeys(each for each in view.asked if (each.scope.schools, each.scope.grade_levels) == chosen)
    bare = tuple(replace(each, scope=_of(each.scope, None, None)) for each in asked)
    return _work(bare, tuple(view.choices.schools), tuple(view.choices.grade_levels))


@lru_cache(maxsize=64)
def _work(asked: tuple[Question, ...], schools: tuple[str, ...], grade_levels: tuple[str, ...]) -> Thread:
    chosen: list[tuple[Choice, Choice]] = [(frozenset({school}), None) for school in schools]
    chosen += [(None, frozenset({grade_level})) for grade_level in grade_levels]
    questions = [replace(each, scope=_of(each.scope, *both)) for both in chosen for each in asked]
    thread = Thread(target=_answer, args=(questions[:_MOST],), name="ahead", daemon=True)
    thread.start()
    return thread


def _of(scope: Scope, schools: Choice, grade_levels: Choice) -> Scope:
    return replace(scope, schools=schools, grade_levels=grade_levels)


def _answer(questions: Iterable[Question]) -> None:
    """One page after another, until other data is served."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICENESS)
    with _turn:
        for question in questions:
            with _nobody_draws:
                _nobody_draws.wait_for(lambda: not _drawing_count)
            if not question.source.is_served:
                return
            measures.answered(question)
