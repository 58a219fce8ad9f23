"""The figures of the monthly page, and which of them read otherwise in another state of the same month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from data_layer.publishing.figures import Told
from data_layer.scope import Scope
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


@dataclass(frozen=True)
class Moved:
    """One figure as it read before and as it reads now."""

    figure: str
    of: str
    before: str
    now: str


def moved(before: Source, now: Source, scope: Scope) -> tuple[Moved, ...]:
    """Every figure of the month that reads otherwise, in the order of the page; small groups are hidden in both."""
    return differences(told(before, scope), told(now, scope))


def differences(before: Told, now: Told) -> tuple[Moved, ...]:
    pairs = [(key, before.get(key, words.NOT_MEASURED), now.get(key, words.NOT_MEASURED)) for key in {**now, **before}]
    return tuple(Moved(*key, was, is_) for key, was, is_ in pairs if was != is_)


@lru_cache(maxsize=256)
def told(source: Source, scope: Scope) -> Told:
    """Each figure as the page writes it, as far as this state of the data knows the month."""
    as_of = measures.choices_of(source, scope.entitlement).as_of
    results = [_asked(source, name, by, replace(scope, as_of=as_of)) for name, by in ASKED]
    return {key: text for result in results if result is not None for key, text in _rows(result)}


def table(found: Sequence[Moved]) -> pl.DataFrame:
    """The same as a file has them."""
    rows = [(each.figure, each.of, each.before, each.now) for each in found]
    return pl.DataFrame(rows, schema=dict.fromkeys(("Figure", "Of", "Before", "After"), pl.String), orient="row")


def _asked(source: Source, name: str, by: tuple[str, ...], scope: Scope) -> Result | None:
    """None where the filters leave a figure that cannot be split so."""
    try:
        return measures.answered(Question(source, name, scope, by))
    except UnknownGroup:
        return None


def _rows(result: Result) -> list[tuple[tuple[str, str], str]]:
    """Each row as it is written, under its figure and whom it is of."""
    metric, by = result.metric, result.by
    return [
        ((metric.label, ", ".join(words.group(name, row[name]) for name in by) or EVERYBODY), words.figure(row, metric))
        for _, row in result.frame.iterrows()
    ]
