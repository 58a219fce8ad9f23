"""Requests to Canvas as events: the web logs of Canvas Data, and the page views of one person.

Every request is landed, so that each row of the file is accounted for. Those that are nobody's use of Canvas
carry no event class and count for nothing: what the browser does by itself, pages that failed (status 400 and
up), requests of nobody signed in, and those of staff who "act as" somebody else. The student view's test student
is such an acting-as. The same day's activity in a web log and in page views is two sources of one fact:
import one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.canvas_features import event_class, feature, has_signed_in, is_app, is_call
from data_layer.importers.canvas_ids import canvas_id, canvas_key
from data_layer.importers.columns import instant, real_number, text, truth
from data_layer.importers.contract import Column, Head, Layout
from data_layer.importers.landing import completed
from data_layer.importers.repeating import once_each

PAGE_VIEW_LIMIT = 300  # Canvas writes no more rows than this into one page view file
_IDENTITY = ("occurred_at", "actor", "feature", "event_class", "course_ref")


def _columns(prefix: str, *, moment: str) -> tuple[Column, ...]:
    """What web logs and page views have in common; `prefix` is what stands before each header."""

    def column(name: str, *sources: str, reading, **kwargs) -> Column:
        return Column(name, tuple(f"{prefix}{source}" for source in sources), reading, **kwargs)

    return (
        column("occurred_at", moment, reading=instant(), required=True),
        column("actor", "user_id", "links.user", reading=canvas_id(), personal=True),
        column("real_actor", "real_user_id", "links.real_user", reading=canvas_id(), personal=True),
        column("course", "course_id", reading=canvas_id()),
        column("context_type", "web_application_context_type", "context_type", reading=text()),
        column("context_id", "web_application_context_id", "context_id", "links.context", reading=text()),
        column("url", "url", reading=text()),
        column("agent", "user_agent", reading=text()),
        column("method", "http_method", reading=text()),
        column("status", "http_status", reading=text()),
        column("controller", "web_application_controller", "controller", reading=text()),
        column("action", "web_application_action", "web_applicaiton_action", "action", reading=text()),
        column("participated", "participated", reading=truth()),
        column("is_asked_for", "user_request", reading=truth()),
        column("seconds", "interaction_seconds", reading=real_number()),
    )


_KIND = (
    *("method", "controller", "action", "status", "participated", "is_asked_for"),
    *("has_signed_in", "is_call", "is_app"),
)


def _events(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    """Requests are of few kinds, and each kind is looked at once."""
    rows = _with_kinds(rows).with_columns(
        pl.lit("Canvas").alias("tool"),
        pl.lit(False).alias("is_daily"),
        course_ref=pl.coalesce("course", "context_course"),
        event_class=pl.when(_is_themselves()).then("event_class"),
    )
    counts = pl.col("event_class").is_not_null()
    rows = rows.with_columns(
        counts.cast(pl.Int64).alias("event_count"),
        pl.when(counts).then(pl.col("seconds") / 60).alias("minutes"),
    )
    return completed(rows, "events")


def _with_kinds(rows: pl.DataFrame) -> pl.DataFrame:
    url = pl.col("url")
    rows = rows.with_columns(has_signed_in(url).alias("has_signed_in"), is_call(url).alias("is_call"))
    in_course = pl.col("context_type").str.to_lowercase() == "course"
    context_course = pl.when(in_course).then(canvas_key(pl.col("context_id")))
    rows = once_each(rows, ["context_type", "context_id"], context_course.alias("context_course"))
    rows = once_each(rows, ["agent"], is_app(pl.col("agent")).alias("is_app"))
    controller, action = (pl.col(name).str.to_lowercase() for name in ("controller", "action"))
    known = _class(controller, action)
    return once_each(
        rows,
        _KIND,
        feature(controller, action).alias("feature"),
        pl.when(_is_answered()).then(known).alias("event_class"),
    )


def _class(controller: pl.Expr, action: pl.Expr) -> pl.Expr:
    """What the request itself shows, and what Canvas says of a page view: that somebody took part, or nobody asked."""
    shown = event_class(
        controller=controller,
        action=action,
        method=pl.col("method").str.to_uppercase(),
        has_signed_in=pl.col("has_signed_in"),
        is_own_call=pl.col("is_call") & ~pl.col("is_app"),
    )
    is_plain = shown.fill_null("view") == "view"
    took_part = pl.col("participated").fill_null(False) & is_plain
    unasked = ~pl.col("is_asked_for").fill_null(True) & is_plain
    return pl.when(took_part).then(pl.lit("participate")).when(~unasked).then(shown)


def _is_answered() -> pl.Expr:
    return ~pl.col("status").str.contains(r"^[45]\d\d").fill_null(False)


def _is_themselves() -> pl.Expr:
    """Whether somebody is signed in, and as themselves."""
    acts_as_another = pl.col("real_actor").is_not_null() & (pl.col("real_actor") != pl.col("actor"))
    return pl.col("actor").is_not_null() & ~acts_as_another.fill_null(True)


def _full_to_the_limit(_head: Head, frames: Iterable[pl.DataFrame], _options: Mapping[str, str]) -> dict[str, object]:
    row_count = sum(frame.height for frame in frames)
    stops = f"The file has exactly {PAGE_VIEW_LIMIT} rows, where Canvas stops: older page views are probably missing."
    return {"note": stops} if row_count == PAGE_VIEW_LIMIT else {}


def _web_logs(name: str, label: str, prefix: str) -> Layout:
    return Layout(
        name=name,
        label=label,
        table="events",
        signature=tuple(
            f"{prefix}{header}" for header in ("timestamp", "user_id", "url", "web_application_controller")
        ),
        columns=_columns(prefix, moment="timestamp"),
        finish=_events,
        identity=_IDENTITY,
        known_as="web_logs",
    )


ACTIVITY = (
    _web_logs("web_logs", "a Canvas web log", ""),
    _web_logs("web_logs_dap", "a Canvas Data 2 web log", "value."),
    Layout(
        name="page_views",
        label="a Canvas page view export",
        table="events",
        signature=("url", "controller", "action", "created_at", "interaction_seconds"),
        columns=_columns("", moment="created_at"),
        settle=_full_to_the_limit,
        finish=_events,
        identity=_IDENTITY,
    ),
)
