"""What changed between two periods? The five largest moves in sentences, and the groups that moved each of them."""

from __future__ import annotations

import streamlit as st

from metrics import changes
from metrics.moves import Changes, Move, Split
from pages.parts import (
    change_words,
    chart_files,
    compared,
    downloads,
    exports,
    happened,
    measures,
    opening,
    scope_words,
    theme,
    words,
)
from pages.parts.charts import contributions
from pages.parts.view import View

FILES = (
    "A log of what people do: Canvas web logs or page views, a Moodle log report, Clever participation",
    "A roster (OneRoster), a staff survey or a license list: the more is in, the more can be compared",
)
_CONFIG = {"displayModeBar": False, "responsive": True}
_KEY = "changes"
_BY = {"school": "School", "grade_level": "Grade level", "tool": "Tool"}


def show(view: View) -> None:
    opening.title("What changed")
    if view.scope is None:
        opening.empty(view, missing="Nothing with a date has been imported yet", files=FILES)
        return
    before, now = compared.ask(view)
    st.caption(f"{_whom(view)} · {before.label} and {now.label} · as of {words.day(view.choices.as_of)}")
    rules = measures.policy_of(view.source)
    found = changes.changes(before.side(), now.side(), policy=rules)
    st.markdown(f"#### {change_words.answer(found)}")
    if found.moves:
        _sentences(found)
    if meanwhile := happened.within(view, [before.period, now.period]):
        st.caption(f"Marked in these days:  \n{happened.legend(meanwhile)}")
    if found.moves:
        _picture(view, found)
    st.caption("  \n".join(change_words.remarks(found)))
    with st.container(horizontal=True):
        _table(view, found)
        with st.popover("How is this worked out?", icon=":material/info:"):
            st.markdown(change_words.RULE)


def _whom(view: View) -> str:
    return scope_words.population(view.scope, view.choices.schools)


def _sentences(found: Changes) -> None:
    for move in found.moves:
        parts = "".join(f"\n    - {part}" for part in change_words.parts(move))
        st.markdown(f"- {change_words.icon(move)} {change_words.headline(move, found)}.{parts}")


def _picture(view: View, found: Changes) -> None:
    """One move at a time, by one kind of group: what is chosen stands in the address."""
    apart = {move.metric.label: move for move in found.moves if move.splits}
    if not apart:
        return
    which, by = st.columns(2)
    with which:
        move = apart[st.selectbox("Parts of which move", list(apart), key="move", bind="query-params")]
    with by:
        kinds = {_BY[split.group]: split for split in move.splits}
        split = kinds[st.selectbox("By", list(kinds), key="parts", bind="query-params")]
    _chart(view, move, split, found)


def _chart(view: View, move: Move, split: Split, found: Changes) -> None:
    measure, alt = change_words.subtitle(move, split, found), contributions.describe(move, split)
    figure = contributions.draw(move, split)
    figure.layout.template = theme.template(st.context.theme.type or theme.LIGHT)
    title = words.sentence_case(change_words.headline(move, found).replace("**", ""))
    with st.container(key=f"section_{_KEY}"):
        st.subheader(title, anchor=False)
        st.caption(f"{measure} · {_whom(view)}.{change_words.left_out(split)}")
        st.plotly_chart(figure, theme=None, key=f"chart_{_KEY}", config=_CONFIG, alt=alt)
        told = {"title": title, "source": f"{measure} · {_whom(view)}", "alt": alt, "what": "what changed"}
        with st.container(horizontal=True):
            chart_files.buttons(view, figure, **told, key=_KEY)


def _table(view: View, found: Changes) -> None:
    table = change_words.table(found)
    how = change_words.how_made(
        found,
        whom=_whom(view),
        as_of=words.day(view.choices.as_of),
        version=view.source.store.version,
        imports=words.imported(view.choices.imports),
    )
    with st.popover("Table and download", icon=":material/table:"):
        st.dataframe(table, hide_index=True, key=f"table_{_KEY}", width="content", placeholder="–")
        for kind, write in (("csv", exports.noted_csv), ("xlsx", exports.noted_xlsx)):
            downloads.button(
                view,
                f"Download {kind.upper()}",
                lambda write=write: write(table, how),
                file_name=f"{_KEY}_{view.choices.as_of:%Y-%m-%d}.{kind}",
                what="what changed",
                filters=_whom(view),
                row_count=table.height,
            )
