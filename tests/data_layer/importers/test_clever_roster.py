"""Clever's roster files: told from Clever's reports, and from other lists with the same few headers."""

import pytest

from data_layer.importers import clever, clever_roster
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from data_layer.importers.landing import LANDINGS
from tests.data_layer.importers.tables import frame, head_of, read

STUDENT = ("School_id", "Student_id", "First_name", "Last_name")
SECTION = ["School_id", "Section_id", "Teacher_id", "Name", "Subject", "Term_name", "Term_start", "Term_end"]


def _layout(*columns: str) -> str | None:
    found = clever_roster.IMPORTER.layout_for(head_of(frame(list(columns), [["x"] * len(columns)])))
    return found.name if found else None


@pytest.mark.parametrize(
    ("columns", "layout"),
    [
        (("School_id", "School_name", "Low_grade"), "schools"),
        (("School_id", "School_name"), None),
        (("School_id", "School_name", "Low_grade", "Score"), None),
        (("School_id", "School_name", "Low_grade", "High_grade", "Board member"), "schools"),
        (("School_id", "School_name", "Low_grade", "Board member", "Mascot", "Colors"), None),
        (("School_id", "School_name", "Low_grade", "Student_id"), None),
        (("School_id", "Section_id", "Student_id"), "enrollments"),
        (("School_id", "Section_id", "Student_id", "Marking_period"), "enrollments"),
        (("School_id", "Section_id", "Student_id", "Score"), None),
        (("School_id", "Section_id", "Student_id", "Total Time"), None),
        (("School_id", "Section_id", "Student_id", "District note"), "enrollments"),
        (("School_id", "Student_id", "First_name", "Last_name", "Grade", "Student_number"), "students"),
        (("School_id", "Student_id", "First_name", "Last_name", "Grade"), "students_least"),
        (("School ID", "Student ID", "First name", "Last name", "Grade", "Lessons passed"), None),
        ((*STUDENT, "Grade", "Gender", "Race", "District note"), "students_least"),
        ((*STUDENT, "Grade", "Gender", "District note"), None),
        ((*STUDENT, "Grade", "Gender", "Race", "Minutes"), None),
        (("School_id", "Teacher_id", "First_name", "Last_name"), "teachers_least"),
        (("School_id", "Teacher_id", "First_name", "Last_name", "Teacher_email"), "teachers"),
        (("School_id", "Staff_id", "First_name", "Last_name", "Staff_email"), "staff"),
        (("School_id", "Staff_id", "Admin_email", "First_name", "Last_name"), "admins"),
    ],
)
def test_a_file_is_claimed_only_where_its_headers_leave_no_doubt(columns, layout):
    assert _layout(*columns) == layout


@pytest.mark.parametrize("layout", clever.IMPORTER.layouts, ids=lambda layout: layout.name)
def test_clevers_reports_are_no_rosters(layout):
    assert _layout(*layout.signature) is None


def test_a_list_that_lacks_one_header_is_told_which():
    columns = ["School_id", "Student_id", "First_name", "Last_name", "Grade", "District note"]
    with pytest.raises(FileRefused, match="a Clever students file, but has no column Student_number"):
        recognise(head_of(frame(columns, [["x"] * 6])))


@pytest.mark.parametrize("subject", ["other", "Other", "Homeroom/advisory"])
def test_a_section_about_no_subject_has_none(subject):
    cells = frame(SECTION, [["S-10", "C-1", "t-1", "x", subject, "", "", ""]])
    assert read(clever_roster.IMPORTER, cells).rows["subjects"].to_list() == [None]


def test_terms_of_one_name_and_other_days_are_two():
    terms = [["Fall", "8/18/2025", "12/19/2025"], ["Fall", "8/25/2025", "12/19/2025"], ["", "8/18/2025", ""]]
    cells = frame(SECTION, [["S-10", f"C-{number}", "t-1", "x", "Math", *term] for number, term in enumerate(terms)])
    ids = read(clever_roster.IMPORTER, cells).rows["session_ids"].to_list()
    assert len(set(ids)) == 3
    assert ids[2] is None


def test_nothing_of_a_student_but_school_grade_and_identifiers_is_landed():
    header = [
        "School_id",
        "Student_id",
        "Student_number",
        "First_name",
        "Last_name",
        "Grade",
        "Dob",
        "Race",
        "Iep_status",
    ]
    cells = frame(header, [["S-10", "s-1001", "1", "Given", "Family", "3", "5/1/2015", "secret", "secret"]])
    layout = clever_roster.IMPORTER.layout_for(head_of(cells))
    rows = layout.read(cells, {}).rows
    assert set(rows.columns) - {"__row"} == set(LANDINGS["users"].columns)
    everything = [rows, *(further for _, further in layout.read_also(cells, {}, loaded=rows))]
    landed = {str(value) for each in everything for row in each.rows() for value in row}
    assert landed.isdisjoint({"Given", "Family", "secret", "5/1/2015", "given", "family"})


def test_columns_of_a_districts_own_are_named_and_not_read():
    text = frame(["School_id", "Section_id", "Student_id", "Bus"], [["1", "2", "3", "7"]])
    layout = clever_roster.IMPORTER.layout_for(head_of(text))
    assert layout.settled(head_of(text), [text], {}) == {"note": "Not read: Bus."}
