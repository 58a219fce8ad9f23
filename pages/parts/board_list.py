"""The presenter's list: which slides, in which order, with which notes; saved under a name and opened again."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.records import arranging
from data_layer.records.entries import BoardDeck
from pages.board.deck import Deck
from pages.parts import signing, words
from pages.parts.view import View

_STATE, _CHOSEN, _PICKED = "board_arrangement", "deck", "board_deck"
_AS_IT_COMES = "The usual order"
_LONGEST_NOTE = 300  # letters: a longer one has no room on its slide


@dataclass
class Arrangement:
    """What a presenter did to the slides in this session. `of`: the saved deck it began with."""

    of: str | None = None
    order: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)

    def move(self, name: str, by: int) -> None:
        place = self.order.index(name)
        target = min(max(place + by, 0), len(self.order) - 1)
        self.order.insert(target, self.order.pop(place))

    def arranged(self, deck: Deck) -> Deck:
        return deck.arranged(self.order, hidden=self.hidden, notes=self.notes)

    def turn(self, name: str) -> None:
        """Show what is put aside, or put aside what is shown."""
        self.hidden ^= {name}


def arrangement(view: View, deck: Deck) -> Arrangement:
    """How the slides are arranged now: as the saved deck of the address has it, and as changed since."""
    saved = {each.entry_id: each for each in _saved(view)}
    chosen = st.query_params.get(_CHOSEN)
    kept: Arrangement | None = st.session_state.get(_STATE)
    if kept is None or kept.of != (chosen if chosen in saved else None):
        kept = _of(saved.get(chosen))
        st.session_state[_STATE] = kept
    kept.order += [slide.name for slide in deck.slides if slide.name not in kept.order]
    return kept


def _of(saved: BoardDeck | None) -> Arrangement:
    if saved is None:
        return Arrangement()
    return Arrangement(saved.entry_id, list(saved.slides), set(saved.hidden), dict(saved.notes))


def _saved(view: View) -> list[BoardDeck]:
    return signing.read(view, lambda session: arranging.visible(session, view.scope.entitlement))


def choose(view: View) -> None:
    """Open a saved deck; which one stands in the address."""
    saved = {each.entry_id: each.name for each in _saved(view)}
    if saved:
        options = [_AS_IT_COMES, *saved]
        chosen = st.query_params.get(_CHOSEN)
        st.session_state[_PICKED] = chosen if chosen in saved else _AS_IT_COMES
        st.selectbox(
            "Saved decks",
            options,
            format_func=lambda key: saved.get(key, key),
            key=_PICKED,
            on_change=_open,
            width=420,
        )


def _open() -> None:
    """What was picked goes into the address, from which the page reads it."""
    picked = st.session_state[_PICKED]
    if picked == _AS_IT_COMES:
        st.query_params.pop(_CHOSEN, None)
    else:
        st.query_params[_CHOSEN] = picked


@st.fragment
def edit(deck: Deck, kept: Arrangement) -> None:
    """The slides in their order, and what can be done to one of them. Nothing else is drawn again for it."""
    known = {slide.name: slide for slide in deck.slides}
    names = [name for name in kept.order if name in known]
    st.markdown("\n".join(_line(place, known[name].topic, kept, name) for place, name in enumerate(names, start=1)))
    chosen = st.selectbox("One slide", names, format_func=lambda name: known[name].topic, key="board_slide", width=420)
    with st.container(horizontal=True):
        st.button("Move up", icon=":material/arrow_upward:", on_click=kept.move, args=(chosen, -1))
        st.button("Move down", icon=":material/arrow_downward:", on_click=kept.move, args=(chosen, 1))
        label = "Show it" if chosen in kept.hidden else "Hide it"
        st.button(label, icon=":material/visibility:", on_click=kept.turn, args=(chosen,), key="board_turn")
    key = f"board_note_{kept.of}_{chosen}"
    st.text_area(
        "A note on this slide",
        kept.notes.get(chosen, ""),
        key=key,
        max_chars=_LONGEST_NOTE,
        height=80,
        on_change=lambda: kept.notes.update({chosen: st.session_state[key]}),
    )


def _line(place: int, topic: str, kept: Arrangement, name: str) -> str:
    marks = ["put aside"] * (name in kept.hidden) + ["with a note"] * bool(kept.notes.get(name, "").strip())
    told = f" ({', '.join(marks)})" if marks else ""
    return f"{place}. {words.plain(topic)}{told}"


def save(view: View, kept: Arrangement) -> None:
    """Keep the arrangement under a name, signed."""
    if not view.viewer.may(Capability.SAVE_DECKS):
        return
    with st.form("save_deck", border=False):
        st.text_input("Save under the name", key="board_name", max_chars=100, width=420)
        signing.ask()
        st.form_submit_button("Save", icon=":material/save:", on_click=_save, args=(view, kept))


def _save(view: View, kept: Arrangement) -> None:
    name = st.session_state["board_name"]
    found: list[BoardDeck] = []

    def act(session: signing.Session) -> None:
        saved = arranging.save(
            session,
            name=name,
            slides=kept.order,
            hidden=kept.hidden,
            notes=kept.notes,
            entitlement=view.scope.entitlement,
            by=signing.name(view),
            on=view.choices.as_of,
        )
        found.append(saved)

    told = f"Saved as {words.plain(name)}. The link of this page opens it with these filters."
    signing.attempt(view, act, told=told, needs=Capability.SAVE_DECKS)
    if found:
        kept.of = found[0].entry_id
        st.query_params[_CHOSEN] = found[0].entry_id
