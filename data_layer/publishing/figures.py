"""What the page of a month said when it was published, word for word: no person is in it, and nothing changes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from data_layer import private_file
from data_layer.publishing import months
from data_layer.publishing.editions import Edition
from data_layer.store import Home

Told = Mapping[tuple[str, str], str]  # by figure and whom it is of, as it was written


def kept(home: Home, edition: Edition, month: date) -> Told | None:
    """None while nobody has looked at the month."""
    path = _path(home, edition, month)
    if not path.exists():
        return None
    return {(figure, of): told for figure, of, told in json.loads(path.read_bytes())}


def keep(home: Home, edition: Edition, month: date, told: Told) -> None:
    """Once, and never again: what stands there stays."""
    path = _path(home, edition, month)
    if not path.exists():
        private_file.put(path, json.dumps([[*key, text] for key, text in told.items()], indent=1).encode())


def _path(home: Home, edition: Edition, month: date) -> Path:
    return edition.folder(home) / f"figures-{months.written(month)}.json"
