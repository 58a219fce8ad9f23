"""The importers of one home: all that are shipped, and what the district itself has described in its home folder."""

from __future__ import annotations

from data_layer.importers import staff_survey
from data_layer.importers.catalogue import IMPORTERS
from data_layer.importers.contract import Importer
from data_layer.importers.instrument_files import with_own
from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping
from data_layer.store import Home


def of(home: Home, *, mapping: ColumnMapping | None = None) -> tuple[Importer, ...]:
    """Every importer that may claim a file of this home; surveys also by the district's own instruments.

    The home's mappings come last; `mapping` is used this once beside them.
    """
    surveys = staff_survey.importer(with_own(home.instruments))
    shipped = (surveys if importer is staff_survey.IMPORTER else importer for importer in IMPORTERS)
    return (*shipped, *shelf.importers(home, beside=mapping))
