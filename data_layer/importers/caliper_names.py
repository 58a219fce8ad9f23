"""Who, where and in what a Caliper event happened: the names that stand in it, whole or thinned to an address.

Open edX names no application in its events, but courses in a way of its own.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.canvas_ids import canvas_key
from data_layer.importers.hosts import host, vendor

_NOBODY = r"^https?://purl\.imsglobal\.org/caliper/"  # stands in for whoever or whatever is not to be named
_OPEN_EDX_COURSE = r"(?:course|block)-v1:(?:course-v1:)?([^/@\"\\]+?)(?:\+type@|[/@\"\\]|$)"
_USES_ITS_OBJECT = r"(?:ToolUseEvent|ToolLaunchEvent)$"  # in these the object is the tool
PLACES = {
    "actor.id": ("actor", "$.id"),
    "actor.type": ("actor", "$.type"),
    "object.id": ("object", "$.id"),
    "object.type": ("object", "$.type"),
    "object.name": ("object", "$.name"),
    "assignee": ("object", "$.assignee"),
    "assignee.id": ("object", "$.assignee.id"),
    "edApp.id": ("edApp", "$.id"),
    "edApp.name": ("edApp", "$.name"),
    "group.id": ("group", "$.id"),
    "blackboard_id": ("actor", "$.extensions['bb:user.id']"),
    "canvas_login": ("actor", "$.extensions['com.instructure.canvas'].user_login"),
    "canvas_sis_id": ("actor", "$.extensions['com.instructure.canvas'].user_sis_id"),
    "blackboard_sis_id": ("actor", "$.extensions['bb:user.externalId']"),
    **{
        name: ("actor", f"$.otherIdentifiers[?(@.identifierType=='{kind}')].identifier")
        for name, kind in (
            ("email", "EmailAddress"),
            ("account", "AccountUserName"),
            ("sourced_id", "OneRosterSourcedId"),
            ("sis_sourced_id", "SisSourcedId"),
        )
    },
}
_THINGS = sorted({header for header, _ in PLACES.values()})


def as_written_since(rows: pl.DataFrame) -> pl.DataFrame:
    """The cells of Caliper 1.0, which writes @id and @type, with the keys of every later version."""
    if "@type" not in rows.columns:
        return rows
    written = [name for name in ("type", "@type") if name in rows.columns]
    old = pl.col(name for name in _THINGS if name in rows.columns)
    return rows.with_columns(pl.coalesce(written).alias("type"), old.str.replace_all(r'"@(id|type)":', '"$1":'))


def last_part(name: str) -> pl.Expr:
    """`Person` for http://purl.imsglobal.org/caliper/v1/lis/Person, and for Person."""
    return pl.col(name).str.extract(r"([^/#]+)$")


def thing(name: str) -> pl.Expr:
    """The address of a thing, written out as an object or thinned to its address alone."""
    cell = pl.col(name)
    return pl.when(cell.str.contains(r"^\s*\{")).then(pl.col(f"{name}.id")).otherwise(cell)


def actor() -> pl.Expr:
    """The person's key: as Canvas and Blackboard number people, by email, or by the address itself."""
    address = _named("actor").str.to_lowercase()
    return pl.coalesce(
        canvas_key(address.str.extract(r"^urn:instructure:canvas:user:(\d+)$")),
        pl.lit("blackboard:") + pl.col("blackboard_id").str.extract(r"^_(\d+)_\d+$"),
        address.str.extract(r"^mailto:(.+)$"),
        pl.lit("caliper:") + address,
    )


def course() -> pl.Expr:
    address = _named("group").str.to_lowercase()
    return pl.coalesce(
        canvas_key(address.str.extract(r"^urn:instructure:canvas:course:(\d+)$")),
        pl.lit("caliper:") + address,
        pl.lit("caliper:course-v1:") + _open_edx_course().str.to_lowercase(),
    )


def _named(name: str) -> pl.Expr:
    """The address of a thing that is not anonymous."""
    return pl.when(~thing(name).str.contains(_NOBODY)).then(thing(name))


def _open_edx_course() -> pl.Expr:
    return pl.when(pl.col("edApp").is_null()).then(pl.col("object").str.extract(_OPEN_EDX_COURSE))


def tool() -> pl.Expr:
    """The tool's name, else the host it runs on; vendors whose hosts are each district's own go by their name."""
    is_object = pl.col("type").str.contains(_USES_ITS_OBJECT) & (last_part("object.type") == "SoftwareApplication")
    used = pl.when(is_object.fill_null(False))
    name = pl.coalesce(used.then(pl.col("object.name")), pl.col("edApp.name"))
    hosts = (used.then(host(thing("object"))), host(thing("edApp")), host(thing("object")))
    hosted = pl.coalesce(*hosts, thing("edApp"))
    is_open_edx = pl.when(_open_edx_course().is_not_null())
    return pl.coalesce(is_open_edx.then(pl.lit("Open edX")), vendor(hosted), name, hosted)


def happens_by_itself() -> pl.Expr:
    """What the application does, and a grade that people seem to give themselves: their quiz was graded by itself."""
    is_self_graded = (last_part("type") == "GradeEvent") & (thing("assignee") == thing("actor"))
    return (thing("actor") == thing("edApp")).fill_null(False) | is_self_graded.fill_null(False)


def object_type() -> pl.Expr:
    """What kind of thing it was done to; Canvas writes of enrollments as things of no kind."""
    is_enrollment = thing("object").str.contains(r"^urn:instructure:canvas:enrollment:")
    return pl.when(is_enrollment).then(pl.lit("Membership")).otherwise(last_part("object.type"))
