"""How OneRoster writes statuses, roles, session types and lists, in the wording of 1.0, 1.1 and 1.2."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_layer.importers.columns import choice
from data_layer.importers.contract import Reading

_ROLES = {
    "student": ("student",),
    "teacher": ("teacher",),
    "staff": (
        *("staff", "administrator", "aide", "proctor", "counselor", "principal"),
        *("districtadministrator", "siteadministrator", "systemadministrator"),
    ),
    "guardian": ("guardian", "parent", "relative"),
}
_SESSION_TYPES = {
    **{"schoolyear": "schoolYear", "semester": "semester", "term": "term", "gradingperiod": "gradingPeriod"},
    **{"trimester": "term", "quarter": "gradingPeriod"},  # none of the standard's words, and plain enough
}
_TAKEN_OUT = ("tobedeleted", "inactive", "deleted")


def status() -> Reading:
    """Whether a record was taken out: `tobedeleted`, 1.0's `inactive`, and plainly `deleted`."""

    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase()
        return pl.when(word == "active").then(False).when(word.is_in(_TAKEN_OUT)).then(True)

    return Reading(parse, "is no status of OneRoster", "Use active, tobedeleted or leave it blank.")


def person_role() -> Reading:
    """student, teacher, staff or guardian for the many roles of OneRoster."""
    return _in_one_word(choice({word: role for role, words in _ROLES.items() for word in words}, what="role"))


def is_primary() -> Reading:
    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase()
        return pl.when(word == "primary").then(True).when(word == "secondary").then(False)

    return Reading(parse, "is neither primary nor secondary", "Use primary or secondary.")


def session_type() -> Reading:
    return _in_one_word(choice(_SESSION_TYPES, what="type of academic session"))


def _in_one_word(reading: Reading) -> Reading:
    """The same where words of the standard are written apart: School Year, site_administrator."""
    return replace(reading, parse=lambda cell: reading.parse(cell.str.replace_all(r"[\s_-]", "")))


def id_list() -> Reading:
    """Several identifiers in one cell, separated by commas, or by semicolons; compared like single ones."""
    return Reading(
        lambda cell: cell.str.strip_chars(" ,;").str.to_lowercase().str.replace_all(r"\s*[,;]\s*", ","),
        "is not a list of identifiers",
        "Separate several identifiers by commas.",
    )
