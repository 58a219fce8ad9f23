"""Which days Data health is about: the school year, known up to yesterday, or to the last day of sample data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from data_layer.scope import Scope
from metrics.periods import Period
from pages.parts import freshness, measures
from pages.parts.view import View

_ONE_DAY = timedelta(days=1)


def of(view: View) -> Scope:
    """The whole district in the newest school year that has begun, as of the last day that should be known."""
    as_of = expected_on(view)
    begun = [year for year in measures.periods_of(view.source, "school_year") if year.starts_on <= as_of]
    start, end = _days(begun, as_of)
    return replace(view.without_filters(), period_start=start, period_end=end, as_of=as_of)


def expected_on(view: View) -> date:
    """Yesterday, where exports come every night; nobody expects anything of sample data."""
    last = view.choices.as_of
    if freshness.is_sample(view.choices):
        return last
    today = datetime.now(ZoneInfo(view.choices.time_zone)).date()
    return max(last, today - _ONE_DAY)


def _days(begun: list[Period], as_of: date) -> tuple[date, date]:
    if not begun:
        return as_of - timedelta(days=365), as_of + _ONE_DAY
    return begun[-1].starts_on, begun[-1].ends_on
