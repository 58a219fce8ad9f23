"""How engaged a person was in one event of a Moodle log, by its English name and description.

Moodle writes the description in English whatever the language of the rest. Rules are tried from the top; an event
that none of them knows is something a person did inside Moodle, and counts as a view.
"""

from __future__ import annotations

import polars as pl

_UNCOUNTED = (  # consequences of something else that is logged as well, administration, and failed attempts
    *(
        "logged in as",
        "login failed",
        "logged out",
        "completion updated",
        "completion state",
        "course completed",
        "notification sent",
    ),
    *(
        r"role (?:un)?assigned",
        "assigned the role",
        "enrolled",
        "enrolment",
        "badge awarded",
        "user graded",
        "updated the grade",
    ),
    *(r"grade (?:item )?(?:created|updated|deleted)", "grade item", r"scheduled task"),
)
_RULES = (
    (_UNCOUNTED, None),
    (("logged in",), "login"),
    (("viewed", "reviewed", "downloaded"), "view"),
    (
        (
            *("submitted", "submission created", r"created an? .*submission", r"file to the submission", "online text"),
            *(
                "attempt started",
                "started the attempt",
                "posted",
                r"post (?:created|updated)",
                r"(?:cre|upd)ated the post",
            ),
            *("comment created", "created the comment", "answered", "choice made", "message sent", "sent a message"),
            *("been graded", "has graded", r"lesson (?:started|ended)"),
        ),
        "participate",
    ),
    (("created", "updated", "uploaded", "added"), "create"),
)


def event_class(words: pl.Expr) -> pl.Expr:
    """login, create, participate, view, or null for what counts as nobody's use."""
    said = words.str.to_lowercase()
    found = pl.lit("view")
    for patterns, name in reversed(_RULES):
        found = pl.when(said.str.contains("|".join(patterns))).then(pl.lit(name, pl.String)).otherwise(found)
    return pl.when(words.is_not_null()).then(found)
