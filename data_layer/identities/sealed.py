"""Where names lie: one sealed file for each import that brought some, so that taking it back takes them away."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from data_layer import keys, private_file
from data_layer.store import Home


class KeyDoesNotFit(Exception):
    """What is sealed cannot be opened; the text says how to mend it."""


@dataclass(frozen=True)
class Identity:
    """What is known of the person behind one code. `seat_login` is how a seat list writes the holder."""

    code: str
    name: str | None = None
    email: str | None = None
    seat_login: str | None = None


def keep(home: Home, import_id: int, found: Sequence[Identity]) -> None:
    """Seal what an import says of people; nothing is left where it says nothing."""
    path = path_of(home, import_id)
    if not found:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    private_file.put(path, closed(found, keys.read_or_make(key_of(home))))


def closed(found: Sequence[Identity], key: bytes) -> bytes:
    told = json.dumps([astuple(identity) for identity in found]).encode()
    return _seal(key).encrypt(zlib.compress(told))


def opened(home: Home, import_id: int) -> list[Identity]:
    """The people of one import. Raises KeyDoesNotFit where the key is not the one that they were sealed with."""
    try:
        told = _seal(keys.read_or_make(key_of(home))).decrypt(path_of(home, import_id).read_bytes())
    except InvalidToken as error:
        raise KeyDoesNotFit(
            "The names were sealed with another identity_key. Put that file back into the home."
        ) from error
    return [Identity(*fields) for fields in json.loads(zlib.decompress(told))]


def imports(home: Home) -> Iterator[int]:
    """The imports that brought names, the oldest first."""
    return (int(file.name) for file in sorted(_folder(home).glob("[0-9]*")) if file.name.isdigit())


def sweep(home: Home, kept: Collection[int]) -> None:
    """Remove what belongs to no import of these: undone and interrupted ones."""
    for file in _folder(home).glob("*"):
        if not (file.name.isdigit() and int(file.name) in kept):
            file.unlink()


def path_of(home: Home, import_id: int) -> Path:
    return _folder(home) / f"{import_id:06d}"


def key_of(home: Home) -> Path:
    return home.path / "identity_key"


def _folder(home: Home) -> Path:
    return home.path / "identities"


def _seal(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))
