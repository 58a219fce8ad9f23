"""What the checklist says: the page's sentence, the six points of a tool, its tier and its cost, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from data_layer.records.kinds import Criterion
from metrics.checklist import Checklist, Point, Standing
from metrics.essa import Tier
from metrics.policy import Entry, Policy
from metrics.student_cost import StudentCost
from pages.parts import approval_words, words

CRITERIA = {
    Criterion.PRIVACY: "FERPA and COPPA",
    Criterion.SINGLE_SIGN_ON: "Single sign-on",
    Criterion.ACCESSIBILITY: "WCAG 2.1 AA",
    Criterion.COST: "Cost per student",
    Criterion.EVIDENCE: "ESSA evidence",
    Criterion.MOBILE: "Works on phones",
}
QUESTIONS = {
    Criterion.PRIVACY: "Is there a signed agreement that holds the vendor to FERPA and COPPA?",
    Criterion.SINGLE_SIGN_ON: "Do people sign in with the district's account?",
    Criterion.ACCESSIBILITY: "Does it meet WCAG 2.1 AA, by a report (VPAT) or a test of yours?",
    Criterion.COST: "Does it cost less than the target for each student?",
    Criterion.EVIDENCE: "Does its evidence reach one of the four ESSA tiers?",
    Criterion.MOBILE: "Can students do their work in it on a phone?",
}
STANDINGS = {
    Standing.PASSED: (":material/check_circle:", "Passed"),
    Standing.FAILED: (":material/cancel:", "Failed"),
    Standing.EXPIRED: (":material/event_busy:", "Expired"),
    Standing.NOT_APPLICABLE: (":material/remove_circle:", "Not asked"),
    Standing.UNKNOWN: (":material/help:", "Unknown"),
}
_SIX = len(CRITERIA)


def answer(found: Sequence[Checklist]) -> str:
    """The page's question in one sentence: how many tools are ready, and what holds most of the others up."""
    ready = [each.tool for each in found if each.is_ready]
    are = "is" if len(ready) == 1 else "are"
    told = f"**{len(ready)} of {len(found)} tools {are} ready**: all six points stand"
    named = f" ({words.listed(ready)})" if ready else ""
    missing = _most_missed(found)
    return f"{told}{named}. {missing}".strip()


def _most_missed(found: Sequence[Checklist]) -> str:
    counts = {
        criterion: sum(not point.stands for each in found for point in each.points if point.criterion is criterion)
        for criterion in CRITERIA
    }
    criterion = max(counts, key=counts.get)
    if not counts[criterion]:
        return ""
    return f"The point that most often does not stand is {CRITERIA[criterion]}: {counts[criterion]} of {len(found)}."


def table(found: Iterable[Checklist], policy: Policy) -> pl.DataFrame:
    """One row for each tool, a column for each point."""
    return pl.DataFrame([_row(each, policy) for each in found], infer_schema_length=None)


def _row(each: Checklist, policy: Policy) -> dict[str, object]:
    six = {CRITERIA[point.criterion]: STANDINGS[point.standing][1] for point in each.points}
    cost = None if each.cost.is_small else each.cost.per_student_usd
    return {
        "Tool": each.tool,
        "Ready": "Ready" if each.is_ready else f"{each.standing_count} of {_SIX}",
        **six,
        "ESSA tier": each.tier.number,
        "Dollars per student": None if cost is None else float(cost),
        "Who approves": approval_words.short(each.cost, policy),
    }


def verdict(each: Checklist) -> str:
    if each.is_ready:
        return ":material/check_circle: Ready: all six points stand"
    return f":material/pending: Not ready: {each.standing_count} of {_SIX} points stand"


def point(found: Point, *, cost: StudentCost, tier: Tier, target: Entry) -> str:
    """One point with what is behind it."""
    icon, standing = STANDINGS[found.standing]
    return f"{icon} **{CRITERIA[found.criterion]}: {standing.lower()}.** {behind(found, cost, tier, target)}".strip()


def behind(found: Point, cost: StudentCost, tier: Tier, target: Entry) -> str:
    """Figures, the reviewer and the days, as a few short sentences."""
    told = {Criterion.COST: _cost(cost, target), Criterion.EVIDENCE: _tier(tier)}.get(found.criterion, "")
    note = f"{words.sentence_case(found.note)}." if found.note else ""
    return " ".join(part for part in (told, note.replace("..", "."), _reviewed(found)) if part)


def _cost(cost: StudentCost, target: Entry) -> str:
    if cost.per_student_usd is None:
        return ""
    if cost.is_small:
        return "Too few students to show the cost for each."
    share = f"${cost.per_student_usd:,.3f}" if cost.is_supplemental else words.dollars(float(cost.per_student_usd))
    students = words.number(cost.student_count)
    return (
        f"{share} a year for each of {students} students ({words.dollars(float(cost.annual_cost_usd), with_cents=True)}"
        f" in all); the target is under {words.dollars(target.value)}, for supplemental tools. {target.reference}"
    )


def _tier(tier: Tier) -> str:
    if tier.number is None:
        return f"No tier, by {tier.study.title}." if tier.study else ""
    return f"Tier {tier.number}, by {tier.study.title}."


def _reviewed(found: Point) -> str:
    if found.entry is None:
        return ""
    until = f", holds until {words.day(found.entry.expires_on)}" if found.entry.expires_on else ""
    return f"Reviewed by {found.entry.signed_by} on {words.day(found.entry.reviewed_on)}{until}."


def link(found: Point, tier: Tier) -> str | None:
    """Where the evidence is."""
    if found.criterion is Criterion.EVIDENCE:
        return tier.study.evidence_link if tier.study else None
    return found.entry.evidence_link if found.entry else None
