"""What becomes of work that was due: on time, late, missing, or left out; and whose last word is believed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data_layer import importing
from tests.data_layer.exports import roster, write

ASSIGNMENTS = "id,context_id,due_at,points_possible,submission_types,workflow_state,updated_at"
SUBMISSIONS = "assignment_id,course_id,user_id,workflow_state,score,submitted_at,graded_at,excused,late_policy_status"
SUBMISSIONS += ",updated_at"
DUE = "2026-03-06T04:59:59Z"  # the last second of March 5 in New York
TOLD = "2026-03-10T12:00:00Z"  # the source's last change of a row, after the work was due
OUTCOMES = """
    SELECT outcome, count FROM (UNPIVOT due_days
        ON on_time_count, late_count, missing_count, unresolved_count, excused_count INTO NAME outcome VALUE count)
    WHERE count > 0 ORDER BY 1"""


@pytest.fixture
def canvas(tmp_path: Path):
    """Writes a roster of two students in one class, Canvas's names for them, and its tables."""

    def written(*submissions: str, folder: str = "a", due: str = DUE, kinds: str = "online_upload") -> list[Path]:
        at = tmp_path / folder
        students = ["s1 student east 3", "s2 student east 4"]
        return [
            roster(tmp_path / "roster", students, enrollments=["s1 c1", "s2 c1"]),
            write(at / "names.csv", "user_id,unique_id,sis_user_id", "7,s1.name,s1", "8,s2.name,s2"),
            write(at / "courses.csv", "id,course_code,enrollment_term_id,sis_source_id,name", "42,M3,1,c1,Math 3"),
            write(at / "assignments.csv", ASSIGNMENTS, f"501,42,{due},20,{kinds},published,2026-02-20T15:00:00Z"),
            write(at / "submissions.csv", SUBMISSIONS, *submissions),
        ]

    return written


def row(
    submitted: str = "",
    *,
    user: int = 7,
    score: str = "",
    state: str = "submitted",
    excused: str = "f",
    policy: str = "",
    told: str = TOLD,
) -> str:
    return f"501,42,{user},{state},{score},{submitted},,{excused},{policy},{told}"


@pytest.mark.parametrize(
    ("submitted", "outcome"),
    [
        ("2026-03-06T04:59:58Z", "on_time_count"),
        ("2026-03-06T04:59:59Z", "on_time_count"),
        ("2026-03-06T05:00:00Z", "late_count"),
    ],
)
def test_work_is_on_time_at_the_very_second_it_is_due_and_late_a_second_after(bring, ask, canvas, submitted, outcome):
    bring(*canvas(row(submitted)))
    assert ask(OUTCOMES) == [(outcome, 1)]


@pytest.mark.parametrize(
    ("submitted", "outcome"), [("2026-03-06T05:00:59Z", "on_time_count"), ("2026-03-06T05:01:00Z", "late_count")]
)
def test_a_quiz_has_sixty_seconds_of_grace(bring, ask, canvas, submitted, outcome):
    bring(*canvas(row(submitted), kinds="online_quiz"))
    assert ask(OUTCOMES) == [(outcome, 1)]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (row(state="unsubmitted"), "missing_count"),
        (row(state="graded", score="15"), "on_time_count"),
        (row(state="graded", score="0"), "unresolved_count"),
        (row(state="unsubmitted", excused="t"), "excused_count"),
        (row("2026-03-01T12:00:00Z", excused="t"), "excused_count"),
        (row("2026-03-09T12:00:00Z", policy="none"), "on_time_count"),
        (row("2026-03-09T12:00:00Z", policy="extended"), "on_time_count"),
        (row("2026-03-01T12:00:00Z", policy="late"), "late_count"),
        (row("2026-03-01T12:00:00Z", policy="missing"), "missing_count"),
    ],
)
def test_a_score_on_paper_and_a_teachers_word_count_before_the_due_date(bring, ask, canvas, told, outcome):
    bring(*canvas(told))
    assert ask(OUTCOMES) == [(outcome, 1)]


