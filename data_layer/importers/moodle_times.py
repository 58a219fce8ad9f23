"""The times of a Moodle log: which number is the day, and which year, as the whole file shows or an option says.

Moodle writes the server's wall clock in the words of a language pack: 3/12/20, 14:10 is 3 December in the English
pack and 12 March in the American one, and older versions leave the year out. A number over 12 decides, or else
the order of the rows, newest first; where neither tells, a question goes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from data_layer.importers.contract import NeedsAnswer, Reading
from data_layer.importers.moodle_months import month_number

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_HALF = r"(?: ?(?P<half>AM|PM|am|pm))?"
_NUMBERED = rf"^(?P<a>\d{{1,2}})(?P<mark>[/.])(?P<b>\d{{1,2}})[/.](?P<year>\d{{4}}|\d{{2}}),? +{_CLOCK}{_HALF}$"
_YEAR_FIRST = rf"^(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}),?[ T]+{_CLOCK}(?:\.0+)?$"
_DAY_NAMED = (  # "18. April 2026, 14:24", "Friday, 13 March 2026, 2:10 PM", "13 de marzo de 2026, 14:10"
    rf"^(?:\pL+,? )?(?P<day>\d{{1,2}})\.? (?:de )?(?P<month>\pL+)\.?(?: (?:de )?(?P<year>\d{{4}}|\d{{2}}))?, {_CLOCK}"
    rf"{_HALF}$"
)
_MONTH_FIRST_NAMED = (  # "March 13, 2026, 2:10 PM", "Friday, March 13 2026, 02:10 PM"
    rf"^(?:\pL+, )?(?P<month>\pL+)\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}), {_CLOCK}{_HALF}$"
)
_MONTH_NAMED = rf"^{_CLOCK} (?P<half>AM|PM), ?(?P<month>\pL+)\.? (?P<day>\d{{1,2}})$"
_IN_FILE_NAME = re.compile(r"_(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(?: ?\(\d+\))?\.\w+$", re.IGNORECASE)
_TEXT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Times:
    """How the times of one file are read. Without years in the file, no row is later than `newest` of `year`."""

    order: str
    year: int | None = None
    newest: str = ""  # "12-31 23:59:59"


def settle_times(times: pl.Series, *, file_name: str, options: Mapping[str, str]) -> Times:
    """Decide order and year for all times of a file, in the order of its rows."""
    bare = times.cast(pl.String).drop_nulls().str.strip_chars()
    order = _settle_order(bare, options)
    yearless = bare.to_frame("cell").select(_within_year(pl.col("cell"))).to_series().drop_nulls()
    if yearless.is_empty():
        return Times(order)
    if dated := _IN_FILE_NAME.search(file_name):
        year, month, day, hour, minute = dated.groups()
        return Times(order, int(year), f"{month}-{day} {hour}:{minute}:59")
    return Times(order, _asked_year(options), _newest(yearless))


def moment(times: Times) -> Reading:
    """A wall-clock moment as this file writes it."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        numbered = pl.coalesce(_numbered(bare, times.order), _year_first(bare))
        return pl.coalesce(numbered, _named(bare), _dated(_within_year(bare), times))

    return Reading(parse, "is not a date and time of a Moodle log", "Download the log from Moodle again, as CSV.")


def _settle_order(bare: pl.Series, options: Mapping[str, str]) -> str:
    parts = bare.to_frame("cell").select(pl.col("cell").str.extract_groups(_NUMBERED)).unnest("cell")
    slashed = parts.filter(pl.col("mark") == "/").select(pl.col("a", "b").cast(pl.Int64))
    telling = slashed.filter(pl.col("a") != pl.col("b"))
    if telling.is_empty():
        return DAY_FIRST
    possible = [order for order, month in ((DAY_FIRST, "b"), (MONTH_FIRST, "a")) if telling[month].max() <= 12]
    if len(possible) == 1:
        return possible[0]
    if options.get("date_order") in (DAY_FIRST, MONTH_FIRST):
        return options["date_order"]
    for down in (True, False):
        running = [order for order in possible if _runs(bare, order, down=down)]
        if len(running) == 1:
            return running[0]
    a, b = telling.row(0)
    raise NeedsAnswer(
        f"This log does not tell whether {a}/{b} is day {a} of month {b}, or month {a} and day {b}.",
        option="date_order",
        choices={DAY_FIRST: "31/12", MONTH_FIRST: "12/31"},
    )


