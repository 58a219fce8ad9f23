"""The days of a calendar: whether each is a school day, and to which quarter, semester and school year it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from data_layer.rollups.calendar_plan import ONE_DAY, Plan, Span, year_name


def days_of(plan: Plan) -> list[tuple]:
    """Every day from the July before the first school year to the June after the last."""
    if not plan.years:
        return []
    quarters, semesters = _labels(plan.quarters, plan.years, "Q"), _labels(plan.semesters, plan.years, "S")
    day = date(plan.years[0].first.year, plan.years[0].first.month, 1)
    end = plan.years[-1].last
    rows, number = [], 0
    while day <= end:
        is_open = _is_open(plan, day)
        number += is_open
        year = _holding(plan.years, day)
        rows.append(
            (day, is_open, number, day - timedelta(days=day.weekday()), day.replace(day=1),
             _label(quarters, day), _label(semesters, day), year.name if year else None)
        )  # fmt: skip
        day += ONE_DAY
    return rows


def _is_open(plan: Plan, day: date) -> bool:
    if _holding(plan.opened, day):
        return True
    return day.weekday() < 5 and bool(_holding(plan.years, day)) and not _holding(plan.closed, day)


def _labels(spans: Iterable[Span], years: list[Span], letter: str) -> list[Span]:
    """The spans named by their year and their turn within it: "2025-26 Q1"."""
    turns: dict[str, int] = {}
    named = []
    for span in sorted(set(spans), key=lambda span: span.first):
        year = _holding(years, span.first)
        name = year.name if year else year_name(span.first)
        turns[name] = turns.get(name, 0) + 1
        named.append(Span(f"{name} {letter}{turns[name]}", span.first, span.last))
    return named


def _holding(spans: Iterable[Span], day: date) -> Span | None:
    return next((span for span in spans if span.holds(day)), None)


def _label(spans: Iterable[Span], day: date) -> str | None:
    span = _holding(spans, day)
    return span.name if span else None
