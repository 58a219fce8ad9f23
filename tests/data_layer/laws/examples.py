"""What every law is tried on: each golden file, under the importer and the layout that claim it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data_layer.checking import SET_ASIDE
from data_layer.importers.catalogue import IMPORTERS, recognise
from data_layer.importers.contract import Importer, Layout
from data_layer.reading import TextTable, sources
from tests.data_layer.importers.goldens import golden_files, options_of

LAYOUTS = [(importer, layout) for importer in IMPORTERS for layout in importer.layouts]
REAL_EXPORTS = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports"


@dataclass(frozen=True)
class Example:
    """One golden file, and the options its import needs."""

    path: Path

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def options(self) -> dict[str, str]:
        return options_of(self.path)

    @cached_property
    def claimed_by(self) -> tuple[Importer, Layout]:
        return recognise(self.table().head)

    @property
    def layout(self) -> Layout:
        return self.claimed_by[1]

    @property
    def is_kept(self) -> bool:
        """Whether anything of such a file is kept at all."""
        return self.layout.table != SET_ASIDE

    def table(self) -> TextTable:
        return table_of(self.path)


def table_of(path: Path) -> TextTable:
    """The one table of a file."""
    (delivery,) = sources([path])
    assert not delivery.refused, delivery.refused
    (table,) = delivery.tables
    return table


EXAMPLES = [Example(path) for path in golden_files()]
KEPT = [example for example in EXAMPLES if example.is_kept]
