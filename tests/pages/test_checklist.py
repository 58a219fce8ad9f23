"""The six points of each tool on a page: what stands and why, a form for each point, a card for the board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import ChecklistEntry, HiddenFee, Study
from data_layer.records.kinds import Answer, Criterion
from data_layer.store import Home
from metrics import policy
from metrics.checklist import Checklist, points
from metrics.essa import Tier
from metrics.student_cost import StudentCost
from pages.parts import approval_words, checklist_words
from pages.parts.checklist_card import card
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import text_of

POLICY = policy.load()
AS_OF = date(2026, 3, 13)


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Callable[..., AppTest], own_home: Home) -> Callable[[str], AppTest]:
    def open_(tool: str = "Padlet") -> AppTest:
        page = open_page("checklist", home=own_home.path, tool=tool)
        page.text_input(key="signed_by").set_value("Reviewer").run()
        assert not page.exception
        return page

    return open_


def table(page: AppTest) -> dict[str, dict]:
    rows = next(frame.value for frame in page.dataframe if "Ready" in frame.value.columns).to_dict("records")
    return {row["Tool"]: row for row in rows}


def pass_point(page: AppTest, link: str = "https://example.org/agreement") -> AppTest:
    next(radio for radio in page.radio if radio.label == "What was found").set_value(Answer.PASSED)
    fill(page, "Link to the evidence", link)
    return press(page, "Save the review")


def test_what_nobody_looked_at_is_unknown_and_the_cost_is_computed(visit):
    page = visit()
    row = table(page)["Padlet"]
    assert (row["Ready"], row["FERPA and COPPA"], row["ESSA evidence"]) == ("0 of 6", "Unknown", "Unknown")
    # $1,000.50 for the 24, 14 and 4 students of the three schools
    assert row["Dollars per student"] == pytest.approx(1000.50 / 42)
    assert row["Cost per student"] == "Failed"
    told = text_of(page)
    assert "**0 of 2 tools are ready**" in told
    assert "$23.821 a year for each of 42 students ($1,000.50 in all); the target is under $5" in told
    assert "District target; no published evidence for this figure." in told


def test_a_review_passes_a_point_and_names_its_reviewer(visit, own_home: Home):
    page = pass_point(visit())
    assert page.success[0].value == "Padlet: the review of FERPA and COPPA is kept."
    assert table(page)["Padlet"]["FERPA and COPPA"] == "Passed"
    assert "Reviewed by Reviewer on March 13, 2026." in text_of(page)
    with opened(own_home) as session:
        (entry,) = keeping.entries(session, ChecklistEntry)
    assert (entry.criterion, entry.answer) == (Criterion.PRIVACY, Answer.PASSED)


@pytest.mark.parametrize(("link", "told"), [("", "passes with evidence"), ("javascript:alert(1)", "no web address")])
def test_a_review_without_evidence_is_refused(visit, link: str, told: str):
    page = pass_point(visit(), link)
    assert told in page.error[0].value
    assert table(page)["Padlet"]["FERPA and COPPA"] == "Unknown"


def test_the_second_of_two_reviewers_is_told(visit, own_home: Home):
    first, second = visit(), visit()
    pass_point(first, "https://example.org/first")
    pass_point(second, "https://example.org/second")
    assert "Somebody else changed this entry" in second.error[0].value
    with opened(own_home) as session:
        assert [entry.evidence_link for entry in keeping.entries(session, ChecklistEntry)] == [
            "https://example.org/first"
        ]


def test_a_fee_counts_into_the_cost_and_is_typed_as_people_type_it(visit, own_home: Home):
    page = visit()
    fill(page, "What is it for", "Training")
    fill(page, "Dollars a year", "$1,049.50")
    press(page, "Save the fee")
    assert table(page)["Padlet"]["Dollars per student"] == pytest.approx(2050 / 42)
    with opened(own_home) as session:
        (fee,) = keeping.entries(session, HiddenFee)
    assert fee.annual_cost_usd == Decimal("1049.50")


@pytest.mark.parametrize("dollars", ["a lot", "-5", "1.005", ""])
def test_a_fee_that_is_no_amount_is_refused(visit, dollars: str):
    page = visit()
    fill(page, "What is it for", "Training")
    fill(page, "Dollars a year", dollars)
    press(page, "Save the fee")
    assert page.error[0].value.startswith("Nothing was saved.")


def test_a_study_gives_the_tool_its_tier(visit, own_home: Home):
    page = visit()
    fill(page, "Title of the study", "A trial in two districts")
    fill(page, "p-value", ".05")
    press(page, "Save the study")
    assert table(page)["Padlet"]["ESSA evidence"] == "Failed"
    with opened(own_home) as session:
        (study,) = keeping.entries(session, Study)
    assert (study.p_value, study.is_effect_positive) == (Decimal(".05"), None)


def test_a_p_value_above_one_is_refused(visit):
    page = visit()
    fill(page, "Title of the study", "A trial in two districts")
    fill(page, "p-value", "5")
    assert "those lie between 0 and 1" in press(page, "Save the study").error[0].value


def test_a_study_without_a_title_is_refused(visit):
    page = press(visit(), "Save the study")
    assert "A study has a title" in page.error[0].value


def test_the_card_tells_the_verdict_and_all_six_points():
    cost, tier = StudentCost("supplemental", Decimal("100.00"), 40), Tier(None, "no study is entered")
    six = points([], cost=cost, tier=tier, as_of=AS_OF, policy=POLICY)
    found = Checklist("Padlet", six, tier, cost)
    told = card(found, as_of=AS_OF, target=POLICY.entry("checklist.cost_per_student")).decode()
    assert "<h1>Padlet: not ready</h1>" in told
    assert "as of March 13, 2026. 1 of 6 points stand." in told
    assert "$2.500 a year for each of 40 students ($100.00 in all)" in told
    assert told.count("<tr>") == 7


def test_before_the_first_import_the_page_says_what_is_missing(open_page: Callable[..., AppTest], tmp_path: Path):
    assert "No tool is known yet" in text_of(open_page("checklist", home=tmp_path / "nothing"))


@pytest.mark.parametrize(
    ("tool", "short", "told"),
    [
        ("Padlet", "Unassigned: ask", "nobody was given this amount, so ask**, at $1,000.50 a year"),
        ("Nearpod", "Specialist", "the educational technology specialist**, at $6,000.00 a year"),
    ],
)
def test_the_page_says_who_approves_a_tool_at_its_cost(visit, tool: str, short: str, told: str):
    page = visit(tool)
    assert table(page)[tool]["Who approves"] == short
    assert told in text_of(page)
    assert "Specialist: $5,000 to $25,000. Ed tech office: $50,000 to $500,000." in text_of(page)


def test_a_fee_counts_into_the_amount_that_is_approved(visit):
    page = visit("Padlet")
    fill(page, "What is it for", "Training")
    fill(page, "Dollars a year", "3,999.50")
    page = press(page, "Save the fee")
    assert table(page)["Padlet"]["Who approves"] == "Specialist"


def test_nobody_is_named_where_no_contract_says_the_cost():
    cost = StudentCost("supplemental", None, 0, "a contract in force says no cost")
    assert approval_words.short(cost, POLICY) is None
    assert approval_words.sentence(cost, POLICY) == "Who approves it depends on its cost, which is not known."


@pytest.mark.parametrize(("student_count", "is_told"), [(9, False), (10, True)])
def test_the_cost_for_each_of_few_students_would_tell_how_many_they_are(student_count: int, is_told: bool):
    cost = StudentCost("supplemental", Decimal("90.00"), student_count, smallest=10)
    target, tier = policy.load().entry("checklist.cost_per_student"), Tier(None)
    (point,) = (
        each
        for each in points([], cost=cost, tier=tier, as_of=date(2026, 3, 13), policy=policy.load())
        if each.criterion is Criterion.COST
    )
    told = checklist_words.point(point, cost=cost, tier=tier, target=target)
    assert ("a year for each of" in told) is is_told
    assert ("Too few students" in told) is not is_told
