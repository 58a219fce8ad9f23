"""Every threshold a figure depends on: ours from policy.toml, the district's own value where it set one."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from pathlib import Path
from types import MappingProxyType

_OURS = Path(__file__).with_name("policy.toml")
Value = float | str
_SHARES = ("share", "probability")  # units whose values lie between 0 and 1


class PolicyError(ValueError):
    """A policy file that cannot be used; the text says which file, which entry and what to do."""


@dataclass(frozen=True)
class Entry:
    """One threshold and where it comes from."""

    name: str
    value: Value
    unit: str
    label: str
    reference: str
    is_overridden: bool = False
    choices: tuple[str, ...] = ()  # of a text: what it may be, where that is known


@dataclass(frozen=True)
class Policy(Mapping[str, Value]):
    """Entries by name: `policy["buy_in.target"]` is the value, `policy.entry("buy_in.target")` its words too."""

    entries: Mapping[str, Entry]

    def __getitem__(self, name: str) -> Value:
        return self.entries[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Every remembered answer is looked up by it."""
        return hash(tuple(self.items()))

    def entry(self, name: str) -> Entry:
        return self.entries[name]


def load(override: Path | None = None) -> Policy:
    """Our entries, with the values of the district's file laid over them. A file that is absent overrides nothing."""
    entries = {name: _ours(name, words) for name, words in _headings(_OURS)}
    if override is not None and override.exists():
        for name, words in _headings(override):
            entries[name] = _overridden(entries, name=name, words=words, file=override.name)
    return Policy(MappingProxyType(entries))


def as_it_was(now: Policy, values: Mapping[str, Value], *, own: Collection[str]) -> Policy:
    """The entries of today with the values of another day; `own` are those that the district had set then."""
    entries = {
        name: replace(entry, value=values.get(name, entry.value), is_overridden=name in own)
        for name, entry in now.entries.items()
    }
    return Policy(MappingProxyType(entries))


def _ours(name: str, words: dict) -> Entry:
    return Entry(name=name, **words | {"choices": tuple(words.get("choices", ()))})


def _headings(file: Path) -> Iterator[tuple[str, dict]]:
    """The `[area.name]` headings of a file and what stands under each."""
    try:
        areas = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{file.name} is not a readable policy file ({error}). Compare it with our own.") from error
    for area, names in areas.items():
        for name, words in names.items() if isinstance(names, dict) else [("", names)]:
            if not isinstance(words, dict):
                line = f"{area}.{name}".rstrip(".")
                raise PolicyError(
                    f'{file.name}: "{line}" stands alone. Write a heading [{line}] and under it value = …'
                )
            yield f"{area}.{name}", words


def _overridden(entries: Mapping[str, Entry], *, name: str, words: dict, file: str) -> Entry:
    if name not in entries:
        raise PolicyError(f"{file}: there is no entry [{name}]. Known entries: {', '.join(sorted(entries))}.")
    if set(words) != {"value"}:
        raise PolicyError(f"{file}: [{name}] sets {', '.join(words) or 'nothing'}. Set value, and only value.")
    ours = entries[name]
    _check(words["value"], ours=ours, file=file)
    return replace(ours, value=words["value"], is_overridden=True)


def _check(value: object, *, ours: Entry, file: str) -> None:
    """One of the choices, a text for a text, a share for a share, and otherwise a whole number not below 0."""
    if ours.choices:
        is_right, wanted = value in ours.choices, f"one of {', '.join(ours.choices)}"
    elif isinstance(ours.value, str):
        is_right, wanted = isinstance(value, str) and value.strip(), f"a text ({ours.unit})"
    elif ours.unit.startswith(_SHARES):
        is_right, wanted = _is_number(value) and 0 <= value <= 1, "a share between 0 and 1"
    else:
        is_right, wanted = _is_number(value) and value >= 0 and value == int(value), f"a whole number ({ours.unit})"
    if not is_right:
        raise PolicyError(f"{file}: [{ours.name}] is {value!r}. Write {wanted}, such as {ours.value!r}.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
