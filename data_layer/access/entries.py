"""Who is signed in, as it lies in the records database: a digest and three moments, and nobody's name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from data_layer.records.entries import Base


class SignIn(Base):
    """One sign-in, known by the digest of what the provider said. It is in no export of the records."""

    __tablename__ = "sign_ins"

    sign_in_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
