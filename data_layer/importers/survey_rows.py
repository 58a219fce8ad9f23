"""The rows of a survey, whatever platform it was answered on: one row per answer, each under its item.

A response is anonymous where the platform collected no address. Times are the wall clock that the platform
writes; a file without them needs the day on which the survey was given. A response without a single answer is
landed as one row without an item, so that it is accounted for; so is one that was never meant to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import polars as pl

from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import ROW, Column, Reading
from data_layer.importers.landing import completed
from data_layer.importers.survey_answers import NOT_ANSWERED, Scoring, answer
from data_layer.importers.survey_platforms import Platform
from data_layer.importers.survey_times import submitted


def _role() -> Reading:
    """teacher or staff, as the roster has it; whoever assists teachers is staff."""

    def parse(cell: pl.Expr) -> pl.Expr:
        said = cell.str.to_lowercase()
        teaches = said.str.contains("teacher|docente|maestr[oa]") & ~said.str.contains("aide|assistant|para|asistente")
        return (
            pl.when(teaches)
            .then(pl.lit("teacher"))
            .when(said.str.contains("student|estudiante|alumn[oa]"))
            .then(pl.lit("student"))
            .when(said.is_not_null())
            .then(pl.lit("staff"))
        )

    return Reading(parse, "is no role", "Write teacher or staff.")


def item_columns(settled: Mapping[str, object]) -> tuple[Column, ...]:
    items = [
        Column(
            _key(name, item),
            (header,),
            answer(asked["scoring"][item], is_reversed=asked["items"][item].reversed),
        )
        for name, asked in settled["asked"].items()
        for item, header in asked["columns"].items()
    ]
    readings = {"role": _role()}
    return (*items, *(Column(name, (at,), readings.get(name, text())) for name, at in settled["beside"].items()))


def _key(instrument: str, item: str) -> str:
    return f"{instrument}/{item}"


def survey_rows(platform: Platform, rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """One row per answer; of a response that is not to be counted, no answer."""
    if "administered_on" in settled:
        given_on = datetime.combine(settled["administered_on"], datetime.min.time())
        rows = rows.with_columns(pl.lit(given_on, pl.Datetime("us")).alias("submitted_at"))
    rows = rows.with_columns(_respondent(rows))
    answers = pl.concat([_of_instrument(platform, rows, asked) for asked in settled["asked"].values()])
    answered = answers.filter(pl.col("item").is_not_null())
    silent = answers.join(answered, on=ROW, how="anti").unique(ROW, keep="first", maintain_order=True)
    return pl.concat([answered, silent]).sort(ROW, maintain_order=True)


def _of_instrument(platform: Platform, rows: pl.DataFrame, asked: Mapping[str, object]) -> pl.DataFrame:
    """One instrument's answers, and a row without an item for each response that gave it none."""
    name, items = asked["instrument"].id, sorted(asked["columns"])
    if "tool" not in rows.columns:
        rows = rows.with_columns(tool=pl.lit(asked["tool"], pl.String))
    rows = rows.rename({_key(name, item): item for item in items})
    rows = rows.with_columns(response=_response(name, items), instrument=pl.lit(name))
    if platform.uncounted is not None:
        counts = ~platform.uncounted.fill_null(False)
        rows = rows.with_columns(pl.when(counts).then(pl.col(items)).name.keep())
    kept = [column for column in rows.columns if column not in items]
    answers = rows.unpivot(on=items, index=kept, variable_name="item", value_name="score")
    answered = answers.filter(pl.col("score") != NOT_ANSWERED)
    silent = rows.join(answered, on=ROW, how="anti").select(kept)
    every = pl.concat([answered, silent], how="diagonal").with_columns(*_about(asked))
    return completed(every, "survey_answers")


def _about(asked: Mapping[str, object]) -> tuple[pl.Expr, ...]:
    """Each item's scale, and the points of the scale that it was answered on."""
    scales = {item: asked["items"][item].scale for item in asked["columns"]}
    points = {item: scoring.points for item, scoring in asked["scoring"].items()}
    item = pl.col("item")
    return (
        item.replace_strict(scales, default=None, return_dtype=pl.String).alias("scale"),
        item.replace_strict(points, default=_one(asked["scoring"].values()), return_dtype=pl.Int64).alias(
            "scale_points"
        ),
    )


def _one(scorings: Iterable[Scoring]) -> int | None:
    """The points of a response that answered nothing: those of the form, where it has but one scale."""
    points = {scoring.points for scoring in scorings}
    return points.pop() if len(points) == 1 else None


def _respondent(rows: pl.DataFrame) -> pl.Expr:
    """The address, else the id that the district gave the respondent; Microsoft writes that there is none."""
    known = [name for name in ("respondent", "reference") if name in rows.columns]
    return pl.coalesce(pl.col(known).replace("anonymous", None)).alias("respondent")


def _response(instrument: str, items: list[str]) -> pl.Expr:
    """What tells a response from every other, and is the same in a later export: all that was said and when.

    Of anonymous responses that said the same in the same second, each has its number.
    """
    said = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in ("submitted_at", "respondent", "tool", *items)],
        separator="|",
    )
    said = said if instrument == "tam" else pl.concat_str(pl.lit(f"{instrument}|"), said)
    return pl.concat_str(said, pl.int_range(pl.len()).over(said).cast(pl.String), separator="#")


def around(platform: Platform, *, is_dated: bool) -> tuple[Column, ...]:
    """What stands around the answers."""
    sent = Column("submitted_at", platform.submitted, submitted(platform), required=platform.is_always_submitted)
    reference = (Column("reference", platform.reference, identifier(), personal=True),) if platform.reference else ()
    return (
        *((sent,) if is_dated else ()),
        Column("respondent", platform.respondent, identifier(), personal=True),
        *reference,
        *platform.further,
    )
