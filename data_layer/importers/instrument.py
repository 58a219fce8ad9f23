"""A survey instrument: which question is which item of which scale, whatever platform or wording asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

TOOL = "{tool}"  # where a question of an instrument names the tool that it asks about
_GRID = re.compile(r"^(?P<stem>.*)\[(?P<row>.+)\]\s*(?:\(\d+\))?$", re.DOTALL)  # "Stem [row]", told apart by (2)
_STEM = re.compile(r"^(?P<stem>.+\S) - (?P<row>\S.+)$", re.DOTALL)  # "Stem - row", as Qualtrics writes a grid
_NUMBERING = re.compile(r"^\s*[a-z]{0,4}\s?\d{1,2}\s*[.):\-]\s*", re.IGNORECASE)
_TIED = r"[\W_]+(?:sq)?0*(\d{1,2})(?!\w)"  # "TTIS1.3", "TTIS1_3" and LimeSurvey's "TTIS1[SQ003]" are the third item


@dataclass(frozen=True)
class Item:
    """One question: known by a pattern over its plain text, by its text, or by a code (its id is one).

    `asked` is the question in each language, with {tool} where it names one: it is known by that too.
    """

    id: str
    scale: str
    label: str
    reversed: bool = False
    wording: str | None = None
    texts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    asked: Mapping[str, str] = field(default_factory=dict, hash=False)

    def is_worded(self, text: str) -> bool:
        is_asked = any(re.fullmatch(_asking(question), text) for question in self.asked.values())
        return is_asked or text in self.texts or bool(self.wording and re.search(self.wording, text))


@dataclass(frozen=True)
class Scale:
    """Items that are summed up together. `stem` and `code` find the items of a scale whose wording is not known."""

    id: str
    label: str
    needed: bool
    points: int | None = None
    stem: str | None = None
    code: str | None = None
    reversed_rows: frozenset[str] = frozenset()

    def item_of(self, question: str) -> Item | None:
        """An item that is known by its scale alone: a row under the scale's own heading, or a numbered code."""
        if self.code and (found := re.match(_tied(self.code), question.casefold().strip())):
            return Item(f"{self.id}.{found.group(1)}", self.id, self.label)
        grid = _grid(question)
        if self.stem and grid and re.search(self.stem, plain(grid["stem"])):
            row = plain(grid["row"])
            return Item(f"{self.id}: {row}", self.id, grid["row"], reversed=row in self.reversed_rows)
        return None


@dataclass(frozen=True)
class AnswerScale:
    """Answers in words on a scale of `points`, each with its points."""

    points: int
    words: Mapping[str, int]
    language: str = "en"

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers to choose from, the lowest first: of several words for one of them, the first."""
        said = {points: word for word, points in reversed(self.words.items())}
        return tuple(said[points].capitalize() for points in range(1, self.points + 1))


@dataclass(frozen=True)
class Instrument:
    """The items of one survey, its scales, and how it is answered: in one of `points`, in figures or in words."""

    id: str
    label: str
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    points: tuple[int, ...]
    answers: tuple[AnswerScale, ...]
    no_answer: frozenset[str] = frozenset()
    administered_on: date | None = None
    tool: str | None = None
    tool_wordings: tuple[str, ...] = ()
    nameless: frozenset[str] = frozenset()
    nameless_beginnings: frozenset[str] = frozenset()

    def item_of(self, question: str) -> Item | None:
        """The item that a question (or the row of a grid of questions) asks, by its wording, its code or its scale."""
        texts = [plain(text) for text in readings(question)]
        codes = {code(text) for text in readings(question)} | {text.replace(" ", "") for text in texts}
        worded = (item for text in texts for item in self.items if item.is_worded(text))
        coded = (item for item in self.items if codes & item.codes)
        unnamed = (item for scale in self.scales if (item := scale.item_of(question)))
        return next(worded, None) or next(coded, None) or next(unnamed, None)

    def tool_of(self, question: str) -> str | None:
        """The tool that a question names; None where it says "the system" or nothing."""
        for text in readings(question):
            bare = re.sub(r"\([^)]*\)", " ", _NUMBERING.sub("", text))  # "(1-7)" is no part of a name
            bare = " ".join(re.sub(r"[\[\]\"“”«»*_]", " ", bare).split()).rstrip(".:;,?! ")
            for wording in (*self.tool_wordings, *self._asked_with_tool):
                if found := re.search(wording, bare, re.IGNORECASE):
                    return self._name(found.group(1))
        return None

    @property
    def _asked_with_tool(self) -> tuple[str, ...]:
        asked = (question for item in self.items for question in item.asked.values())
        return tuple(_naming(question) for question in asked if TOOL in question)

    def _name(self, phrase: str) -> str | None:
        folded = phrase.casefold()
        is_nameless = folded in self.nameless or folded.split()[0] in self.nameless_beginnings
        return None if is_nameless else phrase


@cache
def _asking(question: str) -> str:
    """The pattern of a question's plain text, whatever tool it names."""
    return " .+ ".join(re.escape(plain(part)) for part in question.split(TOOL)).strip()


@cache
def _naming(question: str) -> str:
    """The pattern of a question as it is written, which catches the tool that it names."""
    before, after = question.rstrip(".").split(TOOL)
    return f"^{re.escape(before)}(.+?){re.escape(after)}$"


def plain(text: str) -> str:
    """Small letters, no numbering, no punctuation, single blanks."""
    bare = re.sub(r"['’`]", "", _NUMBERING.sub("", text.casefold()))
    return " ".join(re.sub(r"[^\w\s]|_", " ", bare).split())


def code(text: str) -> str:
    """A code as it is compared: letters and digits alone."""
    return re.sub(r"[\W_]", "", text.casefold())


def _tied(code_of_scale: str) -> str:
    return re.sub(r"(?<=[a-z])(?=\d)", r"[\\W_]*", re.escape(code_of_scale.casefold())) + _TIED


def _grid(question: str) -> re.Match[str] | None:
    return _GRID.match(question) or _STEM.match(question)


def readings(question: str) -> list[str]:
    """The row of a grid before the whole header."""
    grid = _grid(question)
    return [grid["row"], question] if grid else [question]
