"""Moodle's log report (of one course, or of the site) as events.

The report names people but has no user number; the number stands in the description ("The user with id '123'").
An event whose description carries none is landed without an actor, and so counts as unmatched. Rows that are no
person's use are landed without an event class and count for nothing: what a script, a scheduled task or a
restore did, and what somebody did "as" somebody else. Names and origins may be left out, as in logs that are handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import text
from data_layer.importers.contract import Column, Head, Layout, fold
from data_layer.importers.landing import completed
from data_layer.importers.moodle_events import event_class
from data_layer.importers.moodle_times import moment, settle_times
from data_layer.importers.moodle_wordings import Wording

_COURSE_NUMBER = r"course with id '(\d+)'"
_USER_NUMBER = r"[Uu]ser with id '(\d+)'"
_NOT_A_PERSON = ["cli", "cron", "restore"]
_HTML = {"&amp;": "&", "&quot;": '"', "&#039;": "'", "&#39;": "'", "&lt;": "<", "&gt;": ">"}


def log_report(wording: Wording) -> Layout:
    """The layout of the report in one language."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        seen = pl.concat([_evidence(frame, wording) for frame in (head.sample.clear(), *frames)])
        times = settle_times(seen["time"], file_name=head.name, options=options)
        return {"times": times, "courses": _courses(seen), "only_course": _only_course(head, seen, wording)}

    def columns(settled: Mapping[str, object]) -> tuple[Column, ...]:
        return (Column("local_at", (wording.time,), moment(settled["times"]), required=True),)

    return Layout(
        name=f"log_report{wording.suffix}",
        label="a Moodle log report",
        table="events",
        signature=(wording.time, wording.context, wording.component, wording.name, wording.description),
        columns=(
            Column("person", wording.person, text(), personal=True),
            Column("course", (wording.course,), text()),
            Column("context", (wording.context,), text()),
            Column("feature", (wording.component,), text()),
            Column("name", (wording.name,), text()),
            Column("description", (wording.description,), text(), personal=True),
            Column("origin", (wording.origin,), text()),
        ),
        settle=settle,
        settled_columns=columns,
        finish=lambda rows, settled: _events(rows, settled, wording),
        identity=("local_at", "actor", "feature", "event_class", "course_ref"),
        known_as="log_report",
    )


def _events(rows: pl.DataFrame, settled: Mapping[str, object], wording: Wording) -> pl.DataFrame:
    number = pl.col("description").str.extract(_USER_NUMBER)
    words = pl.concat_str("name", "description", separator=" ", ignore_nulls=True)
    nobody = (
        pl.col("origin").str.to_lowercase().is_in(_NOT_A_PERSON).fill_null(False)
        | pl.col("person").str.contains_any(list(wording.acting_as)).fill_null(False)
        | (number == "0").fill_null(False)
    )
    rows = rows.with_columns(
        pl.lit("Moodle").alias("tool"),
        pl.lit(False).alias("is_daily"),
        (pl.lit("moodle:") + pl.when(number != "0").then(number)).alias("actor"),
        pl.when(~nobody).then(event_class(words)).alias("event_class"),
        (pl.lit("moodle:") + _course(settled, wording)).alias("course_ref"),
    )
    return completed(rows.with_columns(event_count=pl.col("event_class").is_not_null().cast(pl.Int64)), "events")


def _course(settled: Mapping[str, object], wording: Wording) -> pl.Expr:
    """The course's number where the row or the file tells it, else its name."""
    name = _course_name(pl.col("course"), pl.col("context"), wording)
    return pl.coalesce(
        pl.col("description").str.extract(_COURSE_NUMBER),
        name.replace_strict(settled["courses"], default=None, return_dtype=pl.String),
        pl.lit(settled["only_course"], pl.String),
        name.str.to_lowercase(),
    )


def _course_name(course: pl.Expr, context: pl.Expr, wording: Wording) -> pl.Expr:
    words = "|".join(map(re.escape, wording.courses or [wording.course]))
    named = pl.coalesce(course, context.str.extract(rf"(?s)^(?:{words}): (.*)$")).str.strip_chars()
    return pl.when(~named.is_in(["", "-"])).then(named).str.replace_many(_HTML)


def _evidence(frame: pl.DataFrame, wording: Wording) -> pl.DataFrame:
    """Of each row the time as written, and the course's name and number."""
    headers = {fold(name): name for name in reversed(frame.columns)}

    def cell(name: str) -> pl.Expr:
        header = headers.get(fold(name))
        return pl.col(header) if header else pl.lit(None, pl.String)

    return frame.select(
        cell(wording.time).alias("time"),
        _course_name(cell(wording.course), cell(wording.context), wording).alias("name"),
        cell(wording.description).str.extract(_COURSE_NUMBER).alias("number"),
    )


def _courses(seen: pl.DataFrame) -> dict[str, str]:
    """The numbers of those courses whose name goes with one number alone."""
    pairs = seen.select("name", "number").drop_nulls().unique()
    return dict(pairs.filter(pl.len().over("name") == 1).rows())


def _only_course(head: Head, seen: pl.DataFrame, wording: Wording) -> str | None:
    """The number of the course whose log this is; the site's log, which has a course column, is of no single one."""
    numbers = seen["number"].drop_nulls().unique()
    return numbers[0] if len(numbers) == 1 and not head.has(wording.course) else None
