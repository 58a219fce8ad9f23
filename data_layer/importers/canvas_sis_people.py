"""Who the people of a Canvas SIS import are, what they may do and in which courses they are.

Canvas gives a person no role but in each course. Whoever teaches one is a teacher, whoever learns in one is a
student, whoever only observes is a guardian. A role that the district invented says nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.canvas_sis_logins import LOGINS, OWNERS
from data_layer.importers.columns import day, identifier
from data_layer.importers.contract import Check, Column, Head, Layout, Reading
from data_layer.importers.landing import completed

_ROLES = {
    **dict.fromkeys(("student", "studentenrollment", "student_other"), "student"),
    **dict.fromkeys(("teacher", "teacherenrollment"), "teacher"),
    **dict.fromkeys(("ta", "taenrollment", "designer", "designerenrollment", "staff", "administrative"), "staff"),
    **dict.fromkeys(("observer", "observerenrollment"), "guardian"),
}
_GONE_WORDS = ("deleted", "inactive", "deleted_last_completed", "rejected")
_STAYING_WORDS = ("active", "completed", "concluded", "invited", "suspended", "published", "unpublished")
_NOT_KNOWN = ""  # a role of the district's own: neither a mistake nor one of ours
_KINDS = {"sourced_id": "sourced_id", "integration_id": "sis_id", "username": "username"}
_PERSON = Column("person", ("user_id",), identifier(), required=True, personal=True)


def is_gone() -> Reading:
    """Whether a record is to be taken out; a completed or suspended one stays.

    Canvas writes more than it takes in: its SIS export says concluded for completed, invited and rejected.
    """

    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase()
        return pl.when(word.is_in(_GONE_WORDS)).then(True).when(word.is_in(_STAYING_WORDS)).then(False)

    return Reading(parse, "is no status of a Canvas SIS import", "Use active, completed, inactive or deleted.")


def _role() -> Reading:
    def parse(cell: pl.Expr) -> pl.Expr:
        word = cell.str.strip_chars().str.to_lowercase().str.replace_all(" ", "")
        return word.replace_strict(_ROLES, default=_NOT_KNOWN)

    return Reading(parse, "is not a role", "Use student, teacher, ta, observer or designer.")


def _known_role() -> pl.Expr:
    return pl.col("role").replace(_NOT_KNOWN, None)


def _users(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(_known_role()), "users")


def _aliases(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    email = pl.coalesce("email", as_email("username"))
    return one_row_per_alias({**_KINDS, "email": "email"})(rows.with_columns(email), settled)


def _enrollments(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    rows = rows.with_columns(_known_role(), class_id=pl.coalesce("section_id", "course_id"))
    return completed(rows, "enrollments")


def _roles(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Each role of a person once, of the courses that they are still in."""
    held = rows.with_columns(_known_role()).filter(pl.col("role").is_not_null() & ~pl.col("is_deleted"))
    return completed(held.unique(["person", "role"], keep="first", maintain_order=True), "roles")


def _guardians(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(role=pl.lit("guardian")), "roles")


def _administrators(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(rows.with_columns(role=pl.lit("staff")), "roles")


def _is_in_a_course(head: Head) -> bool:
    return head.has("section_id") or head.has("course_id")


_GONE = Column("is_deleted", ("status",), is_gone(), default=False)
_IN_COURSE = (_PERSON, Column("role", ("role",), _role()), _GONE)
_ROLE_IDENTITY = ("person", "role", "org_id", "starts_on")

USERS = Layout(
    name="users",
    label="a Canvas SIS users file",
    table="users",
    signature=("user_id", "login_id", "status"),
    absent=("canvas_user_id", *OWNERS),
    columns=(_PERSON, Column("role", ("declared_user_type",), _role()), _GONE),
    finish=_users,
    identity=("person",),
    also=(
        Layout(
            name="users (identifiers)",
            label="the identifiers in a Canvas SIS users file",
            table="identifiers",
            signature=("user_id", "login_id"),
            columns=(
                Column("owner", ("user_id",), identifier(), required=True, personal=True),
                Column("sourced_id", ("user_id",), identifier(), personal=True),
                Column("integration_id", ("integration_id",), identifier(), personal=True),
                Column("username", ("login_id",), identifier(), personal=True),
                Column("email", ("email",), identifier(), personal=True),
            ),
            finish=_aliases,
            identity=IDENTITY,
        ),
    ),
)

ENROLLMENTS = Layout(
    name="enrollments",
    label="a Canvas SIS enrollments file",
    table="enrollments",
    signature=("user_id", "role", "status"),
    absent=("canvas_user_id", "account_id", "group_id", "login_id"),
    matches=_is_in_a_course,
    columns=(
        *_IN_COURSE,
        Column("section_id", ("section_id",), identifier()),
        Column("course_id", ("course_id",), identifier()),
        Column("starts_on", ("start_date",), day()),
        Column("ends_on", ("end_date",), day()),
    ),
    checks=(
        Check(
            "section_id",
            pl.col("section_id").is_not_null() | pl.col("course_id").is_not_null(),
            "is missing",
            "Name the section, or the course, that the person is in.",
        ),
    ),
    finish=_enrollments,
    identity=("class_id", "person", "role", "starts_on"),
    also=(
        Layout(
            name="enrollments (roles)",
            label="the roles in a Canvas SIS enrollments file",
            table="roles",
            signature=("user_id", "role"),
            columns=_IN_COURSE,
            finish=_roles,
            identity=_ROLE_IDENTITY,
        ),
    ),
)

OBSERVERS = Layout(
    name="user_observers",
    label="a Canvas SIS observers file",
    table="roles",
    signature=("observer_id", "student_id", "status"),
    absent=("canvas_observer_id",),
    columns=(Column("person", ("observer_id",), identifier(), required=True, personal=True), _GONE),
    finish=_guardians,
    identity=_ROLE_IDENTITY,
)

ADMINISTRATORS = Layout(
    name="admins",
    label="a Canvas SIS admins file",
    table="roles",
    signature=("user_id", "account_id", "role", "status"),
    absent=("canvas_user_id", "login_id"),
    columns=(_PERSON, Column("org_id", ("account_id",), identifier()), _GONE),
    finish=_administrators,
    identity=_ROLE_IDENTITY,
)

PEOPLE = (USERS, LOGINS, ENROLLMENTS, OBSERVERS, ADMINISTRATORS)
