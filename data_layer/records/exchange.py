"""All entries as one JSON file, and back: an entry that is known already is left alone, one that differs stops all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Session

from data_layer.records.entries import ENTRIES, Base, Revision
from data_layer.records.plain import UnreadableEntry, as_plain, from_plain

_FORMAT = 1
_TABLES: dict[str, type[Base]] = {**ENTRIES, Revision.__tablename__: Revision}


@dataclass(frozen=True)
class Taken:
    """What became of a file."""

    loaded_count: int
    known_count: int


def write(session: Session, path: Path) -> int:
    """Write every entry with all its former versions; the number of them."""
    told = {name: [as_plain(row) for row in _all(session, kind)] for name, kind in _TABLES.items()}
    text = json.dumps({"rollcall_records": _FORMAT, **told}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return sum(map(len, told.values()))


def _all(session: Session, kind: type[Base]) -> list[Base]:
    return list(session.scalars(select(kind).order_by(*inspect(kind).primary_key)))


def read(session: Session, path: Path) -> Taken:
    """Take what a file holds into the records; all of it or nothing."""
    rows = [row for name, listed in _tables(path).items() for row in _rows(name, listed)]
    fresh = [row for row in rows if not _is_known(session, row)]
    for row in fresh:  # past the ORM, which would begin to count the versions anew
        session.execute(insert(type(row).__table__).values(_values(row)))
    return Taken(loaded_count=len(fresh), known_count=len(rows) - len(fresh))


def _tables(path: Path) -> dict[str, list]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UnreadableEntry(f"{path.name} is no JSON file ({error}). Choose one that was exported here.") from error
    if not isinstance(told, dict) or told.pop("rollcall_records", None) != _FORMAT:
        raise UnreadableEntry(f'{path.name} holds no records: "rollcall_records": {_FORMAT} is missing at its top.')
    unknown = sorted(told.keys() - _TABLES.keys())
    if unknown:
        raise UnreadableEntry(f'There are no entries called "{unknown[0]}". Known are: {", ".join(_TABLES)}.')
    return told


def _rows(name: str, listed: list) -> list[Base]:
    return [
        from_plain(_TABLES[name], given, place=f"{name}, entry {number}")
        for number, given in enumerate(listed, start=1)
    ]


def _values(row: Base) -> dict[str, object]:
    """What the file gives; the rest takes its default."""
    return {name: getattr(row, name) for name in inspect(row).dict if name in inspect(type(row)).column_attrs}


def _is_known(session: Session, row: Base) -> bool:
    key = inspect(type(row)).primary_key_from_instance(row)
    known = session.get(type(row), key)
    if known is None:
        return False
    given = as_plain(row)
    if any(value != given[name] for name, value in as_plain(known).items() if given[name] is not None):
        raise UnreadableEntry(
            f"{row.__tablename__}: the entry {key[0]} is here already and says something else. Nothing was changed. "
            "Take it out of the file, or import into an empty home."
        )
    return True
