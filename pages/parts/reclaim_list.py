"""Seats to ask back: how many of a tool, and a file for its vendor that names the holders to whoever may know them."""

from __future__ import annotations

import streamlit as st

from data_layer.records.database import RecordsUnavailable
from data_layer.records.entries import StaffStanding
from data_layer.records.keeping import entries
from metrics import reclaim_command, reclaim_file, seat_holders
from metrics.reclaim import NotReclaimable, Reclaim
from pages.parts import downloads, measures, signing, standing_form, words
from pages.parts.view import View


def show(view: View) -> None:
    """One tool's list. The page names nobody; the file does, and stands in the audit log before it is made."""
    tool = st.selectbox("Tool", view.choices.tools, key="reclaim_tool", width=320)
    try:
        found = _found(view, tool)
    except NotReclaimable as why:
        st.markdown(str(why))
        return
    except RecordsUnavailable as why:
        st.error(str(why), icon=":material/error:")
        return
    st.markdown(_told(found, tool))
    if found.seats:
        _file(view, found, tool)
    _kept(view, tool)


def _file(view: View, found: Reclaim, tool: str) -> None:
    handed_out = downloads.to_whoever_looks()

    def named() -> bytes:
        people = reclaim_command.holders(view.home, found, view.viewer, tool=tool, by=view.by)
        return handed_out(reclaim_file.content(found, people))

    st.download_button(
        "Download the list with names",
        named,
        file_name=f"reclaim_{tool}_{view.choices.as_of:%Y-%m-%d}.csv".replace(" ", "_").lower(),
        on_click="ignore",
        icon=":material/person_search:",
        help="It names people who do not use a tool. Treat it like a roster. Your download is in the audit log.",
    )


def _kept(view: View, tool: str) -> None:
    """Whose seats stay out of the list, by their codes, and the forms that say so."""
    standings = signing.read(view, lambda session: entries(session, StaffStanding))
    st.markdown("**Who keeps a seat: on leave, exempt or new**")
    st.markdown("\n".join(f"- {standing_form.told(each)}" for each in standings) or "Nobody was entered yet.")
    signing.ask()
    with view.source.store.connect() as connection:
        codes = seat_holders.codes(connection, tool)
    standing_form.ask(view, codes)
    if standings:
        standing_form.take_back(view, standings)


def _found(view: View, tool: str) -> Reclaim:
    asked = {"as_of": view.choices.as_of, "policy": measures.policy_of(view.source)}
    with view.source.store.connect() as connection:
        return reclaim_command.seats(connection, view.home, tool, **asked)


def _told(found: Reclaim, tool: str) -> str:
    count = len(found.seats)
    seats = "1 seat" if count == 1 else f"{words.number(count)} seats"
    new, excused, unknown = map(words.number, (found.new_count, found.excused_count, found.unknown_count))
    return (
        f"**{seats} of {tool} could be reclaimed**, in the whole district. Left out: {new} new, {excused} of people on "
        f"leave or exempt, {unknown} whose holder matches nobody of the roster."
    )