@pytest.mark.parametrize("kinds", ["on_paper", "external_tool", "none", "not_graded", "wiki_page"])
def test_what_is_not_handed_in_through_canvas_is_not_expected(bring, ask, canvas, kinds):
    bring(*canvas(row(state="unsubmitted"), kinds=kinds))
    assert ask(OUTCOMES) == []


def test_work_without_a_due_date_is_neither_on_time_nor_missing(bring, ask, canvas):
    bring(*canvas(row("2026-03-01T12:00:00Z"), row(user=8, state="unsubmitted"), due=""))
    assert ask(OUTCOMES) == []


@pytest.mark.parametrize(("told", "count"), [("2026-03-06T04:59:59Z", 0), ("2026-03-06T05:00:00Z", 1)])
def test_work_that_was_not_due_yet_when_the_export_was_made_is_not_counted(bring, ask, canvas, told, count):
    bring(*canvas(row("2026-03-01T12:00:00Z", told=told)))
    assert ask(OUTCOMES) == [("on_time_count", 1)] * count


def test_a_day_is_the_districts_and_holds_the_students_school_grade_level_and_subject(bring, ask, canvas):
    bring(*canvas(row("2026-03-01T12:00:00Z"), row(user=8, state="unsubmitted")))
    places = "day, class_id, subject, school_id, grade_level"
    here = date(2026, 3, 5), "c1", "Math", "east"
    told = ask(f"SELECT {places}, on_time_count, missing_count FROM due_days ORDER BY grade_level")
    assert told == [(*here, "03", 1, 0), (*here, "04", 0, 1)]


def test_the_last_word_counts_whichever_import_comes_last(bring, ask, canvas):
    late = canvas(row("2026-03-09T12:00:00Z", told="2026-03-10T12:00:00Z"), folder="later")
    early = canvas(row(state="unsubmitted", told="2026-03-08T12:00:00Z"), folder="earlier")
    bring(*late)
    bring(*early)
    assert ask(OUTCOMES) == [("late_count", 1)]


def test_a_later_state_replaces_the_earlier_one_and_undoing_it_brings_that_back(home, bring, ask, canvas):
    bring(*canvas(row(state="unsubmitted", told="2026-03-08T12:00:00Z")))
    assert ask(OUTCOMES) == [("missing_count", 1)]
    (finding,) = bring(canvas(row("2026-03-09T12:00:00Z"), folder="b")[-1]).findings
    assert (finding.loaded_count, finding.known_count) == (1, 0)
    assert ask(OUTCOMES) == [("late_count", 1)]
    importing.undo(home, finding.import_id)
    assert ask(OUTCOMES) == [("missing_count", 1)]


def test_a_student_whom_canvas_knows_under_two_numbers_hands_in_once(bring, ask, canvas, tmp_path):
    second = write(tmp_path / "second.csv", "user_id,unique_id,sis_user_id", "9,,s1")
    bring(*canvas(row("2026-03-01T12:00:00Z"), row(user=9, state="unsubmitted")), second)
    assert ask(OUTCOMES) == [("on_time_count", 1)]


def test_the_same_rows_again_add_nothing(bring, ask, canvas):
    rows = row("2026-03-01T12:00:00Z"), row(user=8, state="unsubmitted")
    bring(*canvas(*rows))
    (finding,) = bring(canvas(*reversed(rows), folder="b")[-1]).findings
    assert (finding.read_count, finding.loaded_count, finding.known_count) == (2, 0, 2)
    assert ask(OUTCOMES) == [("missing_count", 1), ("on_time_count", 1)]


def test_a_roster_that_comes_later_places_the_students(bring, ask, canvas):
    people, *rest = canvas(row("2026-03-01T12:00:00Z"))
    bring(*rest)
    assert ask(OUTCOMES) == []
    bring(people)
    assert ask(OUTCOMES) == [("on_time_count", 1)]


