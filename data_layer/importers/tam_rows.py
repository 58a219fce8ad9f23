"""The rows of a TAM survey, whatever platform it was answered on: one row per answer, each under its item.

A response is anonymous where the platform collected no address. Times are the wall clock that the platform
writes. A response without a single answer is landed as one row without an item, so that it is accounted for;
so is one that was never meant to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.columns import identifier, local_moment, text
from data_layer.importers.contract import ROW, Column, Head, Layout, Reading, read_columns
from data_layer.importers.landing import completed
from data_layer.importers.survey_platforms import Platform, wordings
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
        "scoring": settle_scoring(TAM, answers, headers=wordings(head).values(), options=options),
        "tool": tool_named(head),
        "beside": beside(head),
    }


def _note(platform: Platform, frames: Iterable[pl.DataFrame]) -> dict[str, object]:
    """How many responses are in the file and count for nothing."""
    if platform.uncounted is None:
        return {}
    parsed = (read_columns(frame, _around(platform)).rows for frame in frames)
    count = sum(rows.select(platform.uncounted.fill_null(False).sum()).item() for rows in parsed)
    said = "response is" if count == 1 else "responses are"
    return {"note": f"{count:,} {said} left uncounted: {platform.uncounted_as}."} if count else {}


def _columns(settled: Mapping[str, object]) -> tuple[Column, ...]:
    reversed_items = {item.id for item in TAM.items if item.reversed}
    items = [
        Column(item, (header,), answer(settled["scoring"], is_reversed=item in reversed_items))
        for item, header in settled["questions"].items()
    ]
    readings = {"role": _role()}
    return (*items, *(Column(name, (at,), readings.get(name, text())) for name, at in settled["beside"].items()))


def _rows(platform: Platform, rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """One row per answer; of a response that is not to be counted, no answer."""
    items = sorted(settled["questions"])
    if "tool" not in rows.columns:
        rows = rows.with_columns(tool=pl.lit(settled["tool"], pl.String))
    rows = rows.with_columns(_respondent(rows)).with_columns(
        response=_response(items),
        instrument=pl.lit(TAM.id),
        scale_points=pl.lit(settled["scoring"].points, pl.Int64),
    )
    if platform.uncounted is not None:
        counts = ~platform.uncounted.fill_null(False)
        rows = rows.with_columns(pl.when(counts).then(pl.col(items)).name.keep())
    kept = [column for column in rows.columns if column not in items]
    answers = rows.unpivot(on=items, index=kept, variable_name="item", value_name="score")
    answered = answers.filter(pl.col("score") != NOT_ANSWERED)
    silent = rows.join(answered, on=ROW, how="anti").select(kept)
    every = pl.concat([answered, silent], how="diagonal").sort(ROW, maintain_order=True)
    return completed(every, "survey_answers")


def _respondent(rows: pl.DataFrame) -> pl.Expr:
    """The address, else the id that the district gave the respondent; Microsoft writes that there is none."""
    known = [name for name in ("respondent", "reference") if name in rows.columns]
    return pl.coalesce(pl.col(known).replace("anonymous", None)).alias("respondent")


def _response(items: list[str]) -> pl.Expr:
    """What tells a response from every other, and is the same in a later export: all that was said and when.

    Of anonymous responses that said the same in the same second, each has its number.
    """
    said = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in ("submitted_at", "respondent", "tool", *items)],
        separator="|",
    )
    return pl.concat_str(said, pl.int_range(pl.len()).over(said).cast(pl.String), separator="#")


def _around(platform: Platform) -> tuple[Column, ...]:
    """What stands around the answers."""
    reference = (Column("reference", platform.reference, identifier(), personal=True),) if platform.reference else ()
    return (
        Column("submitted_at", platform.submitted, _submitted(), required=platform.is_always_submitted),
        Column("respondent", platform.respondent, identifier(), personal=True),
        *reference,
        *platform.further,
    )


def tam_layout(platform: Platform) -> Layout:
    """The layout of a TAM survey that was answered on this platform."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        read = list(frames)
        return {**_settle(head, read, options), **_note(platform, read)}

    return Layout(
        name=platform.name,
        label=f"a TAM survey from {platform.seller}",
        table="survey_answers",
        signature=platform.signature,
        matches=lambda head: platform.wrote(head) and is_tam(head),
        columns=_around(platform),
        checks=platform.checks,
        settle=settle,
        settled_columns=_columns,
        finish=lambda rows, settled: _rows(platform, rows, settled),
        identity=("response", "item"),
    )
