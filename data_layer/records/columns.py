"""How an entry's values lie in a database, so that SQLite and PostgreSQL give back exactly the same."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, Enum, String, Text
from sqlalchemy.types import TypeDecorator

_CENT = Decimal("0.01")


class Usd(TypeDecorator):
    """Dollars as whole cents: SQLite has no decimal numbers."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type:
        return Decimal

    def process_bind_param(self, value: Decimal | None, _dialect: object) -> int | None:
        if value is None:
            return None
        if value != value.quantize(_CENT):
            raise ValueError(f"{value} has parts of a cent. Write dollars with two decimals.")
        return int(value * 100)

    def process_result_value(self, value: int | None, _dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value) * _CENT


class Exactly(TypeDecorator):
    """A decimal number as it was written, so that .05 is exactly .05."""

    impl = String(40)
    cache_ok = True

    @property
    def python_type(self) -> type:
        return Decimal

    def process_bind_param(self, value: Decimal | None, _dialect: object) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value)


class Several(TypeDecorator):
    """A short list of texts, in their order."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type:
        return list

    def process_bind_param(self, value: list[str] | None, _dialect: object) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, _dialect: object) -> list[str] | None:
        return None if value is None else json.loads(value)


def one_of(words: type[StrEnum]) -> Enum:
    """One of a list of words, kept as the word itself."""
    return Enum(words, native_enum=False, length=60, values_callable=lambda found: [word.value for word in found])
