"""xAPI statements, as a learning record store writes them: one per line, in a list, or in its answer's envelope.

A person goes by email where the statement gives one, else by the name of the account. Moodle and Brightspace send
their own numbers as names; those are kept apart from SIS ids that look the same. A hashed email (mbox_sha1sum) meets
no roster: it tells one person from another, and stays unmatched. Statements that void others count for nothing;
a store leaves out what has been voided.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Check, Column, Importer, Layout
from data_layer.importers.hosts import host, vendor
from data_layer.importers.json_cells import opened
from data_layer.importers.use_events import use_events
from data_layer.importers.xapi_verbs import event_class

_COURSE_TYPES = (
    "http://adlnet.gov/expapi/activities/course",
    "http://id.tincanapi.com/activitytype/lms/course",
    "https://w3id.org/xapi/cmi5/activitytype/course",
)
_COURSES = {
    f"{kind} {number}": ("context", f"$.contextActivities.{kind}[?(@.definition.type=='{course_type}')].id")
    for kind in ("parent", "grouping")
    for number, course_type in enumerate(_COURSE_TYPES)
}
_PLACES = {
    "account.name": ("actor", "$.account.name"),
    "account.homePage": ("actor", "$.account.homePage"),
    "mbox": ("actor", "$.mbox"),
    "mbox_sha1sum": ("actor", "$.mbox_sha1sum"),
    "openid": ("actor", "$.openid"),
    "actor.objectType": ("actor", "$.objectType"),
    "verb.id": ("verb", "$.id"),
    "object.id": ("object", "$.id"),
    "object.type": ("object", "$.definition.type"),
    "platform": ("context", "$.platform"),
    **_COURSES,
}


def _named(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    rows = opened(rows, _PLACES)
    hosted = pl.coalesce(host(pl.col("account.homePage")), host(pl.col("object.id")))
    moments = [pl.col(name) for name in ("timestamp", "stored") if name in rows.columns]
    return rows.with_columns(
        (pl.coalesce(moments) if moments else pl.lit(None, pl.String)).alias("timestamp"),
        _actor().alias("person"),
        _course().alias("course"),
        pl.coalesce(vendor(hosted), "platform", hosted).alias("tool"),
    )


def _is_moodle() -> pl.Expr:
    return pl.col("platform").str.contains("(?i)moodle").fill_null(False)


def _actor() -> pl.Expr:
    """The person's key: shared with the roster where the statement gives something that a roster has."""
    name = pl.col("account.name").str.strip_chars()
    number = name.str.extract(r"^(\d+)$")
    in_brightspace = (vendor(host(pl.col("account.homePage"))) == "Brightspace").fill_null(False)
    return pl.coalesce(
        pl.col("mbox").str.extract(r"(?i)^mailto:(.+)$"),
        pl.when(_is_moodle()).then(pl.lit("moodle:") + number),
        pl.when(in_brightspace).then(pl.lit("brightspace:") + number),
        name,
        pl.lit("xapi:sha1:") + pl.col("mbox_sha1sum"),
        pl.lit("xapi:") + pl.col("openid"),
    )


def _course() -> pl.Expr:
    address = pl.coalesce(*(pl.col(name) for name in _COURSES))
    number = address.str.extract(r"/course/view\.php\?id=(\d+)")
    return pl.coalesce(
        pl.when(_is_moodle()).then(pl.lit("moodle:") + number), pl.lit("xapi:") + address.str.to_lowercase()
    )


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


IMPORTER = Importer(
    name="xapi",
    label="xAPI statements",
    layouts=(
        Layout(
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
            prepare=_named,
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
        ),
    ),
)
