"""Test results meet the roster's people, shares of a district their product's name; undo takes both back."""

from pathlib import Path

import pytest

from data_layer import importing
from tests.data_layer.exports import roster

GOLDEN = Path(__file__).resolve().parents[1] / "importers" / "golden"
RESULTS = "SELECT test, subject, completed_on, score, percentile FROM assessments ORDER BY completed_on"


@pytest.fixture
def people(tmp_path, bring) -> None:
    bring(roster(tmp_path / "roster", ["s-1001 student east 03", "s-1003 student east 03"]))


@pytest.mark.usefixtures("people")
def test_results_of_people_on_the_roster_are_kept_once_however_they_came(bring, ask):
    bring(GOLDEN / "iready" / "diagnostic_results.csv")
    before = ask(RESULTS)
    assert [(test, subject, str(on), *rest) for test, subject, on, *rest in before] == [
        ("i-Ready Diagnostic", "Math", "2026-04-24", 568, 97)
    ]
    bring(GOLDEN / "iready" / "diagnostic_results.csv")
    assert ask(RESULTS) == before


@pytest.mark.usefixtures("people")
def test_undoing_the_results_takes_them_back(bring, home, ask):
    bring(GOLDEN / "iready" / "diagnostic_and_instruction.csv")
    assert [row[3] for row in ask(RESULTS)] == [585, 601]
    importing.undo(home, 2)
    assert ask(RESULTS) == []


def test_results_of_nobody_on_a_roster_are_in_no_table(bring, ask):
    bring(GOLDEN / "iready" / "diagnostic_results.csv")
    assert ask(RESULTS) == []


def test_shares_go_by_the_products_name_once_its_list_has_come(bring, home, ask):
    select = "SELECT product, vendor, access_rate FROM product_shares ORDER BY used_on, product"
    (finding,) = bring(GOLDEN / "learnplatform" / "engagement.csv").findings
    assert "not of people" in finding.note
    assert ask(select) == [("26056", None, 0.0), ("28504", None, 0.0023), ("26056", None, 1.0)]
    bring(GOLDEN / "learnplatform" / "products.csv")
    named = [("Number Trail", "Trail Inc.", 0.0), ("28504", None, 0.0023), ("Number Trail", "Trail Inc.", 1.0)]
    assert sorted(ask(select)) == sorted(named)
    importing.undo(home, 2)
    assert ask(select) == [("26056", None, 0.0), ("28504", None, 0.0023), ("26056", None, 1.0)]
