"""The pages as slides for a board: shown here, arranged, saved under a name, and taken along as files."""

from __future__ import annotations

import streamlit as st

from pages.board import brief, building, portable, powerpoint, template
from pages.board.deck import Deck
from pages.parts import board_list, board_show, downloads, opening, signing, words
from pages.parts.board_list import Arrangement
from pages.parts.exports import ExportIncomplete
from pages.parts.typesetting import Paper
from pages.parts.view import View

FILES = (
    "A roster, and a log of what people do",
    "A staff survey with the TAM questions",
    "A license list: what is bought, and until when",
)
_PAPERS = {"Letter": Paper.LETTER, "A4": Paper.A4}
_SHOWN = "board_shown"


def show(view: View) -> None:
    if view.scope is None:
        opening.title("Board")
        opening.empty(view, missing="There is nothing to show a board yet", files=FILES)
        return
    whole = _deck(view)
    kept = board_list.arrangement(view, whole)
    deck = kept.arranged(whole)
    if board_show.is_on() and deck.slides:
        board_show.show(deck)
        return
    opening.title("Board")
    signing.say_what_happened()
    st.caption(view.filters_in_words())
    st.markdown(f"#### {_first(deck)}")
    st.caption(f"{len(deck.slides)} slides say what the pages say, for a projector or as a file.")
    board_list.choose(view)
    board_show.offer(deck)
    _files(view, whole, kept)
    for each in whole.left_out:
        st.caption(f"Not part of it: {each.topic}, {each.why}.")
    st.subheader("The slides", anchor=False)
    board_list.edit(whole, kept)
    board_list.save(view, kept)


def _first(deck: Deck) -> str:
    """What the first slide says is what a board hears first."""
    return words.plain(deck.slides[0].headline) if deck.slides else "Every slide is put aside."


def _deck(view: View) -> Deck:
    """Made anew on the list; while slides are shown it stands still, until data, filters or rights change."""
    key = (view.source, view.scope, view.viewer)
    known = st.session_state.get(_SHOWN)
    if board_show.is_on() and known and known[0] == key:
        return known[1]
    deck = building.build(view)
    st.session_state[_SHOWN] = (key, deck)
    return deck


def _files(view: View, whole: Deck, kept: Arrangement) -> None:
    """What can be taken along, as it is arranged at the click; why not, where something stands in the way."""
    try:
        template.checked(view.home.path)
    except ExportIncomplete as why:
        st.error(f"PowerPoint cannot be written. {why}", icon=":material/error:")
    paper = _PAPERS[st.segmented_control("Paper", list(_PAPERS), default="Letter", required=True, key="paper")]
    stem = f"board_{view.choices.as_of:%Y-%m-%d}"
    asked = {"filters": view.filters_in_words(), "row_count": len(kept.arranged(whole).slides)}
    with st.container(horizontal=True):
        for label, ending, write in (
            ("PowerPoint", "pptx", lambda: powerpoint.write(kept.arranged(whole), view.home)),
            ("PDF", "pdf", lambda: portable.write(kept.arranged(whole), paper=paper)),
        ):
            downloads.button(view, label, write, file_name=f"{stem}.{ending}", what="deck", **asked)
        downloads.button(
            view,
            "A page for each school (ZIP)",
            lambda: brief.zipped(view, paper=paper),
            file_name=f"briefs_{view.choices.as_of:%Y-%m-%d}.zip",
            what="school briefs",
            filters=view.filters_in_words(),
            row_count=len(view.choices.schools),
        )
