"""The mappings that a home keeps, each in a file of its own: mappings/<name>.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data_layer.importers.catalogue import IMPORTERS, claimants
from data_layer.importers.contract import Importer
from data_layer.importers.instrument_files import with_own
from data_layer.mapping.document import ColumnMapping, WrongMapping, from_toml, problems_of
from data_layer.mapping.layouts import importer_of
from data_layer.mapping.trial import empty_head
from data_layer.store import Home


@dataclass(frozen=True)
class Shelf:
    """What is kept, and what is wrong with those that cannot be used."""

    mappings: tuple[ColumnMapping, ...]
    problems: tuple[str, ...]


def importers(home: Home, *, beside: ColumnMapping | None = None) -> tuple[Importer, ...]:
    """The home's mappings as importers; `beside` stands in for one that is kept for the same headers."""
    kept = [each for each in saved(home).mappings if beside is None or each.fingerprint != beside.fingerprint]
    instruments = with_own(home.instruments)
    return tuple(importer_of(mapping, instruments) for mapping in (*kept, *([beside] if beside else [])))


def folder(home: Home) -> Path:
    return home.path / "mappings"


def saved(home: Home) -> Shelf:
    """All mappings of a home in the order of their names. One that was spoiled by hand stops no other."""
    mappings, problems = [], []
    for path in sorted(folder(home).glob("*.toml")):
        try:
            mappings.append(read(path))
        except WrongMapping as wrong:
            problems.append(f"The mapping {path.name} is not used. {wrong}")
    return Shelf(tuple(mappings), tuple(problems))


def read(path: Path) -> ColumnMapping:
    """One mapping from its file."""
    try:
        return from_toml(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongMapping("It is not written in UTF-8; save it again as UTF-8.") from error


def save(home: Home, mapping: ColumnMapping) -> Path:
    """Keep a mapping; one of the same name for the same headers is replaced."""
    if found := [*problems_of(mapping), *_clashes(home, mapping)]:
        raise WrongMapping(" ".join(found))
    home.create()
    folder(home).mkdir(mode=0o700, exist_ok=True)
    path = folder(home) / f"{mapping.slug}.toml"
    draft = path.with_suffix(".next")
    draft.write_text(mapping.as_toml(), encoding="utf-8")
    draft.replace(path)
    return path


def forget(home: Home, mapping: ColumnMapping) -> None:
    """Remove a mapping; what it has imported stays."""
    (folder(home) / f"{mapping.slug}.toml").unlink(missing_ok=True)


def _clashes(home: Home, mapping: ColumnMapping) -> list[str]:
    """Why this mapping may not stand beside what claims files already."""
    found = []
    for _, layout in claimants(IMPORTERS, empty_head(mapping.headers)):
        found.append(f"A file with these headers is known as {layout.label}; it needs no mapping.")
    for other in saved(home).mappings:
        if other.slug == mapping.slug and other.fingerprint != mapping.fingerprint:
            found.append(f"Another mapping is called {other.name}. Choose another name.")
        if other.slug != mapping.slug and other.fingerprint == mapping.fingerprint:
            found.append(f"Files with these headers are read by the mapping {other.name}. Remove that one first.")
    return found
