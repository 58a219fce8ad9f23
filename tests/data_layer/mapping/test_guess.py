"""What columns may mean is guessed from their headers and their cells, and shown without naming anybody."""

import pytest

from data_layer.mapping.evidence import look
from data_layer.mapping.guess import guess, guess_for
from data_layer.mapping.trial import attempt
from tests.data_layer.mapping.heads import USE, head


def test_a_list_of_who_used_what_when_needs_no_hands():
    found = guess(head(USE))
    assert found.purpose == "activity"
    assert found.columns == {
        "user": "Login Email",
        "date_time": "Access Date",
        "tool": "App Name",
        "minutes": "Total Seconds",
    }
    assert found.same == {"action": "view"}
    assert found.reading == {"date_order": "month_first", "duration_unit": "seconds"}
    assert attempt(found, head(USE)).problems == ()


@pytest.mark.parametrize(
    ("purpose", "text"),
    [
        ("activity", "userName | eventTime | resource | logins\nu1 | 2026-03-02T14:05:00Z | Number Trail | 3"),
        ("seats", "Email | Product | License Assigned Date\nu1@example.org | Number Trail | 2026-03-01"),
        (
            "licenses",
            "Product | Supplier | Qty | Total Price | Start Date | Expiration Date\n"
            "Number Trail | Example Inc. | 120 | $1,200.00 | 7/1/2025 | 6/30/2026",
        ),
        (
            "people",
            "Employee ID | Last Name | Email | Building | Position | Grade Level\n"
            "10045 | Family | u1@example.org | East School | Teacher | 3",
        ),
        (
            "people",
            "Staff ID | Email | School | Role | Last Updated\n10045 | u1@example.org | East | Teacher | 3/2/2026",
        ),
        (
            "activity",
            "Student ID | Student Grade | School | User Name | Date | Overall Time on Task (min)\n"
            "10045 | 3 | East School | u1 | 2026-03-02 | 17",
        ),
        (
            "activity",
            "Type | Login | Student ID | Last Login | Class Grade | Course Product | Time\n"
            "Student | u1 | 10045 | 01/31/2026 | 9 | Algebra 1 | 4h46m",
        ),
    ],
)
def test_the_purpose_is_the_one_that_explains_most_of_the_file(purpose, text):
    assert guess(head(text)).purpose == purpose


def test_cells_decide_where_headers_say_nothing():
    found = guess_for("activity", head("A | B\nu1@example.org | 2026-03-02\nu2@example.org | 2026-03-03"))
    assert found.columns == {"user": "A", "date_time": "B"}


def test_a_header_is_not_believed_when_its_cells_cannot_be_read_so():
    found = guess_for("activity", head("Date | Minutes\nMonday | a while\nTuesday | long"))
    assert found.columns == {}


@pytest.mark.parametrize(("readable", "is_taken"), [(7, False), (8, True)])
def test_four_in_five_cells_must_be_readable(readable, is_taken):
    cells = ["12"] * readable + ["n/a"] * (10 - readable)
    found = guess_for("activity", head("\n".join(["Minutes | x", *(f"{cell} | x" for cell in cells)])))
    assert ("minutes" in found.columns) is is_taken


def test_names_of_people_are_no_identifier():
    found = guess_for("activity", head("User | Date\nGiven Family | 2026-03-02"))
    assert "user" not in found.columns


def test_a_count_of_logins_is_one_of_logins():
    found = guess_for("activity", head("Email | Date | Logins\nu1@example.org | 2026-03-02 | 4"))
    assert (found.columns["count"], found.same) == ("Logins", {"action": "login"})


@pytest.mark.parametrize(
    ("cells", "order"),
    [("13/4/2026", "day_first"), ("4/13/2026", "month_first"), ("4/3/2026", None), ("13/4/2026 4/13/2026", None)],
)
def test_the_order_of_dates_is_said_only_where_the_cells_prove_it(cells, order):
    rows = "\n".join(f"{cell} | u1@example.org" for cell in cells.split())
    assert guess_for("activity", head(f"Date | Email\n{rows}")).reading.get("date_order") == order


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Login Email", "u1@example.org"),
        ("Device IP", "192.0.2.1"),
        ("Student ID", "100451"),
        ("Last Name", "Family"),
        ("Comment", "Given called"),
        ("School Contact Email", "u1@example.org"),
        ("App User", "u1"),
        ("Birth Date", "2012-03-04"),
    ],
)
def test_what_may_name_a_person_is_not_shown(header, cell):
    told = look(head(f"{header} | x\n{cell} | x"))[header].told
    assert cell not in told
    assert told.startswith("hidden")


def test_what_names_nobody_is_shown():
    seen = look(head(USE))
    assert seen["App Name"].told == "Number Trail, Word Garden"
    assert seen["Access Date"].told == "3/4/2026, 3/14/2026"


def test_a_blank_column_means_nothing():
    seen = head("Email | Date\n | 2026-03-02")
    assert look(seen)["Email"].told == "blank in the first rows"
    assert "user" not in guess_for("activity", seen).columns


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_known_by_all_of_its_headers(kind):
    text = "email | date | app | remark\nu1@example.org | 2026-03-02 | Number Trail | x"
    assert guess(head(text, kind=kind)).headers == ("email", "date", "app", "remark")


def test_json_objects_are_known_by_the_keys_that_are_used():
    """Objects leave keys out that have no value."""
    found = guess(head("email | date | app | remark\nu1@example.org | 2026-03-02 | Number Trail | x", kind="jsonl"))
    assert found.headers == ("email", "date", "app")


def test_an_address_comes_before_a_number_that_no_roster_has_and_use_before_the_day_of_the_report():
    report = "Report Refresh Date | User Id | User Principal Name | Last Activity Date | Call Count | Meeting Count"
    found = guess(head(f"{report}\n2026-03-20 | 9744a290 | u1@example.org | 2026-03-18 | 0 | 2"))
    assert found.columns == {"user": "User Principal Name", "date_time": "Last Activity Date"}


def test_of_several_counts_none_is_the_count_unless_one_is_called_so():
    assert "count" not in guess_for("activity", head("Call Count | Meeting Count\n1 | 2")).columns
    assert guess_for("activity", head("Call Count | Sessions\n1 | 2")).columns["count"] == "Sessions"


def test_what_stands_beside_a_last_date_is_no_figure_of_that_day():
    found = guess_for("activity", head("Email | Last Login | Logins | Minutes\nu1@example.org | 3/2/2026 | 40 | 900"))
    assert found.columns == {"user": "Email", "date_time": "Last Login"}
