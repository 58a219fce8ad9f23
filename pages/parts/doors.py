"""What stands where a page would, for whoever is not let in; and beside the page, as whom somebody is in."""

from __future__ import annotations

import streamlit as st

from data_layer.access.viewer import Viewer
from data_layer.store import Home
from pages.parts import access_words, gate, nearby, providers, words
from pages.parts.gate import Closed
from pages.parts.providers import SignInBroken
from pages.parts.view import View

_WELCOME = "Sign in to see how your district uses what it pays for. You come back to the page that you opened."
_ENDED = "Your sign-in has ended: you signed out, or nothing was done for a while. Sign in again."
_ASK = (
    "You signed in, and nobody has given you access yet. Ask your district's technologist for it, with the address "
    "that you signed in with. Once it is granted, this page opens within a minute."
)
_TOO_OPEN = (
    "No sign-in is set up, so this server answers on its own computer alone, and you came from elsewhere. "
    "Set up sign-in (docs/deploy.md). To show everything to everyone who can reach this server, and let them change "
    f"it, set {nearby.OPEN_VARIABLE}=yes."
)
_NO_RECORDS = "Nobody can be let in while the records cannot be read. Try again in a minute, or tell your technologist."


def show(closed: Closed, home: Home) -> None:
    """The whole page, for somebody who sees nothing else."""
    st.title("Rollcall", anchor=False)
    if closed in (Closed.SIGNED_OUT, Closed.ENDED):
        st.markdown(_ENDED if closed is Closed.ENDED else _WELCOME)
        _buttons()
    elif closed is Closed.UNKNOWN:
        st.subheader("Ask for access", anchor=False)
        st.markdown(_ASK)
        _sign_out(home, key="sign_out_unknown")
    elif closed is Closed.BROKEN:
        st.error(_why_broken(), icon=":material/error:")
    else:
        st.error(_TOO_OPEN if closed is Closed.TOO_OPEN else _NO_RECORDS, icon=":material/error:")


def _buttons() -> None:
    for provider in providers.configured().values():
        if st.button(f"Sign in with {provider.label}", icon=":material/login:", key=f"sign_in_{provider.name}"):
            st.login(provider.name)


def _why_broken() -> str:
    try:
        providers.configured()
    except SignInBroken as why:
        return f"Sign-in is set up wrongly, so nobody is let in: {why}. Compare .streamlit/secrets.example.toml."
    return "Load the page again."


def beside(viewer: Viewer, home: Home) -> None:
    """In the sidebar: as whom somebody is in, and the way out."""
    with st.sidebar:
        role = access_words.ROLES[viewer.role]
        if gate.needs_sign_in():
            st.caption(f"Signed in as {words.plain(viewer.name)} ({role})")
            _sign_out(home, key="sign_out")
        elif nearby.is_open_to_everyone() and not home.is_sample:
            st.caption(f"Open to everyone who can reach this server, as {role.lower()} ({nearby.OPEN_VARIABLE}).")
        elif not home.is_sample:
            st.caption(f"No sign-in is set up: this server answers on this computer alone, as {role.lower()}.")


def _sign_out(home: Home, *, key: str) -> None:
    if st.button("Sign out", icon=":material/logout:", key=key):
        gate.sign_out(home)


def not_yours(view: View, title: str) -> None:
    """An address that leads to a page of other roles."""
    st.title(title, anchor=False)
    role = access_words.ROLES[view.viewer.role]
    st.markdown(
        f"#### This page is not part of your role ({role})\n\n"
        "Your district's technologist can change that. These pages are yours:"
    )
    yours = [page for page in view.pages.values() if page.visibility == "visible"]
    for page in yours:
        st.page_link(page)
    if not yours:
        st.markdown("None yet.")
