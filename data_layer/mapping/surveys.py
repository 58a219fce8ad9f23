"""A survey whose questions stand under headers of their own: which of them asks which item, said once by a mapping.

What is mapped is read as the same column of a plain table of answers would be, under the item's code (TAM's, or that of
an instrument of the home); what is not mapped may still be known by its wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, FileRefused, Head, Layout, fold
from data_layer.importers.instrument_files import Instruments, common_answers, shipped
from data_layer.importers.moments import moment_or_day
from data_layer.importers.survey_answers import Scoring, answer
from data_layer.importers.survey_form import forms
from data_layer.importers.survey_platforms import TABLE
from data_layer.importers.survey_rows import around, item_columns, survey_rows
from data_layer.importers.survey_settling import settle_questions
from data_layer.importers.survey_unmatched import explain_unmatched

ITEMS = {item.id: item.label for item in shipped().usable[0].items}  # TAM's: what is offered and guessed
_AS_TOLD = {
    "answered_on": "Submitted at",
    "person": "Email Address",
    "school": "School",
    "role": "Role",
    "tool": "Tool",
}
_ANY_ANSWER = Scoring(7, {word: points for scale in common_answers() for word, points in scale.words.items()})
Settle = Callable[[Head, Iterable[pl.DataFrame], Mapping[str, str]], dict[str, object]]

SURVEY = Layout(  # what a mapping is judged and guessed by; how its file is read is told by `read_as_survey`
    name="survey",
    label="answers to a survey",
    table="survey_answers",
    signature=tuple(_AS_TOLD)[:1],
    columns=(
        Column("submitted_at", ("answered_on",), moment_or_day(), required=True),
        Column("respondent", ("person",), identifier(), personal=True),
        *(Column(name, (name,), text()) for name in ("school", "role", "tool")),
        *(Column(item, (item,), answer(_ANY_ANSWER, is_reversed=False)) for item in ITEMS),
    ),
)


def read_as_survey(
    layout: Layout, headers: Mapping[str, str], *, dates: Settle, instruments: Instruments | None = None
) -> Layout:
    """The layout of such a file: `headers` say where each meaning stands, `dates` settles how its dates are written."""
    known = instruments or shipped()
    told = {fold(header): _AS_TOLD.get(meaning, meaning) for meaning, header in headers.items()}

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        read = list(frames)
        names = _names((*head.columns, *_said_once(head, headers)), told)
        seen = replace(head, columns=tuple(names.values()), sample=_under(head.sample, names), beneath=())
        if not forms(seen, known.usable):
            raise explain_unmatched(seen, known) or _asks_nothing()
        settled = settle_questions(known.usable, seen, [_under(frame, names) for frame in read], options)
        return {**_under_own_headers(settled, names), **dates(head, read, options)}

    return replace(
        layout,
        columns=_around(headers),
        settle=settle,
        settled_columns=item_columns,
        finish=lambda rows, settled: survey_rows(TABLE, rows, settled),
        identity=("response", "item"),
    )


def _around(headers: Mapping[str, str]) -> tuple[Column, ...]:
    """Time and person of each response, under the file's own headers."""
    meanings = {"submitted_at": "answered_on", "respondent": "person"}
    return tuple(
        replace(column, sources=(headers.get(meanings[column.name], f"{meanings[column.name]} (not mapped)"),))
        for column in around(TABLE, is_dated=True)
    )


def _said_once(head: Head, headers: Mapping[str, str]) -> list[str]:
    """What the file leaves out, because it is the same in every row."""
    return [header for header in headers.values() if not head.has(header)]


def _names(headers: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Each header as a table of answers would have it; one that is not mapped may not pass for one that is."""
    taken = {fold(name) for name in told.values()}
    return {
        header: told.get(fold(header)) or (f"{header} (not mapped)" if fold(header) in taken else header)
        for header in headers
    }


def _under(frame: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The frame under these names; what no column of it tells is blank."""
    whole = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in frame.columns)
    return whole.rename(dict(names))


def _under_own_headers(settled: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """What was settled, with each column under the header that it has in the file: a refusal names that one."""
    own = {name: header for header, name in names.items()}
    asked = {
        name: {**each, "columns": {item: own[at] for item, at in each["columns"].items()}}
        for name, each in settled["asked"].items()
    }
    return {**settled, "asked": asked, "beside": {name: own[at] for name, at in settled["beside"].items()}}


def _asks_nothing() -> FileRefused:
    return FileRefused(
        "None of the columns asks a question of a survey that is known here.",
        "Say which columns ask the questions of TAM, or describe your survey in an instrument file.",
    )
