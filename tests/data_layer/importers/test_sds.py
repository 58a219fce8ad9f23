"""School Data Sync as Microsoft's own samples write it, told from OneRoster and from each other."""

from pathlib import Path

import polars as pl
import pytest

from data_layer.importers import oneroster, sds
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, Head, NeedsAnswer
from data_layer.importers.sds_people import ROLES
from data_layer.importers.sds_v1_people import PEOPLE
from data_layer.reading import TextTable, sources
from tests.data_layer.importers.tables import frame, head_of, read

PROJECT_ROOT = Path(__file__).resolve().parents[3]
SAMPLES = PROJECT_ROOT.parent / "shared" / "real_exports" / "microsoft_sds"
V21 = {
    "academicSessions.csv": ("academicSessions", 2),
    "classes.csv": ("classes", 2),
    "courses.csv": ("courses", 3),
    "enrollments.csv": ("enrollments", 6),
    "orgs.csv": ("orgs", 4),
    "relationships.csv": ("relationships", 3),
    "roles.csv": ("roles", 7),
    "users.csv": ("users", 8),
}
V1 = {
    "School.csv": ("schools_v1", 2),
    "Section.csv": ("sections_v1", 28),
    "Student.csv": ("people_v1", 86),
    "StudentEnrollment.csv": ("class_lists_v1", 602),
    "Teacher.csv": ("people_v1", 12),
    "TeacherRoster.csv": ("class_lists_v1", 28),
}
PEOPLE_HEADER = ["SIS ID", "School SIS ID", "Username"]


