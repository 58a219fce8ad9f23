"""What lies beside exports and is none: notes for people, checksums, and marks that programs leave."""

from __future__ import annotations

from pathlib import PurePath

from data_layer.importers.contract import FileRefused

_MARKS = ("thumbs.db", "desktop.ini", "_success", "license", "licence")
_ENDINGS = (".md", ".markdown", ".rst", ".md5", ".sha1", ".sha256", ".crc", ".asc", ".sig")
_BEGINNINGS = ("readme", "read me", "md5sums", "sha1sums", "sha256sums")
_OF_NOTES = ("", ".txt", ".html", ".pdf", ".docx")
_LOCK = "~$"  # Office keeps one beside a file that is open


class Companion(FileRefused):
    """A file that nobody means to import, known by its name alone."""

    def __init__(self) -> None:
        super().__init__(
            "This is a note for people, or a mark that a program left.",
            "If it is an export, give it another name.",
        )


def is_companion(name: str) -> bool:
    path = PurePath(name.lower())
    is_note = path.stem.startswith(_BEGINNINGS) and path.suffix in _OF_NOTES
    return is_note or path.name in _MARKS or path.suffix in _ENDINGS or path.name.startswith(_LOCK)
