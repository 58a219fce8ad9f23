"""By when must each contract be decided on, how many seats should be renewed, and what was decided?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.records.entries import Decision
from data_layer.records.keeping import entries
from metrics import decisions, renewal_calendar, renewal_lines, renewals, right_sizing
from metrics.renewals import Renewal
from pages.parts import (
    chart_files,
    decision_form,
    decision_words,
    downloads,
    exports,
    measures,
    opening,
    portfolio_lines,
    portfolio_words,
    renewal_words,
    signing,
    theme,
    words,
)
from pages.parts.charts import timeline
from pages.parts.view import View

FILES = ("Your license list (template, CSV or XLSX): tool, seats, annual cost, start, end, notice days",)
_CALENDAR = "Contracts, and the day by which each must be decided on"
_CONFIG = {"displayModeBar": False, "responsive": True}
Decided = dict[decisions.Key, Decision]
_DAYS = st.column_config.DateColumn(format="MMM D, YYYY")


def show(view: View) -> None:
    opening.title("Renewals")
    lines = _lines(view)
    if not lines:
        opening.empty(view, missing="No contract is known yet", files=FILES)
        return
    as_of = view.choices.as_of
    entitlement = view.scope.entitlement
    fees = signing.read(view, lambda session: renewal_lines.fees(session, entitlement=entitlement))
    decided = signing.read(view, lambda session: decisions.of_contracts(entries(session, Decision)))
    asked = {"as_of": as_of, "policy": measures.policy_of(view.source), "settled": decisions.settled(decided)}
    found = renewals.renewals(lines, fees, **asked)
    signing.say_what_happened()
    st.caption(f"{view.whom()} · as of {words.day(as_of)}")
    st.markdown(f"#### {renewal_words.answer(found, as_of=as_of)}")
    for problem in renewals.problems(lines):
        st.warning(renewal_words.problem(problem), icon=":material/warning:")
    if found:
        _calendar(view, found, as_of=as_of)
        shown = decided if view.viewer.may(Capability.SEE_RECORDS) else None
        _table(view, found, shown, as_of=as_of)
        _how(view)
        _one(view, found, shown)


def _lines(view: View) -> list[renewals.Line]:
    if view.scope is None:
        return []
    with view.source.store.connect() as connection:
        return renewal_lines.lines(connection, entitlement=view.scope.entitlement)


def _calendar(view: View, found: list[Renewal], *, as_of: date) -> None:
    st.subheader(_CALENDAR, anchor=False)
    figure = timeline.draw(found, as_of=as_of)
    figure.layout.template = theme.template(st.context.theme.type or theme.LIGHT)
    alt = timeline.describe(found, as_of=as_of)
    st.plotly_chart(figure, theme=None, key="chart_renewals", config=_CONFIG, alt=alt)
    told = {"title": _CALENDAR, "source": f"Contracts and decisions, {view.whom()}", "alt": alt, "what": "renewals"}
    with st.container(horizontal=True):
        chart_files.buttons(view, figure, **told, key="renewals")


def _table(view: View, found: list[Renewal], decided: Decided | None, *, as_of: date) -> None:
    table = renewal_words.table(found, decided, as_of=as_of)
    formats = dict.fromkeys(("Decide by", "Notice until", "Ends"), _DAYS)
    formats["A year"] = st.column_config.NumberColumn(format="dollar")
    formats["Seats"] = st.column_config.NumberColumn(format="localized")
    st.dataframe(table, hide_index=True, key="renewals", column_config=formats, placeholder="–")
    with st.container(horizontal=True):
        downloads.button(
            view,
            "Calendar file (.ics)",
            lambda: renewal_calendar.ics(found, as_of=as_of),
            file_name=f"renewals_{as_of:%Y-%m-%d}.ics",
            what="renewals",
            row_count=len(found),
            mime="text/calendar",
            icon=":material/event:",
        )
        downloads.button(
            view,
            "Download CSV",
            lambda: exports.plain_csv(table),
            file_name=f"renewals_{as_of:%Y-%m-%d}.csv",
            what="renewals",
            row_count=table.height,
        )


def _how(view: View) -> None:
    lead, evidence = (view.target(f"renewals.{name}") for name in ("lead", "evidence"))
    st.caption(
        f"Decide by: the contract's last day, less its notice period, less {lead.value:g} days. Use is looked at as it "
        f"stood {evidence.value:g} days before the end. Terms are priced by whole years, the rest by days of 365."
    )


def _one(view: View, found: list[Renewal], decided: Decided | None) -> None:
    by_name = {renewal_words.name(each.tool, each.ends_on): each for each in found}
    renewal = by_name[st.selectbox("One renewal", list(by_name), key="renewal", bind="query-params")]
    with st.container(border=True):
        st.subheader(renewal_words.title(renewal, as_of=view.choices.as_of), anchor=False)
        formats = {"From": _DAYS, "To": _DAYS, "Seats": st.column_config.NumberColumn(format="localized")}
        st.dataframe(
            renewal_words.lines_table(renewal), hide_index=True, key="lines", column_config=formats, placeholder="–"
        )
        _evidence(view, renewal)
        if decided is not None:
            _decision(view, renewal, decided.get((renewal.tool, renewal.ends_on)))


def _evidence(view: View, renewal: Renewal) -> None:
    """Use as it stood on the frozen day, or so far where that day is still to come; and the seats that would do."""
    day = min(renewal.evidence_on, view.choices.as_of)
    everything = view.without_filters()
    scope = replace(everything.with_period(min(everything.period_start, day), day + timedelta(days=1)), as_of=day)
    results = [view.measure(name, by=("tool",), scope=scope) for name in right_sizing.EVIDENCE]
    engaged = right_sizing.engaged(results, renewal.tool)
    st.markdown(renewal_words.evidence(engaged, renewal, day=day))
    if engaged.count is None or right_sizing.resized(renewal, 0) is None:
        return
    fitting = right_sizing.seats_to_renew(engaged.count, measures.policy_of(view.source))
    key = decision_form.seats_key(renewal)
    spare = words.whole_percent(view.target("renewals.spare_seats").value)
    seats = st.number_input(
        f"Seats to renew (those in use and {spare} more; change it)", min_value=0, value=fitting, key=key, width=320
    )
    st.markdown(renewal_words.resized(right_sizing.resized(renewal, int(seats)), renewal))


def _decision(view: View, renewal: Renewal, known: Decision | None) -> None:
    """What is recommended by which rule, what was decided, and the form."""
    lines = portfolio_lines.read(view, portfolio_lines.figures(view))
    advised = next((line for line in lines if line.tool == renewal.tool), None)
    if advised:
        st.markdown(f"Recommended: {portfolio_words.advice(advised)}")
    if known:
        st.markdown(f"Decided: {decision_words.told(known, decisions.Saved(None))}")
    if not view.viewer.may(Capability.EDIT_RECORDS):
        return
    signing.ask()
    decision_form.ask(view, renewal, known=known, rule=advised.rule.name if advised else None)
