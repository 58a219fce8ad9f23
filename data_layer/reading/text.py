"""Any encoding a school system writes, as UTF-8: UTF-16 by its mark or zeros, odd bytes as Windows or older Macs do."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

from data_layer.importers.contract import FileRefused
from data_layer.reading.overrides import ENCODINGS
from data_layer.reading.single_bytes import MAC, NAMES, WINDOWS, single_byte_encoding

HEAD_BYTES = 2**20
_LOOKED_AT = 16  # bytes in which UTF-16 without a mark shows
_LEAST = 4  # letters of them
_MARK = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
_WEB_PAGE = re.compile(_MARK + rb"\s*<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")  # of which the first lines may hold no zeros
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Older programs drop a single Windows byte (a dash, a quotation mark) into a file that is UTF-8 otherwise."""
    return error.object[error.start : error.end].decode(WINDOWS, errors="replace"), error.end


codecs.register_error("rollcall_windows_1252", _as_windows_1252)


class Utf8Stream(io.RawIOBase):
    """The bytes of a text stream in UTF-8 without a mark; `ending` is sent after the last of them.

    `encoding` is what somebody says it is; it is found out otherwise.
    """

    def __init__(self, stream: BinaryIO, *, ending: bytes = b"", encoding: str | None = None) -> None:
        self._told = encoding
        self._stream = stream
        self._ending = ending
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_over = False
        self.encoding = "UTF-8"
        self.last_byte = b""

    @property
    def note(self) -> str:
        """What to say of the encoding, once the text is read; nothing of the usual one."""
        return "" if self.encoding == "UTF-8" else f"Read as {self.encoding} text."

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to about `size` bytes; nothing only at the end."""
        while not self._is_over:
            piece = self._stream.read(size)
            self._is_over = not piece
            text = piece if self._says_itself(piece) else self._decode(piece).encode()
            self.last_byte = text[-1:] or self.last_byte
            if self._is_over:
                return text + self._ending
            if text:
                return text
        return b""

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _says_itself(self, piece: bytes) -> bool:
        """Whether these bytes are the same in UTF-8: plain letters are, in every encoding but UTF-16."""
        is_begun = self._decoder is not None and self.encoding != ENCODINGS["utf-16"]
        return is_begun and bool(piece) and piece.isascii() and not self._decoder.getstate()[0]

    def _decode(self, piece: bytes) -> str:
        decoder = self._decoder = self._decoder or self._decoder_for(piece)
        state = decoder.getstate()
        try:
            return decoder.decode(piece, self._is_over)
        except UnicodeDecodeError:
            waiting, _ = state
            self._decoder = self._decoder_for_single_bytes(waiting + piece)
            return self._decoder.decode(waiting + piece, self._is_over)

    def _decoder_for_single_bytes(self, piece: bytes) -> codecs.IncrementalDecoder:
        encoding = single_byte_encoding(piece)
        self.encoding = NAMES[encoding]
        if encoding == MAC:
            return codecs.getincrementaldecoder(MAC)()
        return codecs.getincrementaldecoder("utf-8")("rollcall_windows_1252")

    def _decoder_for(self, beginning: bytes) -> codecs.IncrementalDecoder:
        if self._told:
            self.encoding = ENCODINGS[self._told]
            return codecs.getincrementaldecoder(_with_or_without_mark(self._told, beginning))("replace")
        if beginning.startswith(_UTF16_MARKS):
            self.encoding = "UTF-16"
            return codecs.getincrementaldecoder("utf-16")("replace")
        if unmarked := _unmarked_utf16(beginning):
            self.encoding = "UTF-16"
            return codecs.getincrementaldecoder(unmarked)("replace")
        return codecs.getincrementaldecoder("utf-8-sig")("strict")


def _with_or_without_mark(encoding: str, beginning: bytes) -> str:
    """The decoder that takes off the mark that a text begins with, or does without one."""
    if encoding == "utf-16" and not beginning.startswith(_UTF16_MARKS):
        return "utf-16-be" if beginning.startswith(b"\x00") else "utf-16-le"
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _unmarked_utf16(beginning: bytes) -> str | None:
    """UTF-16 without its mark, as some databases write it: in headers of plain letters every other byte is zero."""
    evens, odds = beginning[:_LOOKED_AT:2], beginning[1:_LOOKED_AT:2]
    if len(odds) < _LEAST or any(evens) == any(odds):
        return None
    letters, order = (evens, "utf-16-le") if any(evens) else (odds, "utf-16-be")
    return None if 0 in letters else order


def refuse_if_not_text(beginning: bytes) -> None:
    """Tell apart what is empty, what is no text at all and what is packed in a way that is not opened here."""
    if not beginning.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise FileRefused("The file is empty.", "Export it again; if it stays empty, there is nothing to import.")
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            "This is a workbook of an old Excel, or one with a password.",
            "Save it as .xlsx or .csv without a password.",
        )
    if _WEB_PAGE.match(beginning.replace(b"\x00", b"")):  # whatever its name ends in
        raise FileRefused("This is a web page.", "Open it in a spreadsheet and save it as .xlsx, or as CSV (UTF-8).")
    if beginning.startswith((b"<?xml", codecs.BOM_UTF8 + b"<?xml", b"{\\rtf")):
        raise FileRefused("This is a document, not a table.", "Open it, and save its table as .xlsx or as CSV (UTF-8).")
    if beginning.startswith(b"%PDF-"):
        raise FileRefused("This is a PDF.", "Ask the same system for an export as CSV (UTF-8), JSON Lines or .xlsx.")
    is_utf16 = beginning.startswith(_UTF16_MARKS) or _unmarked_utf16(beginning)
    if beginning.startswith(_PICTURES) or (b"\x00" in beginning[:4096] and not is_utf16):
        raise FileRefused("This is not a text file.", "Export it as CSV (UTF-8), JSON Lines or .xlsx.")
