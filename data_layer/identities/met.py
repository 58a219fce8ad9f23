"""Whom the files of one import name: held in memory until the roster has said who of them is staff."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import polars as pl

from data_layer.identities import sealed
from data_layer.identities.sealed import Identity
from data_layer.importers.contract import Layout
from data_layer.importers.naming import STAFF, named
from data_layer.privacy import Pseudonyms
from data_layer.store import Home


@dataclass
class Met:
    """The people of one import, by the number of the file that names them."""

    pseudonyms: Pseudonyms
    _frames: dict[int, list[pl.DataFrame]] = field(default_factory=dict)

    def add(self, file_number: int, layout: Layout, text: pl.DataFrame, rows: pl.DataFrame) -> None:
        found = named(layout, text, rows)
        if found.height:
            codes = self.pseudonyms.replace(found["person"]).alias("person")
            self._frames.setdefault(file_number, []).append(found.with_columns(codes))

    def drop(self, file_number: int) -> None:
        """Forget what a file said that turned out unreadable."""
        self._frames.pop(file_number, None)

    def keep(self, home: Home, connection: duckdb.DuckDBPyConnection, import_id: int) -> None:
        """Seal what may be kept: staff by name, and holders of seats by the login in the seat list."""
        every = [frame for frames in self._frames.values() for frame in frames]
        if not every:
            return
        staff = _staff(connection)
        kept = pl.concat(every).filter(
            pl.col("seat_login").is_not_null() | pl.col("role").is_in(STAFF) | pl.col("person").is_in(staff)
        )
        said = kept.drop("role").group_by("person", maintain_order=True).agg(pl.all().drop_nulls().last())
        sealed.keep(home, import_id, [Identity(*row) for row in said.iter_rows()])


def _staff(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The codes of everybody who was in some role other than a student's, and never in a student's."""
    rows = connection.execute("""
        SELECT person_key FROM people JOIN memberships USING (person_id)
        GROUP BY person_key HAVING bool_and(role <> 'student')""").fetchall()
    return [code for (code,) in rows]
