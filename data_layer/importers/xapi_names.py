"""Who, where and in what an xAPI statement happened: out of whole statements, documents of a store, or flat tables.

A document of a store (as Learning Locker keeps and mongoexport writes them) holds the statement under a name of its
own, and says whether it was voided. A flat table has a column for each path of the statement: verb.id or verb_id.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.contract import Head
from data_layer.importers.hosts import host, vendor
from data_layer.importers.json_cells import opened
from data_layer.importers.last_seen import under

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
_PARTS = ("actor", "verb", "object", "context", "timestamp", "stored")
_PATHS = {f"{part}.{path.removeprefix('$.')}": name for name, (part, path) in _PLACES.items() if name not in _COURSES}
_FLAT = {
    written: name
    for path, name in {**_PATHS, "timestamp": "timestamp", "stored": "stored"}.items()
    for written in (path, f"statement.{path}", path.replace(".", "_"))
}
_WHO = [header for header, name in _FLAT.items() if name in ("account.name", "mbox", "mbox_sha1sum", "openid")]


def whole(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return _named(opened(rows, _PLACES))


def stored(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    """What was voided is read as a statement of nothing else."""
    parts = opened(rows, {part: ("statement", f"$.{part}") for part in _PARTS})
    if "voided" not in rows.columns:
        return whole(parts, settled)
    is_voided = pl.col("voided").str.to_lowercase() == "true"
    return whole(
        parts.with_columns(pl.when(is_voided).then(pl.lit('{"id":"voided"}')).otherwise("verb").alias("verb")), settled
    )


def flat(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    told = under(rows, _FLAT)
    return _named(
        told.with_columns(pl.lit(None, pl.String).alias(name) for name in _PLACES if name not in told.columns)
    )


def says_who(head: Head) -> bool:
    """A name alone is nobody's key."""
    return any(head.has(header) for header in _WHO)


def holds_statements(head: Head) -> bool:
    return head.sample["statement"].drop_nulls().str.contains('"verb"').any()


def _named(rows: pl.DataFrame) -> pl.DataFrame:
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
