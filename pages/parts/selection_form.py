"""The form in which somebody says how a tool was chosen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data_layer.records import choosing
from data_layer.records.entries import Selection
from data_layer.records.kinds import Route
from pages.parts import signing
from pages.parts.new_tool_words import ROUTES
from pages.parts.view import View


def ask(view: View, chosen: Mapping[str, Selection]) -> None:
    """One tool at a time; as everywhere, the button carries the version that was on the page."""
    tool = st.selectbox("Which tool", view.choices.tools, key="chosen_tool")
    known = chosen.get(tool)
    seen_version = known.version if known else 0
    mark = f"{tool}_{seen_version}"
    routes = list(Route)
    with st.form(f"selection_{mark}"):
        stands = routes.index(known.route) if known else None
        st.radio("How was it chosen?", routes, format_func=ROUTES.get, index=stands, key=f"route_{mark}")
        st.form_submit_button("Save how it was chosen", on_click=_save, args=(view, tool, seen_version, mark))


def _save(view: View, tool: str, seen_version: int, mark: str) -> None:
    route, signed = st.session_state[f"route_{mark}"], signing.signature(view)
    signing.attempt(
        view,
        lambda session: choosing.choose(
            session, tool=tool, route=route, seen_version=seen_version, by=signed.by, on=signed.as_of
        ),
        told=f"{tool}: how it was chosen is kept.",
    )
