"""Every import is kept whole: its rows as Parquet parts that never change, and the store follows from them.

A row is known again by `row_key`, a 64-bit MD5 of its cells under the home's secret (or of the columns that
its layout calls its identity), and by `occurrence`, which numbers equal rows of one file: rows that truly
happened twice in one file stay two, and a second file that repeats them adds none.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing import LANDINGS
from data_layer.privacy import Pseudonyms
from data_layer.store import Home

KEYS = {
    "row_key": "UBIGINT",
    "content_key": "UBIGINT",
    "file_number": "INTEGER",
    "is_extra": "BOOLEAN",
    "row_number": "BIGINT",
}
_TYPES = {pl.String: "VARCHAR", pl.Date: "DATE", pl.Int64: "BIGINT", pl.Float64: "DOUBLE", pl.Boolean: "BOOLEAN"}
_BREAK = "\x1f"


@dataclass(frozen=True)
class Part:
    """What was written for one landing table of one import."""

    landing: str
    row_count: int
    first_on: object
    last_on: object


def folder(home: Home, import_id: int) -> Path:
    return home.parts / f"{import_id:06d}"


def standing(home: Home, connection: duckdb.DuckDBPyConnection, landing: str) -> list[str]:
    """The Parquet files of this landing table of all imports that stand, oldest first."""
    rows = connection.execute("SELECT import_id FROM parts WHERE landing = ? ORDER BY import_id", [landing]).fetchall()
    return [str(folder(home, import_id) / f"{landing}.parquet") for (import_id,) in rows]


def note(home: Home, connection: duckdb.DuckDBPyConnection, import_id: int, written: Iterable[Part]) -> None:
    """Enter in the store what was written, and which tools' own logins are in it."""
    for part in written:
        row = [import_id, part.landing, part.row_count, part.first_on, part.last_on]
        connection.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", row)
        if part.landing == "events":
            connection.execute(
                "INSERT INTO part_tools SELECT ?, min(trim(tool)), bool_or(login_count IS NOT NULL) "
                f"FROM read_parquet('{folder(home, import_id) / 'events.parquet'}') "
                "WHERE tool IS NOT NULL GROUP BY lower(trim(tool))",
                [import_id],
            )


