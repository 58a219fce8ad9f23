"""Further logins of people whom Canvas has already: whoever uses one is the person that it was given to.

Canvas takes the person from their SIS id, their number or their integration id. A login names nobody where only the
last is given, for no other file says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier
from data_layer.importers.contract import Column, Layout

OWNERS = ("existing_user_id", "existing_canvas_user_id", "existing_integration_id")
_KINDS = {"sis_id": "sis_id", "username": "username", "email": "email"}


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    owned = rows.with_columns(
        pl.coalesce("email", as_email("username")).alias("email"), owner=pl.coalesce("existing", "existing_number")
    )
    return one_row_per_alias(_KINDS)(owned, settled)


LOGINS = Layout(
    name="logins",
    label="a Canvas SIS logins file",
    table="identifiers",
    signature=("user_id", "login_id"),
    absent=("canvas_user_id",),
    matches=lambda head: any(head.has(owner) for owner in OWNERS),
    columns=(
        Column("existing", ("existing_user_id",), identifier(), personal=True),
        Column("existing_number", ("existing_canvas_user_id",), canvas_id(), personal=True),
        Column("sis_id", ("user_id",), identifier(), personal=True),
        Column("username", ("login_id",), identifier(), required=True, personal=True),
        Column("email", ("email",), identifier(), personal=True),
    ),
    finish=_aliases,
    identity=IDENTITY,
)
