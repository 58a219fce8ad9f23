"""How old is what the pages show? Its last day, and whether school days have passed since then."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from data_layer.choices import Choices
from metrics import periods
from metrics.policy import Policy
from pages.parts import measures, words
from pages.parts.measures import Source, policy_of

_HOURS_A_DAY = 24


def show(source: Source, choices: Choices, *, can_be_late: bool) -> None:
    """One line under the filters. Weekends and breaks make nothing stale."""
    as_of, today = choices.as_of, datetime.now(ZoneInfo(choices.time_zone)).date()
    missed = missed_days(source, as_of, today=today) if can_be_late else 0
    mark = mark_of(missed, policy_of(source))
    behind = f", {words.number(missed)} school day{'' if missed == 1 else 's'} behind" if mark else ""
    st.caption(f"{mark} Data as of {words.day(as_of)}{behind}".strip())


def stop_when_older(source: Source) -> None:
    """Pages of this program would ask for tables that an earlier one did not make: say how to make them instead."""
    if measures.is_older(source.store):
        st.error(
            "The figures here were computed by an earlier version of Rollcall, so they are not shown. Nothing is lost. "
            "Run `python -m data_layer rebuild` where Rollcall is installed: it computes them anew from the files that "
            "were imported, and this page goes on by itself. The next import does the same.",
            icon=":material/update:",
        )
        st.stop()


def is_sample(choices: Choices) -> bool:
    """Whether the data was made for the demo."""
    return "sample" in choices.facts or os.environ.get("ROLLCALL_DEMO") == "1"


def missed_days(source: Source, as_of: date, *, today: date) -> int:
    """School days that are over and not in the data."""
    with source.store.connect() as connection:
        return max(0, periods.instructional_days_between(connection, as_of, today - timedelta(days=1)))


def mark_of(missed: int, policy: Policy) -> str:
    """An icon and a word once the data is older than the policy allows."""
    if missed * _HOURS_A_DAY > policy["freshness.red_after"]:
        return ":material/error: Stale:"
    if missed * _HOURS_A_DAY > policy["freshness.amber_after"]:
        return ":material/schedule: Late:"
    return ""
