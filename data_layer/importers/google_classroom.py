"""Google Classroom: its courses, and the people in them, who bring the email behind a number.

Classroom keeps no SIS id of a course, so nothing ties a course to a class of the roster; its title is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, one_row_per_alias
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Layout
from data_layer.importers.json_cells import opened
from data_layer.importers.landing import completed


def _with_email(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return opened(rows, {"profile.emailAddress": ("profile", "$.emailAddress")})


_PERSON = (
    Column("owner", ("userId",), identifier("google"), required=True, personal=True),
    Column("email", ("profile.emailAddress",), identifier(), personal=True),
)

CLASSROOM = (
    Layout(
        name="classroom_courses",
        label="a list of Google Classroom courses",
        table="lms_courses",
        signature=("id", "name", "ownerId", "courseState"),
        columns=(
            Column("course_ref", ("id",), identifier("google"), required=True),
            Column("title", ("name",), text()),
        ),
        finish=lambda rows, _settled: completed(rows, "lms_courses"),
        identity=("course_ref",),
    ),
    Layout(
        name="classroom_people",
        label="a list of Google Classroom students or teachers",
        table="identifiers",
        signature=("courseId", "userId", "profile"),
        columns=_PERSON,
        prepare=_with_email,
        finish=one_row_per_alias({"email": "email"}),
        identity=IDENTITY,
    ),
    Layout(
        name="classroom_people_gam",
        label="a GAM list of Google Classroom participants",
        table="identifiers",
        signature=("courseId", "userRole", "userId", "profile.emailAddress"),
        columns=_PERSON,
        finish=one_row_per_alias({"email": "email"}),
        identity=IDENTITY,
    ),
)
