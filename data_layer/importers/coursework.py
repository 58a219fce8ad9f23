"""How assignments and submissions are landed, whichever LMS tells of them, and by what they are known again.

A row that names no student or no assignment (a deleted one, a group's) is landed all the same, and counts for nothing.
A row is restated where the source gives the same time of change, or none; a later change is a row of its own, and the
rollups believe the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data_layer.importers.landing import completed
from data_layer.importers.landing_coursework import BASES

ASSIGNMENT_IDENTITY = ("assignment_ref", "updated_at")
SUBMISSION_IDENTITY = ("assignment_ref", "person", "attempt", "updated_at")

Finish = Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame]


def as_assignments(reshape: Callable[[pl.DataFrame], pl.DataFrame], *, basis: str = "assigned") -> Finish:
    """A layout's `finish` for assignments; `reshape` fills what the cells alone do not say."""
    return _finish(reshape, table="assignments", basis=basis)


def as_submissions(reshape: Callable[[pl.DataFrame], pl.DataFrame], *, basis: str = "assigned") -> Finish:
    """The same for submissions; `basis` says whom the source's submissions list."""
    return _finish(reshape, table="submissions", basis=basis)


def _finish(reshape: Callable[[pl.DataFrame], pl.DataFrame], *, table: str, basis: str) -> Finish:
    if basis not in BASES:
        raise ValueError(f"no export lists {basis}")
    return lambda rows, _settled: completed(reshape(rows).with_columns(pl.lit(basis).alias("basis")), table)


def unless_handed_in(score: pl.Expr, *, is_graded: pl.Expr) -> pl.Expr:
    """What to say of work that was not handed in: it may have come on paper, which a score above zero shows."""
    return (
        pl.when(score > 0).then(pl.lit("offline"))
        .when((score == 0) | is_graded).then(pl.lit("unresolved"))
        .otherwise(pl.lit("missing"))
    )  # fmt: skip


def end_of(day: pl.Expr) -> pl.Expr:
    """The last second of a local day: work that is due on a day may come until it is over."""
    return day.cast(pl.Datetime("us")) + pl.duration(seconds=24 * 60 * 60 - 1)
