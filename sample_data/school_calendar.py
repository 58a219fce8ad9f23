"""When the made-up district is in school: two years, their breaks, holidays and the one snow day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TIME_ZONE = "America/Chicago"
EXPORTED_ON = date(2026, 5, 15)  # every export was taken on the evening of this day
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A named run of days, both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class SchoolYear:
    """One school year. Quarters touch one another, so that a weekend answer to a survey has its quarter."""

    name: str
    first: date
    last: date
    quarters: tuple[Span, ...]
    semesters: tuple[Span, ...]
    closed: tuple[Span, ...]
    added: tuple[Span, ...] = ()

    @property
    def after(self) -> date:
        """The Saturday after the last day: the first day on which nobody is enrolled."""
        return self.last + ONE_DAY

    def is_instructional(self, day: date) -> bool:
        if any(span.first <= day <= span.last for span in self.added):
            return True
        closed = any(span.first <= day <= span.last for span in self.closed)
        return self.first <= day <= self.last and day.weekday() < 5 and not closed


def _span(name: str, first: str, last: str | None = None) -> Span:
    return Span(name, date.fromisoformat(first), date.fromisoformat(last or first))


YEARS = (
    SchoolYear(
        "2024-25",
        date(2024, 8, 14),
        date(2025, 5, 30),
        quarters=(
            _span("2024-25 Q1", "2024-08-14", "2024-10-20"),
            _span("2024-25 Q2", "2024-10-21", "2025-01-05"),
            _span("2024-25 Q3", "2025-01-06", "2025-03-23"),
            _span("2024-25 Q4", "2025-03-24", "2025-05-30"),
        ),
        semesters=(
            _span("2024-25 S1", "2024-08-14", "2025-01-05"),
            _span("2024-25 S2", "2025-01-06", "2025-05-30"),
        ),
        closed=(
            _span("Labor Day", "2024-09-02"),
            _span("Fall break", "2024-10-10", "2024-10-14"),
            _span("Thanksgiving", "2024-11-27", "2024-11-29"),
            _span("Winter break", "2024-12-23", "2025-01-03"),
            _span("Martin Luther King Jr. Day", "2025-01-20"),
            _span("Presidents' Day", "2025-02-17"),
            _span("Spring break", "2025-03-17", "2025-03-21"),
            _span("Memorial Day", "2025-05-26"),
        ),
    ),
    SchoolYear(
        "2025-26",
        date(2025, 8, 13),
        date(2026, 5, 29),
        quarters=(
            _span("2025-26 Q1", "2025-08-13", "2025-10-19"),
            _span("2025-26 Q2", "2025-10-20", "2026-01-04"),
            _span("2025-26 Q3", "2026-01-05", "2026-03-22"),
            _span("2025-26 Q4", "2026-03-23", "2026-05-29"),
        ),
        semesters=(
            _span("2025-26 S1", "2025-08-13", "2026-01-04"),
            _span("2025-26 S2", "2026-01-05", "2026-05-29"),
        ),
        closed=(
            _span("Labor Day", "2025-09-01"),
            _span("Fall break", "2025-10-09", "2025-10-13"),
            _span("Thanksgiving", "2025-11-26", "2025-11-28"),
            _span("Winter break", "2025-12-22", "2026-01-02"),
            _span("Martin Luther King Jr. Day", "2026-01-19"),
            _span("Snow day", "2026-02-12"),
            _span("Presidents' Day", "2026-02-16"),
            _span("Spring break", "2026-03-16", "2026-03-20"),
            _span("Memorial Day", "2026-05-25"),
        ),
        added=(_span("Snow make-up day", "2026-03-07"),),
    ),
)
FIRST_DAY = YEARS[0].first


def days() -> list[date]:
    """Every day from the first of the first year to the day of the exports."""
    return [FIRST_DAY + timedelta(days=number) for number in range((EXPORTED_ON - FIRST_DAY).days + 1)]


def is_instructional(day: date) -> bool:
    return any(year.is_instructional(day) for year in YEARS)


def instructional_days(first: date, last: date) -> list[date]:
    """The instructional days from first to last, both included."""
    return [day for day in days() if first <= day <= last and is_instructional(day)]


def write_calendar(out: Path) -> None:
    """The school calendar in the template's form."""
    path = out / "calendar" / "school_calendar.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "name", "start", "end"])
        writer.writerow(["time_zone", TIME_ZONE, "", ""])
        for year in YEARS:
            writer.writerow(["school_year", year.name, year.first, year.last])
            for kind, spans in _kinds(year):
                writer.writerows([kind, span.name, span.first, span.last] for span in spans)


def _kinds(year: SchoolYear) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    return (
        ("semester", year.semesters),
        ("quarter", year.quarters),
        ("no_school", year.closed),
        ("school_day", year.added),
    )
