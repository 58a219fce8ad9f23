"""Every figure of every page is asked for here, and computed once for each store version, policy, scope and split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data_layer import choices, schema
from data_layer.choices import Choices
from data_layer.records.database import opened
from data_layer.scope import Entitlement, Scope
from data_layer.store import Home, Store, current
from metrics import catalogue, periods, policy, renewal_lines
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

    @classmethod
    def of(cls, home: Home) -> Source | None:
        """What is served now; None before the first import."""
        store = current(home)
        if store is None:
            return None
        changed_at = home.policy.stat().st_mtime_ns if home.policy.exists() else None
        return cls(store, home.policy, changed_at)


@lru_cache(maxsize=8)
def is_older(store: Store) -> bool:
    """Whether an earlier program computed what is served: some pages would ask for tables that it does not have."""
    with store.connect() as connection:
        return schema.is_served_older(connection)


@lru_cache(maxsize=8)
def policy_of(source: Source) -> Policy:
    return policy.load(source.policy_file)


@lru_cache(maxsize=64)
def choices_of(source: Source, entitlement: Entitlement) -> Choices:
    with source.store.connect() as connection:
        return choices.read(connection, entitlement=entitlement)


@lru_cache(maxsize=64)
def periods_of(source: Source, kind: str) -> tuple[Period, ...]:
    with source.store.connect() as connection:
        return tuple(periods.all_periods(connection, kind))


@lru_cache(maxsize=_KEPT)
def measured(source: Source, name: str, scope: Scope, by: tuple[str, ...], fees: tuple[Line, ...] = ()) -> Result:
    """The result is shared by all who ask the same: nobody changes its frame."""
    rules = policy_of(source)
    with source.store.connect() as connection:
        return catalogue.measure(connection, name, scope, by=by, policy=rules, version=source.store.version, fees=fees)


def fees_for(home: Home, name: str, scope: Scope) -> tuple[Line, ...]:
    """The fees that people entered, for a metric of which they are part."""
    if not catalogue.metric(name).takes_fees:
        return ()
    with opened(home) as session:
        return tuple(renewal_lines.fees(session, entitlement=scope.entitlement))


@lru_cache(maxsize=_KEPT)
def before(source: Source, scope: Scope) -> Scope | None:
    """The same question about the period before, as it stood after as many school days."""
    with source.store.connect() as connection:
        return periods.previous_at_same_point(connection, scope)


@lru_cache(maxsize=_KEPT)
def progress(source: Source, scope: Scope) -> Progress:
    """How many of the period's school days the data covers."""
    with source.store.connect() as connection:
        span = {"starts_on": scope.period_start, "ends_on": scope.period_end}
        return periods.progress(connection, **span, as_of=scope.as_of)
