"""The checklist of one tool on one page, for the board to read and a printer to print."""

from __future__ import annotations

from datetime import date

from metrics.checklist import Checklist
from metrics.policy import Entry
from pages.parts import checklist_words, printing, words


def card(found: Checklist, *, as_of: date, target: Entry) -> bytes:
    """The verdict first, then the six points with what is behind each and where the evidence is."""
    ready = "Ready" if found.is_ready else "Not ready"
    rows = [
        (
            checklist_words.CRITERIA[point.criterion],
            checklist_words.STANDINGS[point.standing][1],
            checklist_words.behind(point, found.cost, found.tier, target),
            checklist_words.link(point, found.tier) or "",
        )
        for point in found.points
    ]
    return printing.page(
        f"{found.tool}: {ready.lower()}",
        printing.paragraph(f"Six-point checklist as of {words.day(as_of)}. {found.standing_count} of 6 points stand."),
        printing.table(("Point", "Stands", "Why", "Evidence"), rows),
    )
