"""The form in which somebody records what was decided on a contract: it carries the version that was on the page."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from data_layer.records import deciding
from data_layer.records.database import Session
from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from metrics.decisions import meant_to_save
from metrics.renewals import Renewal
from pages.parts import decision_words, signing
from pages.parts.view import View


def seats_key(renewal: Renewal) -> str:
    """The field of seats to renew, of which a smaller contract is made."""
    return f"seats_{renewal.tool}_{renewal.ends_on}"


def ask(view: View, renewal: Renewal, *, known: Decision | None, rule: str | None) -> None:
    """What was decided and why; what it is meant to save follows from the contract."""
    seen_version = known.version if known else 0
    mark = f"{renewal.tool}_{renewal.ends_on}_{seen_version}"
    offered = [each for each in Verdict if each is not Verdict.RENEW_FEWER or seats_key(renewal) in st.session_state]
    stands = offered.index(known.verdict) if known and known.verdict in offered else None
    with st.form(f"decide_{mark}"):
        st.radio(
            "What was decided?",
            offered,
            format_func=decision_words.VERDICTS.get,
            index=stands,
            key=f"verdict_{mark}",
            horizontal=True,
        )
        if Verdict.RENEW_FEWER in offered:
            st.caption("With fewer seats: as many as stand in the field above.")
        reason = known.reason if known else ""
        st.text_area("Why?", value=reason, key=f"why_{mark}", max_chars=2000)
        label = "Change the decision" if known else "Record the decision"
        save = {"on_click": _save, "args": (view, renewal, seen_version, mark, rule)}
        st.form_submit_button(label, type="primary", **save)


def _save(view: View, renewal: Renewal, seen_version: int, mark: str, rule: str | None) -> None:
    given, signed = st.session_state, signing.signature(view)
    verdict = given[f"verdict_{mark}"]
    seat_count = int(given[seats_key(renewal)]) if verdict is Verdict.RENEW_FEWER else None
    cents = meant_to_save(renewal, verdict, seat_count)

    def act(session: Session) -> None:
        deciding.decide(
            session,
            tool=renewal.tool,
            contract_ends_on=renewal.ends_on,
            seen_version=seen_version,
            verdict=verdict,
            reason=given[f"why_{mark}"],
            rule=rule,
            seat_count=seat_count,
            saved_usd=None if cents is None else Decimal(cents) / 100,
            by=signed.by,
            on=signed.as_of,
        )

    signing.attempt(view, act, told=f"{renewal.tool}: the decision is recorded.")
