"""How engaged a person was in an xAPI statement, by its verb.

Vendors coin their own addresses for one verb (`.../adl/verbs/logged-in`, `.../edlm-lms/concepts/verbs/login`,
`.../xapi/verbs/logged_in`), so a verb goes by the last word of its address. Activity Streams, and Moodle after it,
write submit where others write submitted. One that no list knows is a view.
"""

from __future__ import annotations

import polars as pl

_LOGIN = ["loggedin", "login", "signedin", "signin"]
_NOBODYS_USE = [
    *("loggedout", "logout", "signedout", "signout", "terminated", "exited", "suspended"),
    *("waived", "satisfied", "voided"),
    *("registered", "unregistered", "enrolled", "unenrolled", "enrolledonto", "earned", "achieved", "wasassigned"),
]  # what follows from something else, and what others did to the person
_PARTICIPATE = [
    *("answered", "asked", "attempted", "completed", "passed", "failed", "mastered", "scored", "submitted"),
    *("commented", "responded", "replied", "posted", "shared", "voted", "rated", "liked", "annotated"),
    *("bookmarked", "highlighted", "graded", "evaluated", "joined", "sent"),
    *("answer", "ask", "attempt", "complete", "submit", "comment", "respond", "reply", "post", "share", "vote", "rate"),
    *("like", "join", "send"),
]
_CREATE = [
    *("authored", "created", "uploaded", "published", "edited", "updated", "assigned"),
    *("author", "create", "upload", "publish", "edit", "update", "assign"),
]
_VIDEO = r"(?i)\bvideo$"  # a player says by itself that a video has come to its end


def event_class(verb: pl.Expr, activity_type: pl.Expr) -> pl.Expr:
    """login, create, participate or view; null for what is nobody's use."""
    word = verb.str.extract(r"([^/#]+)/?$").str.to_lowercase().str.replace_all(r"[-_ ]", "")
    at_the_end = word.is_in(["completed", "complete"]) & activity_type.str.contains(_VIDEO).fill_null(False)
    return (
        pl.when(word.is_in(_NOBODYS_USE)).then(None)
        .when(word.is_in(_LOGIN)).then(pl.lit("login"))
        .when(word.is_in(_CREATE)).then(pl.lit("create"))
        .when(word.is_in(_PARTICIPATE) & ~at_the_end).then(pl.lit("participate"))
        .when(word.is_not_null()).then(pl.lit("view"))
    )  # fmt: skip
