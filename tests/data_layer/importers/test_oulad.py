"""Clicks by day of a course are read once its first day is told; what is half a fact is refused with its reason."""

from datetime import date
from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused, NeedsAnswer
from data_layer.importers.oulad import IMPORTER
from data_layer.reading import sources
from tests.data_layer.importers.tables import frame, read

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "oulad"
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


@pytest.mark.parametrize("name", ["assessments.csv", "studentAssessment_from_rda.csv"])
def test_its_assessments_are_refused_with_their_own_sentence(name):
    ((table,),) = [delivery.tables for delivery in sources([_real(name)])]
    with pytest.raises(FileRefused, match="one half of the Open University's assessments"):
        recognise(table.head)


def test_real_clicks_are_recognised_and_ask_for_every_presentation_in_them():
    ((table,),) = [delivery.tables for delivery in sources([_real("studentVle_first1048575rows.zip")])]
    layout = IMPORTER.layout_for(table.head)
    with pytest.raises(NeedsAnswer) as caught:
        layout.settle(table.head, table.frames(), {})
    assert "2013J" in caught.value.question
    batch = layout.read(next(table.frames(1000)), {"starts": {"2013J": date(2013, 10, 7)}})
    assert (batch.rows.height, batch.refusals.height) == (1000, 0)
