"""Counts what the staff said from the survey files in plain Python, as the README defines it."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

from tests.sample_data.counting import Figure, Question
from tests.sample_data.exports import STUDENT, Answer

FAVORABLE, ITEMS_NEEDED = 5, 5
ANSWERS_NEEDED, RATE_NEEDED, TARGET = 10, Fraction(1, 2), Fraction(85, 100)
Z = 1.959964


def _eligible(asked: Question) -> set[str]:
    """Staff at home at these schools on the quarter's last day, or on as-of while it runs."""
    stays = (stay for stay in asked.home_stays() if stay.role != STUDENT)
    return {stay.person for stay in stays if stay.holds(asked.last_day)}


def _counted(asked: Question, construct: str = "usefulness") -> list[tuple[int, ...]]:
    """The scores of each eligible person's latest answer that has enough usefulness items."""
    eligible, latest = _eligible(asked), {}
    for answer in sorted(_given(asked), key=lambda answer: answer.submitted_at):
        if answer.person in eligible and len(answer.usefulness) >= ITEMS_NEEDED:
            latest[answer.person] = getattr(answer, construct)
    return list(latest.values())


def _given(asked: Question) -> list[Answer]:
    return [answer for answer in asked.exports.answers if asked.has(answer.submitted_at.date())]


def staff_buy_in(asked: Question) -> Figure:
    answers, eligible = _counted(asked), len(_eligible(asked))
    favorable = sum(_is_favorable(scores) for scores in answers)
    status = _verdict(favorable, len(answers), eligible)
    return {"numerator": favorable, "denominator": len(answers), "eligible": eligible, "status": status}


def _is_favorable(scores: tuple[int, ...]) -> bool:
    return sum(scores) >= FAVORABLE * len(scores)


def _verdict(favorable: int, answered: int, eligible: int) -> str:
    """What no missing answer could change; else Wilson's interval with the finite population correction."""
    if not answered:
        return "not measured"
    if favorable >= TARGET * eligible:
        return "met"
    if favorable + eligible - answered < TARGET * eligible:
        return "not met"
    if answered < ANSWERS_NEEDED or answered < RATE_NEEDED * eligible:
        return "inconclusive"
    lower, upper = _wilson(favorable / answered, answered * (eligible - 1) / (eligible - answered))
    return "met" if lower >= TARGET else "not met" if upper < TARGET else "inconclusive"


def _wilson(share: float, size: float) -> tuple[float, float]:
    center = (share + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z * sqrt(share * (1 - share) / size + Z**2 / (4 * size**2)) / (1 + Z**2 / size)
    return center - half, center + half


def survey_response_rate(asked: Question) -> Figure:
    return {"numerator": len(_counted(asked)), "denominator": len(_eligible(asked))}


def perceived_ease_of_use(asked: Question) -> Figure:
    answers = [scores for scores in _counted(asked, "ease") if len(scores) >= ITEMS_NEEDED]
    return {"numerator": sum(_is_favorable(scores) for scores in answers), "denominator": len(answers)}


def survey_rows(asked: Question) -> Figure:
    """Every row of the survey files by these schools' staff, counted or not."""
    eligible = _eligible(asked)
    return {"value": sum(answer.person in eligible for answer in _given(asked))}


COUNTS = {count.__name__: count for count in (staff_buy_in, survey_response_rate, perceived_ease_of_use, survey_rows)}
