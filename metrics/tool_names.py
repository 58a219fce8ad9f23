"""Which tools read like one tool under several names? Said, and never joined without a person."""

from __future__ import annotations

from collections.abc import Iterable

from data_layer.vendor_names import normal

_SAYS_NOTHING = frozenset(("com", "org", "net", "app", "edu", "online", "k12"))


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names that differ in case, blanks, punctuation, legal form or web ending alone, each group in order."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=str.casefold):
        groups.setdefault(_bare(name), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _bare(name: str) -> str:
    """Near Pod, Inc. and nearpod.com are both nearpod; a name of nothing but such words stays whole."""
    words = normal(name).split()
    return "".join([word for word in words if word not in _SAYS_NOTHING] or words)
