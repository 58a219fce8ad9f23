"""What came together: one folder, one zip or one loose file, and the tables in it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from data_layer.importers.contract import FileRefused
from data_layer.reading.companions import Companion, is_companion
from data_layer.reading.files import MAX_EXPANDED_BYTES, File, file_in_zip, file_on_disk, not_there, too_large
from data_layer.reading.json_file import json_table
from data_layer.reading.json_table import looks_like_json
from data_layer.reading.mended import restored
from data_layer.reading.overrides import override_of
from data_layer.reading.separated import SeparatedTable
from data_layer.reading.tables import TextTable
from data_layer.reading.text import refuse_if_not_text
from data_layer.reading.workbook import SheetTable, sheets_of


@dataclass(frozen=True)
class RefusedFile:
    """A file of a delivery that cannot be opened as a table, and why."""

    name: str
    reason: FileRefused
    path: Path | None = None


@dataclass
class Delivery:
    """The tables that came together, and the files of it that are none. `options` say how files are to be read."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    tables: list[TextTable] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)

    def add(self, file: File) -> None:
        """Add the file's tables; what cannot be opened is kept beside them, and stops nothing else."""
        file = replace(file, override=override_of(self.options, file.name))
        try:
            openers = openers_of(file)
        except FileRefused as reason:
            self.refused.append(RefusedFile(file.name, reason, file.path))
            return
        for name, opener in openers.items():
            try:
                self.tables.append(restored(opener()))
            except FileRefused as reason:
                self.refused.append(RefusedFile(name, reason, file.path))


def sources(paths: Iterable[Path | str], options: Mapping[str, str] | None = None) -> list[Delivery]:
    """One delivery for each zip and folder, and one for all loose files; a zip inside a folder is one of its own."""
    given = [Path(path) for path in paths]
    loose = [path for path in given if not path.is_dir() and path.suffix.lower() != ".zip"]
    options = options or {}
    together = [_of_files("the files", loose, options)] if loose else []
    return [delivery for path in given if path not in loose for delivery in _deliveries(path, options)] + together


def openers_of(file: File) -> dict[str, Callable[[], TextTable]]:
    """How each table of one file is opened, under its name: one table, or one for each sheet of a workbook."""
    if is_companion(file.name):
        raise Companion
    beginning = file.beginning(64 * 1024)
    if beginning.startswith(b"PK\x03\x04"):
        return {f"{file.name} ({sheet})": partial(SheetTable, file, sheet) for sheet in sheets_of(file)}
    if not file.override.encoding:
        refuse_if_not_text(beginning)
    if looks_like_json(beginning):
        return {file.name: partial(json_table, file)}
    return {file.name: partial(SeparatedTable, file)}


def _deliveries(path: Path, options: Mapping[str, str]) -> Iterator[Delivery]:
    if path.is_dir():
        yield from _of_folder(path, options)
    else:
        yield _of_zip(path, options)


def _of_folder(folder: Path, options: Mapping[str, str]) -> Iterator[Delivery]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder)))
    name = folder.resolve().name
    loose = [path for path in found if path.suffix.lower() != ".zip"]
    if loose:
        yield _of_files(name, loose, options)
    for archive in (path for path in found if path.suffix.lower() == ".zip"):
        yield _of_zip(archive, options)
    if not found:
        yield _refused(
            folder, FileRefused("There are no files in this folder.", "Choose the folder that holds the export.")
        )


def _of_files(name: str, paths: Iterable[Path], options: Mapping[str, str]) -> Delivery:
    delivery = Delivery(name, options)
    for path in paths:
        delivery.add(file_on_disk(path))
    return delivery


def _of_zip(archive: Path, options: Mapping[str, str]) -> Delivery:
    delivery = Delivery(archive.name, options)
    try:
        for member in _members(archive):
            delivery.add(file_in_zip(archive, member))
    except FileRefused as reason:
        return _refused(archive, reason)
    return delivery


def _members(archive: Path) -> list[zipfile.ZipInfo]:
    """The files of a zip; refused as a whole when it is none, is locked, swells or points outside itself."""
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
    except FileNotFoundError as error:
        raise not_there() from error
    except (zipfile.BadZipFile, OSError) as error:
        raise FileRefused("This is not a zip file, or it is damaged.", "Download or export it again.") from error
    if any(_climbs_out(member.filename) for member in members):
        raise FileRefused("The zip names files outside of itself.", "Pack the export again from within its folder.")
    kept = [member for member in members if not _hidden(PurePosixPath(member.filename))]
    if not kept:
        raise FileRefused("There are no files in this zip.", "Choose the zip that holds the export.")
    if any(member.flag_bits & 1 for member in kept):
        raise FileRefused("The zip is locked with a password.", "Unpack it yourself and import the folder.")
    if sum(member.file_size for member in kept) > MAX_EXPANDED_BYTES:
        raise too_large()
    return sorted(kept, key=lambda member: member.filename)


def _refused(path: Path, reason: FileRefused) -> Delivery:
    name = path.resolve().name
    return Delivery(name, refused=[RefusedFile(name, reason, path)])


def _hidden(path: Path | PurePosixPath) -> bool:
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts)


def _climbs_out(name: str) -> bool:
    bare = PurePosixPath(name.replace("\\", "/"))
    return bare.is_absolute() or ".." in bare.parts or ":" in name
