"""What is kept of slides that somebody arranged for a board: names and notes, and no figure."""

from __future__ import annotations

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from data_layer.records.base import NAME_LENGTH, Entry
from data_layer.records.columns import Several


class BoardDeck(Entry):
    """How somebody arranged the slides for a board, by the names of the slides. Figures are never kept in it."""

    __tablename__ = "board_decks"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    slides: Mapped[list] = mapped_column(Several(), default=list)  # in their order
    hidden: Mapped[list] = mapped_column(Several(), default=list)
    notes: Mapped[dict] = mapped_column(JSON, default=dict)  # a text for some of the slides
    schools: Mapped[list] = mapped_column(Several(), default=list)  # ids of those it is of; none: the whole district
