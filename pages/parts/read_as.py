"""How each file was read, and the choice to have it read otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data_layer.checking import Finding
from data_layer.reading.overrides import ENCODINGS, SEPARATORS

_ROWS = 20
_QUESTIONS = {
    "encoding": ("Text is written as", dict(ENCODINGS)),
    "separator": ("Cells are separated by", {name: f"{name}s" for name in SEPARATORS}),
    "header_row": (
        "Column headers stand in",
        {"0": "no row: there are none", **{str(row): f"row {row}" for row in range(1, _ROWS + 1)}},
    ),
}


def chosen(found: Sequence[Finding]) -> dict[str, str]:
    """What was chosen for these files, as options of the import."""
    keys = {f"{finding.file_name}:{option}" for finding in found if finding.found for option in _QUESTIONS}
    return {key: st.session_state[_state(key)] for key in sorted(keys) if st.session_state.get(_state(key))}


def ask(finding: Finding) -> None:
    """Three choices, each beginning with what the file itself gave away."""
    if not finding.found:
        return
    with st.popover("Read this file differently", icon=":material/tune:"):
        st.caption("Change these where accents look wrong, cells run together, or the wrong row was taken for headers.")
        for option, (label, words) in _QUESTIONS.items():
            key = f"{finding.file_name}:{option}"
            st.selectbox(
                f"{label} (now: {finding.found[option]})",
                [None, *words],
                format_func=lambda value, words=words: words.get(value, "as found in the file"),
                key=_state(key),
            )


def _state(key: str) -> str:
    return f"read_as_{key}"
