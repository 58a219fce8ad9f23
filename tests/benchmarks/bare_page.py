"""The floor a page is compared with: as many widgets, cards and charts as it has, and nothing behind them.

How many of each comes in BARE_SHAPE, as tests/benchmarks/redraws.py counts them on the real page.
"""

from __future__ import annotations

import gc
import json
import os

import plotly.graph_objects as go
import streamlit as st

SHAPE = json.loads(os.environ["BARE_SHAPE"])
CHOICES = [f"Choice {number}" for number in range(20)]


@st.cache_resource
def freeze() -> None:
    gc.collect()
    gc.freeze()


def page() -> None:
    with st.sidebar:
        chosen = st.multiselect("Filter", CHOICES, key="filter", bind="query-params")
        for number in range(SHAPE["multiselects"] - 1):
            st.multiselect(f"Filter {number}", CHOICES, key=f"filter_{number}", bind="query-params")
        for number in range(SHAPE["selectboxes"]):
            st.selectbox(f"Choice of {number}", CHOICES, key=f"choice_{number}", bind="query-params")
    st.title("Bare")
    st.caption(", ".join(chosen) or "Everything")
    offset = sum(CHOICES.index(choice) + 1 for choice in chosen)
    for number in range(SHAPE["buttons"]):
        st.button(f"Button {number}", key=f"button_{number}")
    for number, widget_count in enumerate(SHAPE["popovers"]):
        popover(number, widget_count)
    for number, column in enumerate(st.columns(max(SHAPE["cards"], 1))):
        if number < SHAPE["cards"]:
            column.metric(f"Card {number}", offset + number, chart_data=[offset, number, 1, 2])
    for number, trace_sizes in enumerate(SHAPE["charts"]):
        traces = [go.Scatter(x=list(range(size)), y=[offset + x for x in range(size)]) for size in trace_sizes]
        st.plotly_chart(go.Figure(traces), key=f"chart_{number}")


def popover(number: int, widget_count: int) -> None:
    with st.popover(f"More {number}"):
        for place in range(widget_count):
            st.download_button(f"File {place}", data=lambda: b"", key=f"file_{number}_{place}", on_click="ignore")


freeze()
st.navigation([st.Page(page, title="Bare", default=True)]).run()
