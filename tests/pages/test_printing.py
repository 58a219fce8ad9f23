"""A printed page holds what it should, and nothing that somebody entered can run in it."""

from __future__ import annotations

from datetime import date

from data_layer.records.entries import SunsetStep
from data_layer.records.kinds import Step
from metrics import policy
from metrics.sunset_register import Line
from metrics.sunset_rule import Judged, Judgment
from pages.parts import printing
from pages.parts.notice_page import notice

POLICY = policy.load()


def line(*, reason: str = "No teacher opened it", planned_on: date | None = date(2026, 4, 13)) -> Line:
    flag = SunsetStep(tool="Padlet", number=1, step=Step.FLAG, taken_on=date(2026, 3, 13), reason=reason)
    return Line("Padlet", Judged(Judgment.FLAG), steps=(flag,), planned_on=planned_on)


def written(found: Line) -> str:
    return notice(found, "Teachers", as_of=date(2026, 3, 13), wait=POLICY.entry("sunset.notice")).decode()


def test_a_notice_says_to_whom_when_and_why():
    told = written(line())
    for part in ("Padlet will be removed", "To: Teachers", "Date: March 13, 2026", "removed on April 13, 2026"):
        assert part in told
    assert "at least 30 days" in told
    assert "Reason: No teacher opened it" in told


def test_a_notice_beyond_the_calendar_names_no_day():
    assert "removed on a day that will be told" in written(line(planned_on=None))


def test_what_people_entered_is_text_and_nothing_else():
    assert "<script>" not in written(line(reason="<script>alert(1)</script>"))
    cell = printing.table(["<b>"], [["<i>"]])
    assert "&lt;b&gt;" in cell
    assert "<i>" not in cell
