"""All about one tool: what it costs, who uses it, for how long seats lie unused, what is risky, what was decided."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from data_layer.records.entries import Decision
from data_layer.records.keeping import entries
from metrics import renewal_lines
from metrics.contract_lines import contract_lines
from metrics.decisions import saved
from metrics.portfolio import Line
from pages.parts import (
    cards,
    checklist_words,
    decision_words,
    opening,
    portfolio_lines,
    portfolio_words,
    renewal_words,
    section,
    sentences,
    signing,
    sunset_words,
    tool_words,
    words,
)
from pages.parts.charts import bars, lines
from pages.parts.view import View

FILES = ("Your license list (template, CSV or XLSX)", "A log of the tool", "A roster, so that people can be counted")
_HEADLINES = ("adoption_rate", "seat_utilization", "unused_spend", "cost_per_active_user")
_CONTRACTS = {
    "Annual cost": st.column_config.NumberColumn(format="dollar"),
    "Seats": st.column_config.NumberColumn(format="localized"),
    **{name: st.column_config.DateColumn(format="MMM D, YYYY") for name in ("From", "To")},
}


def show(view: View) -> None:
    opening.title("Tool")
    if view.scope is None or not view.choices.tools:
        opening.empty(view, missing="No tool is known yet", files=FILES)
        return
    st.page_link(view.pages["portfolio"], label="All tools", icon=":material/arrow_back:")
    tool = st.selectbox("Tool", view.choices.tools, key="tool", bind="query-params", width=320)
    found = portfolio_lines.read(view, portfolio_lines.figures(view))
    line = next(each for each in found if each.tool == tool)
    view = replace(view, scope=replace(view.this_year(), tools=frozenset({tool})))
    st.caption(f"Whole district · as of {words.day(view.choices.as_of)}")
    st.markdown(f"#### {tool_words.answer(line)}")
    for warning in portfolio_words.warnings([line]):
        st.warning(warning, icon=":material/warning:")
    headlines = [cards.of_period(view, name) for name in _HEADLINES]
    if measured := [card for card in headlines if not card.result.is_empty]:
        cards.row(view, measured)
    _use(view)
    _seats(view, line)
    _features(view)
    _entered(view, line)
    _contracts(view, tool)


def _use(view: View) -> None:
    result = view.measure("adoption_rate", by=("tool", "month"))
    section.draw(
        view,
        result,
        lines.draw(result, series="tool"),
        finding=sentences.leading_last(result),
        measure="Share of those who may use it who used it in the month",
        alt=lines.describe(result, series="tool"),
    )


def _seats(view: View, line: Line) -> None:
    if portfolio_words.funnel(line) is None:
        st.caption("Its seats are not shown: no contract says how many, no log tells their use, or too few hold one.")
        return
    stages = view.measure("license_funnel", by=("tool", "stage"))
    section.draw(
        view,
        stages,
        bars.draw_steps(stages, group="tool", step="stage"),
        finding=sentences.funnel(stages),
        measure="Seats bought, assigned, ever used and in use",
        alt=bars.describe_parts(stages, group="tool", part="stage"),
    )
    bands = view.measure("dormancy_bands", by=("tool", "band"))
    section.draw(
        view,
        bands,
        bars.draw_parts(bands, group="tool", part="band"),
        finding=sentences.bands(bands),
        measure="Seats by school days since their last use",
        alt=bars.describe_parts(bands, group="tool", part="band"),
    )


def _features(view: View) -> None:
    """Where its log tells features apart."""
    result = view.measure("feature_utilization", by=("tool", "feature"))
    if result.is_empty:
        return
    section.draw(
        view,
        result,
        bars.draw(result, group="feature"),
        finding=sentences.most(result, group="feature"),
        measure="Share of the people who used it this school year who used the feature",
        alt=bars.describe(result, group="feature"),
    )


def _entered(view: View, line: Line) -> None:
    """What people know and decided: staff's teaching with it, the checklist, the register, the decisions."""
    st.subheader("What staff do and think", anchor=False)
    st.markdown(
        f"- **Teachers who use it:** {portfolio_words.teachers(line)}\n"
        f"- **Staff buy-in:** {portfolio_words.buy_in(line).lower()}"
    )
    _checklist(view, line)
    _register(view, line)
    with st.container(key="section_decisions"):
        st.subheader("What was decided", anchor=False)
        told = "\n".join(f"- {each}" for each in _decisions(view, line.tool))
        st.markdown(told or "Nothing was decided about it yet.")
        if line.renews_on:
            renewal = renewal_words.name(line.tool, line.renews_on)
            _link("renewals", label="Decide on its renewal", renewal=renewal)


def _decisions(view: View, tool: str) -> list[str]:
    """Each with what it saved, the oldest first."""
    with view.source.store.connect() as connection:
        lines = renewal_lines.lines(connection, entitlement=view.scope.entitlement)

    def told(session: signing.Session) -> list[str]:
        fees = renewal_lines.fees(session, entitlement=view.scope.entitlement)
        found = entries(session, Decision, tool=tool)
        as_of = view.choices.as_of
        return [decision_words.told(each, saved(each, lines, fees, as_of=as_of)) for each in found]

    return signing.read(view, told)


def _checklist(view: View, line: Line) -> None:
    target = view.target("checklist.cost_per_student")
    found = line.checklist
    st.subheader("Its checklist", anchor=False)
    points = [checklist_words.point(point, cost=found.cost, tier=found.tier, target=target) for point in found.points]
    st.markdown("\n".join([f"**{checklist_words.verdict(found)}**", "", *(f"- {point}" for point in points)]))
    _link("checklist", label="Review it", tool=line.tool)


def _register(view: View, line: Line) -> None:
    found = line.register
    icon, state = sunset_words.STATES[found.state]
    st.subheader(f"In the register: {icon} {state.lower()}", anchor=False)
    history = [f"- {sunset_words.step(step)}" for step in found.steps]
    judged = sunset_words.judged(found.judged, view.target("sunset.teacher_utilization"))
    st.markdown("\n".join([judged, "", *history]))
    _link("sunsets", label="Go to the register", tool=line.tool)


def _link(path: str, *, label: str, **asked: str) -> None:
    """By its address: a page link would lose the tool, since both pages keep theirs under one name."""
    st.link_button(label, f"{path}?{urlencode(asked)}", icon=":material/arrow_forward:")


def _contracts(view: View, tool: str) -> None:
    st.subheader("Its contracts", anchor=False)
    with view.source.store.connect() as connection:
        found = contract_lines(connection, tool)
    if not found:
        st.markdown("No contract of it is in the license list.")
        return
    st.dataframe(
        tool_words.contracts(found), hide_index=True, key="contracts", column_config=_CONTRACTS, placeholder="–"
    )
