"""Our template for the usage export of any tool: who did what in which tool, when, and how often.

`date_time` is a moment with a time zone (2026-03-02T14:05:00Z), a moment without one (then it is the district's
wall clock) or a day alone (then the row stands for the whole day). `user` is an email address, a username or an
SIS id. `action` is login, view, participate or create; `count` is 1 where it is blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import choice, identifier, real_number, text, whole_number
from data_layer.importers.contract import Column, Importer, Layout, Reading
from data_layer.importers.landing import completed
from data_layer.importers.moments import moment_or_day

_ACTIONS = {
    "login": ("login", "log in", "logged in", "sign in", "signed in", "launch", "sso"),
    "view": ("view", "viewed", "open", "opened", "read", "access", "accessed", "visit", "visited", "watch", "watched"),
    "participate": (
        *("participate", "participated", "submit", "submitted", "post", "posted", "answer", "answered"),
        *("complete", "completed", "reply", "replied", "comment", "commented", "take", "taken"),
    ),
    "create": ("create", "created", "make", "assign", "assigned", "publish", "published", "share", "shared", "upload"),
}


def _action() -> Reading:
    words = choice({word: action for action, words in _ACTIONS.items() for word in words}, what="action")
    return replace(words, remedy="Use login, view, participate or create.")


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Logins are the source's own count; whoever only counts other things has its logins told from the visits."""
    logins = pl.when(pl.col("event_class") == "login").then("event_count")
    nothing = pl.col("event_count") == 0
    return completed(
        rows.unnest("when").with_columns(
            logins.alias("login_count"), pl.when(~nothing).then("event_class").alias("event_class")
        ),
        "events",
    )


ACTIVITY = Layout(
    name="tool_activity",
    label="a tool activity list",
    table="events",
    signature=("date_time", "user", "tool", "action"),
    columns=(
        Column("when", ("date_time",), moment_or_day(), required=True),
        Column("actor", ("user",), identifier(), required=True, personal=True),
        Column("tool", ("tool",), text(), required=True),
        Column("feature", ("feature",), text()),
        Column("event_class", ("action",), _action(), required=True),
        Column("event_count", ("count",), whole_number(), default=1),
        Column("minutes", ("minutes",), real_number()),
    ),
    finish=_events,
    identity=("occurred_at", "local_at", "is_daily", "actor", "tool", "feature", "event_class"),
)

IMPORTER = Importer(name="tool_activity", label="Tool activity (our template)", layouts=(ACTIVITY,))
