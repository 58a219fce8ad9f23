"""How a file is to be read where its own signs mislead: what somebody says of it goes before what was found out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
NO_HEADER = 0


@dataclass(frozen=True)
class Override:
    """What was said of one file. None: found out from the file. A header row of 0: there is none."""

    encoding: str | None = None
    separator: str | None = None
    header_row: int | None = None


NOTHING_SAID = Override()


def override_of(options: Mapping[str, str], file_name: str) -> Override:
    """The options encoding, separator and header_row; `log.csv:encoding` is about one file, and goes first."""
    said = {name: options.get(f"{file_name}:{name}", options.get(name)) for name in Override.__dataclass_fields__}
    return Override(
        _among("encoding", said["encoding"], dict(zip(ENCODINGS, ENCODINGS, strict=True))),
        _among("separator", said["separator"], SEPARATORS),
        _row(said["header_row"]),
    )


def _among(option: str, value: str | None, known: Mapping[str, str]) -> str | None:
    if value is None:
        return None
    if value not in known:
        raise ValueError(f"{option}={value} is not known. Write one of {', '.join(known)}.")
    return known[value]


def _row(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal():
        raise ValueError(f"header_row={value} is no row. Write the number of the row with the column headers, or 0.")
    return int(value)
