"""Canvas's tables and reports that say when somebody was last active: each such moment is one use, and no more.

How long somebody was active in a course altogether belongs to no single day, and is not loaded. None of these
moments is a login, and so none is counted as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.canvas_names import SIS_IDS
from data_layer.importers.columns import instant, text
from data_layer.importers.contract import ROW, Column, Head, Layout, fold
from data_layer.importers.last_seen import first_told, only_first, under, without_never
from data_layer.importers.use_events import use_events

_NONE = "(none)"  # the header of a column that an export does not have
_TEST_STUDENT = "StudentViewEnrollment"


@dataclass(frozen=True)
class LastSeen:
    """Under which headers an export says who was last seen, when, and in which course, and what that shows."""

    who: str
    moment: str
    feature: str
    course: str = _NONE
    kind: str = _NONE  # of enrollment
    sum_of_days: str = _NONE

    def ready(self, frame: pl.DataFrame) -> pl.DataFrame:
        headers = (self.who, self.course, self.moment)
        return without_never(under(frame, {fold(header): header for header in headers}), [self.moment])

    def settle(self, head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
        nothing = head.sample.clear().with_columns(pl.lit(None, pl.Int64).alias(ROW))
        ready = (self.ready(frame) for frame in (nothing, *frames))
        noted = f"{self.sum_of_days} is a sum over many days and belongs to none of them; it was not used."
        return {
            "first": first_told(ready, who=[self.who, self.course], moments=[self.moment]),
            "note": noted if head.has(self.sum_of_days) else "",
        }

    def events(self, rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
        rows = only_first(rows, settled["first"], moment="occurred_at", told_as=self.moment)
        was_seen = pl.col("occurred_at").is_not_null() & (pl.col("kind").fill_null("") != _TEST_STUDENT)
        rows = rows.with_columns(
            pl.lit("Canvas").alias("tool"),
            pl.lit(True).alias("is_last_seen"),
            pl.lit(self.feature).alias("feature"),
            pl.when(was_seen).then(pl.lit("view")).alias("event_class"),
        )
        return use_events(rows, records_logins=False)

    def layout(
        self,
        name: str,
        label: str,
        *,
        signature: tuple[str, ...],
        absent: tuple[str, ...] = (),
        also: tuple[Layout, ...] = (),
        known_as: str = "",
    ) -> Layout:
        return Layout(
            name=name,
            label=label,
            table="events",
            signature=signature,
            absent=absent,
            columns=(
                Column("actor", (self.who,), canvas_id(), personal=True),
                Column("occurred_at", (self.moment,), instant()),
                Column("course_ref", (self.course,), canvas_id()),
                Column("kind", (self.kind,), text()),
            ),
            settle=self.settle,
            prepare=lambda frame, _settled: self.ready(frame),
            finish=self.events,
            identity=("occurred_at", "actor", "feature", "event_class", "course_ref"),
            known_as=known_as,
            also=also,
        )


def _enrollments(name: str, prefix: str) -> Layout:
    """Enrollments of Canvas Data 2, its headers with or without their prefix."""
    seen = LastSeen(
        who=f"{prefix}user_id",
        moment=f"{prefix}last_activity_at",
        feature="Last activity",
        course=f"{prefix}course_id",
        kind=f"{prefix}type",
        sum_of_days=f"{prefix}total_activity_time",
    )
    needed = ("user_id", "course_section_id", "type", "last_activity_at")
    return seen.layout(
        name,
        "a Canvas enrollments table",
        signature=tuple(f"{prefix}{header}" for header in needed),
        known_as="enrollments",
    )


LAST_SEEN = (
    _enrollments("enrollments", ""),
    _enrollments("enrollments_dap", "value."),
    LastSeen("user id", "last access at", "Last access").layout(
        "last_user_access",
        "a Canvas report of last user access",
        signature=("user id", "user sis id", "last access at"),
        also=(SIS_IDS,),
    ),
    LastSeen("user id", "last activity at", "Last activity").layout(
        "last_enrollment_activity",
        "a Canvas report of last enrollment activity",
        signature=("user id", "user name", "last activity at"),
        absent=("last access at",),
    ),
)
