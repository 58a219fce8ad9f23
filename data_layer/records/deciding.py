"""How a decision about a tool's contract is kept: one for each contract's end, signed, and never over another's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from data_layer.records.reviewing import ReviewIncomplete


def decide(
    session: Session,
    *,
    tool: str,
    contract_ends_on: date,
    seen_version: int,
    verdict: Verdict | None,
    reason: str,
    rule: str | None,
    seat_count: int | None,
    saved_usd: Decimal | None,
    by: str,
    on: date,
) -> Decision:
    """Keep what was decided. `seen_version`: that of the decision on the page, 0 where there was none."""
    if verdict is None:
        raise ReviewIncomplete("Choose first what was decided.")
    if not reason.strip():
        raise ReviewIncomplete("A decision has a reason. The board will ask for it: write it down.")
    said = {"verdict": verdict, "reason": reason.strip(), "rule": rule}
    figures = {"seat_count": seat_count, "saved_usd": saved_usd}
    contract = {"tool": tool, "contract_ends_on": contract_ends_on}
    ever = session.scalars(select(Decision).filter_by(**contract)).all()
    for known in ever:
        if not known.is_withdrawn:
            return keeping.change(session, known, seen_version=seen_version, by=by, on=on, **said, **figures)
    if seen_version:
        raise ChangedMeanwhile
    entry = Decision(entry_id=_entry_id(tool, contract_ends_on, len(ever)), **contract, **said, **figures)
    return keeping.add(session, entry, by=by, on=on)


def _entry_id(tool: str, contract_ends_on: date, taken_back_count: int) -> str:
    """The same for two who saw the same and decide in the same moment, so that the second of them is told."""
    return uuid5(NAMESPACE_URL, f"{tool} {contract_ends_on} {taken_back_count}").hex
