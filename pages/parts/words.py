"""How a number, a day, a group and a verdict are written, so that the same thing reads the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pandas as pd

from metrics.definition import Metric, Status

ROLES = {"student": "Students", "teacher": "Teachers", "staff": "Other staff"}
GRADES = {"PK": "Pre-K", "KG": "Kindergarten", **{f"{n:02d}": f"Grade {n}" for n in range(1, 13)}}
HIDDEN = "too few to show"
NOT_MEASURED = "not measured"
# An icon and a word for each verdict: never a color alone.
VERDICTS = {
    Status.MET: (":material/check_circle:", "Met"),
    Status.NOT_MET: (":material/cancel:", "Not met"),
    Status.INCONCLUSIVE: (":material/help:", "Too close to call"),
    Status.NOT_MEASURED: (":material/remove_circle:", "Not measured"),
    Status.HIDDEN: (":material/visibility_off:", "Too few to show"),
}


def is_number(value: object) -> bool:
    return value is not None and not pd.isna(value)


def number(value: float) -> str:
    return f"{round(value):,}"


def percent(value: float, *, beside: float | None = None) -> str:
    """A rate with one decimal. Beside a target that it does not reach, it never prints as that target."""
    tenths = round(value * 1000)
    if beside is not None and value < beside <= tenths / 1000:
        tenths = math.ceil(round(beside * 1000, 6)) - 1
    return f"{tenths / 10:.1f}%"


def points(difference: float) -> str:
    """A difference of two rates, without its sign."""
    shown = f"{abs(difference) * 100:.1f}"
    return f"{shown} point" if shown == "1.0" else f"{shown} points"


def dollars(value: float, *, with_cents: bool = False) -> str:
    """Whole dollars on screen; cents where somebody may want to add them up."""
    sign = "-" if value < 0 else ""
    return f"{sign}${abs(value):,.2f}" if with_cents else f"{sign}${abs(round(value)):,}"


def days(value: float) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return f"{shown} day" if shown == "1" else f"{shown} days"


def amount(value: object, metric: Metric, *, beside: float | None = None) -> str:
    """A metric's value with its unit; plain words where there is none."""
    if not is_number(value):
        return NOT_MEASURED
    writers = {"per_day": lambda v: f"{v:.2f}", "count": number, "days": days, "usd": dollars}
    return percent(value, beside=beside) if metric.unit == "rate" else writers[metric.unit](value)


def difference(value: float, metric: Metric) -> str:
    """How far two values of a metric lie apart, without the sign."""
    if metric.unit == "rate":
        return points(value)
    return amount(abs(value), metric)


def people(count: object, noun: str) -> str:
    """A count with the noun that fits it: 1 student, 2 students."""
    plural = noun if noun in {"staff", "people"} else f"{noun}s"
    return f"{number(count)} {noun if round(count) == 1 else plural}"


def day(value: date) -> str:
    return f"{value:%B} {value.day}, {value.year}"


def short_day(value: date) -> str:
    return f"{value:%b} {value.day}, {value.year}"


def span(start: date, end: date) -> str:
    """The days of [start, end), as people say them: both ends included."""
    last = end - timedelta(days=1)
    if start == last:
        return short_day(start)
    first = short_day(start) if start.year != last.year else f"{start:%b} {start.day}"
    return f"{first} to {short_day(last)}"


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them."""
    names = list(names)
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def group(name: str, value: object) -> str:
    """One value of a group as a label: `03` of grade_level is Grade 3, a month is Mar 2026."""
    if not is_number(value):
        return {"school": "No school", "grade_level": "No grade level", "subject": "No subject"}.get(name, "Not known")
    if name == "month":
        return f"{value:%b %Y}"
    if name == "week":
        return f"Week of {value:%b} {value.day}"
    if name == "day":
        return f"{value:%b} {value.day}"
    if name in {"stage", "band"}:
        return str(value)[:1].upper() + str(value)[1:]
    return {"grade_level": GRADES, "role": ROLES}.get(name, {}).get(value, str(value))


def groups(name: str, values: Sequence[object]) -> list[str]:
    return [group(name, value) for value in values]


def in_order(name: str, values: Iterable) -> list:
    """Grade levels and roles as a school counts them, what is not known last; all else as it sorts."""
    order = list({"grade_level": GRADES, "role": ROLES}.get(name, ()))
    return sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value))


def hidden(count: int, noun: str) -> str:
    """How many marks of a chart may not be shown, as a sentence after another one; nothing when it is none."""
    if not count:
        return ""
    return (
        f" {count} {noun} has too few people to show."
        if count == 1
        else f" {count} {noun}s have too few people to show."
    )


def verdict(status: str) -> str:
    """The icon and the word of a verdict, as Streamlit's text shows them."""
    icon, word = VERDICTS[Status(status)]
    return f"{icon} {word}"
