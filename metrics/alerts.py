"""What needs somebody's attention now? A few rules, each read off figures that a page shows as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from data_layer.records.kinds import State
from metrics.definition import Result, Status
from metrics.policy import Policy
from metrics.renewals import Due, Renewal
from metrics.source_lag import STALE
from metrics.sunset_clock import written
from metrics.sunset_register import Line
from metrics.sunset_rule import Judgment

_VERDICTS = (Status.MET, Status.NOT_MET, Status.INCONCLUSIVE)
Row = Mapping[str, object]


class Rule(StrEnum):
    """Why somebody should look. Each has its page, and the entry of the policy that sets its limit."""

    BUY_IN = "Staff buy-in"
    DORMANCY = "Dormant seats"
    RENEWAL = "Renewal"
    FEED = "Missing data"
    SUNSET = "Little used by teachers"


@dataclass(frozen=True)
class Alert:
    """`subject`: a tool, a source or a quarter. `since`: a day that an earlier alert on it does not have.

    By these and the rule an alert is known again, so that nobody is told of an old one as of a new one.
    """

    rule: Rule
    subject: str
    since: date
    told: str


def of_buy_in(result: Result) -> Iterator[Alert]:
    """By quarter: the verdict of the last two quarters with a survey is not the same."""
    held = [row for row in _rows(result) if row["status"] in _VERDICTS]
    for before, last in list(pairwise(held))[-1:]:
        if before["status"] != last["status"]:
            yield Alert(
                Rule.BUY_IN,
                str(last["quarter"]),
                last["period_start"],
                f"Staff buy-in: the target was {before['status']} in {before['quarter']}. In {last['quarter']} "
                f"{_share(last, 'who answered')} find the technology useful: {last['status']}.",
            )


def of_dormancy(result: Result, policy: Policy) -> Iterator[Alert]:
    """By tool: more of its seats lie dormant than the alarm's share."""
    for row in _rows(result):
        if row["status"] == Status.NOT_MET:
            yield Alert(
                Rule.DORMANCY,
                str(row["tool"]),
                result.scope.period_start,
                f"{row['tool']}: {_share(row, 'seats')} lie dormant; more than "
                f"{policy['dormancy.alarm_share']:.0%} is an alarm.",
            )


def of_renewals(found: Iterable[Renewal], *, as_of: date, policy: Policy) -> Iterator[Alert]:
    """Nobody has decided on a contract, and so few days are left to give notice, or none."""
    for renewal in found:
        left = (renewal.notice_on - as_of).days
        if renewal.due(as_of) is Due.DECIDED or renewal.ends_on < as_of or left > policy["alerts.notice_within"]:
            continue
        until = written(renewal.notice_on)
        when = f"notice is possible until {until}" if left >= 0 else f"the time to give notice ended on {until}"
        told = (
            f"{renewal.tool}: nobody has decided on the contract that ends on {written(renewal.ends_on)}, and {when}."
        )
        yield Alert(Rule.RENEWAL, renewal.tool, renewal.ends_on, told)


def of_feeds(result: Result) -> Iterator[Alert]:
    """By source: no entry for more school days than the policy allows."""
    for row in _rows(result):
        if row["freshness"] == STALE:
            days = int(row["numerator"])
            told = f"{row['source']}: nothing since {written(row['last_on'])}, which is {days} school days ago."
            yield Alert(Rule.FEED, str(row["source"]), row["last_on"], told)


def of_sunsets(register: Iterable[Line]) -> Iterator[Alert]:
    """Fewer teachers used a tool than the rule asks, and nobody has acted on it or excused it."""
    for line in register:
        judged = line.judged
        if judged.judgment is Judgment.FLAG and line.state is State.ACTIVE and line.exemption is None:
            told = f"{line.tool}: {_share(judged.row, 'teachers')} used it in {judged.semester}. It is to be flagged."
            yield Alert(Rule.SUNSET, line.tool, judged.due_on, told)


def _rows(result: Result) -> list[Row]:
    return result.frame.to_dict("records")


def _share(row: Row, of_what: str) -> str:
    return f"{row['numerator']:,.0f} of {row['denominator']:,.0f} {of_what}, {row['value']:.0%},"
