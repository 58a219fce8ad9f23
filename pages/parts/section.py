"""One chart of a page: what it shows in a sentence, the chart, and behind a click its table, file and definition."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from metrics.definition import Result
from pages.parts import chart_files, definitions, downloads, exports, happened, theme, words
from pages.parts.view import View

_CONFIG = {"displayModeBar": False, "responsive": True}
_VALUES = ("Value", "Lower", "Upper")
_FORMATS = {"rate": "percent", "usd": "dollar", "per_day": "%.3f", "count": "localized", "days": "localized"}


def draw(view: View, result: Result, figure: go.Figure, *, finding: str, measure: str, alt: str) -> None:
    """`finding` says what the chart shows, `measure` what is measured in which unit; `alt` says it all in words.

    What people entered for its days is marked on every chart over time, here and nowhere else.
    """
    happenings = happened.put(view, result, figure)
    alt = f"{alt} {happened.in_words(happenings)}".strip()
    key = f"{result.metric.name}_{'_'.join(result.by)}"
    with st.container(key=f"section_{key}"):
        st.subheader(finding, anchor=False)
        st.caption(f"{measure} · {view.about(result)}")
        figure.layout.template = theme.template(st.context.theme.type or theme.LIGHT)
        st.plotly_chart(figure, theme=None, key=f"chart_{key}", config=_CONFIG, alt=alt)
        if happenings:
            st.caption(happened.legend(happenings))
        _notes(view, result)
        with st.container(horizontal=True):
            with st.popover("Table and download", icon=":material/table:"):
                _table(view, result, happenings, key=key)
                source = " · ".join([measure, view.about(result), *filter(None, [happened.in_words(happenings)])])
                words_of_it = {"title": finding, "source": source, "alt": alt, "what": measured(result)}
                chart_files.buttons(view, figure, **words_of_it, key=key)
            definitions.popover(view, result)


@st.fragment
def more(title: str, draw_it: Callable[[], None], *, key: str) -> None:
    """What not every visitor wants: measured when it is opened. Which ones are open stands in the address."""
    box = st.expander(title, key=key, on_change="rerun", bind="query-params")
    if box.open:
        with box:
            draw_it()


def _notes(view: View, result: Result) -> None:
    """What the chart leaves out, where nobody has to look for it; what it shares with a chart above is not repeated."""
    hidden = words.hidden(result.hidden_count, "group").strip()
    new = [note for note in (words.unmeasured(result), *result.notes) if note and note not in view.told]
    view.told.update(new)
    if hidden or new:
        st.caption(" ".join([hidden, *new]).strip())


def measured(result: Result) -> str:
    """What a table is of, as the audit log names it."""
    return f"{result.metric.label} by {words.listed(result.by)}" if result.by else result.metric.label


def _table(view: View, result: Result, happenings: list[str], *, key: str) -> None:
    formats = {name: st.column_config.NumberColumn(format=_FORMATS[result.metric.unit]) for name in _VALUES}
    table = exports.table(result)
    st.dataframe(table, hide_index=True, key=f"table_{key}", width="content", column_config=formats, placeholder="–")
    if happenings:
        st.caption(happened.legend(happenings))
    how = exports.how_counted(result, filters=view.about(result), imports=words.imported(view.choices.imports))
    how += [(f"Marked day {number}", line) for number, line in enumerate(happenings, start=1)]
    with st.container(horizontal=True):
        for kind, write in (("csv", exports.as_csv), ("xlsx", exports.as_xlsx)):
            downloads.button(
                view,
                f"Download {kind.upper()}",
                lambda write=write: write(result, how),
                file_name=f"{key}_{result.as_of:%Y-%m-%d}.{kind}",
                what=measured(result),
                filters=view.about(result),
                row_count=len(result.frame),
                key=f"{kind}_{key}",
            )
