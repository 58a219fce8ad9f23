"""Every way in which a OneRoster export names a person, so that logs of other systems find the same one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier
from data_layer.importers.contract import ROW, Column, Layout, Reading

_KINDS = {
    "sourced_id": "sourced_id",
    "username": "username",
    "email": "email",
    "identifier": "sis_id",
    "master_identifier": "sis_id",
    "user_ids": "sis_id",
}


def _user_ids() -> Reading:
    """`{LDAP:12},{Local:863}` as `12,863`: the type is the directory's affair, the value is what logs carry."""
    return Reading(
        lambda cell: (
            cell.str.to_lowercase()
            .str.replace_all(r"\{[^:{}]*:", "")
            .str.replace_all(r"[{}]", "")
            .str.replace_all(r"\s*,\s*", ",")
            .str.strip_chars(" ,")
        ),
        "is not a list of identifiers",
        "Write each as {type:value}, separated by commas.",
    )


def _one_row_per_alias(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    named = [name for name in _KINDS if name in rows.columns]
    aliases = rows.unpivot(on=named, index=[ROW, "owner"], variable_name="kind", value_name="alias")
    several = pl.col("alias").str.split(",")
    return (
        aliases.with_columns(pl.when(pl.col("kind") == "user_ids").then(several).otherwise(pl.concat_list("alias")))
        .explode("alias")
        .with_columns(pl.col("kind").replace_strict(_KINDS))
        .filter(pl.col("alias") != "")
        .select(ROW, "owner", "alias", "kind")
        .unique(maintain_order=True)
        .sort(ROW, maintain_order=True)
    )


def _names(owner: str) -> tuple[Column, ...]:
    return (
        Column("owner", (owner,), identifier(), required=True, personal=True),
        Column("sourced_id", (owner,), identifier(), personal=True),
        Column("username", ("username",), identifier(), personal=True),
    )


USER_IDENTIFIERS = Layout(
    name="users (identifiers)",
    label="the identifiers in a OneRoster users file",
    table="identifiers",
    signature=("sourcedId", "username"),
    columns=(
        *_names("sourcedId"),
        Column("email", ("email",), identifier(), personal=True),
        Column("identifier", ("identifier",), identifier(), personal=True),
        Column("master_identifier", ("userMasterIdentifier",), identifier(), personal=True),
        Column("user_ids", ("userIds", "userId"), _user_ids(), personal=True),
    ),
    finish=_one_row_per_alias,
    identity=("owner", "alias", "kind"),
)

PROFILE_IDENTIFIERS = Layout(
    name="userProfiles",
    label="a OneRoster userProfiles file",
    table="identifiers",
    signature=("sourcedId", "status", "userSourcedId", "profileType", "username"),
    columns=_names("userSourcedId"),
    finish=_one_row_per_alias,
    identity=("owner", "alias", "kind"),
)
