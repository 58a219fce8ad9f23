"""A report that says when somebody was last seen tells of that one moment, and of no other day.

Such a report repeats the moment in every row, and in every later report, until the person comes back. Within a file
the first row that tells it counts; between files it is the same fact, known by the moment itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from data_layer.importers.contract import ROW, fold

_NEVER = r"(?i)^\s*(?:never.*|-|1970-01-01.*)\s*$"  # Google writes the beginning of time, Canvas a dash


def under(text: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The frame with a column for each of these names, filled from the headers (however written) that mean it."""
    meaning: dict[str, list[str]] = {}
    known = {fold(header): name for header, name in names.items()}
    for header in text.columns:
        if name := known.get(fold(header)):
            meaning.setdefault(name, []).append(header)
    return text.with_columns(
        pl.coalesce(pl.col(header).replace("", None) for header in headers).alias(name)
        for name, headers in meaning.items()
    )


def without_never(text: pl.DataFrame, headers: Iterable[str]) -> pl.DataFrame:
    """The cells that say "never", each system in its way, made blank."""
    return text.with_columns(
        pl.when(~pl.col(header).str.contains(_NEVER)).then(pl.col(header)).alias(header)
        for header in headers
        if header in text.columns
    )


def first_told(frames: Iterable[pl.DataFrame], *, who: Sequence[str], moments: Sequence[str]) -> pl.DataFrame:
    """ROW and `moment`: which rows of the file are the first to tell which moment of somebody."""
    present = [_present(frame, (*who, *moments)) for frame in frames]
    folded = pl.concat(present).with_columns(pl.col(who).str.strip_chars().str.to_lowercase())
    told = folded.unpivot(on=moments, index=[ROW, *who], variable_name="moment", value_name="at")
    return told.drop_nulls("at").unique([*who, "moment", "at"], keep="first", maintain_order=True).select(ROW, "moment")


def _present(frame: pl.DataFrame, headers: Iterable[str]) -> pl.DataFrame:
    """These columns, the missing ones empty."""
    return frame.select(
        ROW,
        *(pl.col(header) if header in frame.columns else pl.lit(None, pl.String).alias(header) for header in headers),
    )


def only_first(rows: pl.DataFrame, first: pl.DataFrame, *, moment: str, told_as: str) -> pl.DataFrame:
    """The rows with a moment only where it is told first; `told_as` is the header it stands under in the file."""
    numbers = first.filter(pl.col("moment") == told_as)[ROW]
    return rows.with_columns(pl.when(pl.col(ROW).is_in(numbers.implode())).then(moment).alias(moment))
