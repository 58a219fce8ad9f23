"""When a response was sent, in the wall clock that each platform writes, whichever of day and month stands first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from data_layer.importers.columns import local_moment
from data_layer.importers.contract import Reading
from data_layer.importers.survey_platforms import Platform

IS_DAY_FIRST = "is_day_first"  # by what name `days_turned` is told what the whole file shows
_YEAR_FIRST = (
    *("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p"),
    *("%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d"),
)
_MONTH_FIRST = (
    *("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%y %H:%M:%S", "%m/%d/%y %H:%M"),
    *("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%y %I:%M:%S %p", "%m/%d/%y %I:%M %p"),
    *(*_YEAR_FIRST, "%m/%d/%Y"),
)
_HALF = r"(?i)\s([ap])\.?\s?m\b\.?"  # "2:59:32 p. m.", in Spanish; p.m. elsewhere, or a narrow blank before PM
_ZONE = r"(?i)( [AP]M) [A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?$"  # "2:59:32 PM EST", as Forms itself downloads
_ABOVE_TWELVE, _ANY = r"(?:1[3-9]|2\d|3[01])", r"\d{1,2}"
_BEGINS_WITH_DAY = rf"^{_ABOVE_TWELVE}[/.]{_ANY}[/.]\d"
_BEGINS_WITH_MONTH = rf"^{_ANY}[/.]{_ABOVE_TWELVE}[/.]\d"
_DAY_MONTH_YEAR = r"^(\d{1,2})[/.](\d{1,2})[/.](?:20)?(\d{2})\b"
_FROM_THE_FORM = (
    "Download the answers in the form itself (in Google Forms: the tab of answers, the three dots, the download), or "
    "write the day as 2026-03-31 14:05:00: where day and month stand first, they can be taken for each other."
)


def submitted(platform: Platform) -> Reading:
    """The moment as the platform writes it."""
    wall_clock = local_moment(*(_MONTH_FIRST if platform.has_month_first else _YEAR_FIRST))
    return Reading(
        lambda cell: wall_clock.parse(cell.str.replace(_HALF, " ${1}M").str.replace(_ZONE, "$1")),
        wall_clock.problem,
        wall_clock.remedy if platform.has_month_first else _FROM_THE_FORM,
    )


def is_day_first(platform: Platform, frames: Iterable[pl.DataFrame]) -> bool:
    """Whether 3/4/2026 is April 3 in this file: some day above 12 stands first in it, and none stands second."""
    cells = [frame[header] for frame in frames if (header := _header(platform, frame))]
    return any(_any_like(each, _BEGINS_WITH_DAY) for each in cells) and not any(
        _any_like(each, _BEGINS_WITH_MONTH) for each in cells
    )


def days_turned(platform: Platform) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]:
    """A layout's `prepare`: where the file writes the day first, its moments with the year first."""

    def prepare(text: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
        header = _header(platform, text)
        if not header or not settled.get(IS_DAY_FIRST):
            return text
        return text.with_columns(pl.col(header).str.strip_chars().str.replace(_DAY_MONTH_YEAR, "20$3-$2-$1"))

    return prepare


def _header(platform: Platform, text: pl.DataFrame) -> str | None:
    return next((name for name in platform.submitted if name in text.columns), None)


def _any_like(cells: pl.Series, pattern: str) -> bool:
    return bool(cells.cast(pl.String).str.strip_chars().str.contains(pattern).any())
