"""What can be seen of a table before it is read whole, and how headers are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl


@dataclass(frozen=True)
class Head:
    """What can be seen of one table of a file before it is read whole.

    `columns` are the header cells, stripped of blanks and byte-order marks, in the order of the file.
    `sample` holds up to 200 rows as text under those names. `sheet` is set for workbooks. `beneath` are the cells
    of a further header row that says more of each column (a survey's questions under their codes).
    `has_decimal_commas` says whether 12,5 is twelve and a half here; None where the numbers have to tell.
    """

    name: str
    columns: tuple[str, ...]
    sample: pl.DataFrame
    kind: str = "csv"
    sheet: str | None = None
    beneath: tuple[tuple[str, ...], ...] = ()
    has_decimal_commas: bool | None = False

    def has(self, *names: str) -> bool:
        """Whether every one of these header names is there, whatever its case."""
        return all(fold(name) in self._folded for name in names)

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(fold(column) for column in self.columns)

    @property
    def label(self) -> str:
        return f"{self.name} ({self.sheet})" if self.sheet else self.name


def fold(name: str) -> str:
    """A header as it is compared: no case, no outer blanks, inner blanks single; an underscore is a blank."""
    return " ".join(name.replace("\ufeff", "").replace("\u00a0", " ").replace("_", " ").split()).casefold()
