"""Is a tool ready to be bought or renewed? Six points for each, with the evidence behind them."""

from __future__ import annotations

import streamlit as st

from metrics.checklist import Checklist, checklists
from pages.parts import (
    approval_words,
    checklist_card,
    checklist_forms,
    checklist_words,
    downloads,
    exports,
    measures,
    opening,
    signing,
    words,
)
from pages.parts.view import View

FILES = ("Your license list (template, CSV or XLSX)", "A roster, so that students can be counted", "A log of each tool")


def show(view: View) -> None:
    opening.title("Checklist")
    if view.scope is None or not view.choices.tools:
        opening.empty(view, missing="No tool is known yet", files=FILES)
        return
    found = _found(view)
    signing.say_what_happened()
    st.caption(f"Whole district · as of {words.day(view.choices.as_of)}")
    st.markdown(f"#### {checklist_words.answer(found)}")
    _table(view, found)
    signing.ask()
    by_name = {each.tool: each for each in found}
    _one(view, by_name[st.selectbox("One tool", list(by_name), key="tool", bind="query-params")])


def _found(view: View) -> list[Checklist]:
    asked = {"as_of": view.choices.as_of, "policy": measures.policy_of(view.source)}
    with view.source.store.connect() as connection:
        return signing.read(view, lambda session: checklists(connection, session, view.choices.tools, **asked))


def _table(view: View, found: list[Checklist]) -> None:
    table = checklist_words.table(found, measures.policy_of(view.source))
    dollars = {"Dollars per student": st.column_config.NumberColumn(format="$%.3f")}
    st.dataframe(table, hide_index=True, key="checklists", column_config=dollars, placeholder="–")
    downloads.button(
        view,
        "Download CSV",
        lambda: exports.plain_csv(table),
        file_name=f"checklists_{view.choices.as_of:%Y-%m-%d}.csv",
        what="checklists",
        row_count=table.height,
    )


def _one(view: View, found: Checklist) -> None:
    target = view.target("checklist.cost_per_student")
    with st.container(border=True):
        st.subheader(f"{found.tool}", anchor=False)
        st.markdown(f"**{checklist_words.verdict(found)}**")
        for point in found.points:
            st.markdown(f"- {checklist_words.point(point, cost=found.cost, tier=found.tier, target=target)}")
            if link := checklist_words.link(point, found.tier):
                st.link_button(f"Evidence: {checklist_words.CRITERIA[point.criterion]}", link, icon=":material/link:")
        st.markdown(approval_words.sentence(found.cost, measures.policy_of(view.source)))
        downloads.button(
            view,
            "Card to print",
            lambda: checklist_card.card(found, as_of=view.choices.as_of, target=target),
            file_name=f"checklist_{found.tool}.html".replace(" ", "_").lower(),
            what=f"checklist of {found.tool}",
            mime="text/html",
            icon=":material/print:",
        )
    with st.expander("Review a point"):
        checklist_forms.review(view, found)
    with st.expander("Add a study"):
        checklist_forms.study(view, found.tool)
    with st.expander("Add a fee beside the contract"):
        checklist_forms.fee(view, found.tool)
