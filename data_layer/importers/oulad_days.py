"""The Open University counts days from the first day of a course's presentation, which its files do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from data_layer.importers.contract import FileRefused, Head, NeedsAnswer, Reading

COURSE = ("code_module", "code_presentation")
_STARTS = re.compile(r"(\w+)\s*:\s*(\d{4}-\d{2}-\d{2})")


def course_day() -> Reading:
    """A day of the course; those before its first are negative."""
    return Reading(
        lambda cell: cell.str.strip_chars().cast(pl.Int64, strict=False),
        "is no day of a course",
        "Write the number of days since the course began, such as -10 or 25.",
    )


def starts_of(_head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
    """A layout's `settle`: the first day of each presentation in the file, which somebody has to say."""
    found = set().union(*(frame["code_presentation"].drop_nulls().unique() for frame in frames))
    starts = {name: _day(written) for name, written in _STARTS.findall(options.get("course_starts", ""))}
    if missing := sorted(found - starts.keys()):
        example = ",".join(f"{name}:2013-10-01" for name in missing)
        raise NeedsAnswer(
            "The file counts days from the start of each course and does not say when that was. On which day did "
            f"{', '.join(missing)} begin?",
            option="course_starts",
            choices={example: "each presentation with its first day"},
        )
    return {"starts": starts}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise FileRefused(f"course_starts: {written} is no day.", "Write it as 2013-10-01.") from None


def on_day(starts: Mapping[str, date]) -> pl.Expr:
    """The day of the calendar of a row's `course_day`, in its `presentation`."""
    first = pl.col("presentation").replace_strict(starts, default=None, return_dtype=pl.Date)
    return first + pl.duration(days="course_day")


def course_ref() -> pl.Expr:
    """A course's presentation, as a row's `module` and `presentation` name it."""
    return pl.concat_str(pl.lit("oulad:"), "module", pl.lit("-"), "presentation").alias("course_ref")
