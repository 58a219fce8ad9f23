"""Each rule just before, at and after its limit, and nothing about what is hidden, excused or decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data_layer.records.entries import Exemption
from data_layer.records.kinds import State
from metrics import alerts
from metrics.alerts import Rule
from metrics.definition import Status
from metrics.renewals import renewals
from metrics.source_lag import LATE, STALE
from metrics.sunset_register import Line
from metrics.sunset_rule import Judged, Judgment
from tests.metrics.renewing import POLICY, line
from tests.pages.results import hidden, result_of

NOTICE_ON = date(2026, 5, 1)


def quarter(name: str, status: Status | None) -> dict:
    return {"quarter": name, "numerator": 15, "denominator": 20, "status": status}


def test_a_verdict_that_changed_is_told_with_both_quarters():
    held = result_of([quarter("Q1", Status.MET), quarter("Q2", Status.NOT_MET)], by=("quarter",))
    (found,) = alerts.of_buy_in(held)
    assert (found.rule, found.subject) == (Rule.BUY_IN, "Q2")
    assert found.told == (
        "Staff buy-in: the target was met in Q1. In Q2 15 of 20 who answered, 75%, find the technology useful: not met."
    )


def test_quarters_without_a_survey_do_not_hide_a_change():
    rows = [quarter("Q1", Status.INCONCLUSIVE), quarter("Q2", Status.NOT_MEASURED), quarter("Q3", Status.MET)]
    assert [each.subject for each in alerts.of_buy_in(result_of(rows, by=("quarter",)))] == ["Q3"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [quarter("Q1", Status.MET)],
        [quarter("Q1", Status.MET), quarter("Q2", Status.MET)],
        [quarter("Q1", Status.MET), hidden(quarter="Q2")],
        [quarter("Q1", Status.MET), quarter("Q2", Status.NOT_MET), quarter("Q3", Status.NOT_MET)],
    ],
    ids=["no survey", "one survey", "the same", "too few to show", "changed a quarter ago"],
)
def test_without_a_new_verdict_there_is_no_alert_on_buy_in(rows: list[dict]):
    assert not list(alerts.of_buy_in(result_of(rows, by=("quarter",))))


def test_tools_over_the_alarm_are_told_with_their_seats_and_the_others_are_not():
    rows = [
        {"tool": "Nearpod", "numerator": 51, "denominator": 100, "status": Status.NOT_MET},
        {"tool": "Padlet", "numerator": 50, "denominator": 100, "status": Status.MET},
        hidden(tool="Small"),
    ]
    (found,) = alerts.of_dormancy(result_of(rows, by=("tool",)), POLICY)
    assert found.told == "Nearpod: 51 of 100 seats, 51%, lie dormant; more than 50% is an alarm."


@pytest.mark.parametrize(
    ("days_left", "told"),
    [
        (31, None),
        (30, "notice is possible until May 1, 2026"),
        (0, "notice is possible until May 1, 2026"),
        (-1, "the time to give notice ended on May 1, 2026"),
        (-60, "the time to give notice ended on May 1, 2026"),
        (-61, None),
    ],
    ids=["a day early", "thirty days", "the last day", "a day late", "the contract's last day", "after its end"],
)
def test_an_undecided_contract_is_an_alert_from_thirty_days_before_its_notice_until_its_end(days_left: int, told: str):
    as_of = NOTICE_ON - timedelta(days=days_left)
    found = list(alerts.of_renewals(renewals([line()], (), as_of=as_of, policy=POLICY), as_of=as_of, policy=POLICY))
    assert [told in each.told for each in found] == ([] if told is None else [True])


def test_a_contract_that_is_decided_is_no_alert():
    settled = frozenset({("Nearpod", date(2026, 6, 30))})
    found = renewals([line()], (), as_of=NOTICE_ON, policy=POLICY, settled=settled)
    assert found
    assert not list(alerts.of_renewals(found, as_of=NOTICE_ON, policy=POLICY))


def test_a_source_is_an_alert_once_it_is_stale_and_not_while_it_is_late():
    last_on = date(2026, 3, 2)
    rows = [
        {"source": "Canvas", "numerator": 4, "value": 4, "freshness": STALE, "last_on": last_on},
        {"source": "Clever", "numerator": 2, "value": 2, "freshness": LATE, "last_on": last_on},
    ]
    (found,) = alerts.of_feeds(result_of(rows, by=("source",)))
    assert found.told == "Canvas: nothing since March 2, 2026, which is 4 school days ago."


ROW = {"numerator": 3, "denominator": 12, "value": 0.25}
JUDGED = Judged(Judgment.FLAG, "Fall", ROW, due_on=date(2026, 1, 5))


def test_a_tool_that_the_rule_flags_is_told_until_somebody_acts():
    (found,) = alerts.of_sunsets([Line("Padlet", JUDGED)])
    assert found.told == "Padlet: 3 of 12 teachers, 25%, used it in Fall. It is to be flagged."


@pytest.mark.parametrize(
    "line_",
    [
        Line("Padlet", JUDGED, state=State.FLAGGED),
        Line("Padlet", JUDGED, exemption=Exemption()),
        Line("Padlet", Judged(Judgment.KEEP, "Fall", ROW)),
        Line("Padlet", Judged(Judgment.SMALL_BASE, "Fall")),
    ],
    ids=["flagged already", "exempt", "kept", "small base"],
)
def test_a_tool_that_needs_no_act_is_no_alert(line_: Line):
    assert not list(alerts.of_sunsets([line_]))
