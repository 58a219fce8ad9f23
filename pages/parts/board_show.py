"""Slides one after the other, by arrow keys or click; which one is shown stands in the address."""

from __future__ import annotations

import streamlit as st

from pages.board import screen
from pages.board.deck import Deck

_SLIDE, _TOLD = "slide", "board_definition"


def is_on() -> bool:
    """Whether the address asks for a slide."""
    return _SLIDE in st.query_params


def offer(deck: Deck) -> None:
    """The way from the list to the slides."""
    st.button("Present", icon=":material/slideshow:", type="primary", on_click=begin, disabled=not deck.slides)
    st.caption("Arrow keys turn the slides, D says how a figure was counted, Esc ends.")


def begin(number: int = 1) -> None:
    st.query_params[_SLIDE] = str(number)


def _end() -> None:
    st.query_params.pop(_SLIDE, None)


def show(deck: Deck) -> None:
    """One slide as large as the window, and under it the way on."""
    number = _number(len(deck.slides))
    st.html(screen.STYLE)
    with_definition = st.session_state.get(_TOLD, False)
    st.html(screen.slide(deck, deck.slides[number - 1], number=number, with_definition=with_definition))
    with st.container(horizontal=True, key="slide_keys"):
        _step("Previous", number - 1, shortcut="Left", is_off=number == 1)
        _step("Next", number + 1, shortcut="Right", is_off=number == len(deck.slides))
        st.button("How is this counted?", on_click=_turn, shortcut="D", key="slide_definition")
        st.button("End", on_click=_end, shortcut="Esc", key="slide_end")


def _number(count: int) -> int:
    """The slide of the address; the nearest there is, where it names none."""
    written = st.query_params[_SLIDE]
    return min(max(int(written), 1), count) if written.isascii() and written.isdigit() else 1


def _step(label: str, number: int, *, shortcut: str, is_off: bool) -> None:
    st.button(label, on_click=begin, args=(number,), shortcut=shortcut, disabled=is_off, key=f"slide_{label.lower()}")


def _turn() -> None:
    st.session_state[_TOLD] = not st.session_state.get(_TOLD, False)
