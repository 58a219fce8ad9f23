"""Every way in which a OneRoster export names a person, so that logs of other systems find the same one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier
from data_layer.importers.contract import Column, Layout, Reading

_IN_PROFILES = {"sourced_id": "sourced_id", "username": "username"}
_IN_USERS = {
    **_IN_PROFILES,
    "email": "email",
    "identifier": "sis_id",
    "master_identifier": "sis_id",
    "user_ids": "sis_id",
}
_TYPE_IN_JSON = r'"type"\s*:\s*"[^"]*"\s*,?'


def _user_ids() -> Reading:
    """`{LDAP:12},{Local:863}` as `12,863`: the type is the directory's affair, the value is what logs carry.

    Some systems leave the braces out, or write the list as JSON.
    """

    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.to_lowercase().str.replace_all(_TYPE_IN_JSON, "")
        bare = (
            pl.when(word.str.contains("{", literal=True))
            .then(word.str.replace_all(r"\{[^:{}]*:", ""))
            .otherwise(word.str.replace_all(r"(^|,)\s*[a-z]\w*:", "$1"))
        )
        return bare.str.replace_all(r'[{}\[\]"\s]', "").str.replace_all(",+", ",").str.strip_chars(",")

    return Reading(parse, "is not a list of identifiers", "Write each as {type:value}, separated by commas.")


def _one_row_per_alias(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    each = pl.col("user_ids").replace("", None).str.split(",")
    return one_row_per_alias(_IN_USERS)(rows.with_columns(each).explode("user_ids"), settled)


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
    identity=IDENTITY,
)

PROFILE_IDENTIFIERS = Layout(
    name="userProfiles",
    label="a OneRoster userProfiles file",
    table="identifiers",
    signature=("sourcedId", "status", "userSourcedId", "profileType", "username"),
    columns=_names("userSourcedId"),
    finish=one_row_per_alias(_IN_PROFILES),
    identity=IDENTITY,
)
