"""Instruments as TOML files: those that are shipped, and a district's own, each checked as it is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data_layer.importers.instrument import TOOL, AnswerScale, Instrument, Item, Scale, code, plain

_FOLDER = Path(__file__).parent.parent / "instruments"
_ANSWERS = "answers"  # the words of common answer scales, for every instrument that lists none of its own
SHIPPED = ("tam", "ttis")
_FEWEST, _MOST = 2, 10  # points of an answer scale

_KEYS = {
    "instrument": {
        *("id", "label", "reference", "points", "administered_on", "tool", "no_answer", "scales", "items", "answers"),
        *("tool_wordings", "nameless", "nameless_beginnings", "answered_in"),
    },
    "scales": {"id", "label", "needed", "points", "stem", "code", "reversed_rows"},
    "items": {"id", "scale", "label", "text", "code", "wording", "asked", "reversed"},
    "answers": {"kind", "language", "points", "words"},
}


class BadInstrument(ValueError):
    """An instrument file that cannot be used: which one, and what is wrong with it."""


@dataclass(frozen=True)
class Instruments:
    """All instruments that a file is compared with, and what is wrong with the files that could not be read."""

    usable: tuple[Instrument, ...]
    problems: tuple[str, ...] = ()


@cache
def shipped() -> Instruments:
    return Instruments(tuple(load(_FOLDER / f"{name}.toml") for name in SHIPPED))


def with_own(folder: Path) -> Instruments:
    """The shipped instruments and those of this folder; one of the same id stands in a shipped one's place."""
    found = {instrument.id: instrument for instrument in shipped().usable}
    problems = []
    for path in sorted(folder.glob("*.toml")):
        try:
            own = load(path)
            _expect(own.id != "tam", path.name, 'the id "tam" is taken by the shipped TAM questions; choose another')
            found[own.id] = own
        except BadInstrument as error:
            problems.append(str(error))
    return Instruments(tuple(found.values()), tuple(problems))


def load(path: Path) -> Instrument:
    """The instrument that this file declares."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInstrument(f"{path.name} is no TOML file: {error}.") from error
    _check(told, path.name)
    name = str(told["id"])
    scales = _scales(told)
    points = told["points"] if isinstance(told["points"], list) else [told["points"]]
    return Instrument(
        id=name,
        label=told.get("label", name),
        scales=scales,
        items=tuple(_item(item, scales[0].id) for item in told.get("items", ())),
        points=tuple(points),
        answers=_answers(told),
        no_answer=frozenset(word.casefold().strip() for word in told.get("no_answer", ())),
        administered_on=told.get("administered_on"),
        tool=told.get("tool"),
        tool_wordings=tuple(told.get("tool_wordings", ())),
        nameless=frozenset(told.get("nameless", ())),
        nameless_beginnings=frozenset(told.get("nameless_beginnings", ())),
    )


def _scales(told: Mapping) -> tuple[Scale, ...]:
    """The scales; an instrument that names none has one, of its own name."""
    listed = told.get("scales") or [{"id": told["id"], "label": told.get("label", told["id"])}]
    return tuple(
        Scale(
            id=scale["id"],
            label=scale.get("label", scale["id"]),
            needed=scale.get("needed", True),
            points=scale.get("points"),
            stem=scale.get("stem"),
            code=scale.get("code"),
            reversed_rows=frozenset(plain(row) for row in scale.get("reversed_rows", ())),
        )
        for scale in listed
    )


def _item(item: Mapping, first_scale: str) -> Item:
    codes = {item["id"], *_listed(item.get("code", ()))}
    return Item(
        id=item["id"],
        scale=item.get("scale", first_scale),
        label=item.get("label") or item.get("text") or item["id"],
        reversed=item.get("reversed", False),
        wording=item.get("wording"),
        texts=frozenset(plain(text) for text in _listed(item.get("text", ()))),
        codes=frozenset(code(each) for each in codes),
        asked=item.get("asked", {}),
    )


def _answers(told: Mapping) -> tuple[AnswerScale, ...]:
    """The instrument's own answer scales, else the common ones of the kinds that it is answered in."""
    kinds = set(told.get("answered_in", ()))
    common = [scale for scale in _common() if not kinds or scale["kind"] in kinds]
    return _as_scales(told.get("answers") or common)


