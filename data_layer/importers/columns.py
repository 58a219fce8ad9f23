"""How cells are read: each reading is a vectorised parse, and the sentence a wrong cell gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl
import pyarrow
import pyarrow.compute

from data_layer.importers.contract import Reading

_ROUNDED = r"^\d(?:\.\d+)?E\+\d\d$"


def text() -> Reading:
    return Reading(lambda cell: cell.str.strip_chars(), "is not text", "Write plain text.")


def identifier(system: str = "") -> Reading:
    """A person's or a course's key; `system` for keys that only one system knows. Case and blanks do not count.

    Of a long number a spreadsheet leaves 1.0772E+17, which many people would share.
    """
    prefix = f"{system}:" if system else ""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        return pl.when(~bare.str.contains(_ROUNDED)).then(pl.lit(prefix) + bare.str.to_lowercase())

    return Reading(
        parse,
        "is an identifier that a spreadsheet has rounded, so that several would be the same",
        "Export the column again from the system that wrote it.",
    )


def whole_number(*, minimum: int = 0) -> Reading:
    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        grouped = bare.str.contains(r"^\d{1,3}(,\d{3})+(\.0+)?$")
        plain = pl.when(grouped).then(bare.str.replace_all(",", "")).otherwise(bare)
        number = plain.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
        return pl.when(number >= minimum).then(number)

    problem = f"is not a whole number of {minimum} or more"
    return Reading(parse, problem, "Write digits only, such as 120.", is_number=True, decimals=0)


def real_number() -> Reading:
    return Reading(
        lambda cell: cell.str.strip_chars().cast(pl.Float64, strict=False),
        "is not a number",
        "Write digits with a decimal point, such as 12.5.",
        is_number=True,
    )


def dollars() -> Reading:
    """US dollars with or without a currency sign and thousands commas; exact to the cent."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars().str.replace(r"^\$\s*", "").str.replace(r"^USD\s*", "")
        grouped = bare.str.contains(r"^\d{1,3}(,\d{3})*(\.\d{1,2})?$") | bare.str.contains(r"^\d+(\.\d{1,2})?$")
        plain = pl.when(grouped).then(bare.str.replace_all(",", ""))
        return plain.cast(pl.Decimal(14, 2), strict=False)

    remedy = "Write it as 12500 or $12,500.00."
    return Reading(parse, "is not an amount in dollars", remedy, is_number=True, decimals=2)


def truth() -> Reading:
    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase()
        return (
            pl.when(word.is_in(["true", "t", "yes", "y", "1"])).then(True)
            .when(word.is_in(["false", "f", "no", "n", "0"])).then(False)
        )  # fmt: skip

    return Reading(parse, "is neither true nor false", "Write true or false.")


_DAYS = (  # besides ISO: where in its cell a day stands, and how it is written there
    (r"^(\d{1,2}/\d{1,2}/\d{4})", "%m/%d/%Y"),
    (r"^(\d{1,2}/\d{1,2}/\d{2})$", "%m/%d/%y"),
    (r"^(\d{4}/\d{1,2}/\d{1,2})", "%Y/%m/%d"),
    (r"^((?:19|20)\d{6})$", "%Y%m%d"),
    (r"^(\d{4}-\d{1,2}-\d{1,2}) ", "%Y-%m-%d"),
    (r"^(\d{1,2}-[A-Za-z]{3}-\d{4})$", "%d-%b-%Y"),
    (r"^(\d{1,2}-[A-Za-z]{3}-\d{2})$", "%d-%b-%y"),
)


def day() -> Reading:
    """A calendar day: ISO (hyphens, slashes or none, with or without a time), US month/day/year, Excel's 31-Mar-26."""

    def parse(cells: pl.Series) -> pl.Series:
        bare = cells.cast(pl.String).str.strip_chars()
        return _first_that_fits(
            bare,
            lambda rest: rest.str.slice(0, 10).str.strptime(pl.Date, "%Y-%m-%d", strict=False),
            *(partial(_in_day_form, place=place, form=form) for place, form in _DAYS),
        )

    return Reading(
        lambda cell: cell.map_batches(parse, return_dtype=pl.Date),
        "is not a day of the calendar",
        "Write it as 2026-03-31 or 3/31/2026.",
    )


