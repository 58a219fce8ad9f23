"""Our template for the usage export of any tool: who did what in which tool, when, and how often.

`date_time` is a moment with a time zone (2026-03-02T14:05:00Z), a moment without one (then it is the district's
wall clock) or a day alone (then the row stands for the whole day). `user` is an email address, a username or an
SIS id. `action` is login, view, participate or create; `count` is 1 where it is blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import choice, day, identifier, instant, local_moment, real_number, text, whole_number
from data_layer.importers.contract import Column, Importer, Layout, Reading
from data_layer.importers.landing import completed

_ACTIONS = {
    "login": ("login", "log in", "logged in", "sign in", "signed in", "launch", "sso"),
    "view": ("view", "viewed", "open", "opened", "read", "access", "accessed", "visit", "visited", "watch", "watched"),
    "participate": (
        *("participate", "participated", "submit", "submitted", "post", "posted", "answer", "answered"),
        *("complete", "completed", "reply", "replied", "comment", "commented", "take", "taken"),
    ),
    "create": ("create", "created", "make", "assign", "assigned", "publish", "published", "share", "shared", "upload"),
}
_LOCAL = (
    *("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"),
    *("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%y %H:%M"),
)


def _when() -> Reading:
    """A moment with its three meanings apart; a spreadsheet's month/day/year is understood too."""

    def parse(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_chars()
        has_clock, has_zone = bare.str.contains(":"), bare.str.contains(r"(?:Z|UTC|[+-]\d{2}:?\d{2})$")
        occurred_at = instant().parse(pl.when(has_clock & has_zone).then(bare))
        clock = local_moment(*_LOCAL).parse(pl.when(has_clock & ~has_zone).then(bare))
        local_at = pl.coalesce(clock, day().parse(pl.when(~has_clock).then(bare)).cast(pl.Datetime("us")))
        when = pl.struct(occurred_at.alias("occurred_at"), local_at.alias("local_at"), (~has_clock).alias("is_daily"))
        return pl.when(occurred_at.is_not_null() | local_at.is_not_null()).then(when)

    return Reading(parse, "is not a date and time", "Write it as 2026-03-02T14:05:00Z, 2026-03-02 14:05 or 2026-03-02.")


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


IMPORTER = Importer(
    name="tool_activity",
    label="Tool activity (our template)",
    layouts=(
        Layout(
            name="tool_activity",
            label="a tool activity list",
            table="events",
            signature=("date_time", "user", "tool", "action"),
            columns=(
                Column("when", ("date_time",), _when(), required=True),
                Column("actor", ("user",), identifier(), required=True, personal=True),
                Column("tool", ("tool",), text(), required=True),
                Column("feature", ("feature",), text()),
                Column("event_class", ("action",), _action(), required=True),
                Column("event_count", ("count",), whole_number(), default=1),
                Column("minutes", ("minutes",), real_number()),
            ),
            finish=_events,
            identity=("occurred_at", "local_at", "is_daily", "actor", "tool", "feature", "event_class"),
        ),
    ),
)
