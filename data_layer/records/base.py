"""What every entry that people make has: who signed it and when, its version, and that it is never deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import uuid4

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from data_layer.access.capabilities import Role
from data_layer.audit.kinds import Kind
from data_layer.records.columns import Usd, one_of
from data_layer.records.kinds import (
    Answer,
    Claim,
    Criterion,
    Design,
    Occasion,
    Rating,
    Route,
    Standing,
    State,
    Step,
    Verdict,
    Work,
)

NAME_LENGTH = 200
_NAMING = {"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s"}


class Base(DeclarativeBase):
    """All tables of the records database."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain dict
        Decimal: Usd,
        **{
            words: one_of(words)
            for words in (
                *(Answer, Claim, Criterion, Design, Occasion, Rating, Role),
                *(Route, Standing, State, Step, Verdict, Work),
            )
        },
    }


class Entry(Base):
    """What every entry has. `version` counts its changes: who changes an older one than the newest is told."""

    __abstract__ = True
    AUDITED_AS: ClassVar[Kind] = Kind.DECISION

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True, default=lambda: uuid4().hex)
    version: Mapped[int]
    signed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    signed_on: Mapped[date]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict:
        return {"version_id_col": cls.version}
