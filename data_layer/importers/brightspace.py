"""Brightspace data sets: sessions, accesses, launches of external tools, and whose and what its numbers are.

Moments are UTC; the day of a course access is the district's. A session is a login, and lasts until the person was
last seen in it.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import day, identifier, instant, text
from data_layer.importers.contract import Column, Head, Importer, Layout, fold
from data_layer.importers.landing import landed
from data_layer.importers.use_events import use_events

_SOURCES = {"brightspace", "pulse", "bpg-mobile"}
_IDENTITY = ("occurred_at", "local_at", "actor", "feature", "course_ref")
_USER = Column("actor", ("UserId",), identifier("brightspace"), required=True, personal=True)
_COURSE = Column("course_ref", ("OrgUnitId",), identifier("brightspace"))


def _sessions(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    seconds = (pl.coalesce("last_seen_at", "ended_at") - pl.col("occurred_at")).dt.total_seconds()
    return _landed(rows.with_columns(pl.when(seconds >= 0).then(seconds / 60).alias("minutes")), "Login", "login")


def _days(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    whole_days = rows.with_columns(pl.col("on_day").cast(pl.Datetime("us")).alias("local_at"), is_daily=pl.lit(True))
    return _landed(whole_days, "Courses", "view")


def _landed(rows: pl.DataFrame, feature: str, event_class: str) -> pl.DataFrame:
    named = {"tool": "Brightspace", "feature": feature, "event_class": event_class}
    return use_events(rows.with_columns(pl.lit(value).alias(name) for name, value in named.items()))


def _says_where_from(head: Head) -> bool:
    """Whether the sources are Brightspace's: a person, a moment and a source alone could be any system's."""
    header = next(column for column in head.columns if fold(column) == "source")
    found = {fold(source) for source in head.sample[header].drop_nulls() if source.strip()}
    return bool(found) and found <= _SOURCES


LOGS = (
    Layout(
        name="session_history",
        label="a Brightspace session history",
        table="events",
        signature=("SessionId", "UserId", "DateStarted", "DateEnded", "LastAccessed", "TimedOut"),
        columns=(
            Column("occurred_at", ("DateStarted",), instant(), required=True),
            Column("ended_at", ("DateEnded",), instant()),
            Column("last_seen_at", ("LastAccessed",), instant()),
            _USER,
        ),
        finish=_sessions,
        identity=_IDENTITY,
    ),
    Layout(
        name="system_access_log",
        label="a Brightspace system access log",
        table="events",
        signature=("UserId", "Timestamp", "Source"),
        absent=("OrgUnitId",),
        matches=_says_where_from,
        columns=(Column("occurred_at", ("Timestamp",), instant(), required=True), _USER),
        finish=lambda rows, _settled: _landed(rows, "Visit", "view"),
        identity=_IDENTITY,
    ),
    Layout(
        name="course_access",
        label="a Brightspace course access list",
        table="events",
        signature=("OrgUnitId", "UserId", "DayAccessed"),
        columns=(Column("on_day", ("DayAccessed",), day(), required=True), _USER, _COURSE),
        finish=_days,
        identity=_IDENTITY,
    ),
    Layout(
        name="course_access_log",
        label="a Brightspace course access log",
        table="events",
        signature=("OrgUnitId", "UserId", "Timestamp", "Source"),
        columns=(Column("occurred_at", ("Timestamp",), instant(), required=True), _USER, _COURSE),
        finish=lambda rows, _settled: _landed(rows, "Courses", "view"),
        identity=_IDENTITY,
    ),
    Layout(
        name="lti_launches",
        label="a Brightspace list of LTI launches",
        table="events",
        signature=("LTILaunchId", "UserId", "LaunchDate", "OrgUnitId", "LTILinkId"),
        columns=(Column("occurred_at", ("LaunchDate",), instant(), required=True), _USER, _COURSE),
        finish=lambda rows, _settled: _landed(rows, "External tools", "view"),
        identity=_IDENTITY,
    ),
)

IMPORTER = Importer(
    name="brightspace",
    label="Brightspace sessions, accesses, LTI launches, users and courses",
    layouts=(
        *LOGS,
        Layout(
            name="users",
            label="a Brightspace user list",
            table="identifiers",
            signature=("UserId", "UserName", "OrgDefinedId"),
            columns=(
                Column("owner", ("UserId",), identifier("brightspace"), required=True, personal=True),
                Column("username", ("UserName",), identifier(), personal=True),
                Column("sis_id", ("OrgDefinedId",), identifier(), personal=True),
                Column("email", ("ExternalEmail",), identifier(), personal=True),
            ),
            finish=one_row_per_alias({"username": "username", "sis_id": "sis_id", "email": "email"}),
            identity=IDENTITY,
        ),
        Layout(
            name="org_units",
            label="a Brightspace list of organizational units",
            table="lms_courses",
            signature=("OrgUnitId", "Organization", "Type", "Name", "Code"),
            columns=(
                Column("course_ref", ("OrgUnitId",), identifier("brightspace"), required=True),
                Column("sis_id", ("Code",), identifier()),
                Column("title", ("Name",), text()),
            ),
            finish=landed("lms_courses"),
            identity=("course_ref",),
        ),
        Layout(
            name="enrollments",
            label="a Brightspace list of enrollments (who is enrolled is taken from the roster alone)",
            table="ignored",
            signature=("OrgUnitId", "UserId", "RoleName", "EnrollmentDate"),
            columns=(),
        ),
    ),
)
