"""What should be done about a tool? The first rule of a table that holds; its name is shown with what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from data_layer.records.kinds import State
from metrics.definition import Status
from metrics.policy import Policy
from metrics.statistics import exactly

POLICY = (
    "portfolio.hardly_used",
    "dormancy.alarm_share",
    "sunset.teacher_utilization",
    "buy_in.target",
    "portfolio.coach_below",
    "portfolio.trend_months",
    "portfolio.trend_step",
)
Share = tuple[int, int]  # so many of so many, kept whole so that a threshold is compared exactly


class Recommendation(StrEnum):
    """What to do when the contract comes up."""

    RENEW = "renew"
    RIGHT_SIZE = "right-size"
    COACH = "coach"
    REVIEW = "review"
    DROP = "drop"


class Trend(StrEnum):
    """Where the use of a tool is going."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Evidence:
    """What is known of a tool. Statuses are None where nobody asked; `use` is None where it is unknown or hidden."""

    state: State = State.ACTIVE
    is_exempt: bool = False
    has_contract: bool = True
    has_open_review: bool = False
    has_failed_point: bool = False
    use: Share | None = None
    is_hidden: bool = False
    is_over_alarm: bool = False
    teachers: Status | None = None
    buy_in: Status | None = None
    trend: Trend = Trend.NOT_MEASURED


@dataclass(frozen=True)
class Rule:
    """One line of the table: when it holds, and what it recommends."""

    name: str
    recommendation: Recommendation
    holds: Callable[[Evidence, Policy], bool]


def _is_used_less_than(found: Evidence, share: float) -> bool:
    return found.use is not None and found.use[0] < exactly(share) * found.use[1]


def _is_hardly_used(found: Evidence, policy: Policy) -> bool:
    is_idle = _is_used_less_than(found, policy["portfolio.hardly_used"]) and found.teachers is Status.NOT_MET
    return is_idle and not found.is_exempt


RULES = (
    Rule("it was removed", Recommendation.DROP, lambda it, _: it.state == State.REMOVED),
    Rule("it is on its way out in the sunset register", Recommendation.DROP, lambda it, _: it.state != State.ACTIVE),
    Rule("hardly used, and by too few of its teachers", Recommendation.DROP, _is_hardly_used),
    Rule("an incident waits for its review", Recommendation.REVIEW, lambda it, _: it.has_open_review),
    Rule("a point of its checklist failed or expired", Recommendation.REVIEW, lambda it, _: it.has_failed_point),
    Rule("no contract is in force", Recommendation.REVIEW, lambda it, _: not it.has_contract),
    Rule("too few people to judge by figures", Recommendation.REVIEW, lambda it, _: it.is_hidden),
    Rule("its use is not known", Recommendation.REVIEW, lambda it, _: it.use is None),
    Rule("more seats unused than the alarm allows", Recommendation.RIGHT_SIZE, lambda it, _: it.is_over_alarm),
    Rule(
        "too few of its teachers use it",
        Recommendation.COACH,
        lambda it, _: it.teachers is Status.NOT_MET and not it.is_exempt,
    ),
    Rule("staff buy-in misses the target", Recommendation.COACH, lambda it, _: it.buy_in is Status.NOT_MET),
    Rule(
        "fewer use it than should",
        Recommendation.COACH,
        lambda it, policy: _is_used_less_than(it, policy["portfolio.coach_below"]),
    ),
    Rule("its use is falling", Recommendation.COACH, lambda it, _: it.trend is Trend.FALLING),
    Rule("it is used, and nothing speaks against it", Recommendation.RENEW, lambda _, __: True),
)


def recommend(found: Evidence, policy: Policy) -> Rule:
    """The first rule that holds; the last one always does."""
    return next(rule for rule in RULES if rule.holds(found, policy))


def trend(months: Sequence[Share], policy: Policy) -> Trend:
    """The last whole months against as many before them; exactly the step counts as a move."""
    count = int(policy["portfolio.trend_months"])
    known = [month for month in months if month[1]]
    if count == 0 or len(known) < 2 * count:
        return Trend.NOT_MEASURED
    moved = _pooled(known[-count:]) - _pooled(known[-2 * count : -count])
    if abs(moved) < exactly(policy["portfolio.trend_step"]):
        return Trend.STEADY
    return Trend.RISING if moved > 0 else Trend.FALLING


def _pooled(months: Sequence[Share]) -> Fraction:
    return Fraction(sum(part for part, _ in months), sum(whole for _, whole in months))
