"""The sample district needs no sign-in: whoever looks at it chooses as whom."""

from __future__ import annotations

import streamlit as st

from data_layer.access.capabilities import Role, needs_schools
from data_layer.access.viewer import Viewer
from data_layer.choices import Choices
from pages.parts import access_words

_ROLE, _SCHOOL = "view_as", "view_school"


def ask_role() -> Viewer:
    """Draw the switch among the roles; which pages are listed depends on it."""
    with st.sidebar:
        st.selectbox("View as", list(Role), format_func=access_words.ROLES.get, key=_ROLE, bind="query-params")
    return chosen()


def ask_school(choices: Choices) -> Viewer:
    """Draw the choice of a school where the role is bound to schools."""
    if needs_schools(st.session_state[_ROLE]) and choices.schools:
        names = dict(choices.schools)
        with st.sidebar:
            st.selectbox("Of which school", list(names), format_func=names.get, key=_SCHOOL, bind="query-params")
    return chosen()


def chosen() -> Viewer:
    """As whom this visitor looks at the sample; without a choice as the technologist, who sees all of it."""
    role = st.session_state.get(_ROLE, Role.TECHNOLOGIST)
    school = st.session_state.get(_SCHOOL)
    return Viewer(role, frozenset({school} if school and needs_schools(role) else ()))
