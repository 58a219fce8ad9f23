"""The law of import: a file is recognised by one layout, and every row it holds is loaded, known or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from data_layer.importers import decimal_commas
from data_layer.importers.consequences import why_it_matters
from data_layer.importers.refusals import REFUSAL_SCHEMA, refused_cells
from data_layer.importers.repeating import once_each

ROW = "__row"  # the row's number as a spreadsheet shows it: the header is row 1


@dataclass(frozen=True)
class Head:
    """What can be seen of one table of a file before it is read whole.

    `columns` are the header cells, stripped of blanks and byte-order marks, in the order of the file.
    `sample` holds up to 200 rows as text under those names. `sheet` is set for workbooks. `beneath` are the cells
    of a further header row that says more of each column (a survey's questions under their codes).
    `has_decimal_commas` says that 12,5 is twelve and a half here.
    """

    name: str
    columns: tuple[str, ...]
    sample: pl.DataFrame
    kind: str = "csv"
    sheet: str | None = None
    beneath: tuple[tuple[str, ...], ...] = ()
    has_decimal_commas: bool = False

    def has(self, *names: str) -> bool:
        """Whether every one of these header names is there, whatever its case."""
        return all(fold(name) in self._folded for name in names)

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(fold(column) for column in self.columns)

    @property
    def label(self) -> str:
        return f"{self.name} ({self.sheet})" if self.sheet else self.name


class FileRefused(Exception):
    """A whole file that cannot be imported: what is wrong, and how to mend it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class NeedsAnswer(FileRefused):
    """A file that can be read in more than one way, and does not say in which."""

    def __init__(self, question: str, *, option: str, choices: Mapping[str, str]) -> None:
        listed = "; ".join(f"{option}={value} ({meaning})" for value, meaning in choices.items())
        super().__init__(question, f"Import it again with one of these options: {listed}.")
        self.question = question
        self.option = option
        self.choices = dict(choices)


@dataclass(frozen=True)
class Reading:
    """How one kind of cell becomes a value: `parse` gives null for what it cannot read.

    `is_number`: where a file has decimal commas, its cells are given to `parse` with points.
    """

    parse: Callable[[pl.Expr], pl.Expr]
    problem: str
    remedy: str
    is_number: bool = False


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


@dataclass(frozen=True)
class Layout:
    """One shape of file: the headers it is known by, the landing table it fills and how.

    `signature` are the headers that must all be present; `absent` those that must not be; `matches` is asked
    last, where headers alone do not tell (a survey is known by the wording of its questions).
    `identity` names the landing columns that say "this is the same fact" when a later export restates it
    (a day's total, say); without it a row is known by all of its cells, and equal rows stay apart.
    `settle` looks at the whole file once (an iterable of text frames) and decides what the cells alone cannot
    say; it may raise NeedsAnswer. A `note` among its findings is a sentence shown with the file.
    `settled_columns` are further columns, read as those findings ask (dates in the order that was found).
    `finish` reshapes the parsed rows (one row may become several; ROW stays).
    `checks` refuse rows whose cells contradict each other. `also` are layouts that the same rows feed besides:
    what they yield is extra, and counts neither as loaded nor as refused.
    """

    name: str
    label: str
    table: str
    signature: tuple[str, ...]
    columns: tuple[Column, ...]
    absent: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    matches: Callable[[Head], bool] | None = None
    settle: Callable[[Head, Iterable[pl.DataFrame], Mapping[str, str]], Mapping[str, object]] | None = None
    prepare: Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame] | None = None
    settled_columns: Callable[[Mapping[str, object]], tuple[Column, ...]] | None = None
    finish: Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame] | None = None
    checks: tuple[Check, ...] = ()
    also: tuple[Layout, ...] = ()

    def recognises(self, head: Head) -> bool:
        if not head.has(*self.signature) or any(head.has(name) for name in self.absent):
            return False
        return self.matches is None or self.matches(head)

    def missing(self, head: Head) -> tuple[str, ...]:
        """The signature headers that this file lacks."""
        return tuple(name for name in self.signature if not head.has(name))

    def read(self, text: pl.DataFrame, settled: Mapping[str, object]) -> Batch:
        """Turn a frame of text cells (with ROW) into rows of the landing table, and refusals."""
        if self.prepare:
            text = self.prepare(text, settled)
        further = self.settled_columns(settled) if self.settled_columns else ()
        has_commas = bool(settled.get(decimal_commas.SETTLED))
        batch = read_columns(text, self.columns + further, table=self.table, has_decimal_commas=has_commas)
        if self.checks:
            batch = keep_checks(text, batch, self)
        if not self.finish:
            return batch
        return Batch(self.finish(batch.rows, settled), batch.refusals)

    def read_also(
        self, text: pl.DataFrame, settled: Mapping[str, object], *, loaded: pl.DataFrame
    ) -> list[tuple[Layout, pl.DataFrame]]:
        """What the `also` layouts make of those rows of this frame that were loaded."""
        kept = text.filter(pl.col(ROW).is_in(loaded[ROW].unique().implode()))
        return [(layout, layout.read(kept, settled).rows) for layout in self.also]


@dataclass(frozen=True)
class Importer:
    """A source system's export: one or more layouts that are imported, listed and undone together.

    `is_mapping`: the district said itself what the columns mean; then it claims only what nobody else knows.
    `explain` says of a file that nobody recognises why it is not taken, where the importer knows that kind of file.
    """

    name: str
    label: str
    layouts: tuple[Layout, ...]
    is_mapping: bool = False
    explain: Callable[[Head], FileRefused | None] | None = field(default=None, compare=False)

    def layout_for(self, head: Head) -> Layout | None:
        """The layout that recognises this table; its laws allow one at most."""
        found = [layout for layout in self.layouts if layout.recognises(head)]
        if len(found) > 1:
            raise ValueError(f"{head.label} fits {', '.join(layout.name for layout in found)}")
        return found[0] if found else None


