"""Who belongs where, when, and in which subject."""

from __future__ import annotations

import pytest

from data_layer.subjects import NO_SUBJECT, SEVERAL, subject_of
from tests.data_layer.exports import roster

SPANS = "SELECT school_id, CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR), is_home FROM memberships ORDER BY 2, 1"


def test_a_late_entrant_counts_from_the_first_day_of_a_class(bring, ask, tmp_path):
    bring(roster(tmp_path / "r", ["s1 student east 3"], enrollments=["s1 c1 2026-01-12 2026-05-29"]))
    assert ask(SPANS) == [("east", "2026-01-12", "2026-05-30", True)]


def test_a_leaver_counts_to_the_last_day_of_a_class_itself_included(bring, ask, tmp_path):
    bring(roster(tmp_path / "r", ["s1 student east 3"], enrollments=["s1 c1 2025-08-18 2025-10-31"]))
    assert ask(SPANS) == [("east", "2025-08-18", "2025-11-01", True)]


def test_a_student_who_changes_schools_is_at_home_in_each_while_there(bring, ask, tmp_path):
    moves = ["s1 c1 2025-08-18 2025-12-31", "s1 c2 2026-01-01 2026-05-29"]
    bring(roster(tmp_path / "r", ["s1 student east 3"], enrollments=moves))
    assert ask(SPANS) == [("east", "2025-08-18", "2026-01-01", True), ("west", "2026-01-01", "2026-05-30", True)]


def test_a_floating_teacher_belongs_to_both_schools_and_has_one_home(bring, ask, tmp_path):
    folder = roster(tmp_path / "r", ["t1 teacher west"])
    users = folder / "users.csv"
    users.write_text(users.read_text().replace(",west,", ',"west,east",'))
    bring(folder)
    assert ask(SPANS) == [("east", "2025-08-18", "2026-05-30", False), ("west", "2025-08-18", "2026-05-30", True)]


def test_guardians_are_not_people_of_the_school(bring, ask, tmp_path):
    bring(roster(tmp_path / "r", ["s1 student east 3", "g1 parent east"]))
    assert ask("SELECT count(*) FROM people") == [(1,)]


def test_enrolled_days_count_each_student_once_a_day_at_their_home(bring, ask, tmp_path):
    bring(roster(tmp_path / "r", ["s1 student east 3", "s2 student east 3", "s3 student west K"]))
    found = ask("SELECT school_id, grade_level, people_count FROM enrolled_days WHERE day = '2026-03-02' ORDER BY 1")
    assert found == [("east", "03", 2), ("west", "KG", 1)]


def test_subjects_come_from_the_classes_that_a_student_is_in(bring, ask, tmp_path):
    bring(roster(tmp_path / "r", ["s1 student east 3"], enrollments=["s1 c1 2025-08-18 2025-09-30"], title="Algebra"))
    found = ask("SELECT subject, CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR) FROM subject_memberships")
    assert found == [("Math", "2025-08-18", "2025-10-01")]


@pytest.mark.parametrize(
    ("codes", "named", "title", "subject"),
    [
        ("01001", None, "Anything", "English Language Arts"),
        ("02052", "English", None, "Math"),
        (None, "English/Language Arts I (9th grade)", None, "English Language Arts"),
        (None, None, "Language Arts 4", "English Language Arts"),
        (None, None, "AP Art History", "Social Studies"),
        (None, "Robotics", None, "Robotics"),
        (None, "Math,Science", None, SEVERAL),
        (None, None, "Homeroom 3B", NO_SUBJECT),
        (None, None, None, NO_SUBJECT),
    ],
)
def test_the_subject_of_a_class_is_told_by_code_then_by_name_then_by_title(codes, named, title, subject):
    assert subject_of(codes=codes, named=named, title=title) == subject