def sweep(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the parts of imports that the store does not hold: interrupted ones, and undone ones."""
    held = {
        f"{import_id:06d}" for (import_id,) in connection.execute("SELECT DISTINCT import_id FROM parts").fetchall()
    }
    for found in home.parts.iterdir():
        if found.name not in held:
            shutil.rmtree(found)


class PartWriter:
    """Gathers the rows of one import, batch by batch, and writes them as parts."""

    def __init__(self, home: Home, import_id: int, pseudonyms: Pseudonyms) -> None:
        self._folder = folder(home, import_id)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)
        self._pseudonyms = pseudonyms
        self._scratch = duckdb.connect(str(self._folder / "scratch.duckdb"), config={"memory_limit": "1GB"})
        self._scratch.execute("SET preserve_insertion_order = false")
        self.landings: list[str] = []

    def add(
        self, *, file_number: int, layout: Layout, text: pl.DataFrame, rows: pl.DataFrame, is_extra: bool = False
    ) -> None:
        """Take the rows that a layout made of a frame of text; `text` decides by what a row is known again.

        Extra rows (those of `also` layouts) are kept, but say nothing on whether their row was known.
        """
        if rows.is_empty():
            return
        landing = LANDINGS[layout.table]
        personal = [self._pseudonyms.replace(rows[name]).alias(name) for name in landing.personal]
        landed = rows.with_columns(personal).select(
            ROW, *(pl.col(name).cast(kind, strict=True) for name, kind in landing.columns.items())
        )
        if layout.identity:
            content = [name for name in landing.columns if name not in layout.identity]
            landed = landed.with_columns(
                _joined(landed, layout.identity).alias("__raw"), _joined(landed, content).alias("__content")
            )
        else:
            cells = text.select(ROW, _joined(text, sorted(set(text.columns) - {ROW})).alias("__raw"))
            landed = landed.join(cells, on=ROW, how="left").with_columns(pl.lit("").alias("__content"))
        self._insert(landing.name, layout.name, file_number, landed, is_extra)

    def _insert(self, name: str, layout: str, file_number: int, landed: pl.DataFrame, is_extra: bool) -> None:
        if name not in self.landings:
            columns = LANDINGS[name].columns.items()
            listed = [f'"{column}" {type_name(kind)}' for column, kind in columns]
            listed += [f"{column} {kind}" for column, kind in KEYS.items()]
            self._scratch.execute(f"CREATE TABLE {name} ({', '.join(listed)})")
            self.landings.append(name)
        columns = ", ".join(f'"{column}"' for column in LANDINGS[name].columns)
        self._scratch.register("landed", landed.to_arrow())
        self._scratch.execute(
            f"INSERT INTO {name} SELECT {columns}, md5_number_lower(? || __raw), md5_number_lower(__content),"
            f" ?, ?, {ROW} FROM landed",
            [f"{self._pseudonyms.row_secret}{_BREAK}{layout}{_BREAK}", file_number, is_extra],
        )
        self._scratch.unregister("landed")

    def drop(self, file_number: int) -> None:
        """Forget what a file brought that turned out unreadable."""
        for name in self.landings:
            self._scratch.execute(f"DELETE FROM {name} WHERE file_number = ?", [file_number])

    def finish(self, standing_parts: dict[str, list[str]]) -> tuple[list[Part], dict[int, int]]:
        """Write the parts. Returns them, and per file number how many of its rows were known before.

        `standing_parts` holds, per landing table, the parts of earlier imports that may hold the same rows.
        """
        known: dict[int, int] = {}
        written = []
        for name in self.landings:
            self._number(name)
            for file_number, count in self._known(name, standing_parts.get(name, [])):
                known[file_number] = max(known.get(file_number, 0), count)
            written.append(self._write(name))
        self.close()
        return written, known

    def close(self) -> None:
        self._scratch.close()
        (self._folder / "scratch.duckdb").unlink(missing_ok=True)
        (self._folder / "scratch.duckdb.wal").unlink(missing_ok=True)

    def _number(self, name: str) -> None:
        """Number equal rows within their file, whatever their order; only keys that do repeat are looked at closely."""
        self._scratch.execute(f"ALTER TABLE {name} ADD COLUMN occurrence INTEGER DEFAULT 1")
        self._scratch.execute(f"""
            CREATE TEMP TABLE repeated AS
            SELECT file_number, row_key FROM {name} GROUP BY ALL HAVING min(row_number) < max(row_number)""")
        self._scratch.execute(f"""
            UPDATE {name} SET occurrence = numbered.occurrence FROM (
                SELECT file_number, row_key, row_number, row_number() OVER (
                    PARTITION BY file_number, row_key ORDER BY min(content_key), row_number) AS occurrence
                FROM {name} SEMI JOIN repeated USING (file_number, row_key)
                GROUP BY file_number, row_key, row_number) AS numbered
            WHERE {name}.file_number = numbered.file_number AND {name}.row_key = numbered.row_key
              AND {name}.row_number = numbered.row_number AND numbered.occurrence > 1""")
        self._scratch.execute("DROP TABLE repeated")

    def _known(self, name: str, earlier: list[str]) -> Iterable[tuple[int, int]]:
        """Per file, how many rows say nothing but what an earlier import, or an earlier file of this one, holds."""
        keys = "row_key, occurrence, content_key"
        older = f"SELECT {keys}, -1 AS file_number FROM read_parquet({earlier})" if earlier else ""
        held = f"SELECT {keys}, file_number FROM {name}" + (f" UNION ALL {older}" if older else "")
        return self._scratch.execute(f"""
            WITH seen AS (
                SELECT file_number, row_number, first_file < file_number AS is_known FROM {name}
                JOIN (SELECT {keys}, min(file_number) AS first_file FROM ({held}) GROUP BY ALL) USING ({keys})
                WHERE NOT is_extra),
            overlapping AS (SELECT DISTINCT file_number FROM seen WHERE is_known)
            SELECT file_number, count(*) FROM (
                SELECT file_number, row_number FROM seen SEMI JOIN overlapping USING (file_number)
                GROUP BY ALL HAVING bool_and(is_known)) GROUP BY file_number""").fetchall()

    def _write(self, name: str) -> Part:
        """One row per key: the last file that restates it. Events carry the day on which a reader finds them."""
        path = self._folder / f"{name}.parquet"
        day = "CAST(coalesce(local_at, occurred_at) AS DATE)" if name == "events" else "CAST(NULL AS DATE)"
        self._scratch.execute(f"""
            CREATE TEMP TABLE superseded AS SELECT row_key, occurrence, max(file_number) AS file_number
            FROM {name} GROUP BY row_key, occurrence HAVING min(file_number) < max(file_number)""")
        self._scratch.execute(f"""
            COPY (SELECT kept.* EXCLUDE (file_number, is_extra), {day} AS on_day FROM {name} AS kept
                  WHERE NOT EXISTS (FROM superseded AS newer WHERE newer.row_key = kept.row_key
                      AND newer.occurrence = kept.occurrence AND newer.file_number > kept.file_number)
                  ORDER BY on_day) TO '{path}' (FORMAT parquet, COMPRESSION zstd)""")
        self._scratch.execute("DROP TABLE superseded")
        row = self._scratch.execute(f"SELECT count(*), min(on_day), max(on_day) FROM read_parquet('{path}')").fetchone()
        return Part(name, *row)


def _joined(frame: pl.DataFrame, names: Iterable[str]) -> pl.Expr:
    """All cells of a row as one text: the name stands beside each value, so that no two rows look alike."""
    cells = [
        pl.concat_str(pl.lit(f"{name}="), pl.col(name).cast(pl.String).fill_null(""))
        for name in names
        if name in frame.columns
    ]
    return pl.concat_str(cells, separator=_BREAK) if cells else pl.lit("")


def type_name(kind: object) -> str:
    if isinstance(kind, pl.Datetime):
        return "TIMESTAMP"
    if isinstance(kind, pl.Decimal):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return _TYPES[kind]
