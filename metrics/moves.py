"""What is told of a change: the two sides, each figure that moved, and the groups that moved it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from metrics.definition import Metric, Result
from metrics.rows import Row


@dataclass(frozen=True)
class Side:
    """One of the two that are compared. `ask` gives a figure of it by name and split, as it may be shown."""

    label: str
    ask: Callable[[str, tuple[str, ...]], Result]


@dataclass(frozen=True)
class Part:
    """What one group did to a move. `before` and `now` are its own figures; None where it was not there."""

    name: object
    before: float | None
    now: float | None
    within: float
    mix: float

    @property
    def total(self) -> float:
        return self.within + self.mix


@dataclass(frozen=True)
class Split:
    """A move by one group, the largest part first. `rest` is what these parts leave over."""

    group: str
    parts: tuple[Part, ...]
    rest: float
    hidden_count: int
    is_weighed: bool

    @property
    def has_rest(self) -> bool:
        """Whether anything is left over, or may be."""
        return bool(self.rest or self.hidden_count)


@dataclass(frozen=True)
class Move:
    """How far one figure moved. `size` is what moves are ranked by."""

    metric: Metric
    before: Row
    now: Row
    size: float
    splits: tuple[Split, ...] = ()

    @property
    def by(self) -> float:
        return self.now["value"] - self.before["value"]


@dataclass(frozen=True)
class Changes:
    """`moves`: the largest. `others`: what moved less, or stood still. `unknown`: what is not compared, and why."""

    before: str
    now: str
    moves: tuple[Move, ...]
    others: tuple[Move, ...]
    unknown: tuple[tuple[Metric, str], ...]
