"""Who the people of a School Data Sync export are, and in which role: versions 2 and 2.1.

Version 2 writes a person's role, school and grade level into the users file, version 2.1 into the roles file.
Parents stand among the users too; only the relationships file tells that they are no staff.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.columns import day, identifier, truth
from data_layer.importers.contract import Column, Layout
from data_layer.importers.grade_levels import grade_levels
from data_layer.importers.landing import completed, landed
from data_layer.importers.oneroster_bare import lists_oneroster_users
from data_layer.importers.oneroster_cells import id_list
from data_layer.importers.sds_cells import ONEROSTER, sds_role

_NAMES = {
    "sourced_id": "sourced_id",
    "username": "username",
    "match_id": "username",
    "email": "email",
    "login_email": "email",
}


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    login = pl.coalesce(as_email("match_id"), as_email("username"))
    return one_row_per_alias(_NAMES)(rows.with_columns(login_email=login), settled)


_IDENTIFIERS = Layout(
    name="users (identifiers)",
    label="the identifiers in a School Data Sync users file",
    table="identifiers",
    signature=("sourcedId", "username"),
    columns=(
        Column("owner", ("sourcedId",), identifier(), required=True, personal=True),
        Column("sourced_id", ("sourcedId",), identifier(), personal=True),
        Column("username", ("username",), identifier(), personal=True),
        Column("match_id", ("activeDirectoryMatchId",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
    ),
    finish=_aliases,
    identity=IDENTITY,
)

USERS = Layout(
    name="users",
    label="a users file of School Data Sync, or of OneRoster without its status column",
    table="users",
    signature=("sourcedId", "username"),
    absent=(*ONEROSTER, "userSourcedId", "enabledUser"),
    matches=lambda head: not lists_oneroster_users(head),
    columns=(
        Column("person", ("sourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), sds_role()),
        Column("org_ids", ("orgSourcedIds",), id_list()),
        Column("grade_levels", ("grade",), grade_levels()),
    ),
    finish=landed("users"),
    identity=("person",),
    also=(_IDENTIFIERS,),
)

ROLES = Layout(
    name="roles",
    label="a School Data Sync roles file",
    table="roles",
    signature=("userSourcedId", "orgSourcedId", "role"),
    absent=(*ONEROSTER, "roleType"),
    columns=(
        Column("person", ("userSourcedId",), identifier(), required=True, personal=True),
        Column("role", ("role",), sds_role(), required=True),
        Column("is_primary", ("isPrimary",), truth()),
        Column("org_id", ("orgSourcedId",), identifier(), required=True),
        Column("grade_levels", ("grade",), grade_levels()),
        Column("starts_on", ("roleStartDate",), day()),
        Column("ends_on", ("roleEndDate",), day()),
    ),
    finish=landed("roles"),
    identity=("person", "role", "org_id", "starts_on"),
)

RELATIONSHIPS = Layout(
    name="relationships",
    label="a School Data Sync relationships file",
    table="roles",
    signature=("userSourcedId", "relationshipUserSourcedId", "relationshipRole"),
    columns=(Column("person", ("relationshipUserSourcedId",), identifier(), required=True, personal=True),),
    finish=lambda rows, _settled: completed(rows.with_columns(role=pl.lit("guardian")), "roles"),
    identity=("person", "role", "org_id", "starts_on"),
)

PEOPLE = (USERS, ROLES, RELATIONSHIPS)
