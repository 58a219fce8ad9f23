"""At least one tool stands in each state of the register, and every judgment is counted again from the exports."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from data_layer.records import exchange, keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Decision
from data_layer.records.kinds import State, Verdict
from data_layer.scope import Entitlement, Scope
from data_layer.store import Home, Store
from metrics import catalogue, decisions, policy, renewal_lines, renewals
from metrics.checklist import Checklist, checklists
from metrics.sunset_register import Line, register
from tests.sample_data.counting_teachers import judgment
from tests.sample_data.exports import Exports
from tests.sample_data.logs import Use

SAMPLE = Path(__file__).parents[2] / "sample_data"
AS_OF = date(2026, 5, 15)
POLICY = policy.load()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Records of the sample district, taken in like any other file of records."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = Home(tmp_path / "records")
    with opened(home) as session:
        exchange.read(session, SAMPLE / "records.json")
    return home


@pytest.fixture
def lines(sample_store: Store, home: Home) -> dict[str, Line]:
    scope = Scope(date(2024, 8, 14), date(2026, 5, 16), AS_OF)
    with sample_store.connect() as connection, opened(home) as session:
        asked = {"policy": POLICY, "version": sample_store.version}
        result = catalogue.measure(connection, "teacher_utilization", scope, **asked)
        return {line.tool: line for line in register(connection, session, result=result, policy=POLICY)}


@pytest.fixture
def six_points(sample_store: Store, home: Home) -> dict[str, Checklist]:
    names = ["Beacon Maps", "GoalPath", "Number Trail"]
    with sample_store.connect() as connection, opened(home) as session:
        found = checklists(connection, session, names, as_of=AS_OF, policy=POLICY)
    return {each.tool: each for each in found}


def told() -> dict[str, tuple[str, str]]:
    """The README's table of the register: state and judgment of each tool."""
    rows = re.findall(r"^\| ([A-Z][\w ]+?) \| ([a-z ]+?) \| ([a-z ]+?) \|", (SAMPLE / "README.md").read_text(), re.M)
    return {tool: (state, judged) for tool, state, judged in rows}


def test_the_register_says_what_the_readme_says(lines: dict[str, Line]):
    assert {tool: (line.state.value, line.judged.judgment.value) for tool, line in lines.items()} == told()


def test_every_judgment_is_what_plain_python_counts(exports: Exports, logs: dict[str, Use]):
    assert {tool: judgment(exports, logs, tool, as_of=AS_OF) for tool in told()} == {
        tool: judged for tool, (_, judged) in told().items()
    }


def test_every_state_of_the_register_has_a_tool():
    assert {state for state, _ in told().values()} == set(State)


def test_one_tool_is_exempt_and_one_waits_for_a_review(lines: dict[str, Line]):
    assert [tool for tool, line in lines.items() if line.exemption] == ["Number Trail"]
    (review,) = [review for line in lines.values() for review in line.open_reviews]
    assert (review.tool, review.class_count, review.lost_minutes) == ("GoalPath", 3, 15 + 20 + 10)


def test_the_clocks_of_the_two_notices(lines: dict[str, Line]):
    assert lines["Fable Shelf"].earliest_on == date(2026, 5, 11)  # thirty days after April 10 is a Sunday
    assert lines["Sketch Harbor"].earliest_on == date(2026, 5, 20)  # five days after as-of


def test_what_the_removed_tool_saved_and_who_still_uses_it(lines: dict[str, Line]):
    # paid until December 31, 2025: since then 31 + 28 + 31 + 30 + 15 days
    expected = Decimal("2920.35") * (31 + 28 + 31 + 30 + 15) / 365
    assert lines["Orbit Quiz"].saved_usd == expected.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("1080.13")
    assert lines["Orbit Quiz"].used_after_on == date(2025, 9, 10)


def test_what_the_board_decided_is_meant_to_save_what_the_license_list_says(home: Home, exports: Exports):
    with opened(home) as session:
        decided = {each.tool: each for each in keeping.entries(session, Decision) if each.signed_on.year == 2026}
    prices = {each.tool: each.annual_cost_usd for each in exports.contracts if each.last == date(2026, 6, 30)}
    dropped = {tool: each.saved_usd for tool, each in decided.items() if each.verdict is Verdict.DROP}
    assert dropped == {tool: prices[tool] for tool in ("Fable Shelf", "Inkwell Studio", "Sketch Harbor")}
    given_back = prices["Nearpod"] * (300 - decided["Nearpod"].seat_count) / 300
    assert decided["Nearpod"].saved_usd == given_back.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("9496.55")


def test_the_renewals_of_the_sample_stand_as_the_readme_says(sample_store: Store, home: Home):
    everything = Entitlement()
    with sample_store.connect() as connection, opened(home) as session:
        settled = decisions.settled(decisions.of_contracts(keeping.entries(session, Decision)))
        fees = renewal_lines.fees(session, entitlement=everything)
        lines = renewal_lines.lines(connection, entitlement=everything)
        found = renewals.renewals(lines, fees, as_of=AS_OF, policy=POLICY, settled=settled)
    due = {each.tool: each.due(AS_OF).value for each in found}
    decided = dict.fromkeys(("Canvas", "Fable Shelf", "Inkwell Studio", "Nearpod", "Sketch Harbor"), "decided")
    open_ones = dict.fromkeys(("Beacon Maps", "GoalPath"), "to be decided")
    assert due == decided | open_ones | dict.fromkeys(("Clever", "Number Trail"), "overdue")


def test_one_tool_is_ready_and_the_others_lack_what_the_readme_says(six_points: dict[str, Checklist], exports: Exports):
    assert [tool for tool, found in six_points.items() if found.is_ready] == ["Beacon Maps"]
    standings = {tool: [point.standing.value for point in found.points] for tool, found in six_points.items()}
    assert standings["Number Trail"] == ["expired", "passed", "passed", "failed", "passed", "passed"]
    assert standings["GoalPath"] == ["passed", "unknown", "failed", "failed", "unknown", "unknown"]
    students = {stay.person for stay in exports.stays if stay.role == "student" and stay.holds(AS_OF)}
    cost = six_points["Number Trail"].cost
    assert cost.per_student_usd == (Decimal("21249.95") + Decimal("1250.50")) / len(students)
    found = six_points["Number Trail"].tier
    assert (found.number, found.first_failed) == (3, "it has at least 350 students")
