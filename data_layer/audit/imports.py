"""What the audit log says of imports and of undoing them; no file is named, since a file's name can name a person."""

from __future__ import annotations

import logging
from collections.abc import Collection

from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.history import history
from data_layer.store import Home

_WORDS = {"read": "read", "loaded": "loaded", "known": "already known", "refused": "refused"}


def note(home: Home, import_ids: Collection[int], *, by: str) -> None:
    """Enter imports that are served by now."""
    made = [row for row in history(home) if row["import_id"] in import_ids]
    if made:
        _enter(home, *(Note(Kind.IMPORT, by, _told(row), row_count=row["loaded_count"]) for row in made))


def note_undo(home: Home, import_id: int, *, by: str) -> None:
    """Enter that an import was taken back."""
    (undone,) = (row for row in history(home) if row["import_id"] == import_id)
    _enter(home, Note(Kind.UNDO, by, f"import {import_id}, {undone['label']}", row_count=undone["loaded_count"]))


def note_removal(home: Home, told: str, *, row_count: int, by: str) -> None:
    """Enter that single events were removed for their age."""
    _enter(home, Note(Kind.RETENTION, by, told, row_count=row_count))


def _enter(home: Home, *notes: Note) -> None:
    """Whether the log can be written changes nothing about an import that stands."""
    try:
        log.note(home, *notes)
    except OSError as error:
        missing = "; ".join(f"{note.kind}: {note.what}" for note in notes)
        logging.getLogger(__name__).error("The audit log could not be written (%s), and lacks %s.", error, missing)


def _told(row: dict) -> str:
    counts = ", ".join(f"{word} {row[f'{kind}_count']:,}" for kind, word in _WORDS.items())
    files = "1 file" if len(row["files"]) == 1 else f"{len(row['files'])} files"
    return f"import {row['import_id']}, {row['label']}, {files}: {counts}"
