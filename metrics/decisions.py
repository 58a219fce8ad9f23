"""What was decided about a tool, and what has that saved since, to the cent?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data_layer.records.entries import Decision
from data_layer.records.kinds import Verdict
from metrics.cents import to_cents
from metrics.renewals import Line, Renewal, is_same_place, is_sound
from metrics.right_sizing import resized
from metrics.savings import DAYS_OF_A_YEAR

_ONE_DAY = timedelta(days=1)
_SMALLER = (Verdict.DROP, Verdict.RENEW_FEWER)
Key = tuple[str, date]


@dataclass(frozen=True)
class Saved:
    """`cents` since the contract ended, below zero where it costs more now. Without it, `why` nothing can be said."""

    cents: int | None
    why: str | None = None


def of_contracts(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """The newest decision on each contract's end."""
    return {(each.tool, each.contract_ends_on): each for each in decisions if each.contract_ends_on is not None}


def settled(decisions: Mapping[Key, Decision]) -> frozenset[Key]:
    """The contracts that need no more deciding; to wait is no decision on a contract."""
    return frozenset(key for key, decision in decisions.items() if decision.verdict is not Verdict.WAIT)


def standing(decisions: Sequence[Decision], tool: str, *, ends_on: date | None) -> Decision | None:
    """The one that counts for a tool now: that on its running contract, else one on no contract in particular.

    Where no contract runs, it is the newest of all.
    """
    mine = [each for each in decisions if each.tool == tool]
    if ends_on is not None:
        mine = sorted(
            (each for each in mine if each.contract_ends_on in (ends_on, None)),
            key=lambda each: (each.contract_ends_on is not None, each.signed_on),
        )
    return mine[-1] if mine else None


def meant_to_save(renewal: Renewal, verdict: Verdict, seat_count: int | None) -> int | None:
    """Cents a year: all of it for a dropped tool, the seats given back for a smaller one; else nothing is meant."""
    if verdict is Verdict.DROP and renewal.annual_cost_usd is not None:
        return to_cents(renewal.annual_cost_usd)
    if verdict is Verdict.RENEW_FEWER and seat_count is not None:
        smaller = resized(renewal, seat_count)
        return smaller.saved_cents if smaller else None
    return None


def saved(decision: Decision, lines: Sequence[Line], fees: Sequence[Line], *, as_of: date) -> Saved:
    """What the contract would have cost since its end, less what came after it in its place."""
    end = decision.contract_ends_on
    if decision.verdict not in _SMALLER or end is None:
        return Saved(None)
    if as_of <= end:
        return Saved(None, "the contract still runs")
    mine = [line for line in (*lines, *fees) if line.tool == decision.tool]
    before = [line for line in mine if line.ends_on == end and is_sound(line, is_open=True)]
    after = list(_after(mine, before, end))
    if not before:
        return Saved(None, "the license list does not have the contract any more")
    if decision.verdict is Verdict.RENEW_FEWER and all(line.label for line in after):
        return Saved(None, "the license list does not have the new contract yet")
    if any(line.annual_cost_usd is None for line in (*before, *after)):
        return Saved(None, "a contract says no cost")
    return Saved(
        sum(_cents(line, end + _ONE_DAY, as_of) for line in before)
        - sum(_cents(line, max(line.starts_on, end + _ONE_DAY), min(line.ends_on or as_of, as_of)) for line in after)
    )


def _after(mine: Sequence[Line], before: Sequence[Line], end: date) -> Iterator[Line]:
    """What began after the end at a place of the contract."""
    for line in mine:
        is_there = any(is_same_place(line, each) for each in before)
        if is_sound(line, is_open=True) and is_there and line.starts_on > end:
            yield line


def _cents(line: Line, first: date, last: date) -> int:
    """A line's yearly price for these days, both included."""
    return to_cents(line.annual_cost_usd * max((last - first).days + 1, 0) / DAYS_OF_A_YEAR)
