"""One file as bytes, wherever it lies: on disk, in a zip, packed with gzip. Nothing is unpacked onto the disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data_layer.importers.contract import FileRefused
from data_layer.reading.overrides import NOTHING_SAID, Override

MAX_EXPANDED_BYTES = 20 * 2**30  # of one zip or gz; beyond that it is taken for a trap or a mistake
MAX_COLUMNS = 5_000  # of one table; what is wider was written by mistake, or to do harm
_PIECE = 2**20
_DAMAGE = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, OSError, NotImplementedError)


@dataclass(frozen=True)
class File:
    """A name without directories, how its bytes are opened (as often as wanted), and the file on disk that holds it."""

    name: str
    opener: Callable[[], BinaryIO]
    path: Path | None = None
    override: Override = NOTHING_SAID

    def open(self) -> BinaryIO:
        try:
            return self.opener()
        except FileNotFoundError as error:
            raise not_there() from error
        except _DAMAGE as error:
            raise _damaged() from error

    def pieces(self) -> Iterator[bytes]:
        """The file's own bytes, a piece at a time."""
        with self.open() as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def beginning(self, size: int) -> bytes:
        with self.open() as stream:
            return stream.read(size)


def file_on_disk(path: Path) -> File:
    return _unpacked(File(path.name, lambda: Careful(path.open("rb")), path))


def file_in_zip(archive: Path, member: zipfile.ZipInfo) -> File:
    name = Path(member.filename).name
    return _unpacked(File(name, lambda: Careful(zipfile.ZipFile(archive).open(member)), archive))


def _unpacked(file: File) -> File:
    """The file itself, or what a .gz holds."""
    if not file.name.lower().endswith(".gz"):
        return file

    def opener() -> BinaryIO:
        packed = file.opener()
        return Careful(gzip.GzipFile(fileobj=packed), beneath=packed, limit=MAX_EXPANDED_BYTES)

    return File(file.name[:-3], opener, file.path)


class Careful(io.RawIOBase):
    """A stream that says in plain words when the packing is damaged, and stops at a limit."""

    def __init__(self, stream: BinaryIO, *, beneath: BinaryIO | None = None, limit: int | None = None) -> None:
        self._stream = stream
        self._beneath = beneath
        self._left = limit

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._left is None and self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self._stream.seek(offset, whence)
        except (OSError, ValueError) as error:  # a spoiled packing points before the file's beginning
            raise _damaged() from error

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._stream.read(size)
        except _DAMAGE as error:
            raise _damaged() from error
        if self._left is not None:
            self._left -= len(piece)
            if self._left < 0:
                raise too_large()
        return piece

    def close(self) -> None:
        self._stream.close()
        if self._beneath:  # a GzipFile leaves open what it was given
            self._beneath.close()
        super().close()


def not_there() -> FileRefused:
    return FileRefused("There is no file of this name.", "Check how its name and its folder are written.")


def too_large() -> FileRefused:
    return FileRefused(
        f"What is packed here is larger than {MAX_EXPANDED_BYTES // 2**30} GB.",
        "Unpack it yourself and import the folder, or export a shorter period.",
    )


def refuse_if_too_wide(column_count: int) -> None:
    if column_count > MAX_COLUMNS:
        raise FileRefused(
            f"The file has more than {MAX_COLUMNS:,} columns.",
            "Export it again with the columns that are needed; one export may have been written on a single line.",
        )


def _damaged() -> FileRefused:
    return FileRefused(
        "The file is damaged or cannot be opened.", "Download or export it again, and check that it opens elsewhere."
    )
