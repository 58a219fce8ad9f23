"""Moodle: what people do in it, what they hand in, and the lists that say who and what its numbers stand for."""

from __future__ import annotations

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier
from data_layer.importers.contract import Column, Head, Importer, Layout
from data_layer.importers.moodle_coursework import COURSEWORK
from data_layer.importers.moodle_json import JSON_REPORTS
from data_layer.importers.moodle_legacy import LEGACY, explain
from data_layer.importers.moodle_log import log_report
from data_layer.importers.moodle_tables import TABLES
from data_layer.importers.moodle_wordings import WORDINGS


def _has_more_than_names(head: Head) -> bool:
    return head.has("idnumber") or head.has("email")


USERS = Layout(
    name="users",
    label="a Moodle user list",
    table="identifiers",
    signature=("id", "username"),
    absent=("sourcedId", "user_id"),
    matches=_has_more_than_names,
    columns=(
        Column("owner", ("id",), identifier("moodle"), required=True, personal=True),
        Column("sis_id", ("idnumber",), identifier(), personal=True),
        Column("username", ("username",), identifier(), personal=True),
        Column("email", ("email",), identifier(), personal=True),
    ),
    finish=one_row_per_alias({"sis_id": "sis_id", "username": "username", "email": "email"}),
    identity=IDENTITY,
)

IMPORTER = Importer(
    name="moodle",
    label="Moodle log report, log store, courses, assignments, submissions and user list",
    layouts=(*(log_report(wording) for wording in WORDINGS), *JSON_REPORTS, *TABLES, LEGACY, *COURSEWORK, USERS),
    explain=explain,
)
