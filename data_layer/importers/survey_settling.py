"""What a whole survey file shows before its rows are read: its questions, its answer scales and its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from data_layer.importers.contract import Head, NeedsAnswer
from data_layer.importers.instrument import Instrument
from data_layer.importers.survey_answers import settle_scoring
from data_layer.importers.survey_form import Form, beside, forms, questions, tool_named
from data_layer.importers.survey_platforms import wordings


def settle_questions(
    instruments: tuple[Instrument, ...], head: Head, frames: list[pl.DataFrame], options: Mapping[str, str]
) -> dict[str, object]:
    """What each instrument asks in this file, and what stands beside its questions."""
    found = forms(head, instruments)
    asked = {each.instrument.id: _of_one(head, each, frames, options) for each in found}
    whole = "; ".join(f"{each.instrument.label}, {_counted(len(each.items))}" for each in found)
    unseen = "" if asked.keys() == {"tam"} else " The pages show TAM's answers alone; the others are kept by scale."
    return {"asked": asked, "beside": beside(head), "note": f"Read as {whole}.{unseen}"}


def _counted(question_count: int) -> str:
    return "1 question" if question_count == 1 else f"{question_count} questions"


def _of_one(head: Head, found: Form, frames: list[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
    """What one instrument asks here: its columns, its scorings by scale, its tool."""
    columns = questions(head, found)
    own_points = {scale.id: (scale.points,) for scale in found.instrument.scales if scale.points}
    offered = {item: own_points.get(found.items[item].scale, found.instrument.points) for item in columns}
    scorings = {}
    for points in dict.fromkeys(offered.values()):
        answers = _answers(head, frames, [columns[item] for item in columns if offered[item] == points])
        scorings[points] = settle_scoring(
            found.instrument, answers, offered=points, headers=wordings(head).values(), options=options
        )
    return {
        "instrument": found.instrument,
        "items": found.items,
        "columns": columns,
        "scoring": {item: scorings[offered[item]] for item in columns},
        "tool": tool_named(head, found),
    }


def _answers(head: Head, frames: list[pl.DataFrame], columns: list[str]) -> pl.Series:
    """Every different cell of these columns."""
    return pl.concat([frame.unpivot(on=columns)["value"].unique() for frame in (head.sample.clear(), *frames)])


def settle_day(settled: Mapping[str, object], options: Mapping[str, str]) -> date:
    """The day that the option or the instrument names."""
    told = options.get("administered_on", "")
    if told:
        try:
            return date.fromisoformat(told)
        except ValueError:
            raise _asks_for_the_day(f"“{told[:20]}” is no day.") from None
    named = {day for asked in settled["asked"].values() if (day := asked["instrument"].administered_on)}
    if len(named) == 1:
        return named.pop()
    raise _asks_for_the_day("This survey does not say when each answer was given.")


def _asks_for_the_day(problem: str) -> NeedsAnswer:
    return NeedsAnswer(
        f"{problem} On which day was it given?",
        option="administered_on",
        choices={"2026-03-31": "the day as year-month-day"},
    )
