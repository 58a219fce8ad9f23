"""The forms in which somebody says that a holder of a seat is on leave, exempt or new, and takes that back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data_layer.records import excusing
from data_layer.records.database import Session
from data_layer.records.entries import StaffStanding
from data_layer.records.kinds import Standing
from pages.parts import signing, words
from pages.parts.view import View


def ask(view: View, codes: Sequence[str]) -> None:
    """People are chosen by the codes of the list."""
    as_of = view.choices.as_of
    with st.form("standing", clear_on_submit=True):
        st.selectbox("Whose seat (the code in the list)", codes, index=None, key="standing_code")
        st.radio(
            "Why is it kept?", list(Standing), format_func=words.sentence_case, key="standing_why", horizontal=True
        )
        st.date_input("From", value=as_of, key="standing_from", format="MM/DD/YYYY")
        until = "Until, this day included (empty: until it is taken back)"
        st.date_input(until, value=None, key="standing_to", format="MM/DD/YYYY")
        st.form_submit_button("Keep this seat", on_click=_save, args=(view, codes))


def _save(view: View, codes: Sequence[str]) -> None:
    given, signed = st.session_state, signing.signature(view)

    def act(session: Session) -> None:
        excusing.excuse(
            session,
            person_key=given["standing_code"] or "",
            known=codes,
            standing=given["standing_why"],
            starts_on=given["standing_from"],
            ends_on=given["standing_to"],
            by=signed.by,
            on=signed.as_of,
        )

    signing.attempt(view, act, told="It is kept: this seat stays out of the list for that time.")


def take_back(view: View, standings: Sequence[StaffStanding]) -> None:
    """One of those that stand, by the version that was on the page."""
    by_words = {told(entry): entry for entry in standings}
    chosen = st.selectbox("One of them", list(by_words), key="standing_one")
    st.button("Take it back", on_click=_take_back, args=(view, by_words[chosen]))


def _take_back(view: View, entry: StaffStanding) -> None:
    signed, seen = signing.signature(view), {"seen_version": entry.version}
    signing.attempt(
        view,
        lambda session: excusing.take_back(session, entry.entry_id, **seen, by=signed.by, on=signed.as_of),
        told="It is taken back: this seat counts like any other.",
    )


def told(entry: StaffStanding) -> str:
    """Who, why, for how long, and who signed it."""
    until = f" to {words.short_day(entry.ends_on)}" if entry.ends_on else " on"
    term = f"from {words.short_day(entry.starts_on)}{until}"
    return f"{entry.person_key}: {entry.standing}, {term} ({entry.signed_by}, {words.short_day(entry.signed_on)})"