def _in_day_form(cells: pl.Series, *, place: str, form: str) -> pl.Series:
    return cells.str.extract(place).str.strptime(pl.Date, form, strict=False)


def _first_that_fits(cells: pl.Series, *readings: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Each cell by the first reading that understands it; a reading is tried only on what the earlier ones left."""
    first, *others = readings
    found = first(cells)
    for reading in others:
        left = found.is_null() & cells.is_not_null()
        if not left.any():
            break
        found = found.fill_null(reading(cells.set(~left, None)))
    return found


def instant() -> Reading:
    """A moment in UTC. ISO with Z or an offset is converted; without either it is taken as UTC, as vendors say.

    Excel rewrites what it opens: US month/day/year with a time is the same moment.
    """
    return Reading(
        lambda cell: cell.map_batches(_instants, return_dtype=pl.Datetime("us")),
        "is not a date and time",
        "Write it as 2026-03-31T14:05:00Z.",
    )


def _instants(cells: pl.Series) -> pl.Series:
    if (usual := _all_usual(cells)) is not None:
        return usual
    bare = cells.cast(pl.String).str.strip_chars().str.replace(" UTC", "Z").str.replace("T", " ")
    return _first_that_fits(
        bare,
        lambda rest: rest.str.strip_suffix("Z").str.to_datetime(_SECONDS, strict=False, time_unit="us"),
        _with_offset,
        lambda rest: rest.str.strip_suffix("Z").str.to_datetime("%Y-%m-%d %H:%M", strict=False, time_unit="us"),
        *(partial(_in_format, form=form) for form in _AS_EXCEL_WRITES),
    )


def _all_usual(cells: pl.Series) -> pl.Series | None:
    """Moments where every cell is plain ISO with a time, as logs are, seven times as fast; None where one is not."""
    bare = cells.cast(pl.String).str.strip_suffix("Z")
    if (bare.str.len_bytes().min() or 0) < len("2026-03-31T14:05"):
        return None
    try:
        moments = pyarrow.compute.cast(bare.to_arrow(), pyarrow.timestamp("us"))
    except pyarrow.ArrowInvalid:
        return None
    return pl.Series(cells.name, moments)


def _with_offset(cells: pl.Series) -> pl.Series:
    zoned = cells.str.replace("Z$", "+0000").str.replace(r"([+-]\d{2}):(\d{2})$", "$1$2")
    zoned = zoned.str.replace(r"(:\d{2}(?:\.\d+)?[+-]\d{2})$", "${1}00")  # as PostgreSQL writes whole hours
    moments = zoned.str.to_datetime(f"{_SECONDS}%z", strict=False, time_unit="us")
    return moments.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


_SECONDS = "%Y-%m-%d %H:%M:%S%.f"
_AS_EXCEL_WRITES = (
    *("%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p"),
    *("%m/%d/%y %H:%M", "%m/%d/%y %I:%M %p"),
)


def local_moment(*formats: str) -> Reading:
    """A wall-clock moment of the district, in one of these strptime formats (first that fits)."""
    readings = [partial(_in_format, form=form) for form in formats]
    return Reading(
        lambda cell: cell.map_batches(
            lambda cells: _first_that_fits(cells.cast(pl.String).str.strip_chars(), *readings),
            return_dtype=pl.Datetime("us"),
        ),
        "is not a date and time",
        "Write it as 3/31/2026 14:05:00.",
    )


def _in_format(cells: pl.Series, *, form: str) -> pl.Series:
    moments = cells.str.to_datetime(form, strict=False, time_unit="us").alias("moment")
    # %Y takes 26 for the year 26: such a reading is none, so that a form with %y has its turn
    return moments.to_frame().select(pl.when(pl.col("moment").dt.year() >= 1900).then("moment")).to_series()


def choice(words: Mapping[str, str], *, what: str) -> Reading:
    """One of a few known words (compared without case), as its standard term."""
    allowed = ", ".join(sorted(set(words)))
    return Reading(
        lambda cell: cell.str.strip_chars().str.to_lowercase().replace_strict(dict(words), default=None),
        f"is no {what} that is known here",
        f"Use one of: {allowed}.",
    )
