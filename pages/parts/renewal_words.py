"""What the page on renewals says: by when what must be decided, what it costs, and what is wrong with the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from data_layer.records.entries import Decision
from metrics.decisions import Key
from metrics.renewals import Due, Line, Problem, Renewal
from metrics.right_sizing import Engaged, Resized
from pages.parts import decision_words, words

_NAMED = 4  # contracts that a sentence names before it only counts
_DUES = {
    Due.OPEN: (":material/event:", "To be decided"),
    Due.OVERDUE: (":material/warning:", "Overdue: notice is still possible"),
    Due.TOO_LATE: (":material/cancel:", "Notice period over"),
    Due.DECIDED: (":material/check_circle:", "Decided"),
}
_SAID = {
    "backwards": "{tool}: a contract ends ({1}) before it starts ({0}), so it is left out here. Correct its dates "
    "in the license list, and import it again.",
    "endless": "{tool}: a contract has no first or no last day, so nobody can say when it renews. Add it in the "
    "license list, and import it again.",
    "overlap": "{tool}: two contracts overlap from {0} to {1}, so that these days are paid for twice. Ask the vendor "
    "for a credit, or correct the license list.",
    "no cost": "{tool}: the license list gives a contract no cost, so its dollars are not known. Add the annual cost.",
    "no notice": "{tool}: the license list gives a contract no notice period, so that 0 days are counted. Look it up "
    "in the contract.",
}


def answer(found: Sequence[Renewal], *, as_of: date) -> str:
    """The page's question in one sentence: what is overdue, and what comes next."""
    overdue = [each.tool for each in found if each.due(as_of) is Due.OVERDUE]
    coming = [each for each in found if each.due(as_of) is Due.OPEN]
    late = sum(each.due(as_of) is Due.TOO_LATE for each in found)
    decided = sum(each.due(as_of) is Due.DECIDED for each in found)
    told = []
    if overdue:
        told.append(f"**{_decisions(len(overdue))} overdue** while notice is still possible ({_listed(overdue)})")
    if late:
        told.append(f"for {_contracts(late)} the notice period is over")
    if coming:
        told.append(f"the next decision is {coming[0].tool}, by **{words.day(coming[0].decide_by)}**")
    if decided:
        told.append(f"{_contracts(decided)} {'is' if decided == 1 else 'are'} decided on")
    return f"{words.sentence_case('; '.join(told) or 'no contract runs that would have to be renewed')}."


def _decisions(count: int) -> str:
    return "1 decision is" if count == 1 else f"{count} decisions are"


def _contracts(count: int) -> str:
    return "1 contract" if count == 1 else f"{count} contracts"


def _listed(names: list[str]) -> str:
    return words.listed([*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])])


def problem(found: Problem) -> str:
    return _SAID[found.kind].format(*map(words.day, found.days), tool=found.tool)


def name(tool: str, ends_on: date) -> str:
    """By what one renewal is chosen, and stands in the address."""
    return f"{tool}, ends {words.short_day(ends_on)}"


def title(renewal: Renewal, *, as_of: date) -> str:
    icon, due = _DUES[renewal.due(as_of)]
    return f"{icon} {renewal.tool}: {due.lower()}"


def table(found: Iterable[Renewal], decided: Mapping[Key, Decision] | None, *, as_of: date) -> pl.DataFrame:
    """One row for each contract's end, with what was decided on it; None: who reads may not read that."""
    rows = [
        _row(each, as_of=as_of)
        | ({} if decided is None else {"Decided": decision_words.brief(decided.get((each.tool, each.ends_on)))})
        for each in found
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _row(renewal: Renewal, *, as_of: date) -> dict[str, object]:
    return {
        "Tool": renewal.tool,
        "Decide by": renewal.decide_by,
        "State": _DUES[renewal.due(as_of)][1],
        "Notice until": renewal.notice_on,
        "Ends": renewal.ends_on,
        "Seats": renewal.seat_count,
        "A year": None if renewal.annual_cost_usd is None else float(renewal.annual_cost_usd),
        "Lines": len(renewal.lines) + len(renewal.fees),
    }


def lines_table(renewal: Renewal) -> pl.DataFrame:
    """Every line and fee of one renewal, and their sum."""
    every = (*renewal.lines, *renewal.fees)
    rows = [_line(renewal, line) for line in every]
    terms = [renewal.term_cents(line) for line in every]
    total = {
        "Line": "Total",
        "Seats": renewal.seat_count,
        "From": renewal.starts_on,
        "To": renewal.ends_on,
        "A year": _dollars(renewal.annual_cost_usd),
        "This term": None if None in terms else _dollars(Decimal(sum(terms)) / 100),
    }
    return pl.DataFrame([*rows, total], infer_schema_length=None)


def _line(renewal: Renewal, line: Line) -> dict[str, object]:
    cents = renewal.term_cents(line)
    return {
        "Line": line.label or (f"Contract, {line.place}" if line.place else "Contract, whole district"),
        "Seats": line.seat_count,
        "From": line.starts_on,
        "To": line.ends_on,
        "A year": _dollars(line.annual_cost_usd),
        "This term": None if cents is None else _dollars(Decimal(cents) / 100),
    }


def _dollars(usd: Decimal | None) -> str | None:
    return None if usd is None else f"${usd:,.2f}"


def evidence(found: Engaged, renewal: Renewal, *, day: date) -> str:
    """Who uses it, on which day that was looked at, and whether that can still change."""
    frozen = "" if day >= renewal.evidence_on else f" It is frozen on {words.day(renewal.evidence_on)}."
    if found.count is None:
        return f"As of {words.day(day)}: {found.why}.{frozen}"
    count = words.number(found.count)
    if renewal.seat_count is None:
        who = "1 person uses it" if found.count == 1 else f"{count} people use it"
    else:
        who = f"{count} of {words.number(renewal.seat_count)} seats in use"
    return f"As of {words.day(day)}: **{who}**.{frozen}{_overage(found.count, renewal.seat_count)}"


def _overage(count: int, bought: int | None) -> str:
    if bought is None or count <= bought:
        return ""
    return f" These are {words.number(count - bought)} more than were bought: ask the vendor what it charges for them."


def resized(found: Resized, renewal: Renewal) -> str:
    """What so many seats cost, and what that saves."""
    cost = _dollars(Decimal(found.cents) / 100)
    change = _dollars(Decimal(abs(found.saved_cents)) / 100)
    told = f"{change} less" if found.saved_cents > 0 else f"{change} more" if found.saved_cents else "as much as"
    return (
        f"{words.number(found.seat_count)} seats cost **{cost}** a year at the price of a seat today, **{told}** "
        f"{'than' if found.saved_cents else ''} the {words.number(renewal.seat_count)} of now."
    ).replace("**  the", "** the")
