"""What a Caliper event was for, in a teacher's words: the feature, and how engaged the person was.

Names are those of the profiles of 1.0, 1.1 and 1.2. An action that no list knows is something a person did, and a view.
"""

from __future__ import annotations

import polars as pl

_FEATURES = {  # event types whose own name a reader would not look for
    "assessmentevent": "Assessments",
    "assessmentitemevent": "Assessments",
    "assignableevent": "Assignments",
    "annotationevent": "Annotations",
    "feedbackevent": "Feedback",
    "forumevent": "Discussions",
    "gradeevent": "Grades",
    "mediaevent": "Media",
    "messageevent": "Discussions",
    "navigationevent": "Pages",
    "questionnaireevent": "Surveys",
    "questionnaireitemevent": "Surveys",
    "resourcemanagementevent": "Files and resources",
    "searchevent": "Search",
    "sessionevent": "Login",
    "surveyevent": "Surveys",
    "surveyinvitationevent": "Surveys",
    "threadevent": "Discussions",
    "toollaunchevent": "Tool launches",
    "tooluseevent": "Tool use",
    "viewevent": "Pages",
}
_NOBODYS_USE = ["loggedout", "timedout", "returned"]
_LISTS_OF_PEOPLE = "membership"  # who was put into a course says nothing of what they did
_PARTICIPATE = (
    *("submitted", "completed", "posted", "commented", "questioned", "graded", "evaluated", "sent", "accepted"),
    *("bookmarked", "highlighted", "tagged", "shared", "liked", "disliked", "ranked", "recommended", "identified"),
    *("classified", "described", "linked", "attached", "subscribed"),
)
_CREATE = ("created", "uploaded", "published", "modified", "copied")
_BEGUN = ["assessmentevent", "assignableevent", "questionnaireevent"]  # to start one of these is to take part


def last_word(name: pl.Expr) -> pl.Expr:
    """`loggedin` for LoggedIn and for an address that ends in it."""
    return name.str.extract(r"([^/#]+)$").str.to_lowercase()


def feature(event_type: pl.Expr, action: pl.Expr) -> pl.Expr:
    """The feature's name; an event of no profile goes by its action."""
    kind = event_type.str.extract(r"([^/#]+)$")
    words = pl.when(kind == "Event").then(action).otherwise(kind.str.replace("Event$", ""))
    return pl.coalesce(
        kind.str.to_lowercase().replace_strict(_FEATURES, default=None, return_dtype=pl.String),
        words.str.extract(r"([^/#]+)$").str.replace_all(r"([a-z])([A-Z])", "$1 $2"),
    )


def event_class(event_type: pl.Expr, action: pl.Expr, object_type: pl.Expr) -> pl.Expr:
    """login, create, participate or view; null for what is nobody's use."""
    kind, done = last_word(event_type), last_word(action)
    lists_people = (kind == f"{_LISTS_OF_PEOPLE}event") | (last_word(object_type) == _LISTS_OF_PEOPLE).fill_null(False)
    begins = done.is_in(["started", "restarted", "resumed"]) & kind.is_in(_BEGUN)
    return (
        pl.when(done.is_in(_NOBODYS_USE) | lists_people).then(None)
        .when(done == "loggedin").then(pl.lit("login"))
        .when(done.is_in(_CREATE)).then(pl.lit("create"))
        .when(done.is_in(_PARTICIPATE) | begins).then(pl.lit("participate"))
        .when(done.is_not_null()).then(pl.lit("view"))
    )  # fmt: skip
