"""What the page on work handed in says: the share, how much was on time, and how it lies beside work on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import polars as pl

from data_layer.records.entries import PaperBaseline
from data_layer.records.kinds import Work
from metrics.definition import Status
from metrics.paper_baseline import Compared
from pages.parts import words

KINDS = {
    Work.ASSIGNMENT: "Assignments",
    Work.QUIZ: "Quizzes",
    Work.DISCUSSION: "Discussions",
    Work.QUESTION: "Questions",
}
_DISTRICT = "whole district"


def answer(row: pd.Series) -> str:
    """The page's question in one sentence."""
    if row["status"] == Status.HIDDEN:
        return "Too few students to show what they handed in."
    pieces = f"{words.counted(row)} pieces"
    on_time = f", {words.percent(row['on_time_rate'])} on time" if words.is_number(row["on_time_rate"]) else ""
    return f"**{words.percent(row['value'])}** of the work that was due was handed in ({pieces}){on_time}."


def work(entry: PaperBaseline, schools: Mapping[str, str]) -> str:
    """Which work a baseline is about."""
    place = schools.get(entry.school, entry.school) if entry.school else _DISTRICT
    grade = f", {words.GRADES[entry.grade_level]}" if entry.grade_level in words.GRADES else ""
    return f"{KINDS[entry.assignment_type]} in {entry.subject}, {place}{grade}"


def compared(found: Compared, schools: Mapping[str, str]) -> str:
    """One baseline in a sentence: both shares, how far they lie apart, and whether that is more than chance."""
    entry = found.baseline
    paper = (
        f"on paper {words.percent(found.paper_rate)} ({words.number(entry.collected_count)} of "
        f"{words.number(entry.expected_count)} pieces, {words.span(entry.starts_on, entry.ends_on)})"
    )
    if found.why_not:
        return f"**{work(entry, schools)}:** not compared, because of this: {found.why_not}."
    part, whole = found.online
    online = f"online {words.percent(part / whole)} ({words.number(part)} of {words.number(whole)} pieces)"
    return f"**{work(entry, schools)}:** {online}, {paper}. {_difference(found)}"


def _difference(found: Compared) -> str:
    low, high = found.interval
    between = f"somewhere from {_signed(low)} to {_signed(high)} points"
    if low <= 0 <= high:
        return f"No difference can be told: {between}."
    side = "more" if low > 0 else "less"
    return f"**{words.points(found.difference)} {side} online**, {between}."


def _signed(difference: float) -> str:
    return f"{difference * 100:+.1f}"


def counted_by(entry: PaperBaseline) -> str:
    return f"{entry.signed_by}, {words.short_day(entry.counted_on)}"


def table(found: Iterable[Compared], schools: Mapping[str, str], *, with_names: bool) -> pl.DataFrame:
    """One row for each baseline."""
    rows = [_row(each, schools) | ({"Counted by": counted_by(each.baseline)} if with_names else {}) for each in found]
    return pl.DataFrame(rows, infer_schema_length=None)


def _row(found: Compared, schools: Mapping[str, str]) -> dict[str, object]:
    entry = found.baseline
    is_small = found.why_not == "too few students to show"
    return {
        "Work": work(entry, schools),
        "On paper": None if is_small else found.paper_rate,
        "Online": found.online[0] / found.online[1] if found.online else None,
        "Difference in points": None if found.difference is None else round(found.difference * 100, 1),
        "From": found.interval and round(found.interval.lower * 100, 1),
        "To": found.interval and round(found.interval.upper * 100, 1),
        "Not compared because": found.why_not,
    }
