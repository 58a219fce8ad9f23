"""The district's license list: a workbook with its contracts and the seats it has handed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sample_data.files import write_workbook
from sample_data.people import People
from sample_data.seats import Seat

CONTRACT_COLUMNS = (
    "tool", "vendor", "category", "core_or_supplemental", "school", "seats", "annual_cost", "start", "end",
    "notice_days",
)  # fmt: skip
ALL = "District-wide"
THIS_YEAR = ("2025-07-01", "2026-06-30")
CONTRACTS: tuple[Sequence[object], ...] = (
    (
        "Beacon Maps",
        "Larkspur Learning",
        "Maps",
        "supplemental",
        "North High",
        None,
        990,
        "2026-01-05",
        "2026-12-31",
        30,
    ),
    ("Canvas", "Instructure", "Learning management", "core", ALL, None, 41237.85, "2023-07-01", "2026-06-30", 60),
    ("Clever", "Clever", "Sign-on and rostering", "core", ALL, None, 6480, "2024-07-01", "2026-06-30", 30),
    ("Fable Shelf", "Quillfeather", "Reading", "supplemental", "Meadow Elementary", None, 1875, *THIS_YEAR, 30),
    ("GoalPath", "Plainview Metrics", "Goals", "supplemental", ALL, 2600, 57199.99, "2025-07-01", "2028-06-30", 90),
    ("Inkwell Studio", "Quillfeather", "Writing", "supplemental", "North High", 120, 4300.10, *THIS_YEAR, 60),
    ("Nearpod", "Nearpod", "Lessons", "supplemental", ALL, 300, 23741.37, "2024-07-01", "2026-06-30", 60),
    ("Number Trail", "Larkspur Learning", "Math", "supplemental", ALL, 900, 8550, "2024-07-01", "2025-06-30", 45),
    ("Number Trail", "Larkspur Learning", "Math", "supplemental", ALL, 2500, 21249.95, *THIS_YEAR, 45),
    (
        "Orbit Quiz",
        "Tallow Games",
        "Quizzes",
        "supplemental",
        "River Middle",
        None,
        2920.35,
        "2024-07-01",
        "2025-12-31",
        30,
    ),
    ("Sketch Harbor", "Quillfeather", "Drawing", "supplemental", "South High", None, 3304.40, *THIS_YEAR, 60),
)


def write_licenses(out: Path, people: People, seats: list[Seat]) -> None:
    rows = [(seat.tool, people.persons[seat.person].email, seat.assigned_on.isoformat()) for seat in seats]
    sheets = {
        "Contracts": (CONTRACT_COLUMNS, CONTRACTS),
        "Seats": (("tool", "person", "assigned_on"), rows),
    }
    write_workbook(out / "licenses" / "licenses.xlsx", sheets)
