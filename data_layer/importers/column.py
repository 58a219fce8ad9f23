"""How a column of a file becomes one of a landing table, and what a row's cells owe each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from data_layer.importers.refusals import REFUSAL_SCHEMA

ROW = "__row"  # the row's number as a spreadsheet shows it: the header is row 1


@dataclass(frozen=True)
class Reading:
    """How one kind of cell becomes a value: `parse` gives null for what it cannot read.

    `is_number`: where a file may have decimal commas, its cells are given to `parse` with points; `decimals` is the
    most of them that such a number can have.
    """

    parse: Callable[[pl.Expr], pl.Expr]
    problem: str
    remedy: str
    is_number: bool = False
    decimals: int | None = None


@dataclass(frozen=True)
class Column:
    """One column of a landing table, the headers it may stand under, and how its cells are read.

    `required` refuses a row whose cell is blank. `personal` masks the value in a refusal and replaces
    it by a pseudonym on arrival. `default` fills blank cells and absent columns.
    """

    name: str
    sources: tuple[str, ...]
    reading: Reading
    required: bool = False
    personal: bool = False
    default: str | int | float | None = None


@dataclass(frozen=True)
class Check:
    """A law between the cells of one row, told of the parsed row: where `holds` is false, the row is refused.

    `column` is the landing column whose cell is shown as the wrong one. A blank (null) answer lets the row pass.
    """

    column: str
    holds: pl.Expr = field(compare=False)
    problem: str
    remedy: str


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: those that can be loaded (with ROW), and those refused."""

    rows: pl.DataFrame
    refusals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSAL_SCHEMA))


def blank(text: pl.Expr) -> pl.Expr:
    """Whether a text cell is empty, or one of the marks that systems write for nothing."""
    return text.is_null() | text.str.strip_chars().is_in(["", "NULL", "\\N", "null", "NaN"])
