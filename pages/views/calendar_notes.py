"""What happened that a figure may have felt: rollouts, training days and outages, which every trend has as marks."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.records import annotating
from data_layer.records.calendar_note import CalendarNote
from pages.parts import calendar_note_form, downloads, exports, happened, opening, signing, words
from pages.parts.view import View

FILES = ("Any dated export: a log, a survey, or a license list. Days can be marked once there are trends to mark",)
_DAYS = st.column_config.DateColumn(format="MMM D, YYYY")
_KEY = "calendar_notes"


def show(view: View) -> None:
    opening.title("Calendar notes")
    if view.scope is None:
        opening.empty(view, missing="Nothing with a date has been imported yet", files=FILES)
        return
    signing.say_what_happened()
    notes = signing.read(view, lambda session: happened.visible(session, view))
    st.caption(view.whom())
    st.markdown(f"#### {_answer(notes)}")
    st.markdown("Each stands as a thin line with a number on every chart over time, and in words below it.")
    if notes:
        _table(view, notes)
    if view.viewer.may(Capability.ANNOTATE):
        _enter(view, notes)


def _answer(notes: Sequence[CalendarNote]) -> str:
    if not notes:
        return "No day is marked yet."
    last = max(notes, key=lambda note: note.starts_on)
    count = "1 day or stretch of days is" if len(notes) == 1 else f"{len(notes)} days or stretches of days are"
    return f"{count} marked, the latest {words.short_day(last.starts_on)}: {words.plain(happened.what(last))}."


def _table(view: View, notes: Sequence[CalendarNote]) -> None:
    with_names = view.viewer.may(Capability.SEE_RECORDS)
    table = pl.DataFrame([_row(view, note, with_names=with_names) for note in notes], infer_schema_length=None)
    formats = {"From": _DAYS, "To": _DAYS}
    st.dataframe(table, hide_index=True, key=_KEY, column_config=formats, placeholder="–")
    downloads.button(
        view,
        "Download CSV",
        lambda: exports.plain_csv(table),
        file_name=f"{_KEY}_{view.choices.as_of:%Y-%m-%d}.csv",
        what="calendar notes",
        row_count=table.height,
    )


def _row(view: View, note: CalendarNote, *, with_names: bool) -> dict[str, object]:
    signed = {"Entered by": note.signed_by, "Entered on": note.signed_on} if with_names else {}
    return {
        "From": note.starts_on,
        "To": note.last_on,
        "Kind": words.sentence_case(note.occasion),
        "What happened": note.words,
        "Schools": ", ".join(happened.where(note, view.choices.schools)) or "Whole district",
        "Tool": note.tool,
        **signed,
    }


def _enter(view: View, notes: Sequence[CalendarNote]) -> None:
    signing.ask()
    with st.expander("Mark a day", expanded=not notes):
        calendar_note_form.ask(view)
    entitlement = calendar_note_form.entitlement(view)
    own = [note for note in notes if annotating.may_change(note, entitlement)]
    if own:
        with st.expander("Change a note, or take one away"):
            calendar_note_form.change(view, own)