def fold(name: str) -> str:
    """A header as it is compared: no case, no outer blanks, inner blanks single."""
    return " ".join(name.replace("\ufeff", "").replace("\u00a0", " ").split()).casefold()


def blank(text: pl.Expr) -> pl.Expr:
    """Whether a text cell is empty, or one of the marks that systems write for nothing."""
    return text.is_null() | text.str.strip_chars().is_in(["", "NULL", "\\N", "null", "NaN"])


def read_columns(
    text: pl.DataFrame, columns: Iterable[Column], *, table: str = "", has_decimal_commas: bool = False
) -> Batch:
    """Read each declared column; a row with any unreadable or missing required cell is refused, not loaded.

    Only columns with a wrong cell are looked at again. The landing table says why such a cell matters.
    """
    columns = tuple(columns)
    text = text.with_columns(pl.lit(None, dtype=pl.String).alias(_ABSENT))
    parsed = _parsed(text, tuple(_with_points(each) for each in columns) if has_decimal_commas else columns)
    wrong = [column for column in columns if parsed[f"{_WRONG}{column.name}"].any()]
    refusals = []
    for column in wrong:
        cells = _cells(text, column).filter(parsed[f"{_WRONG}{column.name}"])
        refusals.append(_refuse(text, cells, column, why=column.reading, table=table))
    return _without(Batch(parsed.select(ROW, *(column.name for column in columns))), refusals)


def _with_points(column: Column) -> Column:
    """The same column, where the file writes its numbers with decimal commas."""
    if not (reading := column.reading).is_number:
        return column
    return replace(column, reading=replace(reading, parse=lambda cell: reading.parse(decimal_commas.with_points(cell))))


_WRONG = "__wrong_"
_REPEATS = 4  # how often the cells of a column must stand in it, on average, to be looked up
_ABSENT = "__absent"  # stands in for a column that the file does not have


def _parsed(text: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """Every column's values, and which of its cells are wrong.

    A log says the same few things in every row: where cells repeat, each different one is read once and looked up.
    """
    headers = {column: _header(text, column) or _ABSENT for column in columns}
    repeating = [column for column, header in headers.items() if text[header].n_unique() * _REPEATS < text.height]
    others = [column for column in headers if column not in repeating]
    read = text.select(ROW, *(made for column in others for made in _read_cells(headers[column], column)))
    return pl.concat([read, *(_looked_up(text[headers[column]], column) for column in repeating)], how="horizontal")


def _looked_up(cells: pl.Series, column: Column) -> pl.DataFrame:
    return once_each(cells.alias("__cell").to_frame(), ["__cell"], *_read_cells("__cell", column)).drop("__cell")


def _read_cells(header: str, column: Column) -> tuple[pl.Expr, pl.Expr]:
    cell = pl.col(header)
    empty = blank(cell)
    value = column.reading.parse(pl.when(empty).then(None).otherwise(cell))
    wrong = value.is_null() if column.required else value.is_null() & ~empty
    if column.default is not None:
        value = value.fill_null(column.default)
    return value.alias(column.name), wrong.alias(f"{_WRONG}{column.name}")


def keep_checks(text: pl.DataFrame, batch: Batch, layout: Layout) -> Batch:
    """Refuse the rows that break a law between their cells; the first broken law speaks for the row."""
    named = {column.name: column for column in layout.columns}
    for check in layout.checks:
        bad = batch.rows.filter(~check.holds)
        if bad.height:
            column = named[check.column]
            wrong = _cells(text, column).filter(pl.col(ROW).is_in(bad[ROW].implode()))
            batch = _without(batch, [_refuse(text, wrong, column, why=check, table=layout.table)])
    return batch


def _header(text: pl.DataFrame, column: Column) -> str | None:
    """The header this column stands under in this file."""
    headers = {}
    for name in text.columns:
        headers.setdefault(fold(name), name)
    return next((headers[fold(name)] for name in column.sources if fold(name) in headers), None)


def _cells(text: pl.DataFrame, column: Column) -> pl.DataFrame:
    """The column's cells as text, and which of them are empty."""
    header = _header(text, column)
    cell = pl.col(header) if header else pl.lit(None, dtype=pl.String)
    return text.select(pl.col(ROW), cell.alias("__cell"), blank(cell).alias("__empty"))


def _refuse(
    text: pl.DataFrame, cells: pl.DataFrame, column: Column, *, why: Reading | Check, table: str
) -> pl.DataFrame:
    """These cells of a column as refusals, under the header that it has in this file."""
    return refused_cells(
        cells.select(pl.col(ROW).alias("row"), pl.when(~pl.col("__empty")).then("__cell").alias("value")),
        column=_header(text, column) or column.sources[0],
        is_personal=column.personal,
        problem=why.problem,
        consequence=why_it_matters(table, column.name),
        remedy=why.remedy,
    )


def _without(batch: Batch, refusals: list[pl.DataFrame]) -> Batch:
    """The batch less the rows of these refusals, which are added to its own."""
    if not refusals:
        return batch
    refused = pl.concat(refusals).sort("row", maintain_order=True)
    kept = batch.rows.filter(~pl.col(ROW).is_in(refused["row"].unique().implode()))
    return Batch(kept, pl.concat([batch.refusals, refused]))
