"""How every page begins: its name, what is filtered, and one sentence that answers its question. Or why it cannot."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data_layer.access.capabilities import Capability
from metrics.definition import Metric
from pages.parts import scope_words
from pages.parts.view import View


def title(text: str) -> None:
    st.title(text, anchor=False)


def sentence(view: View, told: str, metric: Metric) -> None:
    """The line of filters, under it the page's answer in large type, and which filters change nothing about it."""
    st.caption(view.filters_in_words())
    st.markdown(f"#### {told}")
    unaffected(view, metric)


def unaffected(view: View, metric: Metric) -> None:
    """Say so where a filter is set that the figure knows nothing of."""
    idle = scope_words.unaffected(view.scope, metric)
    if idle:
        st.caption(idle)


def empty(view: View, *, missing: str, files: Sequence[str]) -> None:
    """What is missing and which files would fill it, with the way there."""
    with st.container(border=True):
        st.markdown(f"#### {missing}")
        st.markdown("Any of these files fills it:\n" + "\n".join(f"- {file}" for file in files))
        if view.viewer.may(Capability.IMPORT_FILES):
            st.page_link(view.pages["import_data"], label="Import data", icon=":material/upload_file:")


def nothing_matches(view: View, *, what: str) -> None:
    """There is data, and the filters leave none of it."""
    with st.container(border=True):
        st.markdown(f"#### No {what} for these filters")
        st.markdown(f"{view.filters_in_words()}. Take a filter away, or choose a longer period.")
