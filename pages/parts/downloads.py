"""A file to download: it is made when somebody asks for it, and what was handed out stands in the audit log."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from pages.parts import admitted
from pages.parts.admitted import ADMITTED
from pages.parts.view import View

_ICON = ":material/download:"


def button(
    view: View,
    label: str,
    write: Callable[[], bytes | str],
    *,
    file_name: str,
    what: str,
    filters: str = "",
    row_count: int | None = None,
    mime: str | None = None,
    key: str | None = None,
    icon: str = _ICON,
) -> None:
    """`what` and `filters` are the words of the audit log. Nothing of the file is made, or sent, before the click."""

    handed_out = to_whoever_looks()

    def noted() -> bytes | str:
        content = handed_out(write())
        log.note(view.home, Note(Kind.EXPORT, view.by, f"{what} ({_ending(file_name)})", filters, row_count))
        return content

    st.download_button(label, noted, file_name, mime, key=key, icon=icon, on_click="ignore")


def to_whoever_looks() -> Callable[[bytes | str], bytes | str]:
    """Notes a file as theirs for whom the page is drawn: nobody else is served it. At the click nobody is known."""
    mark = admitted.mark_of(st.context.cookies)

    def handed_out(content: bytes | str) -> bytes | str:
        ADMITTED.hand_out(mark, content)
        return content

    return handed_out


def _ending(file_name: str) -> str:
    return file_name.rpartition(".")[2].upper()
