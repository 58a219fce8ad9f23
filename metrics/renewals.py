"""By when must each contract be decided on, what does it cost over its term, and what is wrong with the list?

All rules are on whole days and whole cents; `ends_on` is a term's last day, itself included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from metrics.cents import to_cents
from metrics.licenses import holds
from metrics.policy import Policy
from metrics.savings import DAYS_OF_A_YEAR

_ONE_DAY = timedelta(days=1)


class Due(StrEnum):
    """How a decision stands on a day."""

    OPEN = "to be decided"
    OVERDUE = "overdue"  # the district's own deadline is over, and the contract's notice is not
    TOO_LATE = "notice period over"
    DECIDED = "decided"


@dataclass(frozen=True)
class Line:
    """One contract line, or one fee beside the contracts, which has a label. `place` None: the whole district."""

    tool: str
    starts_on: date | None
    ends_on: date | None
    annual_cost_usd: Decimal | None
    seat_count: int | None = None  # None: a site license, or a fee
    notice_days: int | None = None
    place: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Renewal:
    """The lines of one tool that end on one day, with the fees beside them, and the days that follow from it."""

    tool: str
    ends_on: date
    lines: tuple[Line, ...]
    fees: tuple[Line, ...]
    notice_on: date
    decide_by: date
    evidence_on: date
    is_decided: bool = False

    @property
    def starts_on(self) -> date:
        return min(line.starts_on for line in self.lines)

    @property
    def seat_count(self) -> int | None:
        """The seats of all lines; None where one of them is a site license."""
        counts = [line.seat_count for line in self.lines]
        return None if None in counts else sum(counts)

    @property
    def annual_cost_usd(self) -> Decimal | None:
        """A year of all lines and fees; None where one of them gives no cost."""
        costs = [line.annual_cost_usd for line in (*self.lines, *self.fees)]
        return None if None in costs else sum(costs, Decimal())

    def due(self, as_of: date) -> Due:
        """The deadline's own day still counts, and so does the last day of notice."""
        if self.is_decided:
            return Due.DECIDED
        if as_of <= self.decide_by:
            return Due.OPEN
        return Due.OVERDUE if as_of <= self.notice_on else Due.TOO_LATE

    def term_cents(self, line: Line) -> int | None:
        """What a line costs from its first day in this term to its last."""
        if line.annual_cost_usd is None:
            return None
        first = max(line.starts_on, self.starts_on)
        return term_cents(line.annual_cost_usd, first, min(line.ends_on or self.ends_on, self.ends_on))


def renewals(
    lines: Iterable[Line],
    fees: Sequence[Line],
    *,
    as_of: date,
    policy: Policy,
    settled: frozenset[tuple[str, date]] = frozenset(),
) -> list[Renewal]:
    """What ends on as-of or later and has no contract after it, the next decision first.

    `settled`: the tools with the ends of contracts on which somebody has decided.
    """
    known = [line for line in lines if is_sound(line)]
    ending: dict[tuple[str, date], list[Line]] = {}
    for line in known:
        if line.ends_on >= as_of and not _is_followed(line, known):
            ending.setdefault((line.tool, line.ends_on), []).append(line)
    found = [_renewal(tool, ends_on, lines, fees, policy) for (tool, ends_on), lines in ending.items()]
    found = [replace(each, is_decided=(each.tool, each.ends_on) in settled) for each in found]
    return sorted(found, key=lambda each: (each.decide_by, each.tool.casefold()))


def _renewal(tool: str, ends_on: date, lines: list[Line], fees: Sequence[Line], policy: Policy) -> Renewal:
    """Of lines that end together the longest notice holds for all."""
    notice_on = ends_on - timedelta(days=max(line.notice_days or 0 for line in lines))
    return Renewal(
        tool,
        ends_on,
        tuple(lines),
        tuple(fee for fee in fees if fee.tool == tool and is_sound(fee, is_open=True) and holds(fee, ends_on)),
        notice_on=notice_on,
        decide_by=notice_on - timedelta(days=int(policy["renewals.lead"])),
        evidence_on=ends_on - timedelta(days=int(policy["renewals.evidence"])),
    )


def is_sound(line: Line, *, is_open: bool = False) -> bool:
    """Whether a line has both ends in their order; a fee may be open."""
    if line.starts_on is None or line.ends_on is None:
        return is_open and line.starts_on is not None
    return line.starts_on <= line.ends_on


def _is_followed(line: Line, known: Iterable[Line]) -> bool:
    return any(is_same_place(line, other) and other.starts_on > line.ends_on for other in known)


def is_same_place(line: Line, other: Line) -> bool:
    return (line.tool, line.place) == (other.tool, other.place)


def term_cents(annual_cost_usd: Decimal, starts_on: date, ends_on: date) -> int:
    """Whole years at the yearly price, the rest by days of 365; rounded once."""
    end, years = ends_on + _ONE_DAY, 0
    while _anniversary(starts_on, years + 1) <= end:
        years += 1
    days = max((end - _anniversary(starts_on, years)).days, 0)
    return to_cents(annual_cost_usd * years + annual_cost_usd * days / DAYS_OF_A_YEAR)


def _anniversary(day: date, years: int) -> date:
    """The same day so many years later; February 29 becomes March 1."""
    year = day.year + years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a tool's lines. `days`: those that the words name."""

    kind: str  # backwards, endless, overlap, no cost, no notice
    tool: str
    days: tuple[date, ...] = ()


def problems(lines: Sequence[Line]) -> list[Problem]:
    """Each thing that somebody should mend in the license list, once."""
    return list(dict.fromkeys([*(found for line in lines for found in _of_line(line)), *_overlaps(lines)]))


def _of_line(line: Line) -> Iterator[Problem]:
    if line.starts_on is None or line.ends_on is None:
        yield Problem("endless", line.tool)
    elif line.ends_on < line.starts_on:
        yield Problem("backwards", line.tool, (line.starts_on, line.ends_on))
    if line.annual_cost_usd is None:
        yield Problem("no cost", line.tool)
    if line.notice_days is None and line.label is None:
        yield Problem("no notice", line.tool)


def _overlaps(lines: Sequence[Line]) -> Iterator[Problem]:
    """Two terms at one place on the same days. Lines that end together are meant to: seats were added."""
    sound = [line for line in lines if is_sound(line)]
    for one, other in combinations(sound, 2):
        is_one_place = one.tool == other.tool and (one.place == other.place or None in (one.place, other.place))
        first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
        if is_one_place and first <= last and one.ends_on != other.ends_on:
            yield Problem("overlap", one.tool, (first, last))
