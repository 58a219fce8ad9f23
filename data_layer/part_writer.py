"""Writes the rows of one import as parts, and tells which of them an earlier import, or an earlier file, holds already.

A row is known again by `row_key`, 64 bits of its cells mixed with the home's secret (or of the columns that its layout
calls its identity), and by `occurrence`, which numbers the rows of one key: rows that truly happened
twice in one file stay two, and a second file that repeats them adds none (see occurrences).

Rows are gathered in chunks on disk, so that what an import needs of memory does not grow with its files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl

from data_layer import occurrences
from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing import LANDINGS
from data_layer.importers.repeating import numbered
from data_layer.parts import Part, folder
from data_layer.privacy import Pseudonyms
from data_layer.store import Home

_NO_TIME = timedelta()
_CHUNK_ROWS = 250_000
_MEMORY = "800MB"
_BREAK = "\x1f"
_ON_DAY = {"events": "CAST(coalesce(local_at, occurred_at) AS DATE)"}  # where a reader finds the rows of a day


class PartWriter:
    """Gathers the rows of one import, batch by batch, and writes them as parts."""

    def __init__(self, home: Home, import_id: int, pseudonyms: Pseudonyms) -> None:
        self._folder = folder(home, import_id)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._chunks = self._folder / "chunks"
        self._chunks.mkdir(mode=0o700, parents=True)
        self._folder.chmod(0o700)
        self._pseudonyms = pseudonyms
        config = {"memory_limit": _MEMORY, "temp_directory": str(self._chunks)}
        self._scratch = duckdb.connect(config=config)
        self._scratch.execute("SET preserve_insertion_order = false")
        self._waiting: dict[str, list[pl.DataFrame]] = {}
        self._written: dict[str, list[Path]] = {}
        self._dropped: set[int] = set()

    @property
    def landings(self) -> list[str]:
        """The tables that have got rows."""
        return list(self._written)

    def add(
        self, *, file_number: int, layout: Layout, text: pl.DataFrame, rows: pl.DataFrame, is_extra: bool = False
    ) -> None:
        """Take the rows that a layout made of a frame of text; `text` decides by what a row is known again.

        Extra rows (those of `also` layouts) are kept, but say nothing on whether their row was known.
        """
        if rows.is_empty():
            return
        landing = LANDINGS[layout.table]
        personal = [self._pseudonyms.first(rows[name]).alias(name) for name in landing.personal]
        landed = rows.with_columns(personal).select(
            *(pl.col(name).cast(kind, strict=True) for name, kind in landing.columns.items()),
            pl.col(ROW).alias("row_number"),
            pl.lit(file_number, pl.Int32).alias("file_number"),
            pl.lit(is_extra).alias("is_extra"),
        )
        key, content = _known_by(layout, landed, text)
        row_keys = self._pseudonyms.row_marks(key).alias("row_key")
        codes = [self._pseudonyms.layered(landed[name]).alias(name) for name in landing.personal]
        self._wait(landing.name, landed.with_columns(*codes, row_keys, self._content_keys(content)))

    def _content_keys(self, content: pl.Series) -> pl.Series:
        """What rows say besides is often the same."""
        values, places = numbered(content)
        return self._pseudonyms.row_marks(values).gather(places).alias("content_key")

    def _wait(self, name: str, landed: pl.DataFrame) -> None:
        """Small frames wait for others: a chunk is worth its file from so many rows on."""
        self._written.setdefault(name, [])
        waiting = self._waiting.setdefault(name, [])
        waiting.append(landed)
        if sum(frame.height for frame in waiting) >= _CHUNK_ROWS:
            self._flush(name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting.pop(name, [])
        if not waiting:
            return
        path = self._chunks / f"{name}_{len(self._written[name]):06d}.parquet"
        pl.concat(waiting).write_parquet(path, compression="lz4", statistics=False)
        self._written[name].append(path)

    def drop(self, file_number: int) -> None:
        """Forget what a file brought that turned out unreadable."""
        self._dropped.add(file_number)

    def days(self, name: str) -> tuple[date, date] | None:
        """The first and the last day that these rows are about; None where they are not about days."""
        if name not in _ON_DAY:
            return None
        self._show(name)
        spans = self._spans(name)
        return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None

    def finish(self, standing_parts: dict[str, list[str]]) -> tuple[list[Part], dict[int, int]]:
        """Write the parts. Returns them, and per file number how many of its rows were known before.

        `standing_parts` holds, per landing table, the parts of earlier imports that may hold the same rows.
        """
        known: dict[int, int] = {}
        written = []
        for name in self.landings:
            self._show(name)
            earlier = standing_parts.get(name, [])
            occurrences.number(self._scratch, name, earlier)
            for file_number, count in self._known(name, earlier):
                known[file_number] = max(known.get(file_number, 0), count)
            written.append(self._write(name))
        self.close()
        return written, known

    def close(self) -> None:
        self._scratch.close()
        shutil.rmtree(self._chunks, ignore_errors=True)

    def _show(self, name: str) -> None:
        """All rows of a table as one view."""
        self._flush(name)
        self._scratch.execute(f"CREATE OR REPLACE VIEW {name} AS {self._rows(name)}")

    def _rows(self, name: str) -> str:
        """The rows of all chunks, less those of files that were dropped."""
        dropped = ", ".join(map(str, self._dropped)) or "NULL"
        return (
            f"FROM read_parquet({[str(path) for path in self._written[name]]}) "
            f"WHERE coalesce(file_number NOT IN ({dropped}), true)"
        )

    def _spans(self, name: str) -> list[tuple[date, date]]:
        """The first and the last day of each chunk, in the order in which they were written."""
        day = _ON_DAY[name]
        spans = f"SELECT min({day}), max({day}) {self._rows(name)} AND {day} IS NOT NULL"
        return self._scratch.execute(f"{spans} GROUP BY filename ORDER BY filename").fetchall()

    def _sorted(self, name: str) -> str:
        """What puts the rows in the order of their days; nothing where they came so, more or less, as logs do."""
        spans = self._spans(name) if name in _ON_DAY else []
        if not spans:
            return ""
        whole = max(last for _, last in spans) - min(first for first, _ in spans)
        return "ORDER BY on_day" if sum((last - first for first, last in spans), _NO_TIME) > 2 * whole else ""

    def _known(self, name: str, earlier: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Per file, how many rows say nothing but what an earlier import, or an earlier file of this one, holds."""
        if not earlier and not self._holds_several_files(name):
            return []
        keys = "row_key, occurrence, content_key"
        older = f"SELECT {keys}, -1 AS file_number FROM read_parquet({list(earlier)})" if earlier else ""
        held = f"SELECT {keys}, file_number FROM {name}_numbered" + (f" UNION ALL {older}" if older else "")
        return self._scratch.execute(f"""
            WITH seen AS (
                SELECT file_number, row_number, first_file < file_number AS is_known FROM {name}_numbered
                JOIN (SELECT {keys}, min(file_number) AS first_file FROM ({held}) GROUP BY ALL) USING ({keys})
                WHERE NOT is_extra),
            overlapping AS (SELECT DISTINCT file_number FROM seen WHERE is_known)
            SELECT file_number, count(*) FROM (
                SELECT file_number, row_number FROM seen SEMI JOIN overlapping USING (file_number)
                GROUP BY ALL HAVING bool_and(is_known)) GROUP BY file_number""").fetchall()

    def _holds_several_files(self, name: str) -> bool:
        (first, last) = self._scratch.execute(f"SELECT min(file_number), max(file_number) FROM {name}").fetchone()
        return first != last

    def _write(self, name: str) -> Part:
        """One row per key: the last file that restates it."""
        path = self._folder / f"{name}.parquet"
        rows = f"FROM {name}_numbered AS kept"
        if self._holds_several_files(name):
            self._scratch.execute(f"""
                CREATE OR REPLACE TEMP TABLE superseded AS SELECT row_key, occurrence, max(file_number) AS file_number
                FROM {name}_numbered GROUP BY row_key, occurrence HAVING min(file_number) < max(file_number)""")
            rows += """ WHERE NOT EXISTS (FROM superseded AS newer WHERE newer.row_key = kept.row_key
                            AND newer.occurrence = kept.occurrence AND newer.file_number > kept.file_number)"""
        day = _ON_DAY.get(name, "CAST(NULL AS DATE)")
        self._scratch.execute(f"""
            COPY (SELECT kept.* EXCLUDE (file_number, is_extra), {day} AS on_day {rows} {self._sorted(name)})
            TO '{path}' (FORMAT parquet, COMPRESSION zstd)""")
        row = self._scratch.execute(f"SELECT count(*), min(on_day), max(on_day) FROM read_parquet('{path}')").fetchone()
        return Part(name, *row)


