"""Clicks by day of a course are read once its first day is told; its assessments enter no share."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data_layer.importers.contract import FileRefused, NeedsAnswer
from data_layer.importers.oulad import IMPORTER
from data_layer.reading import sources
from tests.data_layer.importers.tables import frame, read

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "oulad"
STARTS = "2013J:2013-10-07"
ASSESSMENTS = ["code_module", "code_presentation", "id_assessment", "assessment_type", "date", "weight"]
HANDED_IN = ["id_assessment", "id_student", "date_submitted", "is_banked", "score"]
HEADER = ["code_module", "code_presentation", "id_student", "id_site", "date", "sum_click"]


def _clicks(*days: str, presentation: str = "2013J"):
    return frame(HEADER, [["AAA", presentation, "1", "2", day, "3"] for day in days])


def _real(name: str) -> Path:
    if not REAL.exists():
        pytest.skip("The Open University's files are not beside this project.")
    return REAL / name


@pytest.mark.parametrize(("day", "on"), [("-1", "2013-10-06"), ("0", "2013-10-07"), ("25", "2013-11-01")])
def test_days_are_counted_from_the_courses_first_day(day, on):
    rows = read(IMPORTER, _clicks(day), course_starts="2013J:2013-10-07").rows
    assert [str(at) for at in rows["local_at"]] == [f"{on} 00:00:00"]


@pytest.mark.parametrize("told", ["", "2014B:2014-02-03", "2013J=2013-10-07", "soon"])
def test_a_presentation_without_a_first_day_is_asked_about(told):
    with pytest.raises(NeedsAnswer, match="On which day did 2013J begin") as caught:
        read(IMPORTER, _clicks("1"), course_starts=told)
    assert list(caught.value.choices) == ["2013J:2013-10-01"]


def test_a_first_day_that_is_none_is_refused():
    with pytest.raises(FileRefused, match="2013-02-30 is no day"):
        read(IMPORTER, _clicks("1"), course_starts="2013J:2013-02-30")


@pytest.mark.parametrize("name", ["courses.csv", "studentInfo.csv", "studentRegistration.csv", "vle.csv"])
def test_its_lists_are_recognised_and_set_aside(bring, name):
    (finding,) = bring(_real(name)).findings
    assert "Open University" in finding.label
    assert (finding.problem, finding.loaded_count) == ("", 0)


def test_its_assessments_are_loaded_and_no_share_is_taken_from_them():
    due = read(IMPORTER, frame(ASSESSMENTS, [["AAA", "2013J", "1752", "TMA", "19", "10"]]), course_starts=STARTS)
    assert due.rows.select("course_ref", "assignment_type", "due_local_at", "basis").row(0) == (
        *("oulad:AAA-2013J", "assignment"),
        datetime(2013, 10, 26, 23, 59, 59),
        "exceptions",
    )
    handed_in = read(IMPORTER, frame(HANDED_IN, [["1752", "11", "18", "0", "78"], ["1752", "12", "-1", "1", "60"]]))
    assert handed_in.rows.select("state", "basis").rows() == [("submitted", "exceptions"), ("excused", "exceptions")]


@pytest.mark.parametrize("unknown", ["", "?"])
def test_an_assessment_may_be_due_on_no_day(unknown):
    batch = read(IMPORTER, frame(ASSESSMENTS, [["AAA", "2013J", "1757", "Exam", unknown, "100"]]), course_starts=STARTS)
    assert batch.rows.select("due_local_at", "is_expected").row(0) == (None, False)


@pytest.mark.parametrize(("name", "count"), [("assessments.csv", 206), ("studentAssessment_from_rda.csv", 173_912)])
def test_every_row_of_its_real_assessments_is_loaded(name, count):
    path = _real(name)
    ((table,),) = [delivery.tables for delivery in sources([path])]
    layout = IMPORTER.layout_for(table.head)
    starts = {each: date(2013, 10, 7) for each in ("2013B", "2013J", "2014B", "2014J")}
    read_all = [layout.read(frame, {"starts": starts}) for frame in table.frames()]
    assert sum(batch.rows.height for batch in read_all) == count


def test_real_clicks_are_recognised_and_ask_for_every_presentation_in_them():
    ((table,),) = [delivery.tables for delivery in sources([_real("studentVle_first1048575rows.zip")])]
    layout = IMPORTER.layout_for(table.head)
    with pytest.raises(NeedsAnswer) as caught:
        layout.settle(table.head, table.frames(), {})
    assert "2013J" in caught.value.question
    batch = layout.read(next(table.frames(1000)), {"starts": {"2013J": date(2013, 10, 7)}})
    assert (batch.rows.height, batch.refusals.height) == (1000, 0)
