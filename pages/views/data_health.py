"""Can the figures be trusted today? How late each source is, what is missing, what dropped, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data_layer.scope import Scope
from metrics.definition import Result
from pages.parts import definitions, health_scope, health_words, opening, section, sentences, words
from pages.parts.charts import axes, bars, strip
from pages.parts.view import View

FILES = (
    "A log of what people do: Canvas web logs or page views, a Moodle log report, Clever participation",
    "A roster (OneRoster), so that the entries of logs can be matched to people",
)


def show(view: View) -> None:
    opening.title("Data health")
    if view.scope is None:
        opening.empty(view, missing="No log of anybody's use has been imported yet", files=FILES)
        return
    scope = health_scope.of(view)
    lag = view.measure("source_lag", scope=scope)
    if lag.is_empty:
        opening.empty(view, missing="No log of anybody's use has been imported yet", files=FILES)
    else:
        st.caption(f"Whole district · as of {words.day(scope.as_of)}, the last day that could be known")
        st.markdown(f"#### {health_words.headline(lag)}")
        _late(view, lag)
        _gaps(view, scope)
        _drops(view, scope)
        _matched(view, scope)
    _refused(view, scope)


def _late(view: View, lag: Result) -> None:
    st.subheader("How late each source is", anchor=False)
    _lines(health_words.freshness(row) for row in axes.rows_of(lag))
    definitions.popover(view, lag)
    _help("lag")


def _gaps(view: View, scope: Scope) -> None:
    result = view.measure("source_events", by=("day",), scope=scope)
    section.draw(
        view,
        result,
        strip.draw(result, group="source"),
        finding=health_words.gaps(result),
        measure="School days with entries of each source; a cross where there are none",
        alt=strip.describe(result, group="source"),
    )
    _help("gaps")


def _drops(view: View, scope: Scope) -> None:
    result = view.measure("source_change_rate", scope=scope)
    st.subheader(health_words.drops(result), anchor=False)
    _lines(health_words.drop(row) for row in axes.rows_of(result))
    definitions.popover(view, result)
    _help("drops")


def _matched(view: View, scope: Scope) -> None:
    result = view.measure("log_match_rate", by=("source",), scope=scope)
    section.draw(
        view,
        result,
        bars.draw(result, group="source"),
        finding=sentences.most(result, group="source"),
        measure="Share of the entries of each source whose person the roster knows on that day",
        alt=bars.describe(result, group="source"),
    )
    _help("matched")


def _refused(view: View, scope: Scope) -> None:
    result = view.measure("refused_row_rate", scope=scope)
    st.subheader(health_words.refused(result), anchor=False)
    _lines(health_words.reasons(view.measure("refused_row_rate", by=("reason",), scope=scope)))
    with st.container(horizontal=True):
        definitions.popover(view, result)
        st.page_link(view.pages["import_data"], label="Import data", icon=":material/upload_file:")
    _help("refused")


def _lines(told: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {line}" for line in told))


def _help(name: str) -> None:
    """What this is, when it matters, how to resolve it."""
    with st.expander("What this is, when it matters, how to resolve it"):
        st.markdown("\n\n".join(f"**{lead}.** {text}" for lead, text in health_words.HELP[name].items()))