def common_answers() -> tuple[AnswerScale, ...]:
    """The answer scales in words that are understood without being listed."""
    return _as_scales(_common())


def _common() -> list[Mapping]:
    return tomllib.loads((_FOLDER / f"{_ANSWERS}.toml").read_text(encoding="utf-8"))["answers"]


def _as_scales(listed: list[Mapping]) -> tuple[AnswerScale, ...]:
    return tuple(
        AnswerScale(
            scale["points"],
            {word.casefold(): points for points, same in enumerate(scale["words"], 1) for word in _listed(same)},
            scale.get("language", "en"),
        )
        for scale in listed
    )


def _check(told: Mapping, file: str) -> None:
    """Say what is wrong before anything is made of it."""
    _expect(bool(re.fullmatch(r"[a-z][a-z0-9_]*", str(told.get("id", "")))), file, "it needs an id in small letters")
    _known_keys({"instrument": [told], **{name: told.get(name, []) for name in ("scales", "items", "answers")}}, file)
    points = _listed(told.get("points", ()))
    _expect(bool(points) and all(_is_points(each) for each in points), file, _NEEDS_POINTS)
    _check_scales(told, file)
    _check_items(told, file)
    for scale in told.get("answers", ()):
        fits = _is_points(scale.get("points")) and len(scale.get("words", ())) == scale["points"]
        _expect(fits, file, "each of its [[answers]] needs points, and as many words, from the lowest to the highest")
    _expect(type(told.get("administered_on", date.min)) is date, file, "administered_on is a day, such as 2026-03-31")


_NEEDS_POINTS = f"it needs points: how many answers there are to choose from, {_FEWEST} to {_MOST}, such as points = 5"


def _known_keys(tables: Mapping[str, list[Mapping]], file: str) -> None:
    for name, entries in tables.items():
        strange = sorted({key for entry in entries for key in entry} - _KEYS[name])
        where = "" if name == "instrument" else f" in [[{name}]]"
        _expect(not strange, file, f"nothing is known by the name {', '.join(strange)}{where}")


def _check_scales(told: Mapping, file: str) -> None:
    scales = told.get("scales", [])
    _expect(all(scale.get("id") for scale in scales), file, "each of its [[scales]] needs an id")
    _expect(all(_is_points(scale.get("points", _MOST)) for scale in scales), file, _NEEDS_POINTS)
    _expect(
        bool(told.get("items")) or any(scale.get("stem") or scale.get("code") for scale in scales),
        file,
        "it lists no [[items]]",
    )
    _patterns([scale["stem"] for scale in scales if "stem" in scale], file)


def _check_items(told: Mapping, file: str) -> None:
    items, scales = told.get("items", []), {scale["id"] for scale in told.get("scales", ())} or {told["id"]}
    ids = [item.get("id") for item in items]
    _expect(all(ids), file, "each of its [[items]] needs an id, such as Q1")
    twice = sorted({each for each in ids if ids.count(each) > 1})
    _expect(not twice, file, f"two of its [[items]] have the id {', '.join(twice)}")
    lost = sorted({item["scale"] for item in items if "scale" in item} - scales)
    _expect(not lost, file, f"its [[items]] name a scale {', '.join(lost)} that is not among its [[scales]]")
    _expect(all(isinstance(item.get("reversed", False), bool) for item in items), file, "reversed is true or false")
    _patterns([item["wording"] for item in items if "wording" in item], file)
    asked = [question for item in items for question in item.get("asked", {}).values()]
    _expect(all(question.count(TOOL) <= 1 for question in asked), file, f"a question names {TOOL} more than once")


def _patterns(wordings: Iterable[str], file: str) -> None:
    for wording in wordings:
        try:
            re.compile(wording)
        except re.error as error:
            raise BadInstrument(f"{file}: the pattern {wording!r} cannot be read: {error}.") from error


def _is_points(value: object) -> bool:
    return type(value) is int and _FEWEST <= value <= _MOST


def _listed(value: object) -> list:
    return list(value) if isinstance(value, list | tuple) else [value]


def _expect(holds: bool, file: str, otherwise: str) -> None:
    if not holds:
        raise BadInstrument(f"{file}: {otherwise}.")
