"""The form in which access is granted, changed and taken away; each button carries the version that was on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data_layer.access import grants
from data_layer.access.capabilities import Capability, Role
from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, Session
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim
from pages.parts import access_words, gate, signing
from pages.parts.view import View

_NEW = "Somebody new"


def ask(view: View, found: Sequence[Grant], schools: Mapping[str, str]) -> None:
    """One grant at a time: a new one, or one to change."""
    known = {f"{each.claim} ({access_words.CLAIMS[each.kind].lower()})": each for each in found}
    grant = known.get(st.selectbox("Whose access", [_NEW, *known], key="whose_access"))
    mark = f"{grant.entry_id}_{grant.version}" if grant else f"new_{len(found)}"
    with st.form(f"grant_{mark}"):
        if grant is None:
            st.radio("Known by", list(Claim), format_func=access_words.CLAIMS.get, key=f"kind_{mark}", horizontal=True)
            st.text_input("Email address, or name of the group", key=f"claim_{mark}", max_chars=200)
        _words(grant, schools, mark)
        st.form_submit_button("Save access", type="primary", on_click=_save, args=(view, grant, mark))
    if grant:
        with st.container(horizontal=True):
            label = "Let in again" if grant.is_disabled else "Shut out"
            st.button(label, on_click=_switch, args=(view, grant), icon=":material/block:")
            st.button("Take the grant away", on_click=_revoke, args=(view, grant), icon=":material/delete:")


def _words(grant: Grant | None, schools: Mapping[str, str], mark: str) -> None:
    roles = list(Role)
    st.selectbox(
        "Role",
        roles,
        index=roles.index(grant.role) if grant else roles.index(Role.VIEWER),
        format_func=access_words.ROLES.get,
        key=f"role_{mark}",
    )
    gone = [school for school in grant.schools if school not in schools] if grant else []
    st.multiselect(
        "Schools, for principals and coaches",
        [*schools, *gone],
        default=grant.schools if grant else [],
        format_func=lambda key: schools.get(key, key),
        key=f"schools_{mark}",
        placeholder="None",
    )
    ends_on = grant.ends_on if grant else None
    st.date_input("Last day (empty: until it is taken away)", ends_on, format="MM/DD/YYYY", key=f"until_{mark}")


def _save(view: View, grant: Grant | None, mark: str) -> None:
    said = {name: st.session_state.get(f"{name}_{mark}") for name in ("kind", "claim", "role", "schools", "until")}
    claim = grant.claim if grant else said["claim"]
    _attempt(
        view,
        lambda session: grants.give(
            session,
            kind=grant.kind if grant else said["kind"],
            claim=claim,
            role=said["role"],
            schools=said["schools"],
            ends_on=said["until"],
            seen_version=grant.version if grant else 0,
            **_signed(view),
        ),
        told=f"Saved. They see the right pages within a minute: {access_words.ROLES[said['role']].lower()}.",
    )


def _switch(view: View, grant: Grant) -> None:
    _attempt(
        view,
        lambda session: grants.switch(
            session,
            _now(session, grant),
            is_disabled=not grant.is_disabled,
            seen_version=grant.version,
            **_signed(view),
        ),
        told="They may sign in again." if grant.is_disabled else "They are shut out within a minute.",
    )


def _revoke(view: View, grant: Grant) -> None:
    _attempt(
        view,
        lambda session: keeping.withdraw(session, _now(session, grant), seen_version=grant.version, **_signed(view)),
        told="The grant is taken away. Open pages close within a minute.",
    )


def _attempt(view: View, act: object, *, told: str) -> None:
    signing.attempt(view, act, told=told, needs=Capability.CHANGE_ACCESS)


def _now(session: Session, grant: Grant) -> Grant:
    """The grant as it stands now; somebody may have taken it away meanwhile."""
    found = grants.find(session, grant.kind, grant.claim)
    if found is None or found.is_withdrawn:
        raise ChangedMeanwhile
    return found


def _signed(view: View) -> dict[str, object]:
    return {"by": signing.name(view), "on": gate.today(view.home)}
