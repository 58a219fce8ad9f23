"""Reports that hold one row for each person and day: counts of what was done, and when something was last done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from data_layer.importers.columns import day, identifier, instant, whole_number
from data_layer.importers.contract import ROW, Column, Head, Layout, fold
from data_layer.importers.landing import completed
from data_layer.importers.last_seen import first_told, under, without_never

_NAMED = 5  # of the figures that are not counted so many are named; of the others it is said how many they are


@dataclass(frozen=True)
class Figure:
    """One count or one last time of a report: the header it stands under, and what it tells of."""

    header: str
    tool: str
    feature: str
    event_class: str


@dataclass(frozen=True)
class Shape:
    """How one kind of usage report is laid out.

    `tool` is what a row speaks of in which nothing was done, `other_names` are headers that mean one of the figures,
    `is_figure` says which further headers are figures too, and `prepare` makes columns of what is nested.
    """

    who: str
    on_day: str
    tool: str
    counts: tuple[Figure, ...]
    last: tuple[Figure, ...]
    other_names: Mapping[str, str] = field(default_factory=dict)
    is_figure: Callable[[str], bool] = lambda _header: False
    prepare: Callable[[pl.DataFrame], pl.DataFrame] = lambda text: text

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*self.counts, *self.last)

    def ready(self, text: pl.DataFrame) -> pl.DataFrame:
        """The text with each figure under its own header, and "never" blank."""
        own = {fold(header): header for header in (self.who, *(figure.header for figure in self.figures))}
        named = under(self.prepare(text), {**own, **self.other_names})
        return without_never(named, [figure.header for figure in self.last])


def usage_report(
    name: str,
    label: str,
    *,
    signature: tuple[str, ...],
    shape: Shape,
    matches: Callable[[Head], bool] | None = None,
    known_as: str = "",
) -> Layout:
    """The layout of a report of this shape."""

    def settle(head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
        nothing = head.sample.clear().with_columns(pl.lit(None, pl.Int64).alias(ROW))
        ready = (shape.ready(frame) for frame in (nothing, *frames))
        first = first_told(ready, who=[shape.who], moments=[figure.header for figure in shape.last])
        return {"first": first, "note": _note(shape, shape.ready(head.sample).columns)}

    return Layout(
        name=name,
        label=label,
        table="events",
        signature=signature,
        matches=matches,
        columns=(
            Column("actor", (shape.who,), identifier(), required=True, personal=True),
            Column("on_day", (shape.on_day,), day(), required=True),
            *(Column(each.header, (each.header,), whole_number()) for each in shape.counts),
            *(Column(each.header, (each.header,), instant()) for each in shape.last),
        ),
        settle=settle,
        prepare=lambda text, _settled: shape.ready(text),
        finish=lambda rows, settled: _events(rows, settled["first"], shape),
        identity=("occurred_at", "local_at", "actor", "tool", "feature", "event_class"),
        known_as=known_as,
    )


def _events(rows: pl.DataFrame, first: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """A row for each count above zero (one that counts for nothing where there is none) and for each last time."""
    counts = _each(rows, shape.counts, "event_count").filter(pl.col("event_count") > 0)
    nothing = rows.select(ROW, "actor", "on_day").join(counts, on=ROW, how="anti")
    last = _each(rows, shape.last, "occurred_at").drop_nulls("occurred_at")
    last = last.join(first, left_on=[ROW, "figure"], right_on=[ROW, "moment"], how="semi")
    found = pl.concat([counts, last], how="diagonal").join(_meanings(shape), on="figure", how="left")
    at_once = pl.col("occurred_at").is_not_null()
    told = pl.concat([found, nothing], how="diagonal").with_columns(
        is_daily=~at_once,
        is_last_seen=at_once,
        local_at=pl.when(~at_once).then(pl.col("on_day").cast(pl.Datetime("us"))),
        tool=pl.col("tool").fill_null(shape.tool),
        event_count=pl.coalesce("event_count", at_once.cast(pl.Int64)),
    )
    return completed(told.sort(ROW, maintain_order=True), "events")


def _each(rows: pl.DataFrame, figures: tuple[Figure, ...], value: str) -> pl.DataFrame:
    return rows.unpivot(
        on=[figure.header for figure in figures],
        index=[ROW, "actor", "on_day"],
        variable_name="figure",
        value_name=value,
    )


def _meanings(shape: Shape) -> pl.DataFrame:
    listed = [(each.header, each.tool, each.feature, each.event_class) for each in shape.figures]
    return pl.DataFrame(listed, schema=["figure", "tool", "feature", "event_class"], orient="row")


def _note(shape: Shape, headers: Iterable[str]) -> str:
    """Which figures of the file are no use of a person's."""
    known = {figure.header for figure in shape.figures}
    left_out = sorted(header for header in headers if shape.is_figure(header) and header not in known)
    if not left_out:
        return ""
    more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
    return f"Not counted as use: {', '.join(left_out[:_NAMED])}{more}."
