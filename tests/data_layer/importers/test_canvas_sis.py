"""Canvas SIS files and Canvas's reports of the same things: one header apart, and told from each other."""

import pytest

from data_layer.importers import canvas, canvas_sis
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from tests.data_layer.importers.tables import frame, head_of, read

SIS = {
    "users": "user_id,integration_id,login_id,password,first_name,last_name,sortable_name,short_name,email,status",
    "accounts": "account_id,parent_account_id,integration_id,name,status",
    "terms": "term_id,integration_id,name,status,date_override_enrollment_type,start_date,end_date",
    "courses": "course_id,integration_id,short_name,long_name,account_id,term_id,status,start_date,end_date",
    "sections": "section_id,course_id,integration_id,name,status,start_date,end_date",
    "enrollments": "course_id,user_id,role,role_id,section_id,status,associated_user_id,limit_section_privileges",
    "user_observers": "observer_id,student_id,status",
    "admins": "user_id,account_id,role_id,role,status",
    "groups": "group_id,group_category_id,account_id,course_id,name,status",
    "groups_membership": "group_id,user_id,status",
    "group_categories": "group_category_id,account_id,course_id,category_name,status",
    "xlists": "xlist_course_id,section_id,status",
}
REPORTS = {
    "users": "canvas_user_id,user_id,integration_id,login_id,first_name,last_name,email,status,created_by_sis",
    "accounts": "canvas_account_id,account_id,canvas_parent_id,parent_account_id,name,status,created_by_sis",
    "terms": "canvas_term_id,term_id,name,status,start_date,end_date,created_by_sis",
    "courses": "canvas_course_id,course_id,short_name,long_name,canvas_account_id,account_id,status,created_by_sis",
    "sections": "canvas_section_id,section_id,canvas_course_id,course_id,name,status,canvas_account_id,account_id",
    "enrollments": "canvas_course_id,course_id,canvas_user_id,user_id,role,role_id,canvas_section_id,section_id,status",
    "groups": "canvas_group_id,group_id,canvas_account_id,account_id,name,status,created_by_sis",
    "group_memberships": "canvas_group_id,group_id,canvas_user_id,user_id,status,created_by_sis",
    "cross-listed_sections": "canvas_xlist_course_id,xlist_course_id,canvas_section_id,section_id,status",
    "observers": "canvas_observer_id,observer_id,canvas_student_id,student_id,status,created_by_sis",
    "admins": "canvas_user_id,user_id,canvas_account_id,account_id,role_id,role,status,created_by_sis",
}
ENROLLMENT = ["user_id", "role", "section_id", "course_id", "status"]


def _recognised(header: str) -> tuple[str, str]:
    columns = header.split(",")
    importer, layout = recognise(head_of(frame(columns, [["1"] * len(columns)])))
    return importer.name, layout.name


@pytest.mark.parametrize("name", SIS)
def test_each_sis_file_is_one(name):
    assert _recognised(SIS[name]) == (canvas_sis.IMPORTER.name, name)


@pytest.mark.parametrize("name", REPORTS)
def test_each_provisioning_report_is_one(name):
    assert _recognised(REPORTS[name]) == (canvas.IMPORTER.name, f"provisioning_{name}")


def _enrolled(*, role: str = "student", section: str = "C-1", course: str = "", status: str = "active"):
    return read(canvas_sis.IMPORTER, frame(ENROLLMENT, [["S-1001", role, section, course, status]]))


@pytest.mark.parametrize(
    ("written", "landed"),
    [
        ("Student", "student"),
        ("StudentEnrollment", "student"),
        ("Student Enrollment", "student"),
        ("teacher", "teacher"),
        ("ta", "staff"),
        ("designer", "staff"),
        ("observer", "guardian"),
        ("Librarian", None),
        ("", None),
    ],
)
def test_a_role_of_the_districts_own_is_left_open_and_others_land_as_four(written, landed):
    assert _enrolled(role=written).rows["role"].to_list() == [landed]


def test_a_person_in_a_section_and_its_course_is_in_the_section():
    assert _enrolled(section="C-1", course="K-1").rows["class_id"].to_list() == ["c-1"]
    assert _enrolled(section="", course="K-1").rows["class_id"].to_list() == ["k-1"]


def test_an_enrollment_in_nothing_is_refused():
    batch = _enrolled(section="", course="")
    assert batch.rows.is_empty()
    assert batch.refusals["column"].to_list() == ["section_id"]


@pytest.mark.parametrize(
    ("written", "is_deleted"),
    [
        *[(word, False) for word in ("active", "Completed", "")],
        *[(word, False) for word in ("concluded", "invited")],  # as Canvas's SIS export writes them
        *[(word, True) for word in ("inactive", "deleted", "rejected")],
    ],
)
def test_a_completed_enrollment_stays_and_an_inactive_one_goes(written, is_deleted):
    assert _enrolled(status=written).rows["is_deleted"].to_list() == [is_deleted]


def test_a_person_has_a_role_in_canvas_once_however_many_courses():
    rows = [["S-1001", role, f"C-{number}", "", "active"] for number, role in enumerate(["student"] * 3 + ["ta"])]
    cells = frame(ENROLLMENT, [*rows, ["S-1001", "teacher", "C-9", "", "deleted"]])
    layout = canvas_sis.IMPORTER.layout_for(head_of(cells))
    ((_, roles),) = layout.read_also(cells, {}, loaded=layout.read(cells, {}).rows)
    assert roles["role"].to_list() == ["student", "staff"]


@pytest.mark.parametrize("owner", ["existing_user_id", "existing_canvas_user_id", "existing_integration_id"])
def test_a_list_of_logins_is_no_list_of_users_and_needs_no_status(owner):
    for further in ((), ("status",)):
        columns = ["user_id", "login_id", owner, "email", *further]
        _, layout = recognise(head_of(frame(columns, [["1"] * len(columns)])))
        assert (layout.name, layout.table) == ("logins", "identifiers")


def test_changed_ids_are_set_aside_and_other_lists_of_old_and_new_ids_are_not():
    assert _recognised("old_id,new_id,old_integration_id,new_integration_id,type") == ("canvas_sis", "change_sis_id")
    with pytest.raises(FileRefused):
        _recognised("old_id,new_id,type,price")


def test_the_members_of_groups_with_their_logins_tell_whose_canvass_numbers_are():
    header = "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id"
    assert _recognised(header) == (canvas.IMPORTER.name, "provisioning_users")


def test_the_accounts_say_that_canvas_knows_no_schools():
    layout = canvas_sis.IMPORTER.layout_for(head_of(frame(SIS["accounts"].split(","), [["1"] * 5])))
    assert "which accounts are schools" in layout.settle(None, [], {})["note"]
