"""Files spoiled at random, as disks, mail programs, spreadsheets and people spoil them."""

from __future__ import annotations

import random
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]
_SEPARATORS = (b",", b";", b"\t")
_ODD_CELLS = (
    b"",
    b'"',
    b'""',
    b"=1+1",
    b"\x00",
    b"-1",
    b"9" * 400,
    b"2026-02-30",
    b"\xff\xfe",
    "Zoë".encode(),
    b"{",
    b"]",
)


def mutant(content: bytes, chance: random.Random) -> bytes:
    """The content after one to three mutations."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(MUTATIONS)(content, chance)
    return content


def _flip_bytes(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 8) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _insert(content: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice((b"\x00", b'"', b"\n", b"\r", b"\x1e", b"x" * 200_000)) + content[place:]


def _repeat_or_drop_a_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        place = chance.randrange(len(lines))
        lines[place : place + 1] = [lines[place]] * chance.choice((0, 2, 50))
    return b"".join(lines)


def _swap_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _spoil_a_cell(content: bytes, chance: random.Random) -> bytes:
    """Another cell in one place, one cell more, or one less."""
    separator = chance.choice([each for each in _SEPARATORS if each in content] or [b","])
    cells = content.split(separator)
    place = chance.randrange(len(cells))
    cells[place : place + 1] = chance.choice(([chance.choice(_ODD_CELLS)], [], [cells[place]] * 2))
    return separator.join(cells)


def _swap_columns(content: bytes, chance: random.Random) -> bytes:
    """Two cells of every line change places, of the header or of the rows alone."""
    lines = [line.split(b",") for line in content.split(b"\n")]
    some, other = chance.randrange(len(lines[0])), chance.randrange(len(lines[0]))
    for cells in lines[chance.choice((0, 1)) :]:
        if max(some, other) < len(cells):
            cells[some], cells[other] = cells[other], cells[some]
    return b"\n".join(b",".join(cells) for cells in lines)


def _write_in_another_encoding(content: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp037", "utf-8-sig"))
    return content.decode("utf-8", "replace").encode(encoding, "replace")


def _end_lines_otherwise(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n", b"\x0b")))


MUTATIONS: tuple[Mutation, ...] = (
    _flip_bytes,
    _cut_off,
    _insert,
    _repeat_or_drop_a_line,
    _swap_lines,
    _spoil_a_cell,
    _swap_columns,
    _write_in_another_encoding,
    _end_lines_otherwise,
)
