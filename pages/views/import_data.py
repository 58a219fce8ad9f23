"""What have you got? Drop the files in, see what they are and what would be refused, take them, or take them back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from data_layer import importing, refused_rows
from data_layer.importers import TEMPLATES
from data_layer.importing import HomeIsBusy
from pages.parts import findings, opening, uploads, words
from pages.parts.view import View

_KINDS = ["csv", "tsv", "txt", "json", "jsonl", "gz", "xlsx", "zip"]
_HISTORY_HEADS = {
    "import_id": "Import",
    "label": "Source",
    "received_at": "Received (UTC)",
    "read_count": "Rows read",
    "loaded_count": "Loaded",
    "known_count": "Already known",
    "refused_count": "Refused",
    "undone_at": "Taken back (UTC)",
}


def show(view: View) -> None:
    opening.title("Import data")
    st.markdown("#### Drop in what your systems export: rosters, activity logs, surveys, license lists, calendars.")
    st.caption(
        "Names, emails and ids are replaced by codes before anything is saved. Nothing is saved until you say so, "
        "and every import can be taken back."
    )
    _say_what_happened()
    given = st.file_uploader(
        "Files to import", type=_KINDS, accept_multiple_files=True, key=f"uploads_{st.session_state.get('round', 0)}"
    )
    if given:
        _offer(view, given)
    else:
        _templates()
    _remarks(view)
    _history(view)


def _templates() -> None:
    """The forms for what no system exports."""
    with st.popover("Blank forms for licenses, seats, calendar and tool activity", icon=":material/description:"):
        st.markdown("Fill one in, with the headers as they stand. The rows in it are examples: replace them.")
        for path in sorted(TEMPLATES.glob("*.csv")):
            label = path.stem.replace("_", " ").capitalize()
            data = path.read_bytes()
            st.download_button(label, data, path.name, "text/csv", key=f"template_{path.stem}", on_click="ignore")


def _remarks(view: View) -> None:
    """What is missing from the data as a whole, or was assumed."""
    if found := importing.remarks(view.home):
        with st.expander(f"Worth knowing about the data ({len(found)})", expanded=True):
            st.markdown("\n".join(f"- {sentence}" for sentence in found))


def _say_what_happened() -> None:
    """What the last click did: the page has been drawn anew since."""
    if "told" in st.session_state:
        st.success(st.session_state.pop("told"), icon=":material/check_circle:")
    if "report" in st.session_state:
        with st.expander("What became of each file", expanded=True):
            findings.show(st.session_state["report"], are_loaded=True)


def _offer(view: View, given: list) -> None:
    """What the files are, what they leave open, and the button that takes them."""
    st.session_state.pop("report", None)
    st.subheader("What was found", anchor=False)
    found = uploads.checked(view.home, given, {})
    questions = {finding.question.option: finding.question for finding in found if finding.question}
    options = findings.ask(questions.values())
    if options:
        found = uploads.checked(view.home, given, options)
    st.markdown(findings.summary(found))
    can_load = any(not finding.is_refused for finding in found)
    if st.button("Import these files", type="primary", disabled=not can_load, icon=":material/download_done:"):
        _take(view, given, options)
    findings.show(found, are_loaded=False)


def _take(view: View, given: list, options: dict[str, str]) -> None:
    try:
        report = uploads.take(view.home, given, options)
    except HomeIsBusy as busy:
        st.error(f"{busy} Nothing of your files was saved.", icon=":material/hourglass_top:")
        return
    st.session_state["report"] = report.findings
    loaded = sum(finding.loaded_count for finding in report.findings)
    st.session_state["told"] = f"{words.number(loaded)} rows were loaded. The pages show them now."
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.rerun()


def _history(view: View) -> None:
    st.subheader("What was imported", anchor=False)
    history = importing.history(view.home)
    if not history:
        st.markdown("Nothing yet.")
        return
    # A narrow source leaves room for what was known and refused, which is what people look for here.
    widths = {"Source": st.column_config.TextColumn(width=230)}
    st.dataframe(_as_table(history[::-1]), hide_index=True, key="history", column_config=widths)
    standing = {row["import_id"]: row for row in history[::-1] if row["undone_at"] is None}
    if standing:
        chosen = st.selectbox(
            "Look at one import", list(standing), format_func=lambda key: f"Import {key}: {standing[key]['label']}"
        )
        _one(view, standing[chosen])


def _as_table(history: list[dict]) -> pl.DataFrame:
    table = pl.DataFrame(history, infer_schema_length=None).select(list(_HISTORY_HEADS))
    moments = pl.col("received_at", "undone_at").cast(pl.Datetime).dt.strftime("%b %-d, %Y %H:%M").fill_null("")
    return table.with_columns(moments).rename(_HISTORY_HEADS)


def _one(view: View, entry: dict) -> None:
    number = entry["import_id"]
    told = [
        f"- **{file['file_name']}** ({file['label']}): {words.number(file['loaded_count'])} rows loaded"
        for file in entry["files"]
    ]
    st.markdown("\n".join(told))
    refused = importing.refused(view.home, number)
    with st.container(horizontal=True):
        if refused:
            with st.popover(f"What was refused ({words.number(len(refused))})", icon=":material/block:"):
                findings.refusal_table(pl.DataFrame(refused, infer_schema_length=None), key=f"import_{number}")
            _to_mend(view, number)
        with st.popover("Take this import back", icon=":material/undo:"):
            st.markdown(
                f"All figures will be as though import {number} had never come. The files can be imported again."
            )
            if st.button(f"Take import {number} back", type="primary", key=f"undo_{number}"):
                _undo(view, number)


def _to_mend(view: View, number: int) -> None:
    """The refused rows as they came, for as long as they are kept."""
    if refused_rows.are_kept(view.home, number):
        name, content = refused_rows.packed(refused_rows.to_mend(view.home, number))
        st.download_button(
            "Download refused rows to mend",
            content,
            file_name=f"import_{number}_{name}",
            on_click="ignore",
            key=f"mend_{number}",
            icon=":material/build:",
            help="The rows as they came, each with what to mend. They name people. Mend them, then drop the file here.",
        )


def _undo(view: View, number: int) -> None:
    try:
        importing.undo(view.home, number)
    except HomeIsBusy as busy:
        st.error(str(busy), icon=":material/hourglass_top:")
        return
    st.session_state["told"] = f"Import {number} was taken back."
    st.session_state.pop("report", None)
    st.rerun()
