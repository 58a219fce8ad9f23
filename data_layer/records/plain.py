"""An entry as plain values that JSON can hold, and back; what does not fit is told with its place and remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Column, inspect
from sqlalchemy.orm import DeclarativeBase

_Row = TypeVar("_Row", bound=DeclarativeBase)
_WRITERS: dict[type, Callable[[object], object]] = {date: date.isoformat, Decimal: str}
_EXAMPLES = {date: "a date such as 2026-05-15", Decimal: 'a number in quotes such as "1200.50"', int: "a whole number"}


class UnreadableEntry(ValueError):
    """An entry of a file that does not fit; the text says where and how to mend it."""


def as_plain(row: DeclarativeBase) -> dict[str, object]:
    return {column.key: _written(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}


def _written(value: object) -> object:
    return str(value) if isinstance(value, StrEnum) else _WRITERS.get(type(value), lambda same: same)(value)


def from_plain(kind: type[_Row], given: dict[str, object], *, place: str) -> _Row:
    """The row that these values describe. A value left out takes its default, or is unknown where it may be."""
    columns = {attribute.key: attribute.columns[0] for attribute in inspect(kind).column_attrs}
    unknown = sorted(given.keys() - columns.keys())
    if unknown:
        raise UnreadableEntry(f'{place}: there is no "{unknown[0]}". Known are: {", ".join(sorted(columns))}.')
    for name, column in columns.items():
        if given.get(name) is None and not column.nullable and column.default is None:
            raise UnreadableEntry(f'{place}: "{name}" is missing. Add it.')
    return kind(**{name: _read(value, columns[name], place=f'{place}, "{name}"') for name, value in given.items()})


def _read(value: object, column: Column, *, place: str) -> object:
    """The value as the column takes it."""
    wanted = getattr(column.type, "enum_class", None) or column.type.python_type
    if value is None:
        return None
    try:
        return _converted(value, wanted)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise UnreadableEntry(f"{place}: {value!r} does not fit. Write {_wanted(wanted)}.") from error


def _converted(value: object, wanted: type) -> object:
    if wanted is date:
        return date.fromisoformat(value)
    if issubclass(wanted, StrEnum | Decimal):
        return wanted(value) if isinstance(value, str) else _refuse(value)
    return value if wanted in (type(value), object) else _refuse(value)


def _refuse(value: object) -> None:
    raise TypeError(type(value).__name__)


def _wanted(wanted: type) -> str:
    if issubclass(wanted, StrEnum):
        return "one of: " + ", ".join(wanted)
    return _EXAMPLES.get(wanted, {bool: "true or false", str: "a text"}.get(wanted, wanted.__name__))