def test_a_gradebook_and_a_list_of_missing_work_take_no_share_and_change_none(bring, ask, canvas, tmp_path):
    bring(*canvas(row("2026-03-01T12:00:00Z")))
    gradebook = write(tmp_path / "grades.csv", "Student,ID,SIS Login ID,Section,Essay (501)", "hidden,7,s1.name,1,0")
    header = "Student Name,Student ID,Course Name,Course ID,Section Name,Assignment Name,Points Possible,Due Date"
    missing = write(tmp_path / "missing.csv", header, f"hidden,7,Math 3,42,1,Essay,20,{DUE}")
    for finding in bring(gradebook, missing).findings:
        assert (finding.loaded_count, finding.refused_count) == (1, 0)
        assert "share" in finding.note
    assert ask(OUTCOMES) == [("on_time_count", 1)]


def test_a_title_and_a_name_are_in_no_part(home, bring, tmp_path):
    header = "Student Name,Student ID,Course Name,Course ID,Section Name,Assignment Name,Points Possible,Due Date"
    bring(write(tmp_path / "missing.csv", header, f"Given Family,7,Math 3,42,1,Letter to Given Family,20,{DUE}"))
    (part,) = home.parts.glob("*/submissions.parquet")
    cells = [str(cell).casefold() for line in pl.read_parquet(part).rows() for cell in line]
    assert "exceptions" in cells
    assert not [cell for cell in cells if "family" in cell or "canvas:7" in cell]


MOODLE = [
    ("mdl_user.csv", "id,username,idnumber,email", "7,s1.name,s1,", "8,s2.name,s2,"),
    ("mdl_course.csv", "id,category,fullname,shortname,idnumber", "2,1,Math 3,M3,c1"),
    ("mdl_assign.csv", "id,course,duedate,nosubmissions,cutoffdate,timemodified", "5,2,1772773199,0,0,1771599600"),
]
BEGUN = "id,assignment,userid,timemodified,status,attemptnumber"


def _moodle(tmp_path: Path, *submissions: str) -> list[Path]:
    students = ["s1 student east 3", "s2 student east 4", "s3 student west 4"]
    people = roster(tmp_path / "roster", students, enrollments=["s1 c1", "s2 c1", "s3 c2"])
    tables = [write(tmp_path / name, *lines) for name, *lines in MOODLE]
    return [people, *tables, *([write(tmp_path / "sent.csv", BEGUN, *submissions)] if submissions else [])]


def test_where_a_source_lists_those_who_began_the_rest_of_the_class_has_handed_in_nothing(bring, ask, tmp_path):
    bring(*_moodle(tmp_path, "1,5,7,1772740800,submitted,0", "2,9,7,1773100000,submitted,0"))
    assert ask(OUTCOMES) == [("missing_count", 1), ("on_time_count", 1)]


def test_assignments_without_any_submissions_file_make_nobodys_work_missing(bring, ask, tmp_path):
    bring(*_moodle(tmp_path))
    assert ask(OUTCOMES) == []


def test_an_attempt_that_was_opened_again_leaves_the_one_handed_in_standing(bring, ask, tmp_path):
    handed_in, again = "1,5,7,1772740800,submitted,0", "2,5,7,1773100000,reopened,1"
    bring(*_moodle(tmp_path, handed_in, again))
    assert ask(OUTCOMES) == [("missing_count", 1), ("on_time_count", 1)]


def test_work_that_enters_no_figure_is_said_with_what_would_mend_it(bring, canvas):
    people, names, courses, assignments, submissions = canvas(row("2026-03-01T12:00:00Z"), row(user=99))
    said = bring(people, names, courses, submissions).remarks
    assert [remark for remark in said if "not on the roster" in remark and remark.startswith("1 of 2 entries on work")]
    (without,) = [remark for remark in said if "no file describes" in remark]
    assert without.startswith("2 of 2 entries on work")
    assert without.endswith("Import the LMS's assignments, which say when work was due.")
    assert not [remark for remark in bring(assignments).remarks if "no file describes" in remark]
