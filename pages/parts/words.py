"""How a number, a day, a group and a verdict are written, so that the same thing reads the same everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from metrics.definition import Metric, Result, Status
from pages.parts import bases

ROLES = {"student": "Students", "teacher": "Teachers", "staff": "Other staff"}
GRADES = {"PK": "Pre-K", "KG": "Kindergarten", **{f"{n:02d}": f"Grade {n}" for n in range(1, 13)}}
_NAMED = 5  # groups that a sentence names before it only counts
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


def whole_percent(value: float) -> str:
    """A threshold as people say it: 85%, and 12.5% where it is one."""
    return percent(value).replace(".0%", "%")


def points(difference: float) -> str:
    """A difference of two rates, without its sign."""
    shown = f"{abs(difference) * 100:.1f}"
    return f"{shown} point" if shown == "1.0" else f"{shown} points"


def dollars(value: float, *, with_cents: bool = False) -> str:
    """Whole dollars on screen; cents where somebody may want to add them up."""
    sign = "-" if value < 0 else ""
    return f"{sign}${abs(value):,.2f}" if with_cents else f"{sign}${abs(round(value)):,}"


def per_day(value: float) -> str:
    """How often a day. What is rare has a third decimal, so that it does not print as never."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}" if value else "0"


def days(value: float) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return f"{shown} day" if shown == "1" else f"{shown} days"


def amount(value: object, metric: Metric, *, beside: float | None = None) -> str:
    """A metric's value with its unit; plain words where there is none."""
    if not is_number(value):
        return NOT_MEASURED
    writers = {"per_day": per_day, "count": number, "days": days, "usd": dollars}
    return percent(value, beside=beside) if metric.unit == "rate" else writers[metric.unit](value)


def figure(row: Mapping, metric: Metric, *, beside: float | None = None) -> str:
    """What a row of a result says: its value with the unit, or why there is none."""
    if row["status"] == Status.HIDDEN:
        return HIDDEN
    if isinstance(row.get("told_as"), str):
        return row["told_as"]
    if not is_number(row["value"]) and isinstance(row.get("note"), str):
        return row["note"]
    return amount(row["value"], metric, beside=beside)


def difference(value: float, metric: Metric) -> str:
    """How far two values of a metric lie apart, without the sign."""
    if metric.unit == "rate":
        return points(value)
    if metric.unit == "per_day":
        return f"{abs(value):.2f}"
    return amount(abs(value), metric)


def out_of(row: Mapping, metric: Metric) -> str:
    """What a figure is out of: 142 of 182. Nothing where nothing is shown."""
    if not is_number(row["numerator"]) or not is_number(row["denominator"]):
        return ""
    phrase = bases.BASES.get(metric.name, "{part} of {whole}")
    return phrase.format(part=number(row["numerator"]), whole=number(row["denominator"]))


def share(row: Mapping) -> str:
    """A rate, or the range that it is told as."""
    return row["told_as"] if isinstance(row.get("told_as"), str) else percent(row["value"])


def counted(row: Mapping) -> str:
    """142 of 182; of a share that is told as a range that range: ≤2% of 182. Of one that is rounded, nothing exact."""
    if is_number(row["numerator"]):
        return f"{number(row['numerator'])} of {number(row['denominator'])}"
    told = share(row)
    return f"{told} of {number(row['denominator'])}" if is_number(row["denominator"]) else told


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
    if name == "weeks_since":
        return f"week {number(value)}"
    if name == "month":
        return f"{value:%b %Y}"
    if name == "week":
        return f"Week of {value:%b} {value.day}"
    if name == "day":
        return f"{value:%b} {value.day}"
    if name == "subject":
        return sentence_case(str(value).strip("()"))
    if name == "source":
        return str(value).split(",")[0].split(" (")[0]
    if name in {"stage", "band", "route"}:
        return sentence_case(str(value)).replace("-", "–")
    return {"grade_level": GRADES, "role": ROLES}.get(name, {}).get(value, str(value))


def axis(name: str) -> str:
    """What stands along an axis that is no time of the calendar."""
    return {"weeks_since": "School weeks since the first use"}.get(name, name.replace("_", " "))


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def groups(name: str, values: Sequence[object]) -> list[str]:
    return [group(name, value) for value in values]


def in_order(name: str, values: Iterable) -> list:
    """Grade levels and roles as a school counts them, what is not known last; all else as it sorts."""
    order = list({"grade_level": GRADES, "role": ROLES}.get(name, ()))
    return sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value))


def partial(row: Mapping) -> str:
    """How much of a period is in the data: 12 of 18 school days."""
    return f"{number(row['school_day_count'])} of {number(row['planned_school_day_count'])} school days"


def unmeasured(result: Result) -> str:
    """Which groups of a split nothing is known about, as a sentence; nothing where the result's notes say it."""
    group_name = next((name for name in result.by if name in {"tool", "school"}), None)
    if group_name is None or any(note.startswith("Not measured") for note in result.notes):
        return ""
    rows = result.frame
    known = rows.loc[rows["status"] != Status.NOT_MEASURED, group_name]
    names = [group(group_name, key) for key in dict.fromkeys(rows.loc[~rows[group_name].isin(known), group_name])]
    if not names:
        return ""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{sentence_case(NOT_MEASURED)}: {', '.join(names[:_NAMED])}{more}."


def hidden(count: int, noun: str) -> str:
    """How many marks of a chart may not be shown, as a sentence after another one; nothing when it is none."""
    if not count:
        return ""
    have = f"{noun} has" if count == 1 else f"{noun}s have"
    return f" {count} {have} too few people to show."


def imported(imports: Mapping[str, int]) -> str:
    """Which imports the figures come from."""
    return ", ".join(f"{label} ({count})" for label, count in imports.items()) or "no import"


def plain(text: str) -> str:
    """Text of a file or a person as it is: nothing in it is taken for a mark of emphasis, a link or a color."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", text)
