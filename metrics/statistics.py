"""The intervals and estimates behind the figures, each by the kept library that has it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

_HALF = 0.5 + 1e-12  # products of fractions land a hair beside one half


class Interval(NamedTuple):
    lower: float
    upper: float


class Verdict(StrEnum):
    """What a share of a known population says about its target."""

    MET_FOR_CERTAIN = "met for certain"
    NOT_MET_FOR_CERTAIN = "not met for certain"
    MET = "met"
    NOT_MET = "not met"
    INCONCLUSIVE = "inconclusive"
    NOT_MEASURED = "not measured"
    OVERDUE = "overdue"


def exactly(share: float) -> Fraction:
    """A share as it was written down: 0.85 is 85 of 100, and not the binary number nearest to it."""
    return Fraction(str(share))


def wilson(count: int, total: int, *, confidence: float, population: int | None = None) -> Interval | None:
    """Wilson's score interval of count / total; narrower where `total` was drawn from a known population.

    The correction puts n (N - 1) / (N - n) for n (Kish's effective size). Asking everybody leaves nothing to
    estimate, so that the interval is the point itself. None where nobody was asked.
    """
    if total == 0:
        return None
    share, effective = count / total, float(total)
    if population is not None:
        if population <= total:
            return Interval(share, share)
        effective = total * (population - 1) / (population - total)
    lower, upper = proportion_confint(share * effective, effective, alpha=1 - confidence, method="wilson")
    return Interval(float(lower), float(upper))


def certain_bounds(count: int, total: int, population: int) -> tuple[Fraction, Fraction]:
    """The least and the greatest share of the population, whatever those who did not answer would have said.

    Where more answers than people came in, the surplus may stand on either side.
    """
    surplus, silent = max(0, total - population), max(0, population - total)
    least, greatest = max(0, count - surplus), min(population, count + silent)
    return Fraction(least, population), Fraction(greatest, population)


def share_verdict(
    count: int,
    total: int,
    population: int,
    *,
    target: float,
    confidence: float,
    total_needed: int,
    response_rate_needed: float,
) -> Verdict:
    """Whether a share of a population meets its target: first what is certain, then what the interval says."""
    if total == 0 or population == 0:
        return Verdict.NOT_MEASURED
    least, greatest = certain_bounds(count, total, population)
    if least >= exactly(target):
        return Verdict.MET_FOR_CERTAIN
    if greatest < exactly(target):
        return Verdict.NOT_MET_FOR_CERTAIN
    too_few = total < total_needed or total < exactly(response_rate_needed) * population
    if too_few or total > population:
        return Verdict.INCONCLUSIVE
    interval = wilson(count, total, confidence=confidence, population=population)
    if interval.lower >= target:
        return Verdict.MET
    return Verdict.NOT_MET if interval.upper < target else Verdict.INCONCLUSIVE


def newcombe(count: int, total: int, other_count: int, other_total: int, *, confidence: float) -> Interval | None:
    """Interval of the difference of two independent shares: Newcombe's hybrid score, his method 10."""
    if total == 0 or other_total == 0:
        return None
    bounds = confint_proportions_2indep(
        count, total, other_count, other_total, method="newcomb", compare="diff", alpha=1 - confidence
    )
    return Interval(*(float(bound) for bound in bounds))


class Survival(NamedTuple):
    """The share still without the event after each time at which an event was seen."""

    times: np.ndarray
    shares: np.ndarray

    @property
    def median(self) -> float | None:
        """The first time by which half had the event; None while more than half are still without it."""
        reached = np.flatnonzero(self.shares <= _HALF)
        return float(self.times[reached[0]]) if len(reached) else None


def survival(
    durations: Sequence[float], has_event: Sequence[bool], people_count: Sequence[int] | None = None
) -> Survival | None:
    """Kaplan and Meier's estimate. `people_count` says how many people a row stands for; None when there are none."""
    if len(durations) == 0:
        return None
    curve = SurvfuncRight(np.asarray(durations), np.asarray(has_event, dtype=int), freq_weights=people_count)
    return Survival(np.asarray(curve.surv_times), np.asarray(curve.surv_prob))


def log_rank(durations: Sequence[float], has_event: Sequence[bool], group: Sequence[object]) -> tuple[float, float]:
    """Chi-squared and p-value of the hypothesis that the groups reach the event alike."""
    chi_squared, p_value = survdiff(np.asarray(durations), np.asarray(has_event, dtype=int), np.asarray(group))
    return float(chi_squared), float(p_value)
