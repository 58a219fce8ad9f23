"""Which two periods does the page What changed compare? Both are chosen on it, and stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from metrics.periods import Period
from pages.parts import measures, period_choice
from pages.parts.view import View


def ask(view: View) -> tuple[Period, Period]:
    """The earlier one and the later one, as they were chosen: nobody has to choose them in order."""
    offered = period_choice.comparable(view.source, view.choices.as_of)
    usual = measures.usually_compared(view.source, view.choices.as_of)
    now, before = st.columns(2)
    with now:
        later = _one(view, "Period", offered, usual[1] if usual else None, key="now")
    with before:
        earlier = _one(view, "Compared with", offered, usual[0] if usual else None, key="against")
    return earlier, later


def _one(view: View, label: str, offered: Mapping[str, Period], usual: Period | None, *, key: str) -> Period:
    names = [*offered, period_choice.CUSTOM]
    index = names.index(usual.label) if usual and usual.label in names else 0
    chosen = st.selectbox(label, names, index=index, key=key, bind="query-params")
    return offered[chosen] if chosen in offered else _custom(view, label, key=key)


def _custom(view: View, label: str, *, key: str) -> Period:
    earliest, latest = period_choice.widest(view.source, view.choices.as_of)
    days = _days(label, earliest, latest, key=key)
    return period_choice.days(*days) if len(days) == 2 else period_choice.days(latest, latest)


def _days(label: str, earliest: date, latest: date, *, key: str) -> tuple[date, ...]:
    return st.date_input(
        f"Dates: {label.lower()}",
        value=(earliest, latest),
        min_value=earliest,
        max_value=latest,
        format="MM/DD/YYYY",
        key=f"{key}_dates",
        bind="query-params",
    )
