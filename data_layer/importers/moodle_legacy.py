"""The log of Moodle 2.6 and older, as the table mdl_log holds it, and why its report is not read.

Each row is one action in one module. What nobody did (user 0), failures, enrollments and sign-outs count for nothing.
The report of those versions names people and has no number of anybody, so that nobody in it could be matched.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, FileRefused, Head, Layout
from data_layer.importers.moodle_tables import feature_of, keyed, moment
from data_layer.importers.use_events import use_events

_NO_MODULES = ("course", "user", "site", "login", "role", "library")  # parts of Moodle itself
_RULES = (  # the first that an action begins with
    (r"^(?:logout|error|enrol|unenrol|assign|unassign)", None),
    (r"^login", "login"),
    (
        r"^(?:submit|attempt|continue|close attempt|upload|talk|choose|answer|reply|grade"
        r"|add (?:post|discussion|comment)|update (?:post|comment))",
        "participate",
    ),
    (r"^(?:add|update|edit|new|create)", "create"),
)


def _event_class(action: pl.Expr) -> pl.Expr:
    found = pl.lit("view")
    for pattern, name in reversed(_RULES):
        found = pl.when(action.str.contains(pattern)).then(pl.lit(name, pl.String)).otherwise(found)
    return found


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    module = pl.col("module").str.to_lowercase()
    component = pl.when(module.is_in(_NO_MODULES)).then(pl.lit("core")).otherwise(pl.lit("mod_") + module)
    rows = keyed(rows).with_columns(
        pl.lit("Moodle").alias("tool"),
        feature_of(component).alias("feature"),
        _event_class(pl.col("action").str.to_lowercase()).alias("event_class"),
    )
    return use_events(rows, records_logins=False)


LEGACY = Layout(
    name="legacy_log",
    label="a log table of Moodle 2.6 or older",
    table="events",
    signature=("time", "userid", "course", "module", "cmid", "action"),
    columns=(
        Column("occurred_at", ("time",), moment(), required=True),
        Column("actor", ("userid",), identifier(), personal=True),
        Column("course_ref", ("course",), identifier()),
        Column("module", ("module",), text(), required=True),
        Column("action", ("action",), text(), required=True),
    ),
    finish=_events,
    identity=("occurred_at", "actor", "feature", "event_class", "course_ref"),
)


def explain(head: Head) -> FileRefused | None:
    if not head.has("Course", "Time", "IP address", "Action", "Information"):
        return None
    return FileRefused(
        "This is the log report of Moodle 2.6 or older: it names people, and nobody in it can be matched to a roster.",
        "Bring the table mdl_log, and a list of users, from Moodle's database.",
    )
