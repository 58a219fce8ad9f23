"""Who did what, and when? Every entry of the audit log, with filters, and whether the log is as it was written."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from data_layer.audit import file, log
from data_layer.audit.entries import AuditEntry
from data_layer.audit.kinds import Kind
from data_layer.records.database import RecordsUnavailable
from pages.parts import downloads, opening, words
from pages.parts.view import View

_SHOWN = 500
_HEADS = {"number": "No.", "kind": "Kind", "who": "Who", "what": "What", "filters": "Filters", "row_count": "Rows"}


def show(view: View) -> None:
    opening.title("Audit log")
    try:
        every = log.entries(view.home)
        count, breaks = log.verify(view.home)
    except RecordsUnavailable as why:
        st.error(str(why), icon=":material/error:")
        return
    st.markdown(f"#### {_answer(count, breaks)}")
    if breaks:
        st.error("\n".join(f"- {sentence}" for sentence in breaks), icon=":material/gpp_bad:")
    st.caption(
        "Sign-ins and refusals, looks at named people, downloads, imports, decisions, changes of access. No student is "
        "named here. Each entry is sealed together with the one before it, so that none can be edited or removed "
        "unseen. Moments are in UTC."
    )
    if every:
        _entries(view, _chosen(view, every))


def _answer(count: int, breaks: Sequence[str]) -> str:
    if not count:
        return "Nothing has been entered yet."
    entered = "1 entry" if count == 1 else f"{words.number(count)} entries"
    return f"{entered}, and the log is **{'not as it was written' if breaks else 'whole'}**."


def _chosen(view: View, every: Sequence[AuditEntry]) -> Sequence[AuditEntry]:
    """The entries that the visitor's filters leave."""
    names = sorted({entry.who for entry in every})
    days = every[-1].at.date(), every[0].at.date()
    with st.container(horizontal=True):
        kinds = st.multiselect("Kind", list(Kind), format_func=words.sentence_case, key="audit_kinds")
        who = st.multiselect("Who", names, key="audit_who")
        chosen = st.date_input(
            "Days", days, min_value=days[0], max_value=days[1], format="MM/DD/YYYY", key="audit_days"
        )
    if len(chosen) < len(days):
        return ()  # the visitor has chosen the first day, and the last one comes next
    return log.entries(view.home, kinds=kinds, who=who, first_on=chosen[0], last_on=chosen[1])


def _entries(view: View, found: Sequence[AuditEntry]) -> None:
    if not found:
        st.markdown("No entry fits these filters. Take one away, or choose more days.")
        return
    more = f" The newest {_SHOWN} are shown; the file has all." if len(found) > _SHOWN else ""
    st.markdown(f"{words.number(len(found))} fit the filters.{more}")
    st.dataframe(_table(found[:_SHOWN]), hide_index=True, key="audit_entries", placeholder="–")
    downloads.button(
        view,
        "Download CSV",
        lambda: file.as_csv(found),
        file_name="audit_log.csv",
        what="audit log",
        row_count=len(found),
        key="audit_csv",
    )


def _table(found: Sequence[AuditEntry]) -> pl.DataFrame:
    rows = [
        {"At (UTC)": f"{entry.at:%Y-%m-%d %H:%M:%S}"} | {head: getattr(entry, name) for name, head in _HEADS.items()}
        for entry in found
    ]
    table = pl.DataFrame(rows, infer_schema_length=None, schema_overrides={"Rows": pl.Int64})
    return table.with_columns(pl.col("Kind").map_elements(words.sentence_case, return_dtype=pl.String))
