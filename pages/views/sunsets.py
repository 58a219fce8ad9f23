"""Which tools should go, how far is each on its way out, and what did that save?"""

from __future__ import annotations

import streamlit as st

from data_layer.records.kinds import State
from metrics.definition import Result
from metrics.sunset_register import Line, register
from pages.parts import (
    definitions,
    downloads,
    exports,
    measures,
    notice_page,
    opening,
    signing,
    sunset_forms,
    sunset_words,
    words,
)
from pages.parts.view import View

FILES = (
    "Your school calendar with its semesters (template)",
    "Your license list (template, CSV or XLSX)",
    "A roster, and a log of each tool",
)


def show(view: View) -> None:
    opening.title("Sunset register")
    if view.scope is None:
        opening.empty(view, missing="No tool is known yet", files=FILES)
        return
    result = _utilization(view)
    lines = _lines(view, result)
    if not lines:
        opening.empty(view, missing="No tool is known yet", files=FILES)
        return
    signing.say_what_happened()
    st.caption(f"Whole district · as of {words.day(view.choices.as_of)}")
    st.markdown(f"#### {sunset_words.answer(lines)}")
    _table(view, lines, result)
    signing.ask()
    _tool(view, lines)
    _incidents(view, lines)


def _utilization(view: View) -> Result:
    """Of every semester up to as-of, whatever the filters."""
    return view.measure("teacher_utilization", scope=view.everything_known())


def _lines(view: View, result: Result) -> list[Line]:
    policy = measures.policy_of(view.source)
    with view.source.store.connect() as connection:
        return signing.read(view, lambda session: register(connection, session, result=result, policy=policy))


def _table(view: View, lines: list[Line], result: Result) -> None:
    table = sunset_words.table(lines)
    dollars = st.column_config.NumberColumn(format="dollar")
    days = st.column_config.DateColumn(format="MMM D, YYYY")
    formats = {"Saved so far": dollars, "Can be removed from": days}
    st.dataframe(table, hide_index=True, key="register", column_config=formats, placeholder="–")
    target = view.target("sunset.teacher_utilization")
    st.caption(f"Target: {definitions.value(target)} in the first full semester. {target.reference}")
    with st.container(horizontal=True):
        downloads.button(
            view,
            "Download CSV",
            lambda: exports.plain_csv(table),
            file_name=f"sunset_register_{view.choices.as_of:%Y-%m-%d}.csv",
            what="sunset register",
            row_count=table.height,
        )
        definitions.popover(view, result)


def _tool(view: View, lines: list[Line]) -> None:
    by_name = {line.tool: line for line in lines}
    tool = st.selectbox("One tool", list(by_name), key="tool", bind="query-params")
    line = by_name[tool]
    icon, state = sunset_words.STATES[line.state]
    with st.container(border=True):
        st.subheader(f"{icon} {tool}: {state.lower()}", anchor=False)
        st.markdown(sunset_words.judged(line.judged, view.target("sunset.teacher_utilization")))
        _standing(line)
        _history(line)
        _reviews(view, line)
        sunset_forms.unsent_notices(view, line)
        sunset_forms.next_step(view, line)
        _notices(view, line)
        if line.state is State.ACTIVE:
            with st.expander("Exemption", expanded=line.exemption is not None):
                sunset_forms.exemption(view, line)


def _standing(line: Line) -> None:
    """What else there is to know: an exemption, what was saved, use that goes on."""
    if line.exemption:
        until = f" until {words.day(line.exemption.ends_on)}" if line.exemption.ends_on else ""
        st.info(f"Exempt{until}: {line.exemption.reason} ({line.exemption.signed_by})", icon=":material/shield:")
    if line.earliest_on and line.state in sunset_words.ON_THE_WAY:
        st.markdown(f"It can be removed on **{words.day(line.earliest_on)}** at the earliest.")
    if line.state is State.REMOVED:
        st.markdown(sunset_words.removed(line))
    if line.used_after_on:
        st.warning(sunset_words.used_after(line), icon=":material/warning:")


def _history(line: Line) -> None:
    told = [f"- {sunset_words.step(step)}" for step in line.steps]
    sent = [
        f"- Notice to {notice.audience}: {words.day(notice.sent_on) if notice.sent_on else 'not sent yet'}"
        for notice in line.notices
    ]
    if told or sent:
        st.markdown("\n".join([*told, *sent]))


def _reviews(view: View, line: Line) -> None:
    policy = measures.policy_of(view.source)
    for review in line.open_reviews:
        st.warning(f"Review open. {sunset_words.review(review, policy)}", icon=":material/report:")
        sunset_forms.close_review(view, review)


def _notices(view: View, line: Line) -> None:
    """The notice to print for each affected group, from the flag until the removal."""
    if line.state not in sunset_words.ON_THE_WAY:
        return
    audiences = dict.fromkeys(
        [*(sunset_words.AUDIENCES[role] for role in line.roles), *(notice.audience for notice in line.notices)]
    )
    st.markdown("The notice, to print:")
    with st.container(horizontal=True):
        for audience in audiences:
            downloads.button(
                view,
                audience,
                lambda audience=audience: notice_page.notice(
                    line, audience, as_of=view.choices.as_of, wait=view.target("sunset.notice")
                ),
                file_name=f"notice_{line.tool}_{audience}.html".replace(" ", "_").lower(),
                what=f"notice of the sunset of {line.tool}",
                mime="text/html",
                key=f"notice_{line.tool}_{audience}",
                icon=":material/print:",
            )


def _incidents(view: View, lines: list[Line]) -> None:
    with st.expander("Log an incident that cost instructional time"):
        sunset_forms.incident(view, [line.tool for line in lines])