def _known_by(layout: Layout, landed: pl.DataFrame, text: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """What each row is known by, and what it says besides; where a layout has no identity that is all it says."""
    name = pl.lit(f"{_BREAK}{layout.known_as or layout.name}{_BREAK}")
    if layout.identity:
        others = [name for name in LANDINGS[layout.table].columns if name not in layout.identity]
        cells, content = _joined(layout.identity), _joined(others)
        known_by = landed.select(key=pl.concat_str(name, cells), content=content)
        return known_by["key"], known_by["content"]
    cells = text.select(ROW, cells=_named(sorted(set(text.columns) - {ROW})))
    found = landed.select(pl.col("row_number").alias(ROW)).join(cells, on=ROW, how="left", maintain_order="left")
    key = found.select(pl.concat_str(name, "cells")).to_series()
    return key, pl.repeat("", landed.height, eager=True)


def _joined(names: Iterable[str]) -> pl.Expr:
    """The cells of columns that every row of a table has; moments as numbers, which are shorter than their text."""
    return _beside(pl.col(name).to_physical().cast(pl.String).fill_null("") for name in names)


def _named(names: Iterable[str]) -> pl.Expr:
    """The cells of a file's own columns, each beside its name: another file may have others."""
    return _beside(pl.concat_str(pl.lit(f"{name}="), pl.col(name).fill_null("")) for name in names)


def _beside(cells: Iterable[pl.Expr]) -> pl.Expr:
    cells = list(cells)
    return pl.concat_str(cells, separator=_BREAK) if cells else pl.lit("")
