"""Which encoding wrote the single bytes that are no UTF-8: Windows-1252, or the Mac Roman of older Macs.

Each byte is a sign in both. Read in the wrong one, words come apart: a capital or a quotation mark stands inside them.
"""

from __future__ import annotations

import re
from functools import partial

WINDOWS, MAC = "cp1252", "mac_roman"
NAMES = {WINDOWS: "Windows-1252", MAC: "Mac Roman"}
_ODD = re.compile("[\udc80-\udcff]")  # a byte that is no part of UTF-8, as Python escapes it
# What only UTF-8 writes. Armenian is left out: Mac Roman's apostrophe and the letter after it look like it.
_UNICODE = re.compile("[\u0080-\u052f\u0590-\ud7ff\ue000-\U0010ffff]")
_LOOKED_AT = 2**16
_SIGNS = set("‘’“”‚„–—…•·«»‹›¿¡°§£€©®™´ªº\u00a0")
_IN_WORDS = set("’·´")
_HARDLY_EVER = set("ƒıŸﬁﬂ")


def single_byte_encoding(piece: bytes) -> str:
    """The likelier one; Windows where neither is, or where most of what is no ASCII is UTF-8."""
    text = piece[:_LOOKED_AT].decode("utf-8", "surrogateescape")
    if len(_ODD.findall(text)) < len(_UNICODE.findall(text)):
        return WINDOWS
    return MAC if _unlikely_count(text, MAC) < _unlikely_count(text, WINDOWS) else WINDOWS


def _unlikely_count(text: str, encoding: str) -> int:
    read = _ODD.sub(partial(_sign, encoding=encoding), text)
    return sum(_is_unlikely(read, match.start()) for match in _ODD.finditer(text))


def _sign(odd: re.Match[str], *, encoding: str) -> str:
    return bytes([ord(odd[0]) - 0xDC00]).decode(encoding, "replace")


def _is_unlikely(text: str, place: int) -> bool:
    """Whether no word or sentence has this sign at this place."""
    before, sign, after = text[place - 1 : place], text[place], text[place + 1 : place + 2]
    if sign.isalpha() and sign not in _HARDLY_EVER:
        return sign.isupper() and before.islower()
    return sign not in _SIGNS or (sign not in _IN_WORDS and before.islower() and after.islower())
