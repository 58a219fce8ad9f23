"""What happened on a day, or over some days, that a figure may have felt: a mark on every trend."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from data_layer.records.base import NAME_LENGTH, Entry
from data_layer.records.columns import Several
from data_layer.records.kinds import Occasion


class CalendarNote(Entry):
    """One such mark, of some schools or of the whole district."""

    __tablename__ = "calendar_notes"

    occasion: Mapped[Occasion]
    words: Mapped[str] = mapped_column(String(NAME_LENGTH))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day, itself included; none: that one day
    schools: Mapped[list] = mapped_column(Several(), default=list)  # ids; none: the whole district
    tool: Mapped[str | None] = mapped_column(String(NAME_LENGTH))  # none: it is about no tool, or about all

    @property
    def last_on(self) -> date:
        return self.ends_on or self.starts_on
