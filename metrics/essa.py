"""Which ESSA tier does a tool's evidence reach, and which requirement is the first that keeps it from a better one?

Rules: ies.ed.gov/ncee/wwc/essa and the Department's guidance of 2016. A finding of this dashboard is no study.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data_layer.records.entries import Study
from data_layer.records.kinds import Design, Rating
from metrics.policy import Policy
from metrics.statistics import exactly

_STRONG = {Design.EXPERIMENT, Design.QUASI_EXPERIMENT}
_MEETS = {Rating.WITHOUT_RESERVATIONS, Rating.WITH_RESERVATIONS}


@dataclass(frozen=True)
class Tier:
    """The best tier reached, 1 to 4; None when there is none. `first_failed`: what stands before a better one."""

    number: int | None
    first_failed: str | None = None
    study: Study | None = None


@dataclass(frozen=True)
class _Requirement:
    """What a study must be; `holds` answers None where nobody knows, which is not yes."""

    words: str
    holds: Callable[[Study], bool | None]


def best(studies: Iterable[Study], policy: Policy) -> Tier:
    """The best tier of all studies; without a study, none."""
    reached = [tier(study, policy) for study in studies]
    if not reached:
        return Tier(None, "no study is entered")
    return min(reached, key=lambda each: each.number or 5)


def tier(study: Study, policy: Policy) -> Tier:
    """The best tier of one study, and the first requirement of the next better one that it fails."""
    failed = None
    for number, requirements in _tiers(policy).items():
        missing = next((each.words for each in requirements if each.holds(study) is not True), None)
        if missing is None:
            return Tier(number, failed, study)
        failed = missing
    return Tier(None, failed, study)


def _tiers(policy: Policy) -> dict[int, list[_Requirement]]:
    """What each tier asks for, in the order in which it is told."""
    effect = _effect(policy)
    large = _size(policy)
    unopposed = _Requirement(
        "no significant negative evidence overrides it",
        lambda study: None if study.has_negative_evidence is None else not study.has_negative_evidence,
    )
    return {
        1: [*_REVIEWED_FULLY, *effect, *large, unopposed, *_SAME_BOTH],
        2: [*_REVIEWED, *effect, *large, unopposed, _SAME_EITHER],
        3: [_CONTROLLED, *effect, unopposed],
        4: [_LOGIC, _Requirement("an effort to study it is under way", lambda study: study.has_ongoing_study)],
    }


def _effect(policy: Policy) -> list[_Requirement]:
    limit = exactly(policy["checklist.essa_significance"])
    return [
        _Requirement("its effect is positive", lambda study: study.is_effect_positive),
        _Requirement(
            f"its effect is significant (p below {policy['checklist.essa_significance']})",
            lambda study: None if study.p_value is None else study.p_value < limit,
        ),
    ]


def _size(policy: Policy) -> list[_Requirement]:
    students, sites = policy["checklist.essa_students"], policy["checklist.essa_sites"]
    return [
        _Requirement(f"it has at least {students} students", lambda study: _at_least(study.student_count, students)),
        _Requirement(f"it has at least {sites} sites", lambda study: _at_least(study.site_count, sites)),
    ]


def _at_least(count: int | None, needed: float) -> bool | None:
    return None if count is None else count >= needed


def _is_controlled(study: Study) -> bool | None:
    """What meets the standards is controlled; an experiment by its draw, unless a review found that this failed."""
    if study.rating in _MEETS or (study.design is Design.EXPERIMENT and study.rating is Rating.NOT_REVIEWED):
        return study.design is not Design.LOGIC_MODEL
    return study.has_selection_controls if study.design is not Design.LOGIC_MODEL else False


_REVIEWED_FULLY = (
    _Requirement("it is a randomized experiment or quasi-experiment", lambda study: study.design in _STRONG),
    _Requirement(
        "it meets What Works Clearinghouse standards without reservations",
        lambda study: study.rating is Rating.WITHOUT_RESERVATIONS,
    ),
)
_REVIEWED = (
    _REVIEWED_FULLY[0],
    _Requirement(
        "it meets What Works Clearinghouse standards",
        lambda study: study.rating in _MEETS,
    ),
)
_SAME_BOTH = (
    _Requirement("its population is like yours", lambda study: study.has_same_population),
    _Requirement("its setting is like yours", lambda study: study.has_same_setting),
)
_SAME_EITHER = _Requirement(
    "its population or its setting is like yours",
    lambda study: study.has_same_population or study.has_same_setting,
)
_CONTROLLED = _Requirement("it controls statistically for selection bias", _is_controlled)
_LOGIC = _Requirement("there is a well-specified logic model", lambda study: study.design is Design.LOGIC_MODEL)
