"""Dates as any system writes them, rewritten as 2026-03-31.

A date with points is day first everywhere. A cell that is no date stays as it is, so that its refusal shows it.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.moodle_months import month_number
from data_layer.importers.moodle_times import DAY_FIRST

_ISO = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:$|[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$)"
)
_REST = "(?P<clock>$|[ T,].*)"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_NAME = "[A-Za-zÀ-ÿ]{3,9}"
NUMBERED = f"^(?P<a>[0-9]{{1,2}})(?P<mark>[/.-])(?P<b>[0-9]{{1,2}})[/.-]{_YEAR}{_REST}"
_NAMED = (
    f"^(?P<year>[0-9]{{4}})[/.-](?P<month>[0-9]{{1,2}})[/.-](?P<day>[0-9]{{1,2}}){_REST}",
    f"^(?:{_NAME},? )?(?P<month>{_NAME})\\.? (?P<day>[0-9]{{1,2}}),? {_YEAR}{_REST}",
    f"^(?P<day>[0-9]{{1,2}})[ -](?P<month>{_NAME})\\.?[ -]{_YEAR}{_REST}",
)
_CLOCK = (
    "^[ T,]*(?:at )?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\\.[0-9]+)?))?"
    "(?: ?(?P<half>[AaPp])\\.?[Mm]\\.?)? ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$"
)


def in_iso(cell: pl.Expr, *, order: str) -> pl.Expr:
    """2026-03-31, or 2026-03-31 14:05:00 with its zone, for each cell that is a date."""
    return cell.map_batches(lambda cells: _rewritten(cells, order), return_dtype=pl.String)


def _rewritten(cells: pl.Series, order: str) -> pl.Series:
    """Only what is not written so already is looked at, by one form after the other."""
    if (is_iso := cells.str.contains(_ISO).fill_null(True)).all():
        return cells
    bare = cells.set(is_iso, None).str.strip_chars().str.replace_all(r"\s+", " ").rename("cell").to_frame()
    found = bare.select(pl.coalesce(_numbered(bare, order), *(_named(bare, form) for form in _NAMED)).alias("found"))
    is_day = pl.col("found").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return found.select(pl.when(is_day).then("found").otherwise(cells)).to_series().alias(cells.name)


def _parts(bare: pl.DataFrame, form: str) -> pl.DataFrame:
    """The named parts of each cell; unnested at once, since every use of an expression would match anew."""
    return bare.select(pl.col("cell").str.extract_groups(form)).unnest("cell")


def _numbered(bare: pl.DataFrame, order: str) -> pl.Series:
    day_first = (pl.col("mark") == ".") | pl.lit(order == DAY_FIRST)
    month, day = (pl.when(day_first).then(pl.col(a)).otherwise(pl.col(b)) for a, b in (("b", "a"), ("a", "b")))
    return _written(_parts(bare, NUMBERED).with_columns(month.alias("month"), day.alias("day")))


def _named(bare: pl.DataFrame, form: str) -> pl.Series:
    month = pl.coalesce(month_number(pl.col("month")), pl.when(pl.col("month").str.contains("^[0-9]+$")).then("month"))
    return _written(_parts(bare, form).with_columns(month))


def _written(part: pl.DataFrame) -> pl.Series:
    full = pl.when(pl.col("year").str.len_chars() == 2).then(pl.lit("20") + pl.col("year")).otherwise("year")
    figures = [full, pl.col("month").str.zfill(2), pl.col("day").str.zfill(2), _clock(part["clock"])]
    return part.select(pl.format("{}-{}-{}{}", *figures)).to_series()


def _clock(clock: pl.Series) -> pl.Series:
    """` 14:05:00Z` for a time of day, nothing where there is none; null for what is no time."""
    hour, half = pl.col("hour").cast(pl.Int64), pl.col("half").str.to_lowercase()
    full = pl.when(half == "p").then(hour % 12 + 12).when(half == "a").then(hour % 12).otherwise(hour)
    zone = pl.col("zone").str.replace("UTC|GMT", "Z").fill_null("")
    figures = [full.cast(pl.String).str.zfill(2), pl.col("minute"), pl.col("second").fill_null("00"), zone]
    told = pl.format(" {}:{}:{}{}", *figures)
    is_none = pl.lit(clock.str.strip_chars(" T,") == "")
    return (
        _parts(clock.rename("cell").to_frame(), _CLOCK)
        .select(pl.when(is_none).then(pl.lit("")).otherwise(told))
        .to_series()
    )
