"""A mapping as an ordinary importer: the template's own reading, refusals and laws, under the file's own headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.contract import Column, Head, Importer, Layout, Reading, fold
from data_layer.importers.instrument_files import Instruments
from data_layer.importers.last_seen import without_never
from data_layer.mapping.date_order import settle_order
from data_layer.mapping.dates import in_iso
from data_layer.mapping.document import ColumnMapping
from data_layer.mapping.durations import minutes_in
from data_layer.mapping.evidence import tells_when_last_seen
from data_layer.mapping.surveys import read_as_survey

SOURCE = "mapping "  # what the names of such importers begin with
_DURATION = "minutes"
_ONE_MOMENT = "{} says when somebody was last seen: that counts, and totals beside it belong to no single day."


def importer_of(mapping: ColumnMapping, instruments: Instruments | None = None) -> Importer:
    return Importer(f"{SOURCE}{mapping.slug}", mapping.name, (layout_of(mapping, instruments),), is_mapping=True)


def layout_of(mapping: ColumnMapping, instruments: Instruments | None = None) -> Layout:
    """The layout of the mapping's purpose, known by the mapping's headers; surveys by these instruments.

    Its name is the purpose's, not the mapping's: a file that two mappings have read is still the same file, and
    a fact that both have told is still one fact.
    """
    template = mapping.about.template
    layout = replace(
        _under_its_headers(template, mapping),
        name=f"mapped {mapping.purpose}",
        label=f'a file of your mapping "{mapping.name}"',
        signature=mapping.headers,
        absent=(),
        settle=_settling(mapping),
        finish=_finishing(mapping, template),
        also=tuple(_under_its_headers(each, mapping) for each in template.also),
    )
    if mapping.purpose != "survey":
        return layout
    headers = {**mapping.columns, **{name: _same(name) for name in mapping.same}}
    return read_as_survey(layout, headers, dates=layout.settle, instruments=instruments)


def _under_its_headers(layout: Layout, mapping: ColumnMapping) -> Layout:
    columns = tuple(_mapped(column, mapping) for column in layout.columns)
    return replace(layout, columns=columns, prepare=_preparing(mapping))


def _mapped(column: Column, mapping: ColumnMapping) -> Column:
    """The column under the header that the mapping gives it, or under none that a file could have."""
    (name,) = column.sources
    header = mapping.columns.get(name) or _same(name)
    if name == _DURATION:
        column = replace(column, reading=minutes_in(mapping.reading.get("duration_unit", _DURATION)))
    if mapping.about.is_date(name):
        is_needed = column.required and not _is_last_seen(mapping)
        column = replace(column, reading=_dated(column.reading), required=is_needed)
    return replace(column, sources=(header,))


def _same(name: str) -> str:
    return f"{name} (the same in every row)"


def _dated(reading: Reading) -> Reading:
    """Only what could be rewritten is a date: the other order of day and month must not slip through."""
    written = r"^\s*\d{4}-?\d{2}-?\d{2}"
    return replace(reading, parse=lambda cell: reading.parse(pl.when(cell.str.contains(written)).then(cell)))


def _preparing(mapping: ColumnMapping) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]:
    """Adds what is the same in every row, and writes dates in one way."""
    constants = [pl.lit(value).alias(_same(name)) for name, value in mapping.same.items()]
    dated = [name for name in mapping.same if mapping.about.is_date(name)]

    def prepare(text: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
        whole = text.with_columns(constants)
        headers = [*_date_headers(mapping, whole.columns), *(_same(name) for name in dated)]
        whole = without_never(whole, headers) if _is_last_seen(mapping) else whole
        return whole.with_columns(
            in_iso(pl.col(header), order=settled["date_order"]).alias(header) for header in headers
        )

    return prepare


def _settling(mapping: ColumnMapping) -> Callable[[Head, Iterable[pl.DataFrame], Mapping[str, str]], dict[str, object]]:
    """Whether day or month comes first in this file."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> dict[str, object]:
        known, answered = mapping.reading.get("date_order"), options.get("date_order", "")
        headers = _date_headers(mapping, head.columns)
        note = _ONE_MOMENT.format(mapping.columns["date_time"]) if _is_last_seen(mapping) else ""
        return {"date_order": settle_order(frames, headers, known=known, answered=answered), "note": note}

    return settle


def _date_headers(mapping: ColumnMapping, columns: Iterable[str]) -> list[str]:
    """The file's columns that hold dates."""
    wanted = {fold(header) for name, header in mapping.columns.items() if mapping.about.is_date(name)}
    return [column for column in columns if fold(column) in wanted]


def _is_last_seen(mapping: ColumnMapping) -> bool:
    return mapping.purpose == "activity" and tells_when_last_seen(mapping.columns.get("date_time", ""))


def _finishing(
    mapping: ColumnMapping, template: Layout
) -> Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame] | None:
    """Where time alone tells of use, none of it is none: reports list everybody, used or not."""
    if _is_last_seen(mapping):
        return lambda rows, settled: _once_seen(template.finish(rows, settled))
    if mapping.purpose != "activity" or "minutes" not in mapping.columns or "count" in mapping.columns:
        return template.finish
    counted = pl.when(pl.col("minutes") == 0).then(0).otherwise("event_count").alias("event_count")
    return lambda rows, settled: template.finish(rows.with_columns(counted), settled)


def _once_seen(rows: pl.DataFrame) -> pl.DataFrame:
    """One use, and no login, at the moment somebody was last seen; whoever never was has done nothing."""
    was_seen = pl.coalesce("occurred_at", "local_at").is_not_null()
    return rows.with_columns(
        pl.lit(True).alias("is_last_seen"),
        was_seen.cast(pl.Int64).alias("event_count"),
        pl.when(was_seen).then(pl.lit("view")).alias("event_class"),
        *(pl.lit(None).cast(rows.schema[name]).alias(name) for name in ("login_count", "minutes")),
    )
