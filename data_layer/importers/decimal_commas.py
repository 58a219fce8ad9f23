"""How are numbers read where a comma may stand before the decimals: 12,5 and 12.500,00, as in files with semicolons?

Programs separate cells by semicolons just where the comma is taken. Most numbers tell themselves which mark is which.
1.250 and 1,250 alone do not: in seats and dollars, which have at most two decimals, the mark stands between thousands;
elsewhere the other numbers of the file tell, or a question goes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.column import Column
from data_layer.importers.head import Head, fold
from data_layer.importers.refused_file import NeedsAnswer

SETTLED = "decimal_mark"  # by what name readings are told so, among all that was settled of a file
COMMA, POINT = "comma", "point"
CHOICES = {
    COMMA: "1,250 is one and a quarter, 1.250 a thousand two hundred and fifty",
    POINT: "1.250 is one and a quarter, 1,250 a thousand two hundred and fifty",
}
_FEW = 3  # decimals that seats and dollars never have
_GROUPS = r"[1-9]\d{0,2}"
_AROUND = r"^[^\d,.]*(?:%s)[^\d,.]*$"
_WITH_COMMA = _AROUND % rf"{_GROUPS}(?:\.\d{{3}})+,\d+|0\d*,\d+|\d{{4,}},\d+|\d+,(?:\d{{1,2}}|\d{{4,}})"
_WITH_POINT = _AROUND % rf"{_GROUPS}(?:,\d{{3}})+\.\d+|0\d*\.\d+|\d{{4,}}\.\d+|\d+\.(?:\d{{1,2}}|\d{{4,}})"
_POINTS_IN_GROUPS = _AROUND % rf"{_GROUPS}(?:\.\d{{3}}){{2,}}"
_COMMAS_IN_GROUPS = _AROUND % rf"{_GROUPS}(?:,\d{{3}}){{2,}}"
_LONE_POINT = _AROUND % rf"{_GROUPS}\.\d{{3}}"
_LONE_COMMA = _AROUND % rf"{_GROUPS},\d{{3}}"


def settle(
    head: Head, columns: Iterable[Column], frames: Iterable[pl.DataFrame], options: Mapping[str, str]
) -> str | None:
    """Which mark stands before this file's decimals; None where nothing hints at commas."""
    if head.has_decimal_commas is not None:
        return COMMA if head.has_decimal_commas else None
    if (told := options.get(SETTLED)) in CHOICES:
        return told
    numbers = [column for column in columns if column.reading.is_number]
    comma, point, is_open = _evidence(numbers, frames) if numbers else (False, False, False)
    if is_open and comma == point:
        raise NeedsAnswer(
            "Semicolons separate the cells of this file, and its numbers do not tell whether 1.250 is a thousand two "
            "hundred and fifty, or one and a quarter.",
            option=SETTLED,
            choices=CHOICES,
        )
    return POINT if is_open and point else COMMA


def with_points(cell: pl.Expr, *, mark: str, decimals: int | None) -> pl.Expr:
    """The number with a point before its decimals and nothing between its thousands."""
    is_whole = decimals is not None and decimals < _FEW
    without_points = cell.str.replace_all(".", "", literal=True)
    with_point = without_points.str.replace(",", ".", literal=True)
    lone_point = without_points if is_whole or mark == COMMA else cell
    lone_comma = cell.str.replace_all(",", "", literal=True) if is_whole or mark == POINT else with_point
    return (
        pl.when(cell.str.contains(_WITH_COMMA))
        .then(with_point)
        .when(cell.str.contains(_POINTS_IN_GROUPS))
        .then(without_points)
        .when(cell.str.contains(_LONE_POINT))
        .then(lone_point)
        .when(cell.str.contains(_LONE_COMMA))
        .then(lone_comma)
        .otherwise(cell)
    )


def _evidence(columns: list[Column], frames: Iterable[pl.DataFrame]) -> tuple[bool, bool, bool]:
    """Whether some number has a decimal comma, some a decimal point, and whether some could be read both ways."""
    found = [False, False, False]
    for frame in frames:
        headers = {fold(name): name for name in reversed(frame.columns)}
        for column in columns:
            header = next((headers[fold(name)] for name in column.sources if fold(name) in headers), None)
            if header:
                told = _told(frame[header].drop_nulls().str.strip_chars(), column.reading.decimals)
                found = [before or now for before, now in zip(found, told, strict=True)]
    return found[0], found[1], found[2]


def _told(cells: pl.Series, decimals: int | None) -> tuple[bool, bool, bool]:
    def any_is(pattern: str) -> bool:
        return bool(cells.str.contains(pattern).any())

    lone_point, lone_comma = any_is(_LONE_POINT), any_is(_LONE_COMMA)
    is_whole = decimals is not None and decimals < _FEW
    comma = any_is(_WITH_COMMA) or any_is(_POINTS_IN_GROUPS) or (is_whole and lone_point)
    point = any_is(_WITH_POINT) or any_is(_COMMAS_IN_GROUPS) or (is_whole and lone_comma)
    return comma, point, not is_whole and (lone_point or lone_comma)