def _runs(bare: pl.Series, order: str, *, down: bool) -> bool:
    """Whether the rows run one way through time under this order of day and month."""
    moments = bare.to_frame("cell").select(_numbered(pl.col("cell"), order)).to_series().drop_nulls()
    return moments.is_sorted(descending=down)


def _asked_year(options: Mapping[str, str]) -> int:
    year = options.get("year", "")
    if re.fullmatch(r"\d{4}", year):
        return int(year)
    raise NeedsAnswer(
        "The dates in this log have no year, and its file name does not tell.",
        option="year",
        choices={"YYYY": "the year of the newest row, in four digits"},
    )


def _newest(yearless: pl.Series) -> str:
    """The newest row's place in its year: the first row's, unless the file runs upwards (over New Year or not)."""
    days = yearless.to_frame("at").select(_moment(pl.lit("2000"), pl.col("at"))).to_series().diff().dt.total_days()
    ups = ((days > 0) & (days < 183)) | (days < -183)
    downs = ((days < 0) & (days > -183)) | (days > 183)
    return yearless[-1] if ups.sum() > downs.sum() else yearless[0]


def _numbered(bare: pl.Expr, order: str) -> pl.Expr:
    """Day, month and year in figures; a date with points is day first everywhere."""
    part = bare.str.extract_groups(_NUMBERED).struct.field
    day_first = (part("mark") == ".") | pl.lit(order == DAY_FIRST)
    month, day = (pl.when(day_first).then(part(a)).otherwise(part(b)) for a, b in (("b", "a"), ("a", "b")))
    return _moment(_full(part("year")), _within(month, day, _hour(part), part("minute"), part("second")))


def _year_first(bare: pl.Expr) -> pl.Expr:
    """2026-03-02 14:05, in which nothing can be mistaken."""
    part = bare.str.extract_groups(_YEAR_FIRST).struct.field
    return _moment(part("year"), _within(*map(part, ("month", "day", "hour", "minute", "second"))))


def _within_year(bare: pl.Expr) -> pl.Expr:
    """`03-31 14:05:00` for a time without a year."""
    first, second = bare.str.extract_groups(_DAY_NAMED).struct.field, bare.str.extract_groups(_MONTH_NAMED).struct.field
    yearless = pl.when(first("year").is_null()).then(first("month"))
    return pl.coalesce(
        _within(month_number(yearless), first("day"), _hour(first), first("minute"), first("second")),
        _within(month_number(second("month")), second("day"), _hour(second), second("minute"), second("second")),
    )


def _within(month: pl.Expr, day: pl.Expr, hour: pl.Expr, minute: pl.Expr, second: pl.Expr) -> pl.Expr:
    figures = [part.str.zfill(2) for part in (month, day, hour, minute, second.fill_null("00"))]
    return pl.format("{}-{} {}:{}:{}", *figures)


def _named(bare: pl.Expr) -> pl.Expr:
    """A month by its name, with a year: 18. April 2026, 14:24:03, or April 18, 2026, 2:24 PM."""
    return pl.coalesce(_named_as(bare, form) for form in (_DAY_NAMED, _MONTH_FIRST_NAMED))


def _named_as(bare: pl.Expr, form: str) -> pl.Expr:
    part = bare.str.extract_groups(form).struct.field
    day = _within(month_number(part("month")), part("day"), _hour(part), part("minute"), part("second"))
    return _moment(_full(part("year")), day)


def _hour(part: Callable[[str], pl.Expr]) -> pl.Expr:
    """The hour of the day, where halves of a day are told and where they are not."""
    hour, half = part("hour").cast(pl.Int64), part("half").str.to_uppercase()
    after_noon = pl.when(half == "PM").then(12).otherwise(0)
    return pl.when(half.is_null()).then(hour).otherwise(hour % 12 + after_noon).cast(pl.String)


def _full(year: pl.Expr) -> pl.Expr:
    return pl.when(year.str.len_chars() == 2).then(pl.lit("20") + year).otherwise(year)


def _dated(within_year: pl.Expr, times: Times) -> pl.Expr:
    if times.year is None:
        return pl.lit(None, pl.Datetime("us"))
    year = pl.when(within_year <= times.newest).then(times.year).otherwise(times.year - 1)
    return _moment(year.cast(pl.String), within_year)


def _moment(year: pl.Expr, within_year: pl.Expr) -> pl.Expr:
    return pl.format("{}-{}", year, within_year).str.to_datetime(_TEXT, strict=False, time_unit="us")
