"""How a count of work on paper is kept: what it says must be able to be so."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.entries import PaperBaseline
from data_layer.records.reviewing import ReviewIncomplete


def count(session: Session, entry: PaperBaseline, *, by: str, on: date) -> PaperBaseline:
    """Keep it, signed by whoever counted."""
    if None in (entry.subject, entry.starts_on, entry.ends_on, entry.counted_on):
        raise ReviewIncomplete("Say of which subject the work was, and when: the term's first and last day.")
    if entry.ends_on < entry.starts_on:
        raise ReviewIncomplete("The term ends before it starts. Correct one of the two days.")
    if entry.counted_on < entry.starts_on:
        raise ReviewIncomplete("It was counted before the term began. Correct one of the two days.")
    if None in (entry.expected_count, entry.collected_count, entry.student_count):
        raise ReviewIncomplete("A number is missing. Write how many pieces were expected and collected, of how many.")
    if not entry.student_count or entry.student_count > entry.expected_count:
        raise ReviewIncomplete("There are more students than pieces, or none. Count each piece of each student once.")
    if not 0 <= entry.collected_count <= entry.expected_count:
        raise ReviewIncomplete("More was collected than expected. Count each piece of each student once.")
    return keeping.add(session, entry, by=by, on=on)
