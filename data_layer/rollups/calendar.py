"""Which days are school days, and to which quarter, semester and school year each belongs.

The district's own calendar says so. Where it is silent, the roster's academic sessions and weekdays do;
where those are silent too, the years in which there is anything at all. What was assumed is kept in `facts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from data_layer.settings import Settings

_ONE_DAY = timedelta(days=1)
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


def time_zone(connection: duckdb.DuckDBPyConnection) -> str | None:
    found = connection.execute("SELECT value FROM facts WHERE name = 'time_zone'").fetchone()
    return found[0] if found else None


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Make calendar_days and periods anew where they differ; note in facts where they come from.

    Returns whether any day changed.
    """
    plan = _plan(connection)
    _note_sources(connection, plan, settings)
    days = _days(plan)
    if days == connection.execute("FROM calendar_days ORDER BY day").fetchall():
        return False
    connection.execute("DELETE FROM calendar_days")
    connection.execute("DELETE FROM periods")
    insert(connection, "calendar_days", days)
    connection.execute("""
        INSERT INTO periods
        SELECT kind, period_id, period_id, min(day), max(day) + 1, count(*) FILTER (is_instructional)
        FROM (UNPIVOT (SELECT day, is_instructional, school_year, semester_id AS semester, quarter_id AS quarter,
                              strftime(month, '%Y-%m') AS month FROM calendar_days)
              ON school_year, semester, quarter, month INTO NAME kind VALUE period_id)
        GROUP BY kind, period_id""")
    return True


def _note_sources(connection: duckdb.DuckDBPyConnection, plan: Plan, settings: Settings) -> None:
    zone = connection.execute(
        "SELECT name FROM landed_calendar WHERE kind = 'time_zone' ORDER BY import_id DESC"
    ).fetchone()
    said = "The school calendar gives it." if zone else "No school calendar gives a time zone; this one is assumed."
    note(connection, "time_zone", zone[0] if zone else settings.time_zone, said)
    note(connection, "calendar_source", plan.source, " ".join(plan.assumed))


def note(connection: duckdb.DuckDBPyConnection, name: str, value: object, words: str) -> None:
    """Keep one fact about the store, in place of what it said before."""
    connection.execute("DELETE FROM facts WHERE name = ?", [name])
    connection.execute("INSERT INTO facts VALUES (?, ?, ?)", [name, None if value is None else str(value), words])


def note_span(connection: duckdb.DuckDBPyConnection) -> None:
    """The first and last day on which anything is known: what "data as of" says."""
    first, last = connection.execute("SELECT min(day), max(day) FROM actor_tool_days").fetchone()
    if last is None:
        first, last = connection.execute("SELECT min(submitted_on), max(submitted_on) FROM survey_responses").fetchone()
    if last is None:
        (last,) = connection.execute(
            "SELECT CAST(max(received_at) AS DATE) FROM imports WHERE undone_at IS NULL"
        ).fetchone()
    note(connection, "first_day", first, "The first day with any data.")
    note(connection, "last_day", last, "The last day with any data; figures are as of this day.")


def _plan(connection: duckdb.DuckDBPyConnection) -> Plan:
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
        if reached and term.first > reached + _ONE_DAY:
            gaps.append(Span("between terms", reached + _ONE_DAY, term.first - _ONE_DAY))
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
    years = [Span("", date(year, _YEAR_TURNS, 1), date(year + 1, _YEAR_TURNS, 1) - _ONE_DAY) for year in turns]
    return [year for year in years if year.last >= first and year.first <= last]


def _cut(year: Span, count: int, letter: str) -> list[Span]:
    """A school year cut into equal parts by its calendar days."""
    length = (year.last - year.first).days + 1
    edges = [year.first + timedelta(days=length * step // count) for step in range(count + 1)]
    return [Span(f"{letter}{step + 1}", edges[step], edges[step + 1] - _ONE_DAY) for step in range(count)]


def _days(plan: Plan) -> list[tuple]:
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
        day += _ONE_DAY
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


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """Insert plain rows through one Arrow table: row-wise inserts are a thousand times slower."""
    if not rows:
        return
    import pyarrow as pa

    names = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    fresh = pa.table({name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})
    connection.register("fresh", fresh)
    connection.execute(f"INSERT INTO {table} SELECT * FROM fresh")
    connection.unregister("fresh")
