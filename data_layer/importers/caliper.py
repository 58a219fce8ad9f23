"""Caliper 1.0, 1.1 and 1.2 events, in envelopes or bare.

Sensors also send entities (what a person, a course or a document is). In a batch with events they are landed
without a class and count for nothing; a file of nothing else is set aside. What software does by itself, such as
ending a session, is nobody's use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.caliper_actions import event_class, feature
from data_layer.importers.caliper_names import (
    PLACES,
    actor,
    as_written_since,
    course,
    happens_by_itself,
    last_part,
    object_type,
    tool,
)
from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Check, Column, Head, Importer, Layout
from data_layer.importers.json_cells import opened
from data_layer.importers.use_events import use_events

_EVENT = ("type", "actor", "action", "object", "eventTime")
_EVENT_1_0 = ("@type", *_EVENT[1:])
_CONTEXT = r"purl\.imsglobal\.org/ctx/caliper"


def _named(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """The cells of an event with the names in it taken out; entities keep nothing."""
    left_out = [name for name in ("edApp", "group") if name not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in left_out)
    rows = opened(as_written_since(rows), PLACES)
    is_event = pl.col("action").is_not_null()
    return rows.with_columns(
        pl.when(is_event).then(actor()).alias("person"),
        pl.when(happens_by_itself())
        .then(pl.lit("SoftwareApplication"))
        .otherwise(last_part("actor.type"))
        .alias("actor.type"),
        object_type().alias("object.type"),
        pl.when(is_event).then(tool()).alias("tool"),
        pl.when(is_event).then(course()).alias("course"),
        pl.coalesce("canvas_login", "account").alias("username"),
        pl.coalesce("canvas_sis_id", "blackboard_sis_id", "sis_sourced_id").alias("sis_id"),
    )


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    kind, action = pl.col("type"), pl.col("action")
    is_person = (pl.col("actor_type") == "Person").fill_null(True)
    return use_events(
        rows.with_columns(
            pl.when(action.is_not_null()).then(feature(kind, action)).alias("feature"),
            pl.when(is_person).then(event_class(kind, action, pl.col("object_type"))).alias("event_class"),
        )
    )


def _count_entities(head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    """How many rows are no events; not looked for in a file that shows none at its beginning."""
    if not head.sample["action"].has_nulls():
        return {}
    count = sum(frame["action"].null_count() for frame in frames)
    return {"note": f"{count} rows describe people and things, not events; nothing of them is kept."}


def _is_caliper(head: Head) -> bool:
    return head.sample["@context"].drop_nulls().str.contains(_CONTEXT).any()


_WHO_ELSE = Layout(
    name="actors",
    label="the identifiers in Caliper events",
    table="identifiers",
    signature=_EVENT,
    columns=(
        Column("owner", ("person",), identifier(), personal=True),
        Column("sourced_id", ("sourced_id",), identifier(), personal=True),
        Column("username", ("username",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
        Column("sis_id", ("sis_id",), identifier(), personal=True),
    ),
    prepare=_named,
    finish=lambda rows, settled: _once(
        one_row_per_alias({kind: kind for kind in ("sourced_id", "username", "email", "sis_id")})(rows, settled)
    ),
    identity=IDENTITY,
)


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """A person is named in every event; once is enough."""
    return rows.drop_nulls("alias").unique(["owner", "alias", "kind"], maintain_order=True)


_EVENTS = Layout(
    name="events",
    label="Caliper events",
    table="events",
    signature=_EVENT,
    columns=(
        Column("occurred_at", ("eventTime",), instant()),
        Column("actor", ("person",), identifier(), personal=True),
        Column("actor_type", ("actor.type",), text()),
        Column("type", ("type",), text()),
        Column("action", ("action",), text()),
        Column("object_type", ("object.type",), text()),
        Column("tool", ("tool",), text()),
        Column("course_ref", ("course",), text()),
    ),
    settle=_count_entities,
    prepare=_named,
    checks=(
        Check(
            "occurred_at",
            pl.col("occurred_at").is_not_null() | pl.col("action").is_null(),
            "is blank",
            "Have the sensor send eventTime with every event.",
        ),
        Check(
            "tool",
            pl.col("tool").is_not_null() | pl.col("action").is_null(),
            "is blank",
            "Have the sensor send edApp, so that it is known which tool was used.",
        ),
    ),
    finish=_events,
    identity=("occurred_at", "actor", "tool", "feature", "event_class", "course_ref"),
    also=(_WHO_ELSE,),
)
_ENTITIES = Layout(
    name="entities",
    label="Caliper entities (what people and things are; nothing in it is kept)",
    table="ignored",
    signature=("@context", "id", "type"),
    absent=("action", "eventTime"),
    matches=_is_caliper,
    columns=(),
)

IMPORTER = Importer(
    name="caliper",
    label="Caliper 1.0, 1.1 and 1.2 events",
    layouts=(
        _EVENTS,
        replace(_EVENTS, name="events_1_0", signature=_EVENT_1_0, absent=("type",)),
        _ENTITIES,
        replace(
            _ENTITIES, name="entities_1_0", signature=("@context", "@id", "@type"), absent=(*_ENTITIES.absent, "type")
        ),
    ),
)
