"""Nobody is named in the store: an identifier becomes a keyed pseudonym the moment it is read."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

import polars as pl

from data_layer import keys
from data_layer.store import Home

_PSEUDONYM_BYTES = 16  # 128 bits: no two of a district's identifiers will ever meet


class Pseudonyms:
    """Replaces identifiers by HMAC-SHA-256 under the home's key, one purpose apart from another."""

    def __init__(self, key: bytes) -> None:
        if len(key) != keys.KEY_BYTES:
            raise ValueError(f"the pseudonym key must hold {keys.KEY_BYTES} bytes, not {len(key)}")
        self._key = key
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, home: Home) -> Pseudonyms:
        """The home's own; its key is made on first use, readable by its owner alone."""
        return cls(keys.read_or_make(home.path / "key"))

    def replace(self, column: pl.Series) -> pl.Series:
        """The column with every identifier replaced; blanks stay blank."""
        texts = column.unique().to_list()
        fresh = [text for text in texts if text is not None and text not in self._known]
        self._known.update((text, self._sign("person", text)) for text in fresh)
        signed = pl.DataFrame(
            {"text": texts, "sign": [self._known.get(text) for text in texts]},
            schema={"text": column.dtype, "sign": pl.String},
        )
        found = column.alias("text").to_frame().join(signed, on="text", how="left", maintain_order="left")
        return found["sign"].alias(column.name)

    def digest(self, blocks: Iterable[bytes]) -> str:
        """A keyed SHA-256 of a file's bytes: says whether two files are the same, and nothing else."""
        mark = hmac.new(self._key, b"file\0", hashlib.sha256)
        for block in blocks:
            mark.update(block)
        return mark.hexdigest()

    @property
    def row_secret(self) -> str:
        """What is mixed into the keys by which rows are known again, so that nobody can guess rows from them."""
        return self._sign("row", "")

    @property
    def seal_key(self) -> bytes:
        """What refused rows are sealed with, as Fernet takes it; nothing can be told from it about pseudonyms."""
        return base64.urlsafe_b64encode(hmac.digest(self._key, b"refused rows\0", "sha256"))

    def _sign(self, purpose: str, text: str) -> str:
        message = f"{purpose}\0{text}".encode()
        return hmac.digest(self._key, message, "sha256")[:_PSEUDONYM_BYTES].hex()
