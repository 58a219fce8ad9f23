"""Surveys of staff, from each of the survey platforms that are known here, by whatever instruments are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.contract import Head, Importer, Layout, fold, read_columns
from data_layer.importers.instrument import Instrument
from data_layer.importers.instrument_files import Instruments, shipped
from data_layer.importers.survey_form import forms
from data_layer.importers.survey_platforms import PLATFORMS, TABLE, Platform, platform_of
from data_layer.importers.survey_rows import around, item_columns, survey_rows
from data_layer.importers.survey_settling import settle_day, settle_questions
from data_layer.importers.survey_times import IS_DAY_FIRST, days_turned, is_day_first
from data_layer.importers.survey_unmatched import explain_unmatched

_DAY_FIRST = "Its days are written day first, as 31/3/2026."


def importer(instruments: Instruments) -> Importer:
    """The importer of surveys that ask one or several of these instruments."""
    platforms = (*PLATFORMS, TABLE)
    return Importer(
        name="staff_survey",
        label="Staff survey from Google Forms, Microsoft Forms, Qualtrics, SurveyMonkey, LimeSurvey or a table",
        layouts=(
            *(_dated(platform, instruments.usable) for platform in platforms),
            *(_undated(platform, instruments.usable) for platform in platforms if _may_lack_times(platform)),
        ),
        explain=lambda head: explain_unmatched(head, instruments),
    )


def _dated(platform: Platform, instruments: tuple[Instrument, ...]) -> Layout:
    """The layout of a survey that was answered on this platform, each response with its time."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        read = list(frames)
        settled = {**settle_questions(instruments, head, read, options), IS_DAY_FIRST: is_day_first(platform, read)}
        said = (settled["note"], _DAY_FIRST if settled[IS_DAY_FIRST] else "", _note(platform, read, settled))
        return {**settled, "note": " ".join(sentence for sentence in said if sentence)}

    return Layout(
        name=platform.name,
        label=f"a staff survey from {platform.seller}",
        table="survey_answers",
        signature=platform.signature,
        matches=lambda head: _is(platform, head) and platform.tells_when(head) and bool(forms(head, instruments)),
        columns=around(platform, is_dated=True),
        prepare=days_turned(platform),
        checks=platform.checks,
        settle=settle,
        settled_columns=item_columns,
        finish=lambda rows, settled: survey_rows(platform, rows, settled),
        identity=("response", "item"),
    )


def _undated(platform: Platform, instruments: tuple[Instrument, ...]) -> Layout:
    """The layout of the same file without its times: all of it was given on one day, which has to be told."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        settled = settle_questions(instruments, head, list(frames), options)
        given_on = settle_day(settled, options)
        note = f"{settled['note']} The file tells no times; all of it counts as given on {given_on:%Y-%m-%d}."
        return {**settled, "administered_on": given_on, "note": note}

    return Layout(
        name=f"{platform.name}_undated",
        label=f"a staff survey from {platform.seller}, without times",
        table="survey_answers",
        signature=tuple(name for name in platform.signature if name not in platform.submitted),
        matches=lambda head: _is(platform, head) and not platform.tells_when(head) and bool(forms(head, instruments)),
        columns=around(platform, is_dated=False),
        settle=settle,
        settled_columns=item_columns,
        finish=lambda rows, settled: survey_rows(platform, rows, settled),
        identity=("response", "item"),
    )


def _may_lack_times(platform: Platform) -> bool:
    """Whether the platform's file is known without them: Google's is known by its first column, which is the time."""
    return not platform.first or not {fold(name) for name in platform.submitted}.issuperset(platform.first)


def _is(platform: Platform, head: Head) -> bool:
    return (platform_of(head) or TABLE) == platform


def _note(platform: Platform, frames: Iterable[pl.DataFrame], settled: Mapping[str, object]) -> str:
    """How many responses are in the file and count for nothing."""
    if platform.uncounted is None:
        return ""
    prepared = (days_turned(platform)(frame, settled) for frame in frames)
    parsed = (read_columns(frame, around(platform, is_dated=True)).rows for frame in prepared)
    count = sum(rows.select(platform.uncounted.fill_null(False).sum()).item() for rows in parsed)
    said = "response is" if count == 1 else "responses are"
    return f"{count:,} {said} left uncounted: {platform.uncounted_as}." if count else ""


IMPORTER = importer(shipped())
