"""The notice that one group of affected people gets before a tool is removed, as a page to print."""

from __future__ import annotations

from datetime import date

from metrics.policy import Entry
from metrics.sunset_register import Line
from pages.parts import printing, words


def notice(line: Line, audience: str, *, as_of: date, wait: Entry) -> bytes:
    """What happens, when at the earliest, and what to do before. The reason is that of the last step."""
    leaves_on = words.day(line.planned_on) if line.planned_on else "a day that will be told"
    reason = line.steps[-1].reason if line.steps else "See the board's decision."
    return printing.page(
        f"{line.tool} will be removed",
        printing.paragraph(f"To: {audience}"),
        printing.paragraph(f"Date: {words.day(as_of)}"),
        printing.paragraph(
            f"The district will stop offering {line.tool}. It stays open for at least {wait.value:g} days after this "
            f"notice, and will be removed on {leaves_on} at the earliest."
        ),
        printing.paragraph(f"Reason: {reason}"),
        printing.paragraph(
            "Student work is copied to a shared folder before the removal. Please save what you want to keep yourself, "
            f"and plan no work in {line.tool} after that day."
        ),
        printing.paragraph("Questions and objections: please write to the district's technology office."),
    )
