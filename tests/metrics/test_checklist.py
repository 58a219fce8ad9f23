"""Six points decide whether a tool is ready: unknown is neither passed nor failed, and evidence expires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, opened
from data_layer.records.entries import ChecklistEntry, Study
from data_layer.records.kinds import Answer, Criterion, Design, Rating
from data_layer.records.reviewing import ReviewIncomplete, review
from data_layer.store import Home
from metrics import policy
from metrics.checklist import COMPUTED, Checklist, Standing, checklists, points
from metrics.essa import Tier
from metrics.student_cost import StudentCost
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
