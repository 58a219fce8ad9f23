"""What needs attention in all that a viewer may see, whatever the filters: the same on Overview and in the digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.records.database import Session, opened
from data_layer.records.entries import Decision
from data_layer.records.keeping import entries
from data_layer.scope import Scope
from metrics import alerts, decisions, renewal_lines, renewals
from metrics.alerts import Alert, Rule
from metrics.definition import Result
from metrics.sunset_register import register
from pages.parts import health_scope, measures, words
from pages.parts.measures import Question, Source
from pages.parts.view import View

PAGES = {
    Rule.BUY_IN: "buy_in",
    Rule.DORMANCY: "licenses",
    Rule.RENEWAL: "renewals",
    Rule.FEED: "data_health",
    Rule.SUNSET: "sunsets",
}


@dataclass(frozen=True)
class _Asked:
    """On what the answer depends. `reached`: the newest entry of the audit log, which notes all that people enter."""

    source: Source
    viewer: Viewer
    expected_on: date
    reached: int
    view: View = field(compare=False)


def of(view: View) -> Sequence[Alert]:
    """Every alert that this viewer may be told, by rule."""
    return _found(_Asked(view.source, view.viewer, health_scope.expected_on(view), log.reached(view.home), view))


@lru_cache(maxsize=64)
def _found(asked: _Asked) -> Sequence[Alert]:
    view = asked.view
    policy = measures.policy_of(view.source)
    found = [
        *alerts.of_buy_in(_measured(view, "staff_buy_in", ("quarter",), view.everything_known())),
        *alerts.of_dormancy(_measured(view, "dormancy_rate", ("tool",), view.this_year()), policy),
    ]
    with opened(view.home) as session:
        found += _of_renewals(view, session)
        found += _of_sunsets(view, session)
    if view.viewer.may(Capability.SEE_DATA_HEALTH):
        found += alerts.of_feeds(_measured(view, "source_lag", (), health_scope.of(view)))
    return tuple(found)


def show(view: View) -> None:
    """Folded up: a figure that is asked for comes first, and who has nothing to do is told nothing."""
    found = of(view) if view.published is None else ()  # what was urgent then is not what is now
    if not found:
        return
    head = "1 thing needs attention" if len(found) == 1 else f"{len(found)} things need attention"
    with st.expander(head, icon=":material/notifications:"):
        for rule in dict.fromkeys(alert.rule for alert in found):
            mine = [f"- {words.plain(alert.told)}" for alert in found if alert.rule is rule]
            st.markdown("\n".join([f"**{rule}**", "", *mine]))
            if page := view.pages.get(PAGES[rule]):
                st.page_link(page, label=f"Open {page.title}", icon=":material/arrow_forward:")


def _of_renewals(view: View, session: Session) -> list[Alert]:
    if not view.viewer.may(Capability.SEE_RENEWALS):
        return []
    entitlement = view.viewer.entitlement(Capability.SEE_RENEWALS)
    as_of, policy = health_scope.expected_on(view), measures.policy_of(view.source)
    with view.source.store.connect() as connection:
        lines = renewal_lines.lines(connection, entitlement=entitlement)
    fees = renewal_lines.fees(session, entitlement=entitlement)
    settled = decisions.settled(decisions.of_contracts(entries(session, Decision)))
    found = renewals.renewals(lines, fees, as_of=as_of, policy=policy, settled=settled)
    return list(alerts.of_renewals(found, as_of=as_of, policy=policy))


def _of_sunsets(view: View, session: Session) -> list[Alert]:
    if not view.viewer.may(Capability.SEE_RECORDS):
        return []
    result = _measured(view, "teacher_utilization", (), view.everything_known())
    with view.source.store.connect() as connection:
        found = register(connection, session, result=result, policy=measures.policy_of(view.source))
    return list(alerts.of_sunsets(found))


def _measured(view: View, name: str, by: tuple[str, ...], scope: Scope) -> Result:
    """Of the whole district, so that nobody works it out ahead for each school."""
    return measures.answered(Question(view.source, name, scope, by))
