"""Microsoft Education Insights: what students and staff do in Teams, by signal.

The export has no column headers. It is known by its shape: nineteen columns, a signal in the first, a moment with
seven decimals in the second, a duration in the last. A spreadsheet that saves it again leaves minutes and seconds of
the moments, and no day; such a file is turned away. Moments are taken as UTC. People go by the object id of their
account, which no roster has; until a list ties the two, they are counted as unmatched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Column, FileRefused, Head, Importer, Layout, Reading
from data_layer.importers.use_events import use_events

_COLUMN_COUNT = 19
_SHAPE = {
    "column 1": r"^[A-Za-z]+$",  # signal
    "column 2": r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}\.\d{7}Z?$",  # start
    "column 19": r"^(?:\d{1,2}:\d{2}:\d{2})?$",  # meeting duration
}
_SAVED_AGAIN = re.compile(r"[A-Za-z]+\t\d{1,2}:\d{2}\.\d")  # signal and start, as a spreadsheet leaves them
_ACCOUNT = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LOOKED = r"(?i)visit|view|access|download|expand|open|read"
_MADE = r"(?i)created|upload"
_TOOK_PART = r"(?i)submi|post|repl|react|chat|messag|communicat|modif|chang|edit|call|meeting|reflect|complet"


def _duration() -> Reading:
    def parse(cell: pl.Expr) -> pl.Expr:
        hours, minutes, seconds = (cell.str.extract(r"^(\d{1,2}):(\d{2}):(\d{2})$", part) for part in (1, 2, 3))
        return hours.cast(pl.Float64) * 60 + minutes.cast(pl.Float64) + seconds.cast(pl.Float64) / 60

    return Reading(parse, "is not a duration", "Write it as 00:14:02.")


def _has_the_shape(head: Head) -> bool:
    cells = head.sample.with_columns(pl.col(_SHAPE).fill_null("").str.strip_chars())
    return cells.height > 0 and all(cells[name].str.contains(pattern).all() for name, pattern in _SHAPE.items())


def _explain(head: Head) -> FileRefused | None:
    """Its first row is then taken for column headers: a signal, what is left of a moment, and account ids."""
    first = head.columns
    if not _SAVED_AGAIN.fullmatch("\t".join(first[:2])) or not any(map(_ACCOUNT.fullmatch, first)):
        return None
    return FileRefused(
        "This is Microsoft Education Insights activity that a spreadsheet has saved again: of its times only minutes "
        "and seconds are left, so that nobody can say on which day anything happened.",
        "Bring the file as Azure Data Share wrote it, without opening it in a spreadsheet first.",
    )


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    done = pl.coalesce("action", "signal")
    both = pl.concat_str("signal", "action", separator=" ", ignore_nulls=True)
    rows = rows.with_columns(
        pl.col("app").fill_null("Microsoft 365").alias("tool"),
        pl.col("signal").str.replace_all(r"([a-z])([A-Z])", "$1 $2").alias("feature"),
        pl.coalesce("sis_class", pl.lit("microsoft:") + pl.col("class")).alias("course_ref"),
        pl.when(done.str.contains(_LOOKED) & ~done.str.contains(_MADE))
        .then(pl.lit("view"))
        .when(both.str.contains(_MADE))
        .then(pl.lit("create"))
        .when(both.str.contains(_TOOK_PART))
        .then(pl.lit("participate"))
        .otherwise(pl.lit("view"))
        .alias("event_class"),
    )
    return use_events(rows)


IMPORTER = Importer(
    name="microsoft_insights",
    label="Microsoft Education Insights activity",
    explain=_explain,
    layouts=(
        Layout(
            name="activity",
            label="Microsoft Education Insights activity",
            table="events",
            signature=tuple(f"column {place}" for place in range(1, _COLUMN_COUNT + 1)),
            absent=(f"column {_COLUMN_COUNT + 1}",),
            matches=_has_the_shape,
            columns=(
                Column("signal", ("column 1",), text(), required=True),
                Column("occurred_at", ("column 2",), instant(), required=True),
                Column("sis_class", ("column 5",), identifier()),
                Column("class", ("column 6",), identifier()),
                Column("app", ("column 8",), text()),
                Column("actor", ("column 9",), identifier("microsoft"), required=True, personal=True),
                Column("action", ("column 14",), text()),
                Column("minutes", ("column 19",), _duration()),
            ),
            finish=_events,
            identity=("occurred_at", "actor", "tool", "feature", "event_class", "course_ref"),
        ),
    ),
)
