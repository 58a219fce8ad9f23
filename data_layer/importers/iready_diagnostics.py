"""i-Ready's diagnostic results: who sat a diagnostic of which subject when, and what came of it.

One export has a row for each diagnostic; the other, more than 130 columns wide, a row for each student with up to
five diagnostics beside each other, and the most recent one again, which may lie outside of the exported months. What
it says of time in lessons since the year began names no day and is left out. A student without a diagnostic is landed
as one row without a day, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import day, identifier, real_number, text, whole_number
from data_layer.importers.contract import ROW, Column, Head, Layout, Reading
from data_layer.importers.landing import completed

_NUMBERED = tuple(str(number) for number in range(1, 6))  # diagnostics of one student and subject in a year
_LATEST = "Most Recent"
_SUBJECTS = {  # a domain that only this subject has
    "Algebra and Algebraic Thinking Scale Score": "Math",
    "Phonics Scale Score": "Reading",
}
_TEST = "i-Ready Diagnostic"
_KNOWN_AS = "diagnostic_results"  # every export tells of the same diagnostics
_IDENTITY = ("person", "test", "subject", "started_on", "completed_on")
_WHO = Column("person", ("Student ID",), identifier(), required=True, personal=True)


def _sitting(*, which: str | None = None) -> tuple[Column, ...]:
    """The columns of one diagnostic; in the wide export each says which one it is."""

    def column(name: str, header: str, wide_header: str, reading: Reading) -> Column:
        if which is None:
            return Column(name, (header, f"Diagnostic {header}"), reading)
        return Column(f"{name}_{which}", (f"Diagnostic: {wide_header} ({which})",), reading)

    return (
        column("started_on", "Start Date", "Start Date", day()),
        column("completed_on", "Completion Date", "Completion Date", day()),
        column("score", "Overall Scale Score", "Overall Scale Score", whole_number()),
        column("placement", "Overall Relative Placement", "Overall Relative Placement", text()),
        column("percentile", "Percentile", "Percentile", whole_number()),
        column("minutes", "Duration (min)", "Time on Task (min)", real_number()),
    )


def _settle(head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    """The subject that the domains tell, for exports without a column for it."""
    return {"subject": next((subject for domain, subject in _SUBJECTS.items() if head.has(domain)), None)}


def _results(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    told = pl.coalesce("subject", pl.lit(settled["subject"], pl.String))
    return completed(rows.with_columns(pl.lit(_TEST).alias("test"), told.alias("subject")), "assessments")


def _wide(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Each diagnostic that was begun as a row; a student without any keeps one."""
    numbered = pl.concat(_sat(rows, which) for which in _NUMBERED)
    latest = _sat(rows, _LATEST).join(numbered, on=[ROW, "started_on", "completed_on"], how="anti", nulls_equal=True)
    begun = pl.concat([numbered, latest])
    none = rows.join(begun, on=ROW, how="anti").select(ROW, "person", "subject")
    every = pl.concat([begun, none], how="diagonal").sort(ROW, maintain_order=True)
    return completed(every.with_columns(pl.lit(_TEST).alias("test")), "assessments")


def _sat(rows: pl.DataFrame, which: str) -> pl.DataFrame:
    """This diagnostic of every student who began it."""
    names = [column.name for column in _sitting()]
    sitting = rows.select(ROW, "person", "subject", *(pl.col(f"{name}_{which}").alias(name) for name in names))
    return sitting.filter(pl.any_horizontal(pl.col("started_on", "completed_on").is_not_null()))


def _a_row_each(name: str, label: str, started: str, completed_on: str) -> Layout:
    """A layout with a row for each diagnostic, whose days stand under these headers."""
    return Layout(
        name=name,
        label=label,
        table="assessments",
        signature=("Student ID", "Academic Year", started, completed_on, "Overall Scale Score", "Percentile"),
        columns=(_WHO, Column("subject", ("Subject",), text()), *_sitting()),
        settle=_settle,
        finish=_results,
        identity=_IDENTITY,
        known_as=_KNOWN_AS,
    )


DIAGNOSTICS = (
    _a_row_each("diagnostic_results", "i-Ready diagnostic results", "Start Date", "Completion Date"),
    _a_row_each(
        "diagnostics_of_a_state",
        "i-Ready diagnostic results, as they are delivered to a state",
        "Diagnostic Start Date",
        "Diagnostic Completion Date",
    ),
    Layout(
        name="diagnostic_and_instruction",
        label="i-Ready diagnostic and instruction results",
        table="assessments",
        signature=(
            *("Student ID", "Academic Year", "Subject"),
            *("Diagnostic: Completion Date (1)", "Diagnostic: Overall Scale Score (1)"),
        ),
        columns=(
            _WHO,
            Column("subject", ("Subject",), text()),
            *(column for which in (*_NUMBERED, _LATEST) for column in _sitting(which=which)),
        ),
        finish=_wide,
        identity=_IDENTITY,
        known_as=_KNOWN_AS,
    ),
)
