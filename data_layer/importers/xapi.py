"""xAPI statements as record stores write them: one per line, in a list, in the envelope of an answer, or in a table.

A person goes by email where the statement gives one, else by the name of the account. Moodle and Brightspace send
their own numbers as names; those are kept apart from SIS ids that look the same. A hashed email (mbox_sha1sum) meets
no roster: it tells one person from another, and stays unmatched. Statements that void others count for nothing;
a store leaves out what has been voided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Check, Column, Importer, Layout
from data_layer.importers.use_events import use_events
from data_layer.importers.xapi_names import flat, holds_statements, says_who, stored, whole
from data_layer.importers.xapi_verbs import event_class


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    is_person = pl.col("actor_type").fill_null("Agent") != "Group"
    kind = pl.col("activity_type").str.extract(r"([^/#]+)/?$").str.replace_all(r"[-_.]", " ").str.to_titlecase()
    deed = event_class(pl.col("verb"), pl.col("activity_type"))
    return use_events(
        rows.with_columns(
            pl.when(deed == "login").then(pl.lit("Login")).otherwise(kind).alias("feature"),
            pl.when(is_person).then(deed).alias("event_class"),
        )
    )


_STATEMENTS = Layout(
    name="statements",
    label="xAPI statements",
    table="events",
    signature=("actor", "verb", "object"),
    columns=(
        Column("occurred_at", ("timestamp",), instant(), required=True),
        Column("actor", ("person",), identifier(), personal=True),
        Column("actor_type", ("actor.objectType",), text()),
        Column("verb", ("verb.id",), text(), required=True),
        Column("activity_type", ("object.type",), text()),
        Column("tool", ("tool",), text()),
        Column("course_ref", ("course",), text()),
    ),
    prepare=whole,
    checks=(
        Check(
            "tool",
            pl.col("tool").is_not_null(),
            "is blank",
            "Have the source send context.platform, so that it is known which tool was used.",
        ),
    ),
    finish=_events,
    identity=("occurred_at", "actor", "tool", "feature", "event_class", "course_ref"),
)

_ANOTHER_FORM = replace(_STATEMENTS, known_as=_STATEMENTS.name)


def _flat(name: str, *signature: str) -> Layout:
    return replace(_ANOTHER_FORM, name=name, signature=signature, matches=says_who, prepare=flat)


IMPORTER = Importer(
    name="xapi",
    label="xAPI statements",
    layouts=(
        _STATEMENTS,
        replace(
            _ANOTHER_FORM, name="stored_statements", signature=("statement",), matches=holds_statements, prepare=stored
        ),
        _flat("flat_statements", "verb.id", "object.id"),
        _flat("flat_statements_of_a_store", "statement.verb.id", "statement.object.id"),
        _flat("flat_statements_with_underscores", "verb_id", "object_id"),
    ),
)
