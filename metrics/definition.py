"""What a metric is: words, thresholds and one function; and the one shape that every result has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_layer.scope import Scope
    from metrics.policy import Policy
    from metrics.renewals import Line
    from metrics.rows import Answer, Row


class Status(StrEnum):
    """The verdict on one row of a result."""

    MET = "met"
    NOT_MET = "not met"
    INCONCLUSIVE = "inconclusive"
    NOT_MEASURED = "not measured"
    HIDDEN = "too few to show"
    MEASURED = "measured"  # no target exists to be met


PERIOD_COLUMNS = ("period_start", "period_end")
MEASURE_COLUMNS = ("numerator", "denominator", "value", "lower", "upper", "status")
PEOPLE = "people_count"  # distinct persons a row is about: what decides whether it may be shown


@dataclass(frozen=True)
class Metric:
    """The words and the function of one figure.

    `unit` is one of rate (0..1), per_day, count, days, usd. `better` is higher, lower or neither.
    `groups` are the dimensions it can be split by. `policy` names the entries it reads.
    `compute(connection, scope, by=..., policy=...)` returns the full, undisclosed rows; pages, exports
    and commands never call it: they call metrics.catalogue.measure, which hides too-small groups.
    """

    name: str
    label: str
    question: str
    numerator: str
    denominator: str
    unit: str
    better: str
    groups: tuple[str, ...]
    reference: str
    compute: Callable[..., Answer]
    policy: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    window: str = "the period chosen"
    target: str | None = None  # the policy entry that the status compares with
    is_about: str = "students"  # whose smallest group applies: students, staff, people, seats
    always_by: tuple[str, ...] = ()  # groups without which it says nothing; added where nobody asked for them
    adds_over: tuple[str, ...] = ()  # groups, other than of people, whose figures add up to those of a row without them
    alike_over: tuple[str, ...] = ()  # groups of time whose people are among those of the period: all hide the same
    additive: bool = True  # whether the groups of a split add up to the whole, so that one hidden group could be found
    extremes: tuple[str, ...] = ()  # figures of its own about single people at the end of a scale: never shared
    is_of_enrolled: bool = False  # whether it is out of everybody enrolled on the days of the period
    people: Callable[..., list[Row]] | None = None  # counts its people alone, where its figures would take long
    is_shared_whole: bool = False  # whether it is of the whole district alone, where it may leave the district
    takes_fees: bool = False  # whether the fees that people entered beside contracts are part of it

    def __call__(
        self, connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy, fees: Sequence[Line] = ()
    ) -> Answer:
        entered = {"fees": fees} if self.takes_fees else {}
        return self.compute(connection, scope, by=by, policy=policy, **entered)


@dataclass(frozen=True)
class Result:
    """One metric over one scope, ready to be drawn, exported or read out.

    `frame` is tidy: period_start, period_end, the groups of `by`, numerator, denominator, value, lower,
    upper, status, and metric-specific columns after those. Hidden rows have nulls in every figure.
    """

    metric: Metric
    scope: Scope
    by: tuple[str, ...]
    frame: pd.DataFrame
    as_of: date
    version: str
    hidden_count: int = 0
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def rows_by_tool(self) -> Mapping[str, list[dict]]:
        """The rows of each tool: sorted once, for those who read them tool by tool."""
        found: dict[str, list[dict]] = {}
        for row in self.frame.to_dict("records"):
            found.setdefault(row["tool"], []).append(row)
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was measured."""
        return self.frame.empty or not (~self.frame["status"].isin([Status.NOT_MEASURED])).any()

    def row(self, **groups: object) -> pd.Series:
        """The single row for these group values; KeyError when there is not exactly one."""
        frame = self.frame
        for name, value in groups.items():
            frame = frame[frame[name] == value]
        if len(frame) != 1:
            raise KeyError(f"{self.metric.name}: {len(frame)} rows for {groups}")
        return frame.iloc[0]
