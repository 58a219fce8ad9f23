"""Two sides of figures drawn as rows, and what is told of the changes between them."""

from __future__ import annotations

from collections.abc import Mapping

from metrics import policy
from metrics.catalogue import metric
from metrics.changes import changes
from metrics.definition import Result
from metrics.moves import Changes, Side
from tests.pages.results import not_measured, result_of

POLICY = policy.load()
SHARE, DOLLARS = "active_day_rate", "unused_spend"
Rows = Mapping[tuple[str, tuple[str, ...]], list[dict]]


def side(rows: Rows, label: str = "now") -> Side:
    """Every figure that is not among the rows was not measured."""

    def ask(name: str, by: tuple[str, ...]) -> Result:
        return result_of(rows.get((name, by), [not_measured()] if not by else []), by=by, metric=metric(name))

    return Side(label, ask)


def told(before: Rows, now: Rows, *, rules: policy.Policy = POLICY) -> Changes:
    return changes(side(before, "before"), side(now), policy=rules)


def share(part: int, whole: int = 1000, **groups: object) -> dict:
    return {"numerator": part, "denominator": whole, **groups}


def whole(name: str, part: int, whole: int = 1000) -> Rows:
    return {(name, ()): [share(part, whole)]}


def schools(**rows: dict) -> dict:
    return {(SHARE, ("school",)): [{"school_id": key, "school": f"{key} School", **row} for key, row in rows.items()]}
