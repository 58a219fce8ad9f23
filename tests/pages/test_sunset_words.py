"""What the register says of each tool, and in one sentence of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data_layer.records.entries import Exemption, Incident
from data_layer.records.kinds import State
from metrics import incidents, policy
from metrics.sunset_register import Line
from metrics.sunset_rule import Judged, Judgment
from pages.parts import sunset_words

POLICY = policy.load()
TARGET = POLICY.entry("sunset.teacher_utilization")
ROW = {"numerator": 13, "denominator": 44, "value": 13 / 44, "3_day_count": 11, "10_day_count": 4}
BELOW = Judged(Judgment.FLAG, "Fall", ROW, date(2026, 1, 5))
NEVER = Judged(
    Judgment.NOT_MEASURED,
    note="no semester that begins on or after July 1, 2026 is in the calendar; import the calendar that has it",
)


def line(tool: str, judged: Judged = BELOW, **words: object) -> Line:
    return replace(Line(tool, judged), **words)


def test_the_sentence_counts_what_is_on_the_way_out_and_names_what_is_due():
    lines = [line("Padlet"), line("Canvas", state=State.FLAGGED), line("Nearpod", state=State.REMOVED)]
    assert sunset_words.answer(lines) == "**1 tool is on the way out** (Canvas); Padlet should be flagged."


def test_the_sentence_says_so_where_nothing_is_to_be_done():
    kept = Judged(Judgment.KEEP, "Fall", ROW, date(2026, 1, 5))
    assert sunset_words.answer([line("Canvas", kept)]) == "**No tool is on the way out**."


def test_an_exempt_tool_is_not_due():
    exempt = Exemption(tool="Padlet", reason="Pilot", starts_on=date(2026, 1, 5))
    assert sunset_words.answer([line("Padlet", exemption=exempt)]) == "**No tool is on the way out**."
    assert sunset_words.rule(line("Padlet", exemption=exempt)) == "Exempt"


def test_a_judgment_tells_its_figures_and_that_the_target_is_the_districts():
    assert sunset_words.judged(BELOW, TARGET) == (
        "In Fall **29.5%** of its teachers used it (13 of 44), below the 30% that the district asks for. "
        "Judged on January 5, 2026. District target; no published evidence for this figure."
    )


def test_a_share_just_below_the_target_never_reads_as_the_target():
    nearly = replace(BELOW, row={**ROW, "numerator": 2999, "denominator": 10_000, "value": 0.2999})
    assert "**29.9%** of its teachers used it (2,999 of 10,000), below the 30%" in sunset_words.judged(nearly, TARGET)


def test_a_semester_that_the_calendar_lacks_is_said_with_the_file_that_is_missing():
    assert sunset_words.judged(NEVER, TARGET) == (
        "**Not measured.** No semester that begins on or after July 1, 2026 is in the calendar; "
        "import the calendar that has it"
    )


def test_a_removed_tool_that_shows_activity_is_said_with_the_day():
    found = line("Padlet", state=State.REMOVED, used_after_on=date(2026, 4, 1), saved_usd=Decimal("1080.13"))
    assert sunset_words.used_after(found) == (
        "Padlet was removed, but its log shows use after that, last on April 1, 2026. "
        "Find out who still has an account, or correct the day of the removal."
    )
    assert sunset_words.removed(found) == "Removed. Saved so far: **$1,080.13**."


@pytest.mark.parametrize("judgment", [Judgment.SMALL_BASE, Judgment.TOO_EARLY, Judgment.NOT_MEASURED])
def test_the_table_shows_no_figures_where_there_is_no_judgment(judgment: Judgment):
    (row,) = sunset_words.table([line("Padlet", replace(BELOW, judgment=judgment))]).to_dicts()
    assert row["Teachers who used it"] is row["On 3 days or more"] is row["On 10 days or more"] is None


def test_minutes_that_nobody_counted_are_not_told_as_none_lost():
    report = Incident(tool="Padlet", occurred_on=date(2026, 3, 2), what="Down", lost_minutes=None)
    (review,) = incidents.reviews([report])
    assert sunset_words.review(review, POLICY) == "**March 2, 2026:** Down (1 class, minutes not counted)"


def test_a_removal_whose_cost_nobody_knows_has_saved_an_unknown_sum():
    told = sunset_words.removed(line("Padlet", state=State.REMOVED))
    assert told == "Removed. Saved so far: not measured, because a contract of it gives no cost."
