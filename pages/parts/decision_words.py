"""What was decided about a tool, in words: by whom, when, why, what it was meant to save and what it saved."""

from __future__ import annotations

from decimal import Decimal

from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from metrics.decisions import Saved
from pages.parts import words

VERDICTS = {
    Verdict.RENEW: "Renew",
    Verdict.RENEW_FEWER: "Renew with fewer seats",
    Verdict.COACH: "Renew, and coach",
    Verdict.DROP: "Drop",
    Verdict.WAIT: "Wait",
}


def brief(entry: Decision | None) -> str:
    """For a cell of a table."""
    if entry is None:
        return "Not yet"
    return f"{_verdict(entry)} ({entry.signed_by}, {words.short_day(entry.signed_on)})"


def told(entry: Decision, found: Saved) -> str:
    """All of it, in one paragraph."""
    contract = f", on the contract until {words.day(entry.contract_ends_on)}" if entry.contract_ends_on else ""
    rule = f"Recommended was: {entry.rule}." if entry.rule else ""
    meant = f"Meant to save {_dollars(entry.saved_usd)} a year." if entry.saved_usd is not None else ""
    decided = f"**{words.day(entry.signed_on)}: {_verdict(entry)}** ({entry.signed_by}){contract}. {entry.reason}"
    return " ".join(part for part in (decided, rule, meant, so_far(found)) if part)


def so_far(found: Saved) -> str:
    """What came of it; nothing where nothing was to be saved."""
    if found.why:
        return f"Saved so far: {words.NOT_MEASURED}, because {found.why}."
    if found.cents is None:
        return ""
    amount = _dollars(Decimal(abs(found.cents)) / 100)
    return f"Saved so far: **{amount}**." if found.cents >= 0 else f"It costs **{amount}** more so far."


def _verdict(entry: Decision) -> str:
    seats = f" ({words.number(entry.seat_count)} seats)" if entry.seat_count is not None else ""
    return f"{VERDICTS[entry.verdict]}{seats}"


def _dollars(usd: Decimal) -> str:
    return f"${usd:,.2f}"
