"""Canvas's live events in its own format (metadata and body): what people open, hand in, write and make.

Canvas tells of far more than people do. What it does by itself, what staff do while they act as somebody else, and
what the test student of the student view does count for nothing; so does every event that no list here knows. The
same events as Caliper, and web logs of the same days, are further sources of one fact: bring one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.aliases import IDENTITY, as_email, one_row_per_alias
from data_layer.importers.canvas_ids import canvas_id, canvas_key
from data_layer.importers.columns import identifier, instant, text
from data_layer.importers.contract import Column, Head, Layout
from data_layer.importers.json_cells import opened
from data_layer.importers.use_events import use_events

_SIGNATURE = ("metadata", "body")
_PLACES = {
    **{
        name: ("metadata", f"$.{name}")
        for name in ("event_name", "event_time", "user_id", "real_user_id", "user_login", "user_sis_id")
    },
    **{name: ("metadata", f"$.{name}") for name in ("context_type", "context_id", "context_role")},
    **{name: ("body", f"$.{name}") for name in ("category", "level", "student_id")},
}
_OPENED = "asset_accessed"
_GRADED = "grade_change"
_TEST_STUDENT = "StudentViewEnrollment"
_DEEDS = {  # each but what was opened: the feature, and how engaged the person was
    "logged_in": ("Login", "login"),
    "submission_created": ("Assignments", "participate"),
    "submission_comment_created": ("Assignments", "participate"),
    "quiz_submitted": ("Quizzes", "participate"),
    "quizzes_next_quiz_submitted": ("Quizzes", "participate"),
    "discussion_entry_created": ("Discussions", "participate"),
    "conversation_message_created": ("Inbox", "participate"),
    _GRADED: ("Gradebook", "participate"),
    **{
        f"{thing}_{done}": (feature, "create")
        for thing, feature in (
            ("assignment", "Assignments"),
            ("discussion_topic", "Discussions"),
            ("wiki_page", "Pages"),
            ("quiz", "Quizzes"),
            ("module", "Modules"),
            ("module_item", "Modules"),
            ("attachment", "Files"),
        )
        for done in ("created", "updated")
    },
    "syllabus_updated": ("Syllabus", "create"),
}
_CATEGORIES = {"home": "Course home", "roster": "People", "topics": "Discussions", "wiki": "Pages"}  # as elsewhere here
_TOOK_PART = ["participate", "submit"]


def _told(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    return opened(rows, _PLACES)


def _is_live(head: Head) -> bool:
    return head.sample["metadata"].drop_nulls().str.contains('"event_name"').any()


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    name, category = pl.col("event_name"), pl.col("category")
    features, classes = ({event: deed[place] for event, deed in _DEEDS.items()} for place in (0, 1))
    words = (category.str.slice(0, 1).str.to_uppercase() + category.str.slice(1)).str.replace_all("_", " ")
    page = pl.coalesce(category.replace_strict(_CATEGORIES, default=None, return_dtype=pl.String), words)
    taking_part = pl.when(pl.col("level").is_in(_TOOK_PART)).then(pl.lit("participate")).otherwise(pl.lit("view"))
    is_opened = name == _OPENED
    rows = rows.with_columns(
        pl.lit("Canvas").alias("tool"),
        pl.when(is_opened).then(page).otherwise(name.replace_strict(features, default=None, return_dtype=pl.String))
        .alias("feature"),
        pl.when(is_opened).then(taking_part).otherwise(
            name.replace_strict(classes, default=None, return_dtype=pl.String)
        ).alias("event_class"),
        pl.when(pl.col("context_type") == "Course").then(canvas_key(pl.col("context_id"))).alias("course_ref"),
    )  # fmt: skip
    return use_events(rows.with_columns(pl.when(_is_themselves()).then("event_class").alias("event_class")))


def _is_themselves() -> pl.Expr:
    """A grade that comes of what the student did (a quiz that grades itself) is nobody's grading."""
    is_self_graded = (pl.col("event_name") == _GRADED) & (pl.col("student") == pl.col("actor")).fill_null(False)
    is_test = (pl.col("role") == _TEST_STUDENT).fill_null(False)
    return pl.col("real_actor").is_null() & ~is_test & ~is_self_graded


def _each_person_once(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    names = one_row_per_alias({"username": "username", "email": "email", "sis_id": "sis_id"})
    told = names(rows.with_columns(as_email("username").alias("email")), settled)
    return told.drop_nulls("alias").unique(["owner", "alias", "kind"], maintain_order=True)


_PEOPLE = Layout(
    name="live_events_people",
    label="the people in Canvas live events",
    table="identifiers",
    signature=_SIGNATURE,
    columns=(
        Column("owner", ("user_id",), canvas_id(), personal=True),
        Column("username", ("user_login",), identifier(), personal=True),
        Column("sis_id", ("user_sis_id",), identifier(), personal=True),
    ),
    prepare=_told,
    finish=_each_person_once,
    identity=IDENTITY,
)

LIVE_EVENTS = Layout(
    name="live_events",
    label="Canvas live events",
    table="events",
    signature=_SIGNATURE,
    matches=_is_live,
    columns=(
        Column("occurred_at", ("event_time",), instant(), required=True),
        Column("event_name", ("event_name",), text(), required=True),
        Column("actor", ("user_id",), canvas_id(), personal=True),
        Column("real_actor", ("real_user_id",), canvas_id(), personal=True),
        Column("student", ("student_id",), canvas_id(), personal=True),
        Column("context_type", ("context_type",), text()),
        Column("context_id", ("context_id",), text()),
        Column("role", ("context_role",), text()),
        Column("category", ("category",), text()),
        Column("level", ("level",), text()),
    ),
    prepare=_told,
    finish=_events,
    identity=("occurred_at", "actor", "feature", "event_class", "course_ref"),
    also=(_PEOPLE,),
)
