"""A survey instrument as a file declares it: which question is which item, and which answer is how many points."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "instruments"
_GRID = re.compile(r"^.*\[(?P<row>.+)\]\s*(?:\(\d+\))?$", re.DOTALL)  # "Stem [row label]", perhaps told apart by (2)
_STEM = re.compile(r"^.+\S - (?P<row>\S.+)$", re.DOTALL)  # "Stem - row label", as Qualtrics writes a grid
_NUMBERING = re.compile(r"^\s*[a-z]{0,4}\s?\d{1,2}\s*[.):\-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One question; `wording` is a pattern over its plain text."""

    id: str
    scale: str
    label: str
    wording: str
    reversed: bool


@dataclass(frozen=True)
class AnswerScale:
    """Answers in words on a scale of `points`, each with its points."""

    points: int
    words: Mapping[str, int]


@dataclass(frozen=True)
class Instrument:
    """The items of one survey, the scales it cannot do without, and how it is answered."""

    id: str
    label: str
    items: tuple[Item, ...]
    needed: frozenset[str]
    answers: tuple[AnswerScale, ...]
    tool_wordings: tuple[str, ...]
    nameless: frozenset[str]
    nameless_beginnings: frozenset[str]

    def item_of(self, question: str) -> Item | None:
        """The item that a question (or the row of a grid of questions) asks, by its wording or its code."""
        texts = [plain(text) for text in _readings(question)]
        worded = (item for text in texts for item in self.items if re.search(item.wording, text))
        coded = (item for text in texts for item in self.items if text.replace(" ", "") == item.id.casefold())
        return next(worded, None) or next(coded, None)

    def tool_of(self, question: str) -> str | None:
        """The tool that a question names; None where it says "the system" or nothing."""
        for text in _readings(question):
            bare = re.sub(r"\([^)]*\)", " ", _NUMBERING.sub("", text))  # "(1-7)" is no part of a name
            bare = " ".join(re.sub(r"[\[\]\"“”«»*_]", " ", bare).split()).rstrip(".:;,?! ")
            for wording in self.tool_wordings:
                if found := re.search(wording, bare, re.IGNORECASE):
                    return self._name(found.group(1))
        return None

    def _name(self, phrase: str) -> str | None:
        folded = phrase.casefold()
        is_nameless = folded in self.nameless or folded.split()[0] in self.nameless_beginnings
        return None if is_nameless else phrase


def plain(text: str) -> str:
    """Small letters, no numbering, no punctuation, single blanks."""
    bare = re.sub(r"['’`]", "", _NUMBERING.sub("", text.casefold()))
    return " ".join(re.sub(r"[^\w\s]|_", " ", bare).split())


@cache
def load(name: str) -> Instrument:
    """The instrument declared in instruments/<name>.toml."""
    told = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Instrument(
        id=told["id"],
        label=told["label"],
        items=tuple(Item(**item) for item in told["items"]),
        needed=frozenset(scale["id"] for scale in told["scales"] if scale["needed"]),
        answers=tuple(AnswerScale(scale["points"], _points(scale["words"])) for scale in told["answers"]),
        tool_wordings=tuple(told["tool_wordings"]),
        nameless=frozenset(told["nameless"]),
        nameless_beginnings=frozenset(told["nameless_beginnings"]),
    )


def _points(words: list[list[str]]) -> dict[str, int]:
    return {word: points for points, same in enumerate(words, 1) for word in same}


def _readings(question: str) -> list[str]:
    """The row of a grid before the whole header."""
    grid = _GRID.match(question) or _STEM.match(question)
    return [grid["row"], question] if grid else [question]
