"""Not use alone can be mapped: seats, licenses, a list of people, and the answers of a survey."""

from dataclasses import replace
from datetime import date

from data_layer.mapping.document import ColumnMapping
from tests.data_layer.exports import write
from tests.data_layer.mapping.conftest import counts


def test_seats_and_licenses_can_be_mapped(bring, ask, keep, people, tmp_path):
    keep(
        ColumnMapping("Seats", "seats", ("Who", "Since"), {"person": "Who", "assigned_on": "Since"},
                      {"tool": "Number Trail"}),
        ColumnMapping("Costs", "licenses", ("Product", "Price"), {"tool": "Product", "annual_cost": "Price"},
                      {"start": "7/1/2025", "end": "6/30/2026"}),
    )  # fmt: skip
    seats = write(tmp_path / "seats.csv", "Who,Since", "s1@example.org,9/30/2025", "s2.name,10/1/2025")
    costs = write(tmp_path / "costs.csv", "Product,Price", 'Number Trail,"$1,200.00"')
    assert not [finding for finding in bring(people, seats, costs).findings if finding.refused_count]
    assert ask("SELECT assigned_on, school_id FROM seats ORDER BY 1") == [
        (date(2025, 9, 30), "east"),
        (date(2025, 10, 1), "east"),
    ]
    assert ask("SELECT starts_on, ends_on, CAST(annual_cost_usd AS VARCHAR) FROM contracts") == [
        (date(2025, 7, 1), date(2026, 6, 30), "1200.00")
    ]


STAFF = ColumnMapping(
    "Staff",
    "people",
    ("No", "Mail", "Building", "Job"),
    {"person": "No", "email": "Mail", "school": "Building", "role": "Job"},
)


def test_a_list_of_people_makes_a_roster_where_there_is_none(bring, ask, keep, tmp_path):
    keep(STAFF)
    staff = ["17,t1@example.org,East School,Teacher", "18,t2@example.org,West School,Principal"]
    bring(write(tmp_path / "staff.csv", "No,Mail,Building,Job", *staff))
    assert ask("SELECT s.name, m.role FROM memberships m JOIN schools s USING (school_id) ORDER BY 1") == [
        ("East School", "teacher"),
        ("West School", "staff"),
    ]


def test_a_roster_is_believed_before_a_list_that_was_mapped(bring, ask, keep, people, tmp_path):
    keep(STAFF)
    bring(people, write(tmp_path / "staff.csv", "No,Mail,Building,Job", "17,s1@example.org,West School,Teacher"))
    assert ask("SELECT DISTINCT role FROM memberships") == [("student",)]


def test_a_school_by_its_name_is_the_rosters_school_of_that_name(bring, ask, keep, people, tmp_path):
    keep(STAFF)
    bring(people, write(tmp_path / "staff.csv", "No,Mail,Building,Job", "17,t1@example.org,EAST School,Teacher"))
    assert ask("SELECT school_id, name FROM schools") == [("east", "East School")]
    assert ask("SELECT role, school_id FROM memberships WHERE role = 'teacher'") == [("teacher", "east")]


QUESTIONS = ("Fast", "Better", "Busy", "Effective", "Easier", "Useful")
SURVEY = ColumnMapping(
    "Spring survey",
    "survey",
    ("Filled in", "Staff no.", "Site", *QUESTIONS),
    {"answered_on": "Filled in", "person": "Staff no.", "school": "Site"}
    | {f"PU{number}": question for number, question in enumerate(QUESTIONS, start=1)},
    {"tool": "Number Trail", "role": "teacher"},
)
HELD = "SELECT usefulness_sum, usefulness_answered_count, school_id, role, tool, CAST(submitted_on AS VARCHAR) "
HELD += "FROM survey_responses ORDER BY usefulness_sum"


def test_answers_under_headers_of_their_own_are_a_survey(bring, ask, keep, people, tmp_path):
    keep(SURVEY)
    rows = [
        "13/3/2026,t1,East School,5,4,5,4,5,5",
        "14/3/2026,t2,East School,1,1,2,1,,1",
        "14/3/2026,t3,East School,9,1,1,1,1,1",
    ]
    path = write(tmp_path / "survey.csv", ",".join(SURVEY.headers), *rows)
    finding = bring(people, path, scale="5").findings[-1]
    assert counts(finding) == (3, 2, 0, 1)
    assert finding.refusals.select("row", "column").rows() == [(4, "Fast")]
    assert ask(HELD) == [
        (6, 5, "east", "teacher", "Number Trail", "2026-03-14"),
        (28, 6, "east", "teacher", "Number Trail", "2026-03-13"),
    ]


def test_the_items_of_an_instrument_of_the_home_can_be_mapped(bring, ask, home, keep, tmp_path):
    home.instruments.mkdir(parents=True)
    items = "".join(f'[[items]]\nid = "C{number}"\n' for number in (1, 2, 3))
    (home.instruments / "own.toml").write_text(f'id = "coaching"\npoints = 4\n{items}', encoding="utf-8")
    columns = {"answered_on": "Datum", "person": "Kürzel", "C1": "Frage 1", "C2": "Frage 2", "C3": "Frage 3"}
    keep(ColumnMapping("Coaching", "survey", ("Datum", "Kürzel", "Frage 1", "Frage 2", "Frage 3"), columns))
    path = write(tmp_path / "survey.csv", "Datum,Kürzel,Frage 1,Frage 2,Frage 3", "13.3.2026,t1,1,2,4")
    assert counts(bring(path).findings[0]) == (1, 1, 0, 0)
    assert ask("SELECT instrument, score_sum, answered_count FROM survey_scale_scores") == [("coaching", 7, 3)]


def test_a_mapping_that_lacks_a_question_is_told_which(bring, keep, tmp_path):
    fewer = {name: header for name, header in SURVEY.columns.items() if name != "PU6"}
    keep(replace(SURVEY, columns=fewer))
    path = write(tmp_path / "survey.csv", ",".join(SURVEY.headers), "13/3/2026,t1,East School,5,4,5,4,5,5")
    (finding,) = bring(path).findings
    assert "with 5 of the 12 questions of a TAM survey" in finding.problem
    assert "Missing: “useful" in finding.problem


def test_a_report_of_when_people_were_last_seen_is_no_log(bring, ask, keep, people, tmp_path):
    headers = ("Mail", "Last Login", "Total")
    keep(
        ColumnMapping("Report", "activity", headers, {"user": "Mail", "date_time": "Last Login", "count": "Total"},
                      {"tool": "Number Trail", "action": "login"}),
    )  # fmt: skip
    rows = ["s1@example.org,2026-03-02,40", "s2@example.org,Never,0", "s3@example.org,,0"]
    (finding,) = bring(people, write(tmp_path / "report.csv", ",".join(headers), *rows)).findings[-1:]
    assert counts(finding) == (3, 3, 0, 0)
    assert "Last Login says when somebody was last seen" in finding.note
    seen = "SELECT day, event_count, is_last_seen FROM actor_tool_days"
    assert ask(seen) == [(date(2026, 3, 2), 1, True)]
    assert ask("SELECT has_log FROM tools WHERE name = 'Number Trail'") == [(False,)]
