"""Every figure of every page is asked for here, and computed once for each store version, policy, scope and split."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from data_layer import choices, schema
from data_layer.choices import Choices
from data_layer.publishing.editions import Edition
from data_layer.records.database import opened
from data_layer.scope import Entitlement, Scope
from data_layer.store import Home, Store, current
from metrics import catalogue, compared_periods, periods, policy, renewal_lines
from metrics.definition import Result
from metrics.periods import Period, Progress
from metrics.policy import Policy
from metrics.renewals import Line

_KEPT = 4096  # results are small frames: some tens of kilobytes at most


@dataclass(frozen=True)
class Source:
    """A store version and a state of the policy file: what a figure depends on, besides the question asked."""

    store: Store
    policy_file: Path
    policy_changed_at: int | None
    edition: Edition | None = None  # where it is what was kept, and not what is served

    @classmethod
    def of(cls, home: Home) -> Source | None:
        """What is served now; None before the first import."""
        store = current(home)
        if store is None:
            return None
        return cls(store, home.policy, _changed_at(home.policy))

    @property
    def version(self) -> str:
        """What exports name, so that a figure of another day is never taken for one of today."""
        if self.edition is None:
            return self.store.version
        day = self.edition.kept_on
        return f"{self.store.version}, as published on {day:%B} {day.day}, {day.year}"

    @property
    def is_served(self) -> bool:
        """Whether it still is what would be served."""
        home = Home(self.policy_file.parent)
        return self == Source.of(home)


def _changed_at(file: Path) -> int | None:
    return file.stat().st_mtime_ns if file.exists() else None


@lru_cache(maxsize=8)
def is_older(store: Store) -> bool:
    """Whether an earlier program computed what is served: some pages would ask for tables that it does not have."""
    with store.connect() as connection:
        return schema.is_served_older(connection)


@lru_cache(maxsize=8)
def policy_of(source: Source) -> Policy:
    if source.edition is None:
        return policy.load(source.policy_file)
    return policy.as_it_was(policy.load(), dict(source.edition.policy), own=source.edition.own)


@lru_cache(maxsize=64)
def choices_of(source: Source, entitlement: Entitlement) -> Choices:
    with source.store.connect() as connection:
        return choices.read(connection, entitlement=entitlement)


@lru_cache(maxsize=64)
def periods_of(source: Source, kind: str) -> tuple[Period, ...]:
    with source.store.connect() as connection:
        return tuple(periods.all_periods(connection, kind))


@dataclass(frozen=True)
class Question:
    """One figure, asked of one scope. `fees` are those that people entered, for a metric of which they are part."""

    source: Source
    name: str
    scope: Scope
    by: tuple[str, ...] = ()
    fees: tuple[Line, ...] = ()


@lru_cache(maxsize=_KEPT)
def answered(asked: Question) -> Result:
    """The result is shared by all who ask the same: nobody changes its frame."""
    store, rules = asked.source.store, policy_of(asked.source)
    with store.connect() as connection:
        told = {"policy": rules, "version": asked.source.version, "fees": asked.fees}
        return catalogue.measure(connection, asked.name, asked.scope, by=asked.by, **told)


def fees_for(home: Home, name: str, scope: Scope) -> tuple[Line, ...]:
    """The fees that people entered, for a metric of which they are part."""
    if not catalogue.metric(name).takes_fees:
        return ()
    with opened(home) as session:
        return tuple(renewal_lines.fees(session, entitlement=scope.entitlement))


def before(source: Source, scope: Scope) -> Scope | None:
    """The same question about the period before, as it stood after as many school days."""
    earlier = _before(source, Scope(scope.period_start, scope.period_end, scope.as_of))
    span = earlier and {name: getattr(earlier, name) for name in ("period_start", "period_end", "as_of")}
    return replace(scope, **span) if span else None


@lru_cache(maxsize=_KEPT)
def _before(source: Source, span: Scope) -> Scope | None:
    with source.store.connect() as connection:
        return periods.previous_at_same_point(connection, span)


@lru_cache(maxsize=64)
def usually_compared(source: Source, as_of: date) -> tuple[Period, Period] | None:
    """The last whole month and the one before it, in the order of time."""
    with source.store.connect() as connection:
        needs = policy_of(source)["adoption.month_needs"]
        return compared_periods.last_whole_months(connection, as_of=as_of, needs=needs)


def progress(source: Source, scope: Scope) -> Progress:
    """How many of the period's school days the data covers."""
    return _progress(source, scope.period_start, scope.period_end, scope.as_of)


@lru_cache(maxsize=_KEPT)
def _progress(source: Source, starts_on: date, ends_on: date, as_of: date) -> Progress:
    with source.store.connect() as connection:
        return periods.progress(connection, starts_on=starts_on, ends_on=ends_on, as_of=as_of)
