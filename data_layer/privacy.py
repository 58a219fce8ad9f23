"""Nobody is named in the store: an identifier becomes a keyed pseudonym the moment it is read."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from pandas.util import hash_array

from data_layer import keys
from data_layer.store import Home
from data_layer.unwritable import HomeUnwritable

_PSEUDONYM_BYTES = 16  # 128 bits: no two of a district's identifiers will ever meet


class KeyDestroyed(HomeUnwritable):
    """The home's key was destroyed: nothing that names people can be read into it any more."""

    def __init__(self) -> None:
        super().__init__(
            "The key of this home was destroyed, so that nobody in it can be known again. Its figures stay as they "
            "are. Import into a new home: set ROLLCALL_HOME to an empty folder."
        )


class Pseudonyms:
    """Replaces identifiers by HMAC-SHA-256 under the home's key, one purpose apart from another.

    Each rotation adds a layer to the key: what was signed by the layers before is signed once more. So codes can be
    changed without the identifiers, which nobody has any more, and none can be made without every layer.
    """

    def __init__(self, key: bytes) -> None:
        if not key or len(key) % keys.KEY_BYTES:
            raise ValueError(f"the pseudonym key must hold {keys.KEY_BYTES} bytes a layer, not {len(key)} in all")
        self._layers = [key[start : start + keys.KEY_BYTES] for start in range(0, len(key), keys.KEY_BYTES)]
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, home: Home) -> Pseudonyms:
        """The home's own; its key is made on first use, readable by its owner alone."""
        if destroyed(home).exists():
            raise KeyDestroyed
        return cls(keys.read_or_make(key_of(home)))

    def replace(self, column: pl.Series) -> pl.Series:
        """The column with every identifier replaced; blanks stay blank."""
        return self.layered(self.first(column))

    def layered(self, column: pl.Series) -> pl.Series:
        """Codes of the first layer, signed by all that came later."""
        if len(self._layers) == 1:
            return column
        codes = column.drop_nulls().unique().to_list()
        if not codes:
            return column
        return column.replace_strict(codes, [self.again(code) for code in codes], return_dtype=pl.String)

    def again(self, code: str) -> str:
        for layer in self._layers[1:]:
            code = sign(layer, "person", code)
        return code

    def first(self, column: pl.Series) -> pl.Series:
        """The column as the first layer signs it: what rows are known again by does not change with the key."""
        texts = column.unique().to_list()
        fresh = [text for text in texts if text is not None and text not in self._known]
        self._known.update((text, sign(self._layers[0], "person", text)) for text in fresh)
        signed = pl.DataFrame(
            {"text": texts, "sign": [self._known.get(text) for text in texts]},
            schema={"text": column.dtype, "sign": pl.String},
        )
        found = column.alias("text").to_frame().join(signed, on="text", how="left", maintain_order="left")
        return found["sign"].alias(column.name)

    def digest(self, blocks: Iterable[bytes]) -> str:
        """A keyed SHA-256 of a file's bytes: says whether two files are the same, and nothing else."""
        mark = hmac.new(self._layers[0], b"file\0", hashlib.sha256)
        for block in blocks:
            mark.update(block)
        digest = mark.hexdigest()
        for layer in self._layers[1:]:
            digest = file_mark(layer, digest)
        return digest

    def row_marks(self, texts: pl.Series) -> pl.Series:
        """64 bits for each text by which it is known again: SipHash-2-4 under a secret, so that nobody can guess rows.

        Each later layer signs these marks once more.
        """
        marks = siphash(texts, secret=row_secret(self._layers[0]))
        return marks if len(self._layers) == 1 else self._signed_again(marks)

    def _signed_again(self, marks: pl.Series) -> pl.Series:
        with duckdb.connect() as connection:
            for layer in self._layers[1:]:
                connection.register("marks", marks.to_frame("mark").to_arrow())
                know_row_secret(connection, layer)
                signed = connection.execute(f"SELECT {mark_again('mark')} AS mark FROM marks").fetchnumpy()
                marks = pl.Series(marks.name, signed["mark"], dtype=pl.UInt64)
        return marks

    @property
    def seal_key(self) -> bytes:
        """What refused rows are sealed with, as Fernet takes it; nothing can be told from it about pseudonyms."""
        return base64.urlsafe_b64encode(hmac.digest(self._layers[-1], b"refused rows\0", "sha256"))


def sign(layer: bytes, purpose: str, text: str) -> str:
    message = f"{purpose}\0{text}".encode()
    return hmac.digest(layer, message, "sha256")[:_PSEUDONYM_BYTES].hex()


def file_mark(layer: bytes, digest: str) -> str:
    """A file's mark, signed by one more layer."""
    return hmac.digest(layer, f"file\0{digest}".encode(), "sha256").hex()


def siphash(texts: pl.Series, *, secret: bytes) -> pl.Series:
    """SipHash-2-4 of each text (none of them null) under a secret of 16 bytes, its bits mixed once more by pandas."""
    cells = np.array(texts.cast(pl.Binary).to_list(), dtype=object)
    marks = hash_array(cells, encoding="latin-1", hash_key=secret.decode("latin-1"), categorize=False)
    return pl.Series(texts.name, marks, dtype=pl.UInt64)


def row_secret(layer: bytes) -> bytes:
    """128 bits that are mixed into the marks of rows."""
    return bytes.fromhex(sign(layer, "row", ""))


def know_row_secret(connection: duckdb.DuckDBPyConnection, layer: bytes) -> None:
    """Set what `mark_again` signs by: in a variable, since an error would quote the query."""
    connection.execute("SET VARIABLE row_secret = ?", [row_secret(layer).hex()])


def mark_again(mark: str) -> str:
    """The SQL of a row's mark (a column), signed by one more layer, whose secret the connection knows."""
    return f"md5_number_lower(getvariable('row_secret') || {mark})"


def key_of(home: Home) -> Path:
    return home.path / "key"


def destroyed(home: Home) -> Path:
    """Stands where the key was, once it is destroyed, so that no new one is made."""
    return home.path / "key_destroyed"
