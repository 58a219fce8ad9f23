"""Google's activity reports (one event of one person), as the interface or GAM write them.

What is known as a person's use counts. Everything else is landed, so that each row is accounted for, and counts for
nothing: what Google did by itself in the course of something else (no primary event), failed logins, and events of
which nobody here has seen what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier, instant, real_number, text, truth
from data_layer.importers.contract import Check, Column, Layout
from data_layer.importers.json_cells import opened
from data_layer.importers.use_events import use_events

_TOOLS = {
    "assignments": "Google Assignments",
    "chat": "Google Chat",
    "classroom": "Google Classroom",
    "drive": "Google Drive",
    "login": "Google Workspace",
    "meet": "Google Meet",
}
_FEATURES = {"chat": "Messages", "drive": "Files", "login": "Login", "meet": "Meetings"}
_CLASSES = {
    "login": {"login_success": "login"},
    "drive": {
        **dict.fromkeys(("view", "preview", "download", "print"), "view"),
        **dict.fromkeys(("edit", "comment"), "participate"),
        **dict.fromkeys(("create", "upload", "copy"), "create"),
    },
    "classroom": {"published_course_work": "create", "set_grade": "participate"},
    "assignments": {"published_course_work": "create", "set_grade": "participate"},
    "meet": {"call_ended": "participate"},
    "chat": {"message_posted": "participate"},
}
_KNOWN = {
    f"{application} {event}": event_class
    for application, events in _CLASSES.items()
    for event, event_class in events.items()
}
_IN_PARAMETERS = ("course_id", "primary_event", "duration_seconds")
_NOTHING = "NoActivities"  # GAM's row for a person or a drive of whom there is nothing to tell


def _one_row_per_event(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """The interface wraps the events of one moment in a list; each becomes a row under GAM's headers."""
    rows = opened(
        rows,
        {
            "id.time": ("id", "$.time"),
            "id.applicationName": ("id", "$.applicationName"),
            "actor.email": ("actor", "$.email"),
            "actor.profileId": ("actor", "$.profileId"),
        },
    )
    events = pl.Series("event", [_events_of(cell) for cell in rows["events"]], pl.List(_EVENT))
    others = rows.drop("name", *_IN_PARAMETERS, strict=False)
    return others.with_columns(events).explode("event").unnest("event")


_EVENT = pl.Struct(dict.fromkeys(("name", *_IN_PARAMETERS), pl.String))


def _events_of(cell: str | None) -> list[dict[str, str | None]]:
    """The events of one cell; one without a name where there is none, so that the row is not lost."""
    listed = json.loads(cell) if (cell or "").startswith("[") else []
    return [_event(each) for each in listed if isinstance(each, dict)] or [_event({})]


def _event(event: Mapping[str, object]) -> dict[str, str | None]:
    given = event.get("parameters")
    listed = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    found = {each.get("name"): each.get("value", each.get("intValue", each.get("boolValue"))) for each in listed}
    values = {name: found.get(name) for name in _IN_PARAMETERS} | {"name": event.get("name")}
    return {name: None if value is None else str(value) for name, value in values.items()}


def _landed(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    application, name = pl.col("application").str.to_lowercase(), pl.col("name").str.to_lowercase()
    known = pl.concat_str(application, name, separator=" ").replace_strict(_KNOWN, default=None, return_dtype=pl.String)
    rows = rows.with_columns(
        pl.coalesce("email", "number").alias("actor"),
        application.replace_strict(_TOOLS, default="Google Workspace", return_dtype=pl.String).alias("tool"),
        application.replace_strict(_FEATURES, default=None, return_dtype=pl.String)
        .fill_null(pl.when(application.is_not_null()).then(name.str.replace_all("_", " ").str.to_titlecase()))
        .alias("feature"),
        pl.when(pl.col("is_primary").fill_null(True)).then(known).alias("event_class"),
        (pl.col("seconds") / 60).alias("minutes"),
    )
    return use_events(rows)


_COLUMNS = (
    Column("name", ("name",), text(), required=True),
    Column("application", ("id.applicationName",), text()),
    Column("occurred_at", ("id.time",), instant()),
    Column("email", ("actor.email",), identifier(), personal=True),
    Column("number", ("actor.profileId",), identifier("google"), personal=True),
    Column("course_ref", ("course_id",), identifier("google")),
    Column("is_primary", ("primary_event",), truth()),
    Column("seconds", ("duration_seconds",), real_number()),
)
_HAS_TIME = Check(
    "occurred_at",
    pl.col("occurred_at").is_not_null() | (pl.col("name") == _NOTHING),
    "is blank",
    "Export the report again; every activity has a time.",
)


ACTIVITY = (
    Layout(
        name="activities",
        label="a Google activity report",
        table="events",
        signature=("id", "actor", "events"),
        columns=_COLUMNS,
        prepare=_one_row_per_event,
        checks=(_HAS_TIME,),
        finish=_landed,
        identity=("occurred_at", "actor", "tool", "feature", "event_class", "course_ref"),
    ),
    Layout(
        name="activities_gam",
        known_as="activities",
        label="a GAM activity report",
        table="events",
        signature=("name", "actor.email", "id.applicationName", "id.time"),
        columns=_COLUMNS,
        checks=(_HAS_TIME,),
        finish=_landed,
        identity=("occurred_at", "actor", "tool", "feature", "event_class", "course_ref"),
    ),
)
