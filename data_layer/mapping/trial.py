"""What a mapping would make of the first rows of a file: what is missing, what reads, what is refused and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from data_layer.importers import decimal_commas
from data_layer.importers.contract import ROW, FileRefused, Head, NeedsAnswer
from data_layer.importers.instrument_files import Instruments
from data_layer.importers.refusals import REFUSAL_SCHEMA
from data_layer.mapping.document import ColumnMapping, problems_of
from data_layer.mapping.layouts import layout_of


@dataclass(frozen=True)
class Trial:
    """`problems` keep a mapping from being tried; without any, `read_count` = readable rows + `refused_count`."""

    problems: tuple[str, ...] = ()
    question: NeedsAnswer | None = None
    read_count: int = 0
    refused_count: int = 0
    refusals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSAL_SCHEMA))
    rows: pl.DataFrame = field(default_factory=pl.DataFrame)


def attempt(mapping: ColumnMapping, head: Head, instruments: Instruments | None = None) -> Trial:
    """Read the rows that can be seen before a file is read whole, as an import would. Nothing is kept."""
    if found := tuple(problems_of(mapping, named=False)):
        return Trial(found)
    layout = layout_of(mapping, instruments)
    text = head.sample.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})
    try:
        settled = layout.settled(head, [text], {})
    except NeedsAnswer as question:
        return Trial((question.question,), question)
    except FileRefused as refused:
        return Trial((f"{refused.problem} {refused.remedy}",))
    mark = None if head.has_decimal_commas is False else decimal_commas.COMMA
    batch = layout.read(text, {**settled, decimal_commas.SETTLED: mark})
    refused_count = batch.refusals["row"].n_unique() if batch.refusals.height else 0
    return Trial((), None, text.height, refused_count, batch.refusals, batch.rows)


def empty_head(headers: Iterable[str]) -> Head:
    """What can be seen of a file of which only the headers are known."""
    names = tuple(headers)
    return Head("", names, pl.DataFrame(schema=dict.fromkeys(names, pl.String)))
