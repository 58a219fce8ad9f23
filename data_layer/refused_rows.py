"""The refused rows of an import as they came, sealed, so that they can be mended and brought again.

They name people, so what lies in the home can be read with the home's key alone, and it goes with the import, or
once the days are over for which the policy keeps it. One file for each import; each of its lines is sealed by itself.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

import polars as pl
from cryptography.fernet import Fernet

from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.importers.refusals import in_words
from data_layer.privacy import Pseudonyms
from data_layer.reading import TextTable, mended
from data_layer.store import Home

_ROWS_A_LINE = 5_000


class NothingToMend(Exception):
    """Of this import no refused row is kept."""


def path_of(home: Home, import_id: int) -> Path:
    return home.refused / f"{import_id:06d}"


def keep(home: Home, import_id: int, found: list[tuple[str, list[list[str]], list[mended.Row]]]) -> None:
    """Seal the refused rows of an import: for each of its tables its name, its header and the rows."""
    lines = [line for name, header, rows in found if rows for line in _lines(name, header, rows)]
    if not lines:
        return
    home.refused.mkdir(mode=0o700, exist_ok=True)
    seal = Fernet(Pseudonyms.of(home).seal_key)
    with path_of(home, import_id).open("wb") as file:
        for line in lines:
            file.write(seal.encrypt(zlib.compress(json.dumps(line).encode())) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def to_mend(home: Home, import_id: int) -> dict[str, bytes]:
    """A CSV for each file of the import that has refused rows; mended, it can be imported."""
    tables: dict[str, tuple[list, list]] = defaultdict(lambda: ([], []))
    for line in _opened(home, import_id):
        header, rows = tables[line["name"]]
        header += line.get("header", [])
        rows += line.get("rows", [])
    return {f"mend_{_plain(name)}.csv": mended.written(*table) for name, table in tables.items()}


def packed(files: dict[str, bytes]) -> tuple[str, bytes]:
    """One file to download: the only one, or all of them in a zip."""
    if len(files) == 1:
        return next(iter(files.items()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in files.items():
            packing.writestr(name, content)
    return "mend.zip", stream.getvalue()


def look(import_id: int, *, by: str) -> Note:
    """What the audit log says of it, before anybody gets them: these rows name people."""
    return Note(Kind.LOOK, by, f"refused rows of import {import_id}, to mend")


def are_kept(home: Home, import_id: int) -> bool:
    return path_of(home, import_id).exists()


def sweep(home: Home, kept: Collection[int]) -> None:
    """Remove what belongs to no import of these: undone ones, interrupted ones, old ones."""
    for file in home.refused.glob("*"):
        if not (file.name.isdigit() and int(file.name) in kept):
            file.unlink()


def rows_of(table: TextTable, text: list[pl.DataFrame], refusals: pl.DataFrame) -> list[mended.Row]:
    """The refused rows of a table with what is wrong; `text` are the frames in which those stand that could be read."""
    what = _what_to_mend(refusals)
    cells = {row[0]: [list(row[1:])] for frame in text for row in frame.iter_rows()}
    cells |= table.unread
    return [
        (told, [cell or "" for cell in record]) for number, told in what.items() for record in cells.get(number, ())
    ]


def _what_to_mend(refusals: pl.DataFrame) -> dict[int, str]:
    """Per row, every refused cell of it in words."""
    told: dict[int, list[str]] = defaultdict(list)
    for cell in refusals.sort("row", maintain_order=True).iter_rows(named=True):
        told[cell["row"]].append(in_words(cell, of=cell["column"]))
    return {row: " ".join(sentences) for row, sentences in told.items()}


def _lines(name: str, header: list[list[str]], rows: list[mended.Row]) -> Iterator[dict]:
    yield {"name": name, "header": header}
    for start in range(0, len(rows), _ROWS_A_LINE):
        yield {"name": name, "rows": rows[start : start + _ROWS_A_LINE]}


def _opened(home: Home, import_id: int) -> Iterator[dict]:
    if not are_kept(home, import_id):
        raise NothingToMend(
            f"No refused rows of import {import_id} are kept: there were none, or they are too old. Mend them in the "
            "export itself and import that again; what was loaded stays known."
        )
    seal = Fernet(Pseudonyms.of(home).seal_key)
    with path_of(home, import_id).open("rb") as file:
        for line in file:
            yield json.loads(zlib.decompress(seal.decrypt(line.strip())))


def _plain(name: str) -> str:
    """A file's name without its endings: users.csv, and log.xlsx (Sheet 1), become users and log Sheet 1."""
    path, _, sheet = name.partition(" (")
    return " ".join([PurePath(path).stem, *([sheet.rstrip(")")] if sheet else [])]).replace("/", " ")
