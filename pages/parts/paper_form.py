"""The forms in which somebody enters a count of work on paper, or takes one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data_layer.records import counting, keeping
from data_layer.records.database import Session
from data_layer.records.entries import PaperBaseline
from data_layer.records.kinds import Work
from pages.parts import signing, words, work_words
from pages.parts.view import View

_COUNTS = {
    "expected_count": "Pieces that were expected (each student's for itself, none that was excused)",
    "collected_count": "Pieces that were collected, late or not",
    "student_count": "Students of whom they were expected",
}


def ask(view: View) -> None:
    """Which work, when, and what the gradebook says of it."""
    choices, last = view.choices, view.choices.as_of
    with st.form("paper", clear_on_submit=True):
        st.selectbox("Subject", choices.subjects, key="paper_subject")
        st.selectbox("Kind of work", list(Work), format_func=work_words.KINDS.get, key="paper_kind")
        _where(choices.schools, choices.grade_levels)
        st.date_input("First day of the term", value=None, max_value=last, key="paper_from", format="MM/DD/YYYY")
        st.date_input("Last day of the term", value=None, max_value=last, key="paper_to", format="MM/DD/YYYY")
        for name, label in _COUNTS.items():
            st.number_input(label, min_value=0, value=None, step=1, key=f"paper_{name}")
        st.date_input("Counted on", value=last, max_value=last, key="paper_on", format="MM/DD/YYYY")
        st.form_submit_button("Save the count", on_click=_save, args=(view,))


def _where(schools: Mapping[str, str], grade_levels: Sequence[str]) -> None:
    named = lambda school: schools[school] if school else "Whole district"  # noqa: E731 - a name for the widget
    st.selectbox("School", [None, *schools], format_func=named, key="paper_school")
    levels = [None, *grade_levels]
    st.selectbox("Grade level", levels, format_func=lambda each: words.GRADES.get(each, "All"), key="paper_grade")


def _save(view: View) -> None:
    given, signed = st.session_state, signing.signature(view)

    def act(session: Session) -> None:
        entry = PaperBaseline(
            subject=given["paper_subject"],
            assignment_type=given["paper_kind"],
            school=given["paper_school"],
            grade_level=given["paper_grade"],
            starts_on=given["paper_from"],
            ends_on=given["paper_to"],
            counted_on=given["paper_on"],
            **{name: given[f"paper_{name}"] for name in _COUNTS},
        )
        counting.count(session, entry, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told="The count is kept, and stands beside the work handed in online.")


def take_back(view: View, known: Sequence[PaperBaseline]) -> None:
    """One of the counts, by the version that was on the page."""
    schools = view.choices.schools
    by_words = {f"{work_words.work(each, schools)} ({work_words.counted_by(each)})": each for each in known}
    chosen = by_words[st.selectbox("One of them", list(by_words), key="paper_one")]
    st.button("Take it back", on_click=_take_back, args=(view, chosen.entry_id, chosen.version))


def _take_back(view: View, entry_id: str, seen_version: int) -> None:
    signed = signing.signature(view)

    def act(session: Session) -> None:
        kept = session.get(PaperBaseline, entry_id)
        keeping.withdraw(session, kept, seen_version=seen_version, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told="The count is taken back.")
