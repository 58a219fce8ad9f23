"""One entry of the audit log, as it lies in the records database, and as it is noted before it lies there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import BigInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_layer.audit.kinds import Kind
from data_layer.records.columns import one_of
from data_layer.records.entries import Base

_WHO_LENGTH = 200


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Note:
    """What is to be entered. `what` and `filters` name no student, and no file: a file's name can name one."""

    kind: Kind
    who: str
    what: str
    filters: str = ""
    row_count: int | None = None
    at: datetime = field(default_factory=_now)
    entry_id: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        """What comes from outside is made fit for a database and for one line of a list."""
        for name in ("who", "what", "filters"):
            object.__setattr__(self, name, _one_line(getattr(self, name)))
        object.__setattr__(self, "who", self.who[:_WHO_LENGTH] or "nobody")


class AuditEntry(Base):
    """One link of the chain: `mark` seals the entry together with the mark of the one before it."""

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("entry_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    who: Mapped[str] = mapped_column(String(_WHO_LENGTH))
    what: Mapped[str] = mapped_column(Text)
    filters: Mapped[str] = mapped_column(Text)
    row_count: Mapped[int | None] = mapped_column(BigInteger)
    previous_mark: Mapped[str] = mapped_column(String(64))
    mark: Mapped[str] = mapped_column(String(64))


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
