"""Whose payments are these? Each proposal is shown with what was paid, and joined only when somebody says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data_layer import vendors
from data_layer.store import Home
from data_layer.turns import HomeIsBusy
from data_layer.vendors import ACCEPTED, PROPOSED, Payee
from pages.parts import words

_SHOWN = 20


def show(home: Home) -> None:
    """Nothing where no payment list was imported."""
    found = vendors.payees(home)
    if not found:
        return
    st.subheader("Payments and the license list", anchor=False)
    open_ones = [payee for payee in found if payee.state == PROPOSED]
    joined = [payee for payee in found if payee.state == ACCEPTED]
    st.markdown(
        f"{words.number(len(joined))} of {words.number(len(found))} payees are joined to a vendor of the license list; "
        f"{words.number(len(open_ones))} wait for your word. Nothing is joined without it."
    )
    for payee in open_ones[:_SHOWN]:
        _ask(home, payee)
    if joined:
        with st.expander(f"Joined ({words.number(len(joined))})"):
            for payee in joined:
                _joined(home, payee)


def _ask(home: Home, payee: Payee) -> None:
    with st.container(border=True):
        st.markdown(f"**{_names(payee)}**, {_paid(payee)}. Is this **{_vendor(payee)}** of your license list?")
        with st.container(horizontal=True):
            if st.button("Yes, join them", key=f"join_{payee.key}", icon=":material/link:"):
                _decide(lambda: vendors.accept(home, payee.key))
            if st.button("No", key=f"part_{payee.key}", icon=":material/link_off:"):
                _decide(lambda: vendors.reject(home, payee.key))


def _joined(home: Home, payee: Payee) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_names(payee)} is {_vendor(payee)}: {_paid(payee)}.")
        if st.button("Take back", key=f"forget_{payee.key}", icon=":material/undo:"):
            _decide(lambda: vendors.forget(home, payee.key))


def _decide(decision: Callable[[], object]) -> None:
    try:
        decision()
    except HomeIsBusy as busy:
        st.error(str(busy), icon=":material/hourglass_top:")
        return
    st.rerun()


def _names(payee: Payee) -> str:
    return " / ".join(payee.names)


def _vendor(payee: Payee) -> str:
    return f"{payee.vendor} ({', '.join(payee.tools)})" if payee.tools else str(payee.vendor)


def _paid(payee: Payee) -> str:
    times = "payment" if payee.payment_count == 1 else "payments"
    return f"{words.dollars(payee.amount_usd, with_cents=True)} in {words.number(payee.payment_count)} {times}"
