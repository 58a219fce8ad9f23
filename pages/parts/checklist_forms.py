"""The forms of the checklist: what a reviewer found on one point, a study of the tool, a fee beside its contract.

As in the register, each button carries the version that was on the page when it was drawn.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

import streamlit as st

from data_layer.records import keeping, reviewing
from data_layer.records.database import Session
from data_layer.records.entries import HiddenFee, Study
from data_layer.records.kinds import Answer, Criterion, Design, Rating
from data_layer.records.reviewing import ReviewIncomplete
from metrics.checklist import COMPUTED, Checklist, Point
from pages.parts import checklist_words, signing, words
from pages.parts.view import View

_REVIEWED = [criterion for criterion in Criterion if criterion not in COMPUTED]
_ANSWERED, _DESIGNS, _RATINGS = list(Answer), list(Design), list(Rating)
_ANSWERS = {"yes": True, "no": False, "not known": None}
_QUESTIONS = {
    "is_effect_positive": "Is its effect positive?",
    "has_selection_controls": "Does it control statistically for selection bias?",
    "has_negative_evidence": "Is there significant negative evidence that overrides it?",
    "has_same_population": "Are its students like yours?",
    "has_same_setting": "Is its setting (rural, urban, grade levels) like yours?",
    "has_ongoing_study": "Is an effort to study it under way?",
}


def review(view: View, found: Checklist) -> None:
    """What a reviewer found on one of the four points that no rule computes."""
    names = checklist_words.CRITERIA
    criterion = st.selectbox("Point to review", _REVIEWED, format_func=names.get, key=f"criterion_{found.tool}")
    (point,) = [point for point in found.points if point.criterion is criterion]
    seen_version = point.entry.version if point.entry else 0
    mark = f"{criterion}_{found.tool}_{seen_version}"
    with st.form(f"review_{mark}"):
        st.markdown(checklist_words.QUESTIONS[criterion])
        found_words = {"format_func": words.sentence_case, "index": _ANSWERED.index(Answer.UNKNOWN)}
        st.radio("What was found", _ANSWERED, key=f"answer_{mark}", horizontal=True, **found_words)
        st.text_input("Link to the evidence", key=f"link_{mark}", placeholder="https://", max_chars=2000)
        st.text_area("Note", key=f"note_{mark}", max_chars=2000)
        expiry = "First day on which it holds no more (empty: it does not expire)"
        st.date_input(expiry, value=None, min_value=view.choices.as_of, key=f"expiry_{mark}", format="MM/DD/YYYY")
        save = {"on_click": _save_review, "args": (view, found.tool, point, mark)}
        st.form_submit_button("Save the review", type="primary", **save)


def _save_review(view: View, tool: str, point: Point, mark: str) -> None:
    given, signed = st.session_state, signing.signature(view)
    words_given = {
        "answer": given[f"answer_{mark}"],
        "evidence_link": given[f"link_{mark}"],
        "note": given[f"note_{mark}"],
        "expires_on": given[f"expiry_{mark}"],
    }
    seen_version = point.entry.version if point.entry else 0

    def act(session: Session) -> None:
        asked = {"tool": tool, "criterion": point.criterion, "seen_version": seen_version}
        reviewing.review(session, **asked, **words_given, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told=f"{tool}: the review of {checklist_words.CRITERIA[point.criterion]} is kept.")


def study(view: View, tool: str) -> None:
    """One study, as far as its tier depends on it."""
    with st.form(f"study_{tool}", clear_on_submit=True):
        st.text_input("Title of the study", key=f"study_title_{tool}", max_chars=200)
        st.text_input("Link to it", key=f"study_link_{tool}", placeholder="https://", max_chars=2000)
        made = {"format_func": words.sentence_case, "index": _DESIGNS.index(Design.CORRELATION)}
        st.selectbox("How was it made?", _DESIGNS, key=f"study_design_{tool}", **made)
        rated = {"format_func": words.sentence_case, "index": _RATINGS.index(Rating.NOT_REVIEWED)}
        st.selectbox("What Works Clearinghouse", _RATINGS, key=f"study_rating_{tool}", **rated)
        st.number_input("Students in it", min_value=0, value=None, step=1, key=f"study_students_{tool}")
        st.number_input("Sites in it", min_value=0, value=None, step=1, key=f"study_sites_{tool}")
        st.text_input(
            "p-value of the effect, as it is printed", key=f"study_p_{tool}", placeholder="0.03", max_chars=12
        )
        for name, question in _QUESTIONS.items():
            st.radio(question, list(_ANSWERS), index=2, key=f"study_{name}_{tool}", horizontal=True)
        st.form_submit_button("Save the study", on_click=_save_study, args=(view, tool))


def _save_study(view: View, tool: str) -> None:
    given, signed = st.session_state, signing.signature(view)

    def act(session: Session) -> None:
        title, link = given[f"study_title_{tool}"].strip(), given[f"study_link_{tool}"].strip()
        if not title:
            raise ReviewIncomplete("A study has a title. Write it down, so that others find it.")
        reviewing.check_link(link)
        entry = Study(
            tool=tool,
            title=title,
            evidence_link=link or None,
            design=given[f"study_design_{tool}"],
            rating=given[f"study_rating_{tool}"],
            student_count=given[f"study_students_{tool}"],
            site_count=given[f"study_sites_{tool}"],
            p_value=_p_value(given[f"study_p_{tool}"]),
            **{name: _ANSWERS[given[f"study_{name}_{tool}"]] for name in _QUESTIONS},
        )
        keeping.add(session, entry, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told=f"{tool}: the study is kept.")


def fee(view: View, tool: str) -> None:
    """What the tool costs a year beside its contract."""
    with st.form(f"fee_{tool}", clear_on_submit=True):
        st.text_input(
            "What is it for (training, integration, a premium that is needed)", key=f"fee_label_{tool}", max_chars=200
        )
        st.text_input("Dollars a year", key=f"fee_dollars_{tool}", placeholder="1,200.50", max_chars=20)
        st.date_input("From", value=view.choices.as_of, key=f"fee_from_{tool}", format="MM/DD/YYYY")
        st.date_input("To, this day included (empty: no end)", value=None, key=f"fee_to_{tool}", format="MM/DD/YYYY")
        st.form_submit_button("Save the fee", on_click=_save_fee, args=(view, tool))


def _save_fee(view: View, tool: str) -> None:
    given, signed = st.session_state, signing.signature(view)

    def act(session: Session) -> None:
        dollars = _number(given[f"fee_dollars_{tool}"], places=2, such_as="1,200.50")
        term: tuple[date, date | None] = given[f"fee_from_{tool}"], given[f"fee_to_{tool}"]
        if not given[f"fee_label_{tool}"].strip() or dollars is None:
            raise ReviewIncomplete("A fee has a name and an amount. Write both.")
        if term[1] is not None and term[1] < term[0]:
            raise ReviewIncomplete("The fee ends before it starts. Correct one of the two days.")
        entry = HiddenFee(
            tool=tool,
            label=given[f"fee_label_{tool}"].strip(),
            annual_cost_usd=dollars,
            starts_on=term[0],
            ends_on=term[1],
        )
        keeping.add(session, entry, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told=f"{tool}: the fee is kept.")


def _p_value(text: str) -> Decimal | None:
    found = _number(text, places=6, such_as="0.03")
    if found is not None and found > 1:
        raise ReviewIncomplete(f"{text!r} is no p-value: those lie between 0 and 1. Write it like 0.03.")
    return found


def _number(text: str, *, places: int, such_as: str) -> Decimal | None:
    """A number as people type it, with a dollar sign or commas or without; None where nothing was typed."""
    bare = text.strip().removeprefix("$").replace(",", "").strip()
    if not bare:
        return None
    try:
        found = Decimal(bare)
    except InvalidOperation as error:
        raise ReviewIncomplete(f"{text!r} is no number. Write it like {such_as}.") from error
    if not found.is_finite() or found < 0 or found.as_tuple().exponent < -places:
        raise ReviewIncomplete(f"{text!r} cannot be. Write a number such as {such_as}, not below zero.")
    return found
