"""Who, where and in what a Caliper event happened: the names that stand in it, whole or thinned to an address."""

from __future__ import annotations

import polars as pl

from data_layer.importers.canvas_ids import canvas_key
from data_layer.importers.hosts import host, vendor

_USES_ITS_OBJECT = r"(?:ToolUseEvent|ToolLaunchEvent)$"  # in these the object is the tool
PLACES = {
    "actor.id": ("actor", "$.id"),
    "actor.type": ("actor", "$.type"),
    "object.id": ("object", "$.id"),
    "object.type": ("object", "$.type"),
    "object.name": ("object", "$.name"),
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


def thing(name: str) -> pl.Expr:
    """The address of a thing, written out as an object or thinned to its address alone."""
    cell = pl.col(name)
    return pl.when(cell.str.contains(r"^\s*\{")).then(pl.col(f"{name}.id")).otherwise(cell)


def actor() -> pl.Expr:
    """The person's key: as Canvas and Blackboard number people, by email, or by the address itself."""
    address = thing("actor").str.to_lowercase()
    return pl.coalesce(
        canvas_key(address.str.extract(r"^urn:instructure:canvas:user:(\d+)$")),
        pl.lit("blackboard:") + pl.col("blackboard_id").str.extract(r"^_(\d+)_\d+$"),
        address.str.extract(r"^mailto:(.+)$"),
        pl.lit("caliper:") + address,
    )


def course() -> pl.Expr:
    address = thing("group").str.to_lowercase()
    return pl.coalesce(
        canvas_key(address.str.extract(r"^urn:instructure:canvas:course:(\d+)$")), pl.lit("caliper:") + address
    )


def tool() -> pl.Expr:
    """The tool's name, else the host it runs on; vendors whose hosts are each district's own go by their name."""
    is_object = pl.col("type").str.contains(_USES_ITS_OBJECT) & (pl.col("object.type") == "SoftwareApplication")
    used = pl.when(is_object.fill_null(False))
    name = pl.coalesce(used.then(pl.col("object.name")), pl.col("edApp.name"))
    hosted = pl.coalesce(used.then(host(thing("object"))), host(thing("edApp")), host(thing("object")), thing("edApp"))
    return pl.coalesce(vendor(hosted), name, hosted)
