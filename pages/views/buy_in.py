"""Do the staff believe in it? The quarter's buy-in with its verdict, its course, its schools, and what explains it."""

from __future__ import annotations

import streamlit as st

from metrics.definition import Result
from pages.parts import cards, opening, section, sentences, survey_kit
from pages.parts.charts import intervals, lines
from pages.parts.view import View

FILES = (
    "A staff survey with the TAM questions, from Google Forms, Microsoft Forms or another",
    "The roster, to know who was asked",
)


def show(view: View) -> None:
    opening.title("Staff buy-in")
    if view.scope is None:
        _invite(view)
        return
    if view.measure("staff_buy_in", by=("quarter",), scope=view.since_the_beginning()).is_empty:
        _explain_nothing(view)
        return
    buy_in, response, ease = (
        cards.of_quarter(view, name) for name in ("staff_buy_in", "survey_response_rate", "perceived_ease_of_use")
    )
    told = sentences.buy_in(buy_in.now, view.target("buy_in.target"), before=buy_in.before)
    opening.sentence(view, told, buy_in.result.metric)
    cards.row(view, [buy_in, response, ease])
    _over_quarters(view, buy_in.course)
    _by_school(view, view.measure("staff_buy_in", by=("school",)))
    _beside_each_other(view, ease.course, response.course)


def _explain_nothing(view: View) -> None:
    if view.measure("staff_buy_in", by=("quarter",), scope=view.without_filters()).is_empty:
        _invite(view)
    else:
        opening.nothing_matches(view, what="survey answers")


def _invite(view: View) -> None:
    opening.empty(view, missing="No survey has been imported yet", files=FILES)
    survey_kit.offer(view)


def _over_quarters(view: View, quarters: Result) -> None:
    target = view.target("buy_in.target")
    section.draw(
        view,
        quarters,
        intervals.draw(quarters, group="quarter", target=target),
        finding=sentences.verdicts(quarters, noun="quarter"),
        measure="Share of staff who find it useful, with the range that the answers leave open for all staff",
        alt=intervals.describe(quarters, group="quarter", target=target),
    )


def _by_school(view: View, schools: Result) -> None:
    target = view.target("buy_in.target")
    section.draw(
        view,
        schools,
        intervals.draw(schools, group="school", target=target),
        finding=sentences.verdicts(schools, noun="school"),
        measure="Share of staff who find it useful in the latest quarter with a survey",
        alt=intervals.describe(schools, group="school", target=target),
    )


def _beside_each_other(view: View, *courses: Result) -> None:
    """What explains buy-in and is no part of it: ease of use, and how many answered."""
    for column, course in zip(st.columns(len(courses)), courses, strict=True):
        with column:
            section.draw(
                view,
                course,
                lines.draw(course),
                finding=sentences.course(course),
                measure=course.metric.question,
                alt=lines.describe(course),
            )
