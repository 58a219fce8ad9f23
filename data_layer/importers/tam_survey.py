"""A TAM survey of staff, from a Google Form: one row per answer, each known by the item whose wording it was given to.

A response is anonymous where the form collected no address. Times are the wall clock of the form, as Google
writes them. A response without a single answer is landed as one row without an item, so that it is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import identifier, local_moment, text
from data_layer.importers.contract import ROW, Column, Head, Importer, Layout, Reading
from data_layer.importers.landing import completed
from data_layer.importers.tam_answers import NOT_ANSWERED, answer, settle_scoring
from data_layer.importers.tam_form import TAM, beside, is_tam, questions, tool_named

_TIMES = (
    *("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%y %H:%M", "%m/%d/%Y %I:%M:%S %p"),
    *("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M"),
    *("%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S"),
)
_ZONE = r"(?i)( [AP]M) [A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?$"  # "2:59:32 PM EST", as Forms itself downloads


def _submitted() -> Reading:
    wall_clock = local_moment(*_TIMES)
    return Reading(lambda cell: wall_clock.parse(cell.str.replace(_ZONE, "$1")), wall_clock.problem, wall_clock.remedy)


def _role() -> Reading:
    """teacher or staff, as the roster has it; whoever assists teachers is staff."""

    def parse(cell: pl.Expr) -> pl.Expr:
        said = cell.str.to_lowercase()
        teaches = said.str.contains("teacher") & ~said.str.contains("aide|assistant|para")
        return (
            pl.when(teaches)
            .then(pl.lit("teacher"))
            .when(said.str.contains("student"))
            .then(pl.lit("student"))
            .when(said.is_not_null())
            .then(pl.lit("staff"))
        )

    return Reading(parse, "is no role", "Write teacher or staff.")


def _settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
    asked = questions(head)
    every = (head.sample.clear(), *frames)
    answers = pl.concat([frame.unpivot(on=list(asked.values()))["value"].unique() for frame in every])
    return {
        "questions": asked,
        "scoring": settle_scoring(TAM, answers, headers=head.columns, options=options),
        "tool": tool_named(head),
        "beside": beside(head),
    }


def _columns(settled: Mapping[str, object]) -> tuple[Column, ...]:
    reversed_items = {item.id for item in TAM.items if item.reversed}
    items = [
        Column(item, (header,), answer(settled["scoring"], is_reversed=item in reversed_items))
        for item, header in settled["questions"].items()
    ]
    readings = {"role": _role()}
    return (*items, *(Column(name, (at,), readings.get(name, text())) for name, at in settled["beside"].items()))


def _one_row_per_answer(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    items = sorted(settled["questions"])
    if "tool" not in rows.columns:
        rows = rows.with_columns(tool=pl.lit(settled["tool"], pl.String))
    rows = rows.with_columns(
        response=_response(items),
        instrument=pl.lit(TAM.id),
        scale_points=pl.lit(settled["scoring"].points, pl.Int64),
    )
    kept = [column for column in rows.columns if column not in items]
    answers = rows.unpivot(on=items, index=kept, variable_name="item", value_name="score")
    answered = answers.filter(pl.col("score") != NOT_ANSWERED)
    silent = rows.join(answered, on=ROW, how="anti").select(kept)
    every = pl.concat([answered, silent], how="diagonal").sort(ROW, maintain_order=True)
    return completed(every, "survey_answers")


def _response(items: list[str]) -> pl.Expr:
    """What tells a response from every other, and is the same in a later export: all that was said and when.

    Of anonymous responses that said the same in the same second, each has its number.
    """
    said = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in ("submitted_at", "respondent", "tool", *items)],
        separator="|",
    )
    return pl.concat_str(said, pl.int_range(pl.len()).over(said).cast(pl.String), separator="#")


IMPORTER = Importer(
    name="tam_survey",
    label="TAM survey from Google Forms",
    layouts=(
        Layout(
            name="google_form",
            label="a TAM survey from Google Forms",
            table="survey_answers",
            signature=("Timestamp",),
            matches=is_tam,
            columns=(
                Column("submitted_at", ("Timestamp",), _submitted(), required=True),
                Column("respondent", ("Email Address", "Email", "Username"), identifier(), personal=True),
            ),
            settle=_settle,
            settled_columns=_columns,
            finish=_one_row_per_answer,
            identity=("response", "item"),
        ),
    ),
)
