"""What was imported so far: counts, refused rows to mend, and the way to take one import back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from data_layer import importing, refused_rows
from data_layer.audit import log
from data_layer.importing import HomeIsBusy, HomeUnwritable
from pages.parts import downloads, exports, findings, words
from pages.parts.view import View

_HEADS = {
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
    table = pl.DataFrame(history, infer_schema_length=None).select(list(_HEADS))
    moments = pl.col("received_at", "undone_at").cast(pl.Datetime).dt.strftime("%b %-d, %Y %H:%M").fill_null("")
    return table.with_columns(moments).rename(_HEADS)


def _one(view: View, entry: dict) -> None:
    number = entry["import_id"]
    told = [
        f"- **{words.plain(file['file_name'])}** ({file['label']}): {words.number(file['loaded_count'])} rows loaded"
        for file in entry["files"]
    ]
    st.markdown("\n".join(told))
    refused = importing.refused(view.home, number)
    with st.container(horizontal=True):
        if refused:
            with st.popover(f"What was refused ({words.number(len(refused))})", icon=":material/block:"):
                _refused(view, number, pl.DataFrame(refused, infer_schema_length=None))
            _to_mend(view, number)
        with st.popover("Take this import back", icon=":material/undo:"):
            st.markdown(
                f"All figures will be as though import {number} had never come. The files can be imported again. "
                f"{importing.kept_as_sums(view.home, number)}"
            )
            if st.button(f"Take import {number} back", type="primary", key=f"undo_{number}"):
                _undo(view, number)


def _refused(view: View, number: int, refused: pl.DataFrame) -> None:
    """What is personal in these cells was hidden when they were refused."""
    shown = findings.refusals_on_screen(refused, key=f"import_{number}")
    downloads.button(
        view,
        "Download as CSV",
        lambda: exports.plain_csv(shown),
        file_name="refused_rows.csv",
        what=f"refused cells of import {number}",
        row_count=shown.height,
        key=f"download_refusals_import_{number}",
    )


def _to_mend(view: View, number: int) -> None:
    """The refused rows as they came, for as long as they are kept. Who gets them is in the audit log before."""
    if refused_rows.are_kept(view.home, number):
        name, _ = refused_rows.packed(refused_rows.to_mend(view.home, number))
        handed_out = downloads.to_whoever_looks()

        def named_rows() -> bytes:
            log.note_first(view.home, refused_rows.look(number, by=view.by))
            return handed_out(refused_rows.packed(refused_rows.to_mend(view.home, number))[1])

        st.download_button(
            "Download refused rows to mend",
            named_rows,
            file_name=f"import_{number}_{name}",
            on_click="ignore",
            key=f"mend_{number}",
            icon=":material/build:",
            help="The rows as they came, each with what to mend. They name people. Mend them, then drop the file here.",
        )


def _undo(view: View, number: int) -> None:
    """What is to be said is written down first: a second click cuts this short once the import is taken back."""
    st.session_state["told"] = f"Import {number} was taken back."
    try:
        importing.undo(view.home, number, by=view.by)
    except (HomeIsBusy, HomeUnwritable) as error:
        del st.session_state["told"]
        st.error(str(error), icon=":material/hourglass_top:")
        return
    st.session_state.pop("report", None)
    st.rerun()
