"""The figures of the monthly page, and which of them read otherwise in another state of the same month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
import polars as pl

from data_layer.scope import Scope
from metrics.catalogue import METRICS
from metrics.definition import Result
from metrics.groups import UnknownGroup
from pages.parts import measures, words
from pages.parts.measures import Question, Source

ASKED = (
    ("active_day_rate", ()),
    ("login_frequency", ()),
    ("login_frequency", ("grade_level",)),
    ("login_frequency", ("subject",)),
    ("submission_rate", ()),
    ("submission_rate", ("subject",)),
    ("feature_utilization", ()),
)
EVERYBODY = "All"
_Key = tuple[str, tuple[object, ...]]


@dataclass(frozen=True)
class Moved:
    """One figure as it read before and as it reads now."""

    figure: str
    of: str
    before: str
    now: str


@lru_cache(maxsize=256)
def moved(before: Source, now: Source, scope: Scope) -> tuple[Moved, ...]:
    """Every figure of the month that reads otherwise, in the order of the page; small groups are hidden in both."""
    old, new = (_read(source, scope) for source in (before, now))
    found = []
    for key in {**new, **old}:
        was, is_ = old.get(key, words.NOT_MEASURED), new.get(key, words.NOT_MEASURED)
        if was != is_:
            found.append(Moved(_label(key), _groups(key), was, is_))
    return tuple(found)


def table(found: Sequence[Moved]) -> pl.DataFrame:
    """The same as a file has them."""
    rows = [(each.figure, each.of, each.before, each.now) for each in found]
    return pl.DataFrame(rows, schema=dict.fromkeys(("Figure", "Of", "Before", "After"), pl.String), orient="row")


def _read(source: Source, scope: Scope) -> Mapping[_Key, str]:
    """Each figure as the page writes it, as far as this state of the data knows the month."""
    as_of = measures.choices_of(source, scope.entitlement).as_of
    results = [_asked(source, name, by, replace(scope, as_of=as_of)) for name, by in ASKED]
    return {
        key: words.figure(row, result.metric) for result in results if result is not None for key, row in _rows(result)
    }


def _asked(source: Source, name: str, by: tuple[str, ...], scope: Scope) -> Result | None:
    """None where the filters leave a figure that cannot be split so."""
    try:
        return measures.answered(Question(source, name, scope, by))
    except UnknownGroup:
        return None


def _rows(result: Result) -> list[tuple[_Key, pd.Series]]:
    """Each row under what it is of; what is in no group is None, which is like itself."""
    rows = [row for _, row in result.frame.iterrows()]
    keys = (tuple((name, None if pd.isna(row[name]) else row[name]) for name in result.by) for row in rows)
    return [((result.metric.name, key), row) for key, row in zip(keys, rows, strict=True)]


def _label(key: _Key) -> str:
    return METRICS[key[0]].label


def _groups(key: _Key) -> str:
    return ", ".join(words.group(name, value) for name, value in key[1]) or EVERYBODY
