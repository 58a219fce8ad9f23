"""How what a reviewer found on one point of a tool's checklist is kept: checked, signed, and never over another's."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import ChecklistEntry
from data_layer.records.kinds import Answer, Criterion

_SAFE = ("https://", "http://")


class ReviewIncomplete(ValueError):
    """The review cannot be kept; the text says what it lacks."""


def review(
    session: Session,
    *,
    tool: str,
    criterion: Criterion,
    seen_version: int,
    answer: Answer,
    evidence_link: str,
    note: str,
    expires_on: date | None,
    by: str,
    on: date,
) -> ChecklistEntry:
    """Keep a review. `seen_version`: that of the one that stood on the page, 0 where there was none."""
    _check(answer, evidence_link=evidence_link.strip(), expires_on=expires_on, on=on)
    words = {
        "answer": answer,
        "evidence_link": evidence_link.strip() or None,
        "note": note.strip() or None,
        "reviewed_on": on,
        "expires_on": expires_on,
    }
    known = keeping.entries(session, ChecklistEntry, tool=tool, criterion=criterion)
    if known:
        return keeping.change(session, known[0], seen_version=seen_version, by=by, on=on, **words)
    if seen_version:
        raise ChangedMeanwhile
    return keeping.add(session, ChecklistEntry(tool=tool, criterion=criterion, **words), by=by, on=on)


def _check(answer: Answer, *, evidence_link: str, expires_on: date | None, on: date) -> None:
    check_link(evidence_link)
    if answer is Answer.PASSED and not evidence_link:
        raise ReviewIncomplete("A point passes with evidence. Add the link to the agreement, report or test.")
    if expires_on is not None and expires_on <= on:
        raise ReviewIncomplete("It would have expired already. Choose a day after the review.")


def check_link(link: str) -> None:
    """A link is opened by whoever reads it, so that it may be nothing but a web address."""
    if link and not link.startswith(_SAFE):
        raise ReviewIncomplete("The evidence link is no web address. Begin it with https://.")
