"""What was imported so far, as the served store tells it: which files, what was refused, what is worth knowing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import literal_column, select

from data_layer import rollups, store, tables
from data_layer.checking import Finding
from data_layer.rollups.day_sums import TOOLS
from data_layer.store import Home


def history(home: Home) -> list[dict]:
    """Every import, oldest first, with its files; undone ones carry the time of undoing."""
    found = _rows(home, select(tables.imports).order_by(tables.imports.c.import_id))
    files = _rows(home, select(tables.import_files).order_by(tables.import_files.c.file_name))
    for row in found:
        row["files"] = [file for file in files if file["import_id"] == row["import_id"]]
    return found


def standing(home: Home, *, since: datetime = datetime.min) -> set[int]:
    """The imports that are not undone, of those that came since this moment."""
    return {row["import_id"] for row in history(home) if row["undone_at"] is None and row["received_at"] >= since}


def remarks(home: Home) -> list[str]:
    """What to know of the data as a whole: what is missing, what does not match, what was assumed."""
    about = select(tables.facts.c.note).where(tables.facts.c.name.startswith(rollups.remarks.PREFIX, autoescape=True))
    return [row["note"] for row in _rows(home, about.order_by(tables.facts.c.name))]


def kept_as_sums(home: Home, import_id: int) -> str:
    """What to know before an import is taken back of which single events were removed; empty of every other."""
    rows = tables.parts.c
    asked = select(rows.last_on).where(rows.import_id == import_id, rows.landing == TOOLS)
    last = next((row["last_on"] for row in _rows(home, asked)), None)
    if last is None:
        return ""
    return (
        f"Of its days up to {last:%B} {last.day}, {last.year} only sums are kept, and they go with it: where another "
        "import brought the same events again, they are gone from that one too, until its file is taken back and "
        "imported anew."
    )


def refused(home: Home, import_id: int) -> list[dict]:
    """What one import refused: file, row, column, value, problem, why it matters, remedy."""
    every = literal_column("*")  # a version from before may not say why it matters
    wanted = select(every).select_from(tables.refusals).where(tables.refusals.c.import_id == import_id)
    return _rows(home, wanted.order_by(tables.refusals.c.file_name, tables.refusals.c.row))


def known_files(home: Home) -> dict[tuple[str, str], Finding]:
    """The very files that standing imports brought, by digest and layout: bringing one again changes nothing."""
    found = {}
    for entry in history(home):
        for file in entry["files"] if entry["undone_at"] is None else ():
            same = Finding(file["file_name"], file["label"])
            same.read_count, same.refused_count = file["read_count"], file["refused_count"]
            same.known_count = same.read_count - same.refused_count
            same.import_id = entry["import_id"]
            same.note = f"This very file was imported before, as import {entry['import_id']}; nothing was added."
            found[file["digest"], file["layout"]] = same
    return found


def _rows(home: Home, statement: object) -> list[dict]:
    served = store.current(home)
    if served is None:
        return []
    with served.connect() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]