def _table(path: str) -> TextTable:
    if not SAMPLES.exists():
        pytest.skip("Microsoft's samples are not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([SAMPLES / path])]
    return table


@pytest.mark.parametrize(
    ("path", "layout_name", "row_count"),
    [
        *[(f"sds_v2.1/{name}", *expected) for name, expected in V21.items()],
        *[(f"sds_v1_100_users/{name}", *expected) for name, expected in V1.items()],
    ],
)
def test_every_row_of_a_sample_is_loaded(path, layout_name, row_count):
    table = _table(path)
    importer, layout = recognise(table.head)
    settled = layout.settle(table.head, table.frames(), {}) if layout.settle else {}
    batches = [layout.read(text, settled) for text in table.frames()]
    assert (importer.name, layout.name) == ("sds", layout_name)
    assert sum(batch.rows[ROW].n_unique() for batch in batches) == row_count
    assert all(batch.refusals.is_empty() for batch in batches)
    assert table.broken.is_empty()


@pytest.mark.parametrize("name", ["demographics", "userFlags"])
def test_what_is_nobodys_business_is_set_aside(name):
    assert recognise(_table(f"sds_v2.1/{name}.csv").head)[1].table == "ignored"


@pytest.mark.parametrize(
    "columns", [["Email", "First Name", "Last Name", "Phone", "SIS ID"], ["SIS ID", "Email", "Role"]]
)
def test_version_1s_lists_of_parents_are_set_aside_and_lists_with_more_are_not(columns):
    assert recognise(head_of(frame(columns, [["1"] * len(columns)])))[1].table == "ignored"
    assert not sds.IMPORTER.layout_for(head_of(frame([*columns, "Tool"], [["1"] * (len(columns) + 1)])))


@pytest.mark.parametrize("layout", [each for each in oneroster.IMPORTER.layouts if "status" in each.signature])
def test_no_oneroster_file_is_taken_for_one_of_school_data_sync(layout):
    assert sds.IMPORTER.layout_for(Head("x.csv", layout.signature, pl.DataFrame())) is None


@pytest.mark.parametrize(
    ("further", "layout_name"),
    [
        ([], "classes"),
        (["code"], "courses"),
        (["code", "subject"], "courses"),
        (["code", "courseSourcedId"], "classes"),
        (["sessionSourcedIds"], "classes"),
    ],
)
def test_a_class_and_a_course_are_told_apart(further, layout_name):
    columns = ("sourcedId", "orgSourcedId", "title", *further)
    assert sds.IMPORTER.layout_for(Head("x.csv", columns, pl.DataFrame())).name == layout_name


@pytest.mark.parametrize(
    ("written", "landed"),
    [
        *[(word, "teacher") for word in ("teacher", "Professor", "lecturer", "faculty", "substitute")],
        *[(word, "staff") for word in ("staff", "principal", "itAdmin", "officeStaff", "aide", "speechTherapist")],
        ("Student", "student"),
        *[(word, "guardian") for word in ("parent", "alumni", "other")],
    ],
)
def test_roles_land_as_four(written, landed):
    cells = frame(["userSourcedId", "orgSourcedId", "role"], [["s-1001", "S-10", written]])
    assert ROLES.read(cells, {}).rows["role"].to_list() == [landed]


def _people(*further: str, name: str, **options: str) -> list[str]:
    cells = frame([*PEOPLE_HEADER, *further], [["s-1001", "S-10", "u1", *[""] * len(further)]])
    return read(sds.IMPORTER, cells, name=name, **options).rows["role"].to_list()


@pytest.mark.parametrize(
    ("further", "role"), [("Student Number", "student"), ("Birthdate", "student"), ("Qualification", "teacher")]
)
def test_columns_say_who_is_listed_whatever_the_file_is_called(further, role):
    assert _people(further, name="teachers of students.csv") == [role]


@pytest.mark.parametrize(("name", "role"), [("Student.csv", "student"), ("MS_TEACHER_0901.csv", "teacher")])
def test_the_name_says_who_is_listed_where_the_columns_do_not(name, role):
    assert _people("Grade", name=name) == [role]


def test_a_list_of_people_that_says_nowhere_who_they_are_is_asked_about():
    with pytest.raises(NeedsAnswer) as caught:
        _people(name="people.csv")
    assert caught.value.option == "people"
    assert _people(name="people.csv", people="teacher") == ["teacher"]


def test_an_answer_that_is_no_choice_is_asked_again():
    with pytest.raises(NeedsAnswer):
        _people(name="people.csv", people="parents")


def test_ids_and_names_with_a_strange_column_are_no_schools():
    assert sds.IMPORTER.layout_for(head_of(frame(["SIS ID", "Name", "Zone"], [["1", "x", ""]])))
    assert not sds.IMPORTER.layout_for(head_of(frame(["SIS ID", "Name", "Score"], [["1", "x", ""]])))
    assert not sds.IMPORTER.layout_for(head_of(frame(["SIS ID", "Name", "Phone", "Mascot"], [["1", "x", "", ""]])))


def test_schools_keep_a_column_of_the_districts_own_and_it_is_named():
    text = frame(["SIS ID", "Name", "Grade Low", "Mascot"], [["1", "x", "KG", "Owl"]])
    layout = sds.IMPORTER.layout_for(head_of(text))
    assert layout.name == "schools_v1"
    assert layout.settled(head_of(text), [text], {}) == {"note": "Not read: Mascot."}


@pytest.mark.parametrize(
    ("ends_on", "session_type"), [("4/13/2026", "term"), ("4/14/2026", "schoolYear"), ("8/18/2025", "term")]
)
def test_a_term_of_240_days_is_a_school_year(ends_on, session_type):
    header = ["SIS ID", "School SIS ID", "Section Name", "Term SIS ID", "Term StartDate", "Term EndDate"]
    cells = frame(header, [["C-1", "S-10", "Math", "Y25", "8/18/2025", ends_on]])
    layout = sds.IMPORTER.layout_for(head_of(cells))
    found = {each.table: rows for each, rows in layout.read_also(cells, {}, loaded=layout.read(cells, {}).rows)}
    assert found["sessions"]["session_type"].to_list() == [session_type]


def test_a_teacher_listed_at_two_schools_is_landed_at_both():
    cells = frame([*PEOPLE_HEADER, "Title"], [["t-1", "S-10", "u9", ""], ["t-1", "S-11", "u9", ""]])
    rows = read(sds.IMPORTER, cells).rows
    assert rows["org_ids"].to_list() == ["s-10", "s-11"]
    assert rows.select(PEOPLE.identity).is_unique().all()


def test_two_plain_ids_are_a_class_list_only_where_nothing_that_tells_of_use_stands_beside_them():
    assert (
        sds.IMPORTER.layout_for(head_of(frame(["Section ID", "ID"], [["C-1", "s-1001"]]))).name == "class_lists_v1_uk"
    )
    assert not sds.IMPORTER.layout_for(head_of(frame(["Section ID", "ID", "Score"], [["C-1", "s-1001", "9"]])))


def test_a_dfe_number_alone_makes_no_list_of_schools():
    columns = ["DfE Number", "Name", "Pupils", "Income", "Expenditure"]
    assert not sds.IMPORTER.layout_for(head_of(frame(columns, [["1"] * 5])))
