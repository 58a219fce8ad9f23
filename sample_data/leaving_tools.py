"""Four small tools of which hardly any teacher takes notice, each further on its way out of the district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sample_data.files import write_csv
from sample_data.people import People
from sample_data.school_calendar import YEARS, instructional_days
from sample_data.schools import INDEX

_COLUMNS = ("date_time", "user", "tool", "feature", "action", "count", "minutes")
_FIRST, _STEP, _AGAIN = 4, 2, 5  # school days until the first uses it, between two teachers, and between two uses


@dataclass(frozen=True)
class LeavingTool:
    """One tool of one school: how many of its teachers use it in which year, and who still does long after."""

    name: str
    feature: str
    school: str
    year: int
    since: date
    user_count: int
    late_on: date | None = None


LEAVING_TOOLS = (
    LeavingTool("Beacon Maps", "Map", "org-north", 1, date(2026, 1, 5), 10),
    LeavingTool("Fable Shelf", "Story", "org-meadow", 1, YEARS[1].first, 8),
    LeavingTool("Orbit Quiz", "Quiz", "org-river", 0, YEARS[0].first, 4, late_on=date(2025, 9, 10)),
    LeavingTool("Sketch Harbor", "Canvas", "org-south", 1, YEARS[1].first, 13),
)


def write_leaving_tools(out: Path, people: People) -> None:
    """One log for each tool, in our activity template."""
    for tool in LEAVING_TOOLS:
        path = out / "activity" / f"{tool.name.lower().replace(' ', '_')}.csv"
        write_csv(path, _COLUMNS, sorted(_rows(tool, people)))


def _rows(tool: LeavingTool, people: People) -> Iterator[tuple]:
    """The first teacher uses it once, the second twice, and so on, the same number of school days apart."""
    staff = (people.persons[who] for who in people.staff_of(year=tool.year, school=INDEX[tool.school]))
    teachers = [person for person in staff if person.role == "teacher"][: tool.user_count]
    days = instructional_days(tool.since, YEARS[tool.year].last)
    for place, teacher in enumerate(teachers):
        for turn in range(place + 1):
            yield _row(tool, teacher.email, days[_FIRST + _STEP * place + _AGAIN * turn])
    if tool.late_on:
        yield _row(tool, teachers[-1].email, tool.late_on)


def _row(tool: LeavingTool, user: str, day: date) -> tuple:
    return (f"{day} 10:15:00", user, tool.name, tool.feature, "participate", 1, 10)
