"""The forms in which somebody marks a day on every trend, corrects a mark, or takes one away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.records import annotating
from data_layer.records.annotating import LONGEST, Words
from data_layer.records.calendar_note import CalendarNote
from data_layer.records.database import Session
from data_layer.records.kinds import Occasion
from data_layer.scope import Entitlement
from pages.parts import happened, signing, words
from pages.parts.view import View

HINT = "Everybody who sees figures of these schools reads it: name no student and nobody else."
_NO_TOOL = "No single tool"
_NEW = "new"


def entitlement(view: View) -> Entitlement:
    """Of which schools the viewer may mark days."""
    return view.viewer.entitlement(Capability.ANNOTATE)


def ask(view: View) -> None:
    """A new one."""
    with st.form("calendar_note", clear_on_submit=True):
        _fields(view, None, mark=_NEW)
        st.form_submit_button("Save the note", on_click=_enter, args=(view,))


def change(view: View, known: Sequence[CalendarNote]) -> None:
    """One of those that the viewer may change, by the version that was on the page."""
    schools = view.choices.schools
    by_words = {f"{happened.told(note, schools)} [{place}]": note for place, note in enumerate(known, start=1)}
    note = by_words[st.selectbox("Which one", list(by_words), key="calendar_note_one")]
    mark = f"{note.entry_id}_{note.version}"
    seen = {"entry_id": note.entry_id, "seen_version": note.version}
    with st.form(f"calendar_note_{mark}"):
        _fields(view, note, mark=mark)
        with st.container(horizontal=True):
            st.form_submit_button("Save the changes", on_click=_correct, args=(view, mark), kwargs=seen)
            st.form_submit_button("Take it away", on_click=_remove, args=(view,), kwargs=seen)


def _fields(view: View, note: CalendarNote | None, *, mark: str) -> None:
    choices, kinds = view.choices, list(Occasion)
    offered = _offered(view)
    tools = [None, *choices.tools, *([note.tool] if note and note.tool not in (None, *choices.tools) else [])]
    st.selectbox(
        "Kind",
        kinds,
        index=kinds.index(note.occasion) if note else 0,
        format_func=words.sentence_case,
        key=f"note_occasion_{mark}",
    )
    st.text_input("What happened", note.words if note else "", max_chars=LONGEST, key=f"note_words_{mark}")
    st.caption(HINT)
    day = {"format": "MM/DD/YYYY"}
    st.date_input("Day, or first day", note.starts_on if note else None, key=f"note_from_{mark}", **day)
    st.date_input("Last day, if it lasted longer", note.ends_on if note else None, key=f"note_to_{mark}", **day)
    st.multiselect(
        "Schools",
        list(offered),
        [key for key in note.schools if key in offered] if note else None,
        format_func=offered.get,
        placeholder="Whole district" if entitlement(view).schools is None else "Choose among your schools",
        key=f"note_schools_{mark}",
    )
    st.selectbox(
        "Tool",
        tools,
        index=tools.index(note.tool) if note else 0,
        format_func=lambda tool: tool or _NO_TOOL,
        key=f"note_tool_{mark}",
    )


def _offered(view: View) -> Mapping[str, str]:
    allowed = entitlement(view).schools
    return {key: name for key, name in view.choices.schools.items() if allowed is None or key in allowed}


def _given(mark: str) -> Words:
    given = st.session_state
    return Words(
        occasion=given[f"note_occasion_{mark}"],
        words=given[f"note_words_{mark}"],
        starts_on=given[f"note_from_{mark}"],
        ends_on=given[f"note_to_{mark}"],
        schools=given[f"note_schools_{mark}"],
        tool=given[f"note_tool_{mark}"],
    )


def _enter(view: View) -> None:
    given, signed = _given(_NEW), _signed(view)
    _attempt(view, lambda session: annotating.enter(session, given, **signed), told="The day is marked on every trend.")


def _correct(view: View, mark: str, *, entry_id: str, seen_version: int) -> None:
    given, signed = _given(mark), _signed(view)
    _attempt(
        view,
        lambda session: annotating.correct(session, entry_id, given, seen_version=seen_version, **signed),
        told="The note is changed on every trend.",
    )


def _remove(view: View, *, entry_id: str, seen_version: int) -> None:
    signed = _signed(view)
    _attempt(
        view,
        lambda session: annotating.remove(session, entry_id, seen_version=seen_version, **signed),
        told="The note is taken from every trend.",
    )


def _signed(view: View) -> dict[str, object]:
    signature = signing.signature(view)
    return {"by": signature.by, "on": signature.as_of, "entitlement": entitlement(view)}


def _attempt(view: View, act: Callable[[Session], object], *, told: str) -> None:
    signing.attempt(view, act, told=told, needs=Capability.ANNOTATE)
