"""The importers of one home: all that are shipped, and what the district itself has described in its home folder."""

from __future__ import annotations

from data_layer.importers.catalogue import IMPORTERS
from data_layer.importers.contract import Importer
from data_layer.store import Home


def of(_home: Home) -> tuple[Importer, ...]:
    """Every importer that may claim a file of this home."""
    return IMPORTERS
