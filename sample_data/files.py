"""How files are written so that the same seed gives the same bytes: fixed line ends, order and times."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from openpyxl import Workbook

ZIP_TIME = (2026, 5, 15, 18, 0, 0)
WRITTEN_AT = b"2026-05-15T18:00:00Z"
_CHANGING_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV text with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(header, rows).encode())


def write_frame(path: Path, frame: pl.DataFrame, *, null: str = "", datetime_format: str | None = None) -> None:
    """A large table as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_csv(path, null_value=null, datetime_format=datetime_format)


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def write_workbook(path: Path, sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]]) -> None:
    """A workbook whose bytes do not hold the moment of writing."""
    book = Workbook(write_only=True)
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(list(header))
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    core = "docProps/core.xml"
    members[core] = _CHANGING_TIMES.sub(rb"\g<1>" + WRITTEN_AT + rb"\g<2>", members[core])
    write_zip(path, members)
