"""Six points decide whether a tool is ready: unknown is neither passed nor failed, and evidence expires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, opened
from data_layer.records.entries import ChecklistEntry, HiddenFee, Study
from data_layer.records.kinds import Answer, Criterion, Design, Rating
from data_layer.records.reviewing import ReviewIncomplete, review
from data_layer.store import Home
from metrics import policy
from metrics.checklist import COMPUTED, Checklist, Standing, checklists, points
from metrics.essa import Tier
from metrics.student_cost import StudentCost, student_cost
from tests.building import store_of

POLICY = policy.load()
AS_OF = date(2026, 3, 13)
EXPIRY = date(2026, 7, 1)
TIER_4 = Tier(4)
CHEAP = StudentCost("supplemental", Decimal("4.99"), 1)
REVIEWED = [criterion for criterion in Criterion if criterion not in COMPUTED]


def entry(criterion: Criterion, answer: Answer = Answer.PASSED, **words: object) -> ChecklistEntry:
    return ChecklistEntry(tool="Padlet", criterion=criterion, answer=answer, reviewed_on=AS_OF, **words)


def standings(found: list[ChecklistEntry], *, cost: StudentCost = CHEAP, tier: Tier = TIER_4, as_of: date = AS_OF):
    return {each.criterion: each.standing for each in points(found, cost=cost, tier=tier, as_of=as_of, policy=POLICY)}


def ready(found: list[ChecklistEntry], *, cost: StudentCost = CHEAP, tier: Tier = TIER_4, as_of: date = AS_OF) -> bool:
    six = points(found, cost=cost, tier=tier, as_of=as_of, policy=POLICY)
    return Checklist("Padlet", six, tier, cost).is_ready


ALL_PASSED = [entry(criterion) for criterion in REVIEWED]


def test_a_tool_is_ready_when_all_six_stand():
    assert ready(ALL_PASSED)
    assert set(standings(ALL_PASSED).values()) == {Standing.PASSED}


@pytest.mark.parametrize("criterion", REVIEWED)
@pytest.mark.parametrize("answer", [Answer.FAILED, Answer.UNKNOWN, None])
def test_five_of_six_are_not_ready(criterion: Criterion, answer: Answer | None):
    others = [each for each in ALL_PASSED if each.criterion is not criterion]
    found = others if answer is None else [*others, entry(criterion, answer)]
    assert not ready(found)
    expected = Standing.FAILED if answer is Answer.FAILED else Standing.UNKNOWN
    assert standings(found)[criterion] is expected


def test_evidence_holds_until_the_day_before_it_expires():
    found = [entry(criterion, expires_on=EXPIRY) for criterion in REVIEWED]
    assert ready(found, as_of=date(2026, 6, 30))
    assert not ready(found, as_of=EXPIRY)
    assert standings(found, as_of=EXPIRY)[Criterion.PRIVACY] is Standing.EXPIRED


def test_what_failed_does_not_get_better_by_expiring():
    found = [entry(Criterion.PRIVACY, Answer.FAILED, expires_on=EXPIRY)]
    assert standings(found, as_of=EXPIRY)[Criterion.PRIVACY] is Standing.FAILED


@pytest.mark.parametrize(
    ("dollars", "students", "standing"),
    [
        ("4999.99", 1000, Standing.PASSED),
        ("5000.00", 1000, Standing.FAILED),
        ("5000.01", 1000, Standing.FAILED),
        ("4995.00", 999, Standing.FAILED),
        ("4994.99", 999, Standing.PASSED),
        ("0.00", 1000, Standing.PASSED),
    ],
)
def test_exactly_five_dollars_a_student_fails_and_less_passes_unrounded(
    dollars: str, students: int, standing: Standing
):
    cost = StudentCost("supplemental", Decimal(dollars), students)
    assert standings(ALL_PASSED, cost=cost)[Criterion.COST] is standing


def test_a_free_tool_passes_and_is_marked():
    cost = StudentCost("supplemental", Decimal(0), 1000)
    (point,) = [
        each
        for each in points([], cost=cost, tier=Tier(4), as_of=AS_OF, policy=POLICY)
        if each.criterion is Criterion.COST
    ]
    assert point.note == "free: read what it does with data"


def test_the_cost_of_a_core_tool_is_not_asked():
    cost = StudentCost("core", Decimal(90000), 1000)
    assert standings(ALL_PASSED, cost=cost)[Criterion.COST] is Standing.NOT_APPLICABLE
    assert ready(ALL_PASSED, cost=cost)


def test_a_cost_that_nobody_knows_is_unknown():
    cost = StudentCost("supplemental", None, 0, "no contract is in force")
    assert standings(ALL_PASSED, cost=cost)[Criterion.COST] is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("tier", "standing"),
    [
        (Tier(1), Standing.PASSED),
        (Tier(4), Standing.PASSED),
        (Tier(None, "no study is entered"), Standing.UNKNOWN),
        (Tier(None, "there is a well-specified logic model", Study()), Standing.FAILED),
    ],
)
def test_tier_4_or_better_passes(tier: Tier, standing: Standing):
    assert standings(ALL_PASSED, tier=tier)[Criterion.EVIDENCE] is standing


def contract(cost: str | None, school: str | None, **words: object) -> dict:
    term = {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}
    return {
        "contract_id": 1,
        "tool_id": 1,
        "school_id": school,
        "annual_cost_usd": cost and Decimal(cost),
        **term,
        **words,
    }


def students(count: int, school: str, *, first: int = 1, **words: object) -> list[dict]:
    stay = {"school_id": school, "role": "student", "starts_on": date(2025, 8, 1), "ends_on": date(2026, 6, 1), **words}
    return [{"person_id": first + place, **stay} for place in range(count)]


@pytest.fixture
def cost_of(tmp_path: Path):
    def found(contracts: list[dict], stays: list[dict], *, fees: tuple[HiddenFee, ...] = ()) -> StudentCost:
        tools = "tool_id | name | tier\n 1 | Padlet | supplemental"
        with store_of(tmp_path, tools=tools, contracts=contracts, memberships=stays).connect() as connection:
            return student_cost(connection, "Padlet", as_of=AS_OF, fees=fees)

    return found


def test_the_cost_is_out_of_the_students_that_the_contract_covers(cost_of):
    stays = [*students(3, "oak"), *students(2, "elm", first=4), *students(1, "oak", first=9, role="teacher")]
    assert cost_of([contract("12.00", "oak")], stays).per_student_usd == 4


def test_a_contract_without_a_school_covers_the_district_and_everybody_counts_once(cost_of):
    stays = [*students(3, "oak"), *students(3, "elm")]
    found = cost_of([contract("12.00", None), contract("3.00", "oak")], stays)
    assert (found.annual_cost_usd, found.student_count) == (15, 3)


def test_fees_count_and_contracts_out_of_force_do_not(cost_of):
    fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("0.10"), starts_on=date(2025, 7, 1))
    other = HiddenFee(tool="Canvas", label="Training", annual_cost_usd=Decimal(99), starts_on=date(2025, 7, 1))
    over = contract("500.00", "oak", ends_on=date(2026, 3, 12))
    last_day = contract("7.00", "oak", ends_on=AS_OF)
    assert cost_of([last_day, over], students(1, "oak"), fees=(fee, other)).annual_cost_usd == Decimal("7.10")


@pytest.mark.parametrize(
    ("lines", "count", "why"),
    [
        ([], 3, "no contract is in force"),
        ([contract(None, "oak")], 3, "a contract in force says no cost"),
        ([contract("12.00", "oak")], 0, "the contract covers no rostered student"),
    ],
)
def test_why_there_is_no_cost_per_student_is_said(cost_of, lines: list[dict], count: int, why: str):
    found = cost_of(lines, students(count, "oak"))
    assert (found.why, found.per_student_usd, found.is_under(POLICY)) == (why, None, None)


def save(home: Home, *, seen_version: int = 0, by: str = "Reviewer", **words: object) -> ChecklistEntry:
    whole = {
        "answer": Answer.PASSED,
        "evidence_link": "https://example.org/agreement",
        "note": "",
        "expires_on": EXPIRY,
        **words,
    }
    with opened(home) as session:
        return review(
            session, tool="Padlet", criterion=Criterion.PRIVACY, seen_version=seen_version, by=by, on=AS_OF, **whole
        )


def test_a_review_is_kept_and_shown_with_its_reviewer(home: Home, tmp_path: Path):
    save(home)
    with (
        store_of(tmp_path / "store", tools="tool_id | name\n 1 | Padlet").connect() as connection,
        opened(home) as session,
    ):
        (found,) = checklists(connection, session, ["Padlet"], as_of=AS_OF, policy=POLICY)
    point = found.points[0]
    assert (point.standing, point.entry.signed_by, found.standing_count) == (Standing.PASSED, "Reviewer", 1)
    assert not found.is_ready


def test_a_second_review_replaces_the_first_and_the_first_is_kept(home: Home):
    save(home)
    later = save(home, seen_version=1, answer=Answer.FAILED, by="Auditor")
    with opened(home) as session:
        (before,) = keeping.revisions(session, later)
    assert (later.version, before.contents["answer"], before.contents["signed_by"]) == (2, "passed", "Reviewer")


@pytest.mark.parametrize("seen_version", [0, 2])
def test_a_review_over_one_that_was_not_seen_is_turned_away(home: Home, seen_version: int):
    save(home)
    with pytest.raises(ChangedMeanwhile):
        save(home, seen_version=seen_version, by="Second")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"evidence_link": ""}, "passes with evidence"),
        ({"evidence_link": "javascript:alert(1)"}, "is no web address"),
        ({"expires_on": AS_OF}, "expired already"),
    ],
)
def test_a_review_that_lacks_something_says_what(home: Home, words: dict, told: str):
    with pytest.raises(ReviewIncomplete, match=told):
        save(home, **words)


def test_a_study_reaches_the_checklist(home: Home, tmp_path: Path):
    with opened(home) as session:
        plan = Study(
            tool="Padlet", title="Plan", design=Design.LOGIC_MODEL, rating=Rating.NOT_REVIEWED, has_ongoing_study=True
        )
        keeping.add(session, plan, by="Reviewer", on=AS_OF)
    with (
        store_of(tmp_path / "store", tools="tool_id | name\n 1 | Padlet").connect() as connection,
        opened(home) as session,
    ):
        (found,) = checklists(connection, session, ["Padlet"], as_of=AS_OF, policy=POLICY)
    assert found.tier.number == 4
    assert {point.criterion: point.standing for point in found.points}[Criterion.EVIDENCE] is Standing.PASSED
