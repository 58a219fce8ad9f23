"""The form of an instrument: its questions and their choices in one language, and what is asked besides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data_layer.importers.instrument import TOOL, Instrument
from data_layer.importers.instrument_files import shipped

_WORDS = Path(__file__).parent / "words.toml"
INSTRUMENT = "tam"
POINTS = (7, 5)  # the scale that was published comes first


@dataclass(frozen=True)
class Question:
    """`choices` is empty where the answer is written."""

    code: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A survey that can be given. It asks for the address, or, where nobody is to be known, for school and role."""

    title: str
    introduction: str
    questions: tuple[Question, ...]
    asks_address: bool


@cache
def words() -> Mapping[str, Mapping]:
    """The words around the questions, by language."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def staff_form(
    *,
    language: str = "en",
    points: int = POINTS[0],
    tool: str = "",
    is_anonymous: bool = False,
    schools: Sequence[str] = (),
) -> Form:
    """The twelve TAM items about a tool, or about the classroom technology as a whole."""
    said = words()[language]
    instrument = next(each for each in shipped().usable if each.id == INSTRUMENT)
    choices = _choices(instrument, language=language, points=points)
    named = " ".join(tool.split()) or said["tool"]
    items = tuple(Question(item.id, item.asked[language].replace(TOOL, named), choices) for item in instrument.items)
    beside = (
        Question("school", said["school"], tuple(schools)),
        Question("role", said["role"], tuple(said["roles"])),
    )
    questions = (*beside, *items) if is_anonymous else items
    return Form(said["title"], said["introduction"], questions, asks_address=not is_anonymous)


def _choices(instrument: Instrument, *, language: str, points: int) -> tuple[str, ...]:
    """The words of the instrument's first answer scale of this language with so many points."""
    return next(scale.choices for scale in instrument.answers if (scale.language, scale.points) == (language, points))
