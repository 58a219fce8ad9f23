"""A mapping as a small document: the headers it is known by, and which of them means what. It holds no cell of a file.

name = "Example web activity"
purpose = "activity"
headers = ["Login", "Day", "App", "Seconds"]

[columns]                    # our word = the header in the file
user = "Login"
date_time = "Day"
tool = "App"
minutes = "Seconds"

[same_in_every_row]          # what the file leaves out, because it is the same in all rows
action = "view"

[reading]                    # how cells are read, where they could be read in more than one way
date_order = "month_first"   # or day_first; found out from each file where it is left out
duration_unit = "seconds"    # or minutes, hours
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from data_layer.importers.contract import blank, fold
from data_layer.mapping.date_order import ORDERS
from data_layer.mapping.dates import in_iso
from data_layer.mapping.durations import UNITS
from data_layer.mapping.purposes import PURPOSES, Purpose

READINGS = {"date_order": tuple(ORDERS), "duration_unit": tuple(UNITS)}
_TABLES = ("columns", "same_in_every_row", "reading")
_NO_HEADER = re.compile(r"\S+@\S+\.\S+|\d{5,}|\d+[/.-]\d+[/.-]\d+.*|(\d{1,3}\.){3}\d{1,3}")  # what only cells hold


class WrongMapping(ValueError):
    """A mapping that cannot be used: what is wrong with it, and how to mend it."""


@dataclass(frozen=True)
class ColumnMapping:
    """What somebody said of the columns of one kind of file."""

    name: str
    purpose: str
    headers: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    reading: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name as a file is called."""
        return "-".join(re.findall(r"[^\W_]+", self.name.casefold()))

    @property
    def fingerprint(self) -> frozenset[str]:
        """The headers as they are compared: neither their order nor their case counts."""
        return frozenset(fold(header) for header in self.headers)

    @property
    def about(self) -> Purpose:
        return PURPOSES[self.purpose]

    def as_toml(self) -> str:
        lines = [f"{key} = {_quoted(getattr(self, key))}" for key in ("name", "purpose")]
        lines += ["headers = [", *(f"    {_quoted(header)}," for header in self.headers), "]"]
        for table, entries in zip(_TABLES, (self.columns, self.same, self.reading), strict=True):
            if entries:
                lines += ["", f"[{table}]", *(f"{key} = {_quoted(value)}" for key, value in entries.items())]
        return "\n".join(lines) + "\n"


def from_toml(text: str) -> ColumnMapping:
    """The mapping that this document describes; WrongMapping says what is wrong with it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongMapping(f"The mapping is no TOML document: {error}.") from error
    tables = [given.pop(table, {}) for table in _TABLES]
    headers = given.pop("headers", [])
    if not isinstance(headers, list) or not all(isinstance(table, dict) for table in tables):
        raise WrongMapping("In a mapping, headers is a list, and columns, same_in_every_row and reading are tables.")
    words = [*headers, *given.values(), *(value for table in tables for value in table.values())]
    if strange := sorted(set(given) - {"name", "purpose"}) or [word for word in words if not isinstance(word, str)]:
        raise WrongMapping(f"A mapping has no place for {strange[0]}. Write every value in quotation marks.")
    mapping = ColumnMapping(given.get("name", ""), given.get("purpose", ""), tuple(headers), *tables)
    if found := list(problems_of(mapping)):
        raise WrongMapping(" ".join(found))
    return mapping


def problems_of(mapping: ColumnMapping, *, named: bool = True) -> Iterator[str]:
    """All that is missing from a mapping or wrong with it, each as a sentence; `named` says whether it needs a name."""
    if named and not mapping.slug:
        yield "The mapping needs a name, such as the one of the tool that the file comes from."
    if cell := next((header for header in mapping.headers if _NO_HEADER.fullmatch(header.strip())), None):
        kind = "an email address" if "@" in cell else "a number or a date"
        yield f"A column is called by {kind}, so the file seems to have no column headers. Give it a row of headers."
    if mapping.purpose not in PURPOSES:
        yield f"A mapping's purpose is one of {', '.join(PURPOSES)}."
        return
    yield from _problems_of_columns(mapping)
    yield from _problems_of_constants(mapping)
    for key, value in mapping.reading.items():
        if value not in READINGS.get(key, ()):
            yield f"{key} cannot be {value}; there are {_choices()}."


def _problems_of_columns(mapping: ColumnMapping) -> Iterator[str]:
    known = {meaning.name for meaning in mapping.about.meanings}
    for name in (*mapping.columns, *mapping.same):
        is_item = mapping.about.heart and name in mapping.columns
        if name not in known and not is_item:
            yield f"{name} means nothing in a mapping for {mapping.purpose}; there are {', '.join(sorted(known))}."
    for header in mapping.columns.values():
        if fold(header) not in mapping.fingerprint:
            yield f"{header} is not among the headers of the mapping."
    for name in sorted(mapping.columns.keys() & mapping.same.keys()):
        yield f"{name} cannot be a column and the same in every row; choose one."
    for meaning in mapping.about.meanings:
        if mapping.about.column(meaning.name).required and meaning.name not in (*mapping.columns, *mapping.same):
            where = "a column, or give it once for all rows" if meaning.is_often_same else "a column"
            yield f"Still missing: {meaning.label}. Choose {where}."


def _problems_of_constants(mapping: ColumnMapping) -> Iterator[str]:
    for meaning in mapping.about.meanings:
        value = mapping.same.get(meaning.name)
        if value is None:
            continue
        column = mapping.about.column(meaning.name)
        if column.personal:
            yield f"{meaning.label} cannot be the same in every row; choose its column."
        elif not _can_be_read(value, column.reading, is_date=mapping.about.is_date(meaning.name)):
            yield f"{meaning.label}, the same in every row, {column.reading.problem}. {column.reading.remedy}"


def _can_be_read(value: str, reading: object, *, is_date: bool) -> bool:
    cell = in_iso(pl.col("cell"), order=next(iter(ORDERS))) if is_date else pl.col("cell")
    told = pl.DataFrame({"cell": [value]}).filter(~blank(pl.col("cell"))).select(reading.parse(cell).alias("told"))
    return bool(told.height) and told["told"].null_count() == 0


def _choices() -> str:
    return "; ".join(f"{key} ({', '.join(values)})" for key, values in READINGS.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
