"""Which two does the page What changed compare? Periods as they are today, or months as they were published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from data_layer.publishing.revisions import Revision
from metrics import compared_periods
from metrics.moves import Side
from metrics.periods import Period, period_of
from pages.parts import as_published, measures, period_choice, words
from pages.parts.view import View


@dataclass(frozen=True)
class Chosen:
    """One of the two: a period, in the figures of a day."""

    label: str
    period: Period
    view: View

    def side(self) -> Side:
        """How a figure of it is asked for."""
        as_of = min(self.view.scope.as_of, self.view.choices.as_of)
        scope = compared_periods.scope_of(replace(self.view.scope, as_of=as_of), self.period)
        return Side(self.label, lambda name, by: self.view.measure(name, by=by, scope=scope))


def ask(view: View) -> tuple[Chosen, Chosen]:
    """What is compared with, and what was chosen first; both stand in the address, in whichever order of time."""
    usual = measures.usually_compared(view.source, view.choices.as_of)
    past = _published(view)
    now, before = st.columns(2)
    with now:
        later = _one(view, "Period", past, usual[1] if usual else None, key="now")
    with before:
        earlier = _one(view, "Compared with", past, usual[0] if usual else None, key="against")
    return earlier, later


def _published(view: View) -> dict[str, Revision]:
    """Months as they were published, where they can still be opened; on a page opened as published it is that day."""
    known = as_published.offered(view.home).values() if view.published is None else ()
    return {_name(each): each for each in known if _opened(view, each)}


def _name(revision: Revision) -> str:
    which = f" (revision {revision.number})" if revision.number > 1 else ""
    return f"{revision.month:%B %Y}, as published {words.short_day(revision.edition.kept_on)}{which}"


def _opened(view: View, revision: Revision) -> View | None:
    source = as_published.source_of(view.source, revision.edition, view.home)
    if source is None:
        return None
    choices = measures.choices_of(source, view.scope.entitlement)
    return replace(view, source=source, choices=choices) if choices.as_of else None


def _one(view: View, label: str, past: Mapping[str, Revision], usual: Period | None, *, key: str) -> Chosen:
    offered = period_choice.comparable(view.source, view.choices.as_of)
    names = [*offered, *past, period_choice.CUSTOM]
    index = names.index(usual.label) if usual and usual.label in names else 0
    chosen = st.selectbox(label, names, index=index, key=key, bind="query-params")
    if chosen in past:
        return Chosen(chosen, period_of("month", past[chosen].month), _opened(view, past[chosen]))
    period = offered[chosen] if chosen in offered else _custom(view, label, key=key)
    return Chosen(period.label, period, view)


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
