"""How School Data Sync writes roles, statuses and types of session, in all of its versions."""

from __future__ import annotations

import polars as pl

from data_layer.importers.columns import choice
from data_layer.importers.contract import Reading

ONEROSTER = ("status",)  # OneRoster prescribes it, and School Data Sync has none
_ROLES = {
    "student": ("student",),
    "teacher": ("teacher", "professor", "lecturer", "instructor", "faculty", "adjunct", "substitute"),
    "staff": (
        *("staff", "principal", "administrator", "itadmin", "officestaff", "counselor", "advisor", "coach", "nurse"),
        *("aide", "assistant", "teacherassistant", "paraprofessional", "proctor", "specialservices", "researcher"),
        *("occupationaltherapist", "physicaltherapist", "speechtherapist", "visiontherapist", "chair", "affiliate"),
    ),
    "guardian": (
        *("guardian", "parent", "relative"),
        *("alumni", "other"),  # nor do these learn or work here; without a role they would count as staff
    ),
}
_SESSION_TYPES = {
    **dict.fromkeys(("schoolyear",), "schoolYear"),
    **dict.fromkeys(("semester",), "semester"),
    **dict.fromkeys(("term", "trimester"), "term"),
    **dict.fromkeys(("gradingperiod", "quarter"), "gradingPeriod"),
}


def sds_role() -> Reading:
    """student, teacher, staff or guardian for the many roles of School Data Sync."""
    return choice({word: role for role, words in _ROLES.items() for word in words}, what="role")


def sds_session_type() -> Reading:
    return choice(_SESSION_TYPES, what="type of academic session")


def sds_status() -> Reading:
    """Whether a record was taken out."""

    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase()
        return pl.when(word == "active").then(False).when(word.is_in(["inactive", "deleted"])).then(True)

    return Reading(parse, "is no status of School Data Sync", "Use Active, Inactive or leave it blank.")
