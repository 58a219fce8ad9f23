"""How an entry is made on a page: who signs it, whether it was kept, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.access.grants import GrantIncomplete
from data_layer.access.viewer import NotAllowed
from data_layer.records.database import ChangedMeanwhile, RecordsUnavailable, Session, opened
from data_layer.records.keeping import NotSigned
from data_layer.records.reviewing import ReviewIncomplete
from metrics.sunset_acts import Signature
from metrics.sunset_steps import StepBlocked
from pages.parts import gate, words
from pages.parts.gate import NobodyThere
from pages.parts.view import View

_KEPT, _REFUSED = "entry_kept", "entry_refused"
_Found = TypeVar("_Found")
_WHY_NOT = (
    StepBlocked,
    ReviewIncomplete,
    GrantIncomplete,
    NotSigned,
    ChangedMeanwhile,
    RecordsUnavailable,
    NotAllowed,
    NobodyThere,
)


def ask() -> None:
    """Who signs. Asked where nobody signs in, once, and kept from page to page."""
    if known := gate.signed_in_name():
        st.caption(f"What you enter here is signed by {words.plain(known)}.")
        return
    st.text_input(
        "Who signs what you enter here",
        key="signed_by",
        placeholder="Your name or position",
        persist_state="session",
        max_chars=200,
    )


def name(view: View) -> str:
    """Whoever signed in, or is named in the field."""
    return view.viewer.name or st.session_state.get("signed_by", "")


def signature(view: View) -> Signature:
    """The name, as of the last day with data."""
    return Signature(name(view), view.choices.as_of)


def attempt(
    view: View, act: Callable[[Session], object], *, told: str, needs: Capability = Capability.EDIT_RECORDS
) -> None:
    """Make an entry, all of it or nothing; what happened is said when the page is drawn anew."""
    try:
        gate.require(view.home, needs)
        with opened(view.home) as session:
            act(session)
    except _WHY_NOT as why:
        st.session_state[_REFUSED] = str(why)
    else:
        st.session_state[_KEPT] = told


def say_what_happened() -> None:
    if _KEPT in st.session_state:
        st.success(st.session_state.pop(_KEPT), icon=":material/check_circle:")
    if _REFUSED in st.session_state:
        st.error(f"Nothing was saved. {st.session_state.pop(_REFUSED)}", icon=":material/block:")


def read(view: View, ask_for: Callable[[Session], _Found]) -> _Found:
    """What the records hold; where they cannot be had, the page says so and ends."""
    try:
        with opened(view.home) as session:
            return ask_for(session)
    except RecordsUnavailable as why:
        st.error(str(why), icon=":material/error:")
        st.stop()
