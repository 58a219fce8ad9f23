"""What the monthly page says: the month in a sentence, and how far it has come."""

from __future__ import annotations

import pandas as pd

from metrics.definition import Metric, Result, Status
from metrics.periods import Period, Progress
from pages.parts import words, work_words


def standing(month: Period, progress: Progress) -> str:
    """The month by its name; while it is running, with how much of it is in the data."""
    if not progress.is_partial:
        return f"{month.label} ({_school_days(progress.day_count)})"
    return f"{month.label} to date ({progress.day_count} of {progress.planned_day_count} school days)"


def too_short(month: Period, progress: Progress, needs: float) -> str:
    """Why a month of few school days has no figures of its own."""
    has = _school_days(progress.planned_day_count)
    return (
        f"**Insufficient instructional days.** {month.label} has {has}, and a month needs {needs:g} to stand for "
        "itself. Its days are part of the quarter and the school year on the other pages."
    )


def answer(use: pd.Series, logins: pd.Series, work: pd.Series, *, metric: Metric) -> str:
    """The month in a sentence: how often students came, and what they handed in where that is known."""
    if logins["status"] == Status.HIDDEN:
        return "Too few people are enrolled here to show how often they log in."
    if not words.is_number(logins["value"]):
        return "How often anybody logged in was not measured: no log covers this month, or nobody is enrolled."
    often = f"Students logged in **{words.figure(logins, metric)} times** a school day"
    used = f" and used something on **{words.share(use)}** of their school days" if _is_known(use) else ""
    handed_in = f" {work_words.answer(work)}" if _is_known(work) else ""
    return f"{often}{used}.{handed_in}"


def by_subject(result: Result) -> str:
    """In the courses of which subject there are most visits, and fewest: of those with any."""
    known = result.frame[result.frame["value"].notna() & (result.frame["value"] > 0)]
    if known.empty:
        return "Visits to courses by subject: none can be shown"
    most, least = (known.loc[known["value"].agg(pick)] for pick in ("idxmax", "idxmin"))
    told = [f"{words.group('subject', row['subject'])} ({words.figure(row, result.metric)})" for row in (most, least)]
    return f"Most visits to courses in {told[0]}" + (f", fewest in {told[1]}" if len(known) > 1 else "")


def _school_days(count: int) -> str:
    return "1 school day" if count == 1 else f"{count} school days"


def _is_known(row: pd.Series) -> bool:
    return words.is_number(row["value"]) or isinstance(row.get("told_as"), str)
