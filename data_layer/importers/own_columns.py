"""Short lists come with columns of a district's own: which file is still such a list, and what of it is not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import polars as pl

from data_layer.importers.contract import Head, fold

Settle = Callable[[Head, Iterable[pl.DataFrame], Mapping[str, str]], dict[str, object]]

_NAMED = 5  # of the columns that are not read so many are named
_DOINGS = re.compile(  # a list of what is or who is where has no such column; a log or a report of use has
    r"\b(date|day|time|timestamp|minutes?|seconds?|hours?|score|points?|percent|count|logins?|active|attend\w*|usage)\b"
)


def others(head: Head, known: Iterable[str]) -> list[str]:
    """The columns that are none of these; one of these that ends in a star stands for all that begin so."""
    spelled = [fold(name) for name in known]
    whole, beginnings = set(spelled), tuple(name.rstrip("*") for name in spelled if name.endswith("*"))
    return [
        name
        for name in head.columns
        if fold(name) not in whole and not (beginnings and fold(name).startswith(beginnings))
    ]


def is_mostly(head: Head, known: Iterable[str]) -> bool:
    """Whether most columns are known ones, and none of the others tells of use."""
    unknown = others(head, known)
    return 2 * len(unknown) < len(head.columns) and not any(_DOINGS.search(fold(name)) for name in unknown)


def naming_others(*known: str) -> Settle:
    """A layout's `settle` that says which columns are not read."""

    def settle(head: Head, _frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
        unknown = others(head, known)
        if not unknown:
            return {}
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        return {"note": f"Not read: {', '.join(unknown[:_NAMED])}{more}."}

    return settle
