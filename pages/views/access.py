"""Who may sign in, as what, and for which schools? And what may each role do at all?"""

from __future__ import annotations

import streamlit as st

from data_layer.access import grants
from data_layer.records.entries import Grant
from pages.parts import access_form, access_words, gate, opening, signing
from pages.parts.view import View

_DAYS = st.column_config.DateColumn(format="MMM D, YYYY")


def show(view: View) -> None:
    opening.title("Access")
    signing.say_what_happened()
    found = signing.read(view, grants.all_of)
    st.markdown(f"#### {access_words.answer(found, needs_sign_in=gate.needs_sign_in())}")
    schools = view.choices.schools if view.choices else {}
    _who(found, schools)
    signing.ask()
    access_form.ask(view, found, schools)
    _table()


def _who(found: list[Grant], schools: dict[str, str]) -> None:
    if found:
        shown = access_words.grants(found, schools)
        st.dataframe(shown, hide_index=True, key="grants", column_config={"Last day": _DAYS}, placeholder="–")
    st.caption("Whoever is shut out, or past the last day, is turned away within a minute, also on an open page.")


def _table() -> None:
    st.subheader("What each role may do", anchor=False)
    st.caption("Own schools: the schools of the grant and nothing else. Every query is cut to it.")
    st.table(access_words.table(), hide_index=True, width="stretch")
