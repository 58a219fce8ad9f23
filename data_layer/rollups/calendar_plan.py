"""Which school years, semesters, quarters and closed days there are, as the best source says; what else is assumed.

The district's own calendar goes first. Where it is silent, the roster's academic sessions and weekdays do; where
those are silent too, the years in which there is anything at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

ONE_DAY = timedelta(days=1)
_YEAR_TURNS = 7  # a school year begins in July at the earliest
_SESSION_KINDS = {"schoolyear": "school_year", "semester": "semester", "term": "semester", "gradingperiod": "quarter"}


@dataclass(frozen=True)
class Span:
    """A named run of days, both ends included."""

    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass
class Plan:
    """The spans from which the days of the calendar are made."""

    years: list[Span] = field(default_factory=list)
    semesters: list[Span] = field(default_factory=list)
    quarters: list[Span] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)
    opened: list[Span] = field(default_factory=list)
    source: str = ""
    assumed: list[str] = field(default_factory=list)


def plan_of(connection: duckdb.DuckDBPyConnection) -> Plan:
    """The district's calendar where it has one, else the sessions, else the years that hold any data."""
    own = _spans(connection, "SELECT kind, name, starts_on, ends_on FROM landed_calendar WHERE kind <> 'time_zone'")
    taught = _spans(connection, _SESSIONS)
    plan = Plan(closed=own.get("no_school", []), opened=own.get("school_day", []))
    if own.get("school_year"):
        plan.source, chosen = "The district's school calendar", _filled(own, taught)
    elif taught.get("school_year") or taught.get("semester"):
        plan.source, chosen = "The roster's academic sessions", taught
        plan.closed = _gaps(taught.get("semester", []))
        plan.assumed.append("No school calendar was imported: every weekday of a term counts as a school day.")
    else:
        plan.source, chosen = "Weekdays of the years with data", {"school_year": _years_of_data(connection)}
        plan.assumed.append(
            "Neither a calendar nor academic sessions were imported: every weekday counts as a school day."
        )
    plan.years = _school_years(chosen)
    plan.semesters = chosen.get("semester", [])
    plan.quarters = chosen.get("quarter", [])
    if not plan.semesters:
        plan.semesters = [half for year in plan.years for half in _cut(year, 2, "S")]
        plan.assumed.append("Semesters are halves of the school year.")
    if not plan.quarters:
        plan.quarters = [part for year in plan.years for part in _cut(year, 4, "Q")]
        plan.assumed.append("Quarters are fourths of the school year.")
    return plan


def _filled(own: dict[str, list[Span]], taught: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """The district's own spans, and the roster's for school years of which the calendar says nothing."""
    told = {year_name(span.first) for span in own["school_year"]}
    kinds = ("school_year", "semester", "quarter")
    rest = {kind: [span for span in taught.get(kind, []) if year_name(span.first) not in told] for kind in kinds}
    return {kind: own.get(kind, []) + rest[kind] for kind in kinds}


_KIND_CASES = " ".join(f"WHEN '{key}' THEN '{kind}'" for key, kind in _SESSION_KINDS.items())
_SESSIONS = f"""
    SELECT CASE lower(session_type) {_KIND_CASES} END,
           title, starts_on, ends_on FROM landed_sessions
    WHERE NOT coalesce(is_deleted, false) AND starts_on IS NOT NULL AND ends_on >= starts_on
    QUALIFY import_id = max(import_id) OVER (PARTITION BY session_id)"""


def _spans(connection: duckdb.DuckDBPyConnection, select: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for kind, name, first, last in connection.execute(select).fetchall():
        span = Span(name or kind, first, last)
        if span not in found.setdefault(kind, []):
            found[kind].append(span)
    return {kind: sorted(spans, key=lambda span: (span.first, span.last)) for kind, spans in found.items()}


def _gaps(terms: list[Span]) -> list[Span]:
    """The days between one term's end and the next one's beginning."""
    gaps, reached = [], None
    for term in terms:
        if reached and term.first > reached + ONE_DAY:
            gaps.append(Span("between terms", reached + ONE_DAY, term.first - ONE_DAY))
        reached = max(reached or term.last, term.last)
    return gaps


def _school_years(chosen: dict[str, list[Span]]) -> list[Span]:
    """School years named "2025-26". Without any, the semesters of one July-to-June make one."""
    spans = chosen.get("school_year") or chosen.get("semester", [])
    years: dict[str, Span] = {}
    for span in spans:
        name = year_name(span.first)
        known = years.get(name, span)
        years[name] = Span(name, min(known.first, span.first), max(known.last, span.last))
    return sorted(years.values(), key=lambda span: span.first)


def year_name(day: date) -> str:
    start = day.year if day.month >= _YEAR_TURNS else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def _years_of_data(connection: duckdb.DuckDBPyConnection) -> list[Span]:
    first, last = connection.execute(
        "SELECT min(first_on), max(last_on) FROM parts WHERE landing IN ('events', 'tool_day_sums')"
    ).fetchone()
    if first is None:
        first, last = connection.execute(
            "SELECT CAST(min(submitted_at) AS DATE), CAST(max(submitted_at) AS DATE) FROM landed_survey_answers"
        ).fetchone()
    if first is None:
        return []
    turns = range(first.year - 1, last.year + 1)
    years = [Span("", date(year, _YEAR_TURNS, 1), date(year + 1, _YEAR_TURNS, 1) - ONE_DAY) for year in turns]
    return [year for year in years if year.last >= first and year.first <= last]


def _cut(year: Span, count: int, letter: str) -> list[Span]:
    """A school year cut into equal parts by its calendar days."""
    length = (year.last - year.first).days + 1
    edges = [year.first + timedelta(days=length * step // count) for step in range(count + 1)]
    return [Span(f"{letter}{step + 1}", edges[step], edges[step + 1] - ONE_DAY) for step in range(count)]
