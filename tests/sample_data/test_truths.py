"""Every figure that the README plants is in the exports: counted here in plain Python, not with the product's code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sample_data.truths import Truth, truths
from tests.sample_data import counting_seats, counting_staff, counting_teachers, counting_use
from tests.sample_data.counting import Question
from tests.sample_data.exports import Exports
from tests.sample_data.logs import Use

README = Path(__file__).parents[2] / "sample_data" / "README.md"
COUNTS = {**counting_use.COUNTS, **counting_staff.COUNTS, **counting_seats.COUNTS, **counting_teachers.COUNTS}
TRUTHS = truths()
AREAS = {
    "adoption": {"adoption_rate", "daily_active_users", "monthly_active_users", "stickiness", "retention_rate"},
    "login frequency": {"login_frequency", "active_day_rate"},
    "buy-in": {"staff_buy_in", "survey_response_rate", "perceived_ease_of_use"},
    "dormancy": {"dormancy_rate", "dormancy_bands", "license_funnel", "unused_spend", "cost_per_active_user"},
}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.id)
def test_the_exports_hold_what_the_readme_says(truth: Truth, exports: Exports, logs: dict[str, Use]) -> None:
    counted = COUNTS[truth.metric](Question(truth, exports, logs))
    assert {name: counted[name] for name in truth.expected} == pytest.approx(truth.expected, abs=1e-6)


def test_the_readme_tells_each_planted_figure_once_and_no_other() -> None:
    told = re.findall(r"^- (.+) \(`([a-z0-9-]+)`\)$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert told == [(truth.says, truth.id) for truth in TRUTHS]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.id)
def test_each_sentence_names_every_part_of_its_figure(truth: Truth) -> None:
    assert truth.expected
    missing = [part for part in truth.expected.values() if not _is_told(part, truth.says)]
    assert not missing


def _is_told(part: object, sentence: str) -> bool:
    """A number stands by itself in the sentence, with thousands commas, and shares and dollars rounded as told."""
    if isinstance(part, str):
        return part in sentence
    written = {f"{part:,}", f"{part:,.2f}", f"{part:.4f}"}
    return not written.isdisjoint(re.findall(r"\d[\d,]*(?:\.\d+)?(?<!,)", sentence))


@pytest.mark.parametrize("area", AREAS)
def test_each_page_has_at_least_four_planted_figures(area: str) -> None:
    assert sum(truth.metric in AREAS[area] for truth in TRUTHS) >= 4


def test_a_planted_figure_has_a_name_of_its_own() -> None:
    names = [truth.id for truth in TRUTHS]
    assert len(set(names)) == len(names) >= 24
