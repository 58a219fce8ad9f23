"""The Open University's learning analytics data set: clicks by person, page and day of the course.

Days are counted from the first day of a course's presentation, which the files do not tell: the import asks for it.
Its lists of courses, pages and students hold nothing that the clicks do not, and are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from data_layer.importers.columns import identifier, text, whole_number
from data_layer.importers.contract import Column, FileRefused, Head, Importer, Layout, NeedsAnswer, Reading
from data_layer.importers.landing import completed

_TOOL = "Open University VLE"
_COURSE = ("code_module", "code_presentation")
_STARTS = re.compile(r"(\w+)\s*:\s*(\d{4}-\d{2}-\d{2})")


def _course_day() -> Reading:
    """A day of the course; those before its first are negative."""
    return Reading(
        lambda cell: cell.str.strip_chars().cast(pl.Int64, strict=False),
        "is no day of a course",
        "Write the number of days since the course began, such as -10 or 25.",
    )


def _settle(_head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
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


def _clicks(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    starts = pl.col("presentation").replace_strict(settled["starts"], default=None, return_dtype=pl.Date)
    on_day = starts + pl.duration(days="course_day")
    return completed(
        rows.with_columns(
            pl.lit(_TOOL).alias("tool"),
            pl.lit("view").alias("event_class"),
            on_day.cast(pl.Datetime("us")).alias("local_at"),
            is_daily=pl.lit(True),
            course_ref=pl.concat_str(pl.lit("oulad:"), "module", pl.lit("-"), "presentation"),
        ),
        "events",
    )


def _set_aside(name: str, *signature: str) -> Layout:
    return Layout(name, f"the Open University's list of {name}", "ignored", signature, ())


def explain(head: Head) -> FileRefused | None:
    """Its assessments, of which each file holds one half."""
    is_list = head.has(*_COURSE, "id_assessment", "assessment_type", "date")
    if not is_list and not head.has("id_assessment", "id_student", "date_submitted", "is_banked"):
        return None
    return FileRefused(
        "The file is one half of the Open University's assessments: one lists them by course, the other what was "
        "handed in, both by days since the course began. They are not read, for neither alone says what was late.",
        "Bring the clicks (studentVle) of the same courses; they tell who used the courses when.",
    )


IMPORTER = Importer(
    name="oulad",
    label="Open University learning analytics (studentVle)",
    layouts=(
        Layout(
            name="clicks",
            label="the Open University's clicks by day",
            table="events",
            signature=(*_COURSE, "id_student", "id_site", "date", "sum_click"),
            columns=(
                Column("module", ("code_module",), text(), required=True),
                Column("presentation", ("code_presentation",), text(), required=True),
                Column("actor", ("id_student",), identifier("oulad"), required=True, personal=True),
                Column("course_day", ("date",), _course_day(), required=True),
                Column("event_count", ("sum_click",), whole_number(minimum=1), required=True),
            ),
            settle=_settle,
            finish=_clicks,
        ),
        _set_aside("courses", *_COURSE, "module_presentation_length"),
        _set_aside("pages", "id_site", *_COURSE, "activity_type", "week_from"),
        _set_aside("students", *_COURSE, "id_student", "highest_education", "imd_band", "final_result"),
        _set_aside("registrations", *_COURSE, "id_student", "date_registration", "date_unregistration"),
    ),
    explain=explain,
)
