"""A file with a mapping is imported like any other: once, wholly accounted for, and undone at will."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from data_layer import importing
from data_layer.mapping.document import ColumnMapping
from tests.data_layer.exports import roster, write
from tests.data_layer.mapping.conftest import HEADER, ROWS

USE = "SELECT day, sum(event_count), sum(minutes) FROM usage_days GROUP BY day ORDER BY day"


def counts(finding) -> tuple[int, int, int, int]:
    return finding.read_count, finding.loaded_count, finding.known_count, finding.refused_count


@pytest.fixture
def people(tmp_path):
    return roster(tmp_path / "roster", ["s1 student east 3", "s2 student east 4"])


@pytest.fixture
def march(tmp_path):
    return write(tmp_path / "march.csv", HEADER, *ROWS)


def test_next_months_file_needs_no_hands(bring, ask, keep, usage, people, march, tmp_path):
    keep(usage)
    april = write(tmp_path / "april.csv", HEADER, "s2@example.org,4/1/2026,Number Trail,90")
    report = bring(people, march, april)
    assert [counts(finding) for finding in report.findings[-2:]] == [(3, 3, 0, 0), (1, 1, 0, 0)]
    assert ask(USE) == [(date(2026, 3, 2), 1, 5.0), (date(2026, 3, 3), 1, 1.0), (date(2026, 4, 1), 1, 1.5)]


def test_no_time_is_no_use_where_time_alone_tells(bring, ask, keep, usage, people, march):
    keep(usage)
    bring(people, march)
    assert ask("SELECT count(*) FROM usage_days WHERE day = DATE '2026-03-13'") == [(0,)]


def test_every_row_is_loaded_known_or_refused(bring, keep, usage, tmp_path):
    keep(usage)
    odd = write(
        tmp_path / "odd.csv",
        HEADER,
        *ROWS,
        "s1@example.org,13/31/2026,Number Trail,60",
        ",3/4/2026,Number Trail,60",
        "s1@example.org,3/4/2026,Number Trail,a while",
        "s1@example.org,3/4/2099,Number Trail,60",
    )
    (finding,) = bring(odd).findings
    assert counts(finding) == (7, 3, 0, 4)
    assert finding.refusals.select("row", "column", "value").rows() == [
        (5, "Access Date", "13/31/2026"),
        (6, "Login Email", ""),
        (7, "Total Seconds", "a while"),
        (8, "date and time", "2099-03-04 00:00:00"),
    ]


def test_a_file_again_renamed_turned_round_or_with_its_columns_in_another_order_adds_nothing(
    bring, ask, keep, usage, people, march, tmp_path
):
    keep(usage)
    bring(people, march)
    before = ask(USE)
    backwards = [",".join(reversed(row.split(","))) for row in (HEADER, *ROWS)]
    for again in (
        march,
        write(tmp_path / "copy.csv", HEADER, *reversed(ROWS)),
        write(tmp_path / "columns.csv", *backwards),
        write(tmp_path / "more.csv", f"{HEADER},Note", *(f"{row},x" for row in ROWS)),
    ):
        assert counts(bring(again).findings[0]) == (3, 0, 3, 0)
    assert ask(USE) == before


def test_a_file_that_another_mapping_has_read_is_still_the_same_file(bring, ask, home, keep, usage, people, march):
    keep(usage)
    bring(people, march)
    before = ask(USE)
    (home.path / "mappings" / "example-usage.toml").unlink()
    keep(replace(usage, name="Another name"))
    assert counts(bring(march).findings[0])[1:3] == (0, 3)
    assert ask(USE) == before


def test_equal_rows_of_one_file_stay_two(bring, ask, keep, usage, people, tmp_path):
    keep(usage)
    bring(people, write(tmp_path / "twice.csv", HEADER, ROWS[0], ROWS[0]))
    assert ask(USE) == [(date(2026, 3, 2), 2, 10.0)]


def test_undoing_takes_back_what_a_mapping_brought(bring, ask, home, keep, usage, people, march):
    keep(usage)
    bring(people)
    importing.undo(home, bring(march).findings[0].import_id)
    assert ask(USE) == []
    assert counts(bring(march).findings[0]) == (3, 3, 0, 0)


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", ",")]
)
def test_the_way_a_file_is_written_down_does_not_matter(bring, ask, keep, usage, people, tmp_path, encoding, separator):
    keep(usage)
    named = [row.replace("Number Trail", "Número Trail") for row in (HEADER, *ROWS)]
    path = tmp_path / "export.csv"
    path.write_bytes("\r\n".join(row.replace(",", separator) for row in named).encode(encoding))
    assert counts(bring(people, path).findings[-1]) == (3, 3, 0, 0)
    assert ask("SELECT name FROM tools ORDER BY name") == [("Número Trail",)]


def test_a_sheet_of_a_workbook_can_be_mapped(bring, keep, usage, tmp_path):
    keep(usage)
    book = Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row.split(","))
    book.save(tmp_path / "usage.xlsx")
    assert counts(bring(tmp_path / "usage.xlsx").findings[0]) == (3, 3, 0, 0)


def test_json_lines_can_be_mapped(bring, keep, tmp_path):
    columns = {"user": "who", "date_time": "at", "tool": "app"}
    keep(ColumnMapping("Events", "activity", ("who", "at", "app"), columns, {"action": "view"}))
    lines = ['{"who": "s1", "at": "2026-03-02T14:05:00Z", "app": "Number Trail"}', '{"who": "s1", "at": "noon"}']
    (finding,) = bring(write(tmp_path / "events.jsonl", *lines)).findings
    assert counts(finding) == (2, 1, 0, 1)


def test_a_file_that_contradicts_the_order_of_dates_is_refused_with_a_sentence(bring, keep, usage, tmp_path):
    keep(usage)
    (finding,) = bring(write(tmp_path / "uk.csv", HEADER, "s1@example.org,13/3/2026,Number Trail,60")).findings
    assert finding.is_refused
    assert "The mapping says that dates are written month first" in finding.problem


def test_an_order_of_dates_that_nothing_tells_is_asked_for(bring, keep, usage, people, tmp_path):
    keep(replace(usage, reading={"duration_unit": "seconds"}))
    path = write(tmp_path / "open.csv", HEADER, "s1@example.org,3/4/2026,Number Trail,60")
    assert bring(path).findings[0].question.option == "date_order"
    assert counts(bring(people, path, date_order="day_first").findings[-1]) == (1, 1, 0, 0)


def test_an_importer_comes_before_any_mapping(bring, home, tmp_path):
    """A mapping from before an importer was shipped, or one made by hand, changes nothing about its files."""
    headers = ("date_time", "user", "tool", "action")
    mapping = ColumnMapping("Mine", "seats", headers, {"tool": "tool", "person": "user"})
    (home.path / "mappings").mkdir(parents=True)
    (home.path / "mappings" / "mine.toml").write_text(mapping.as_toml(), encoding="utf-8")
    path = write(tmp_path / "log.csv", ",".join(headers), "2026-03-02,s1,Number Trail,view")
    assert bring(path).findings[0].label == "a tool activity list"


def test_of_two_mappings_the_one_that_knows_more_of_the_file_reads_it(bring, keep, usage, march):
    fewer = replace(usage, name="Fewer", headers=usage.headers[:3], columns=dict(list(usage.columns.items())[:3]))
    keep(usage, fewer)
    assert "Example usage" in bring(march).findings[0].label


def test_a_file_that_two_mappings_fit_alike_is_refused(bring, keep, usage, tmp_path):
    keep(
        replace(usage, headers=(*usage.headers, "Grade")),
        replace(usage, name="Other", headers=(*usage.headers, "School")),
    )
    path = write(tmp_path / "both.csv", f"{HEADER},Grade,School", f"{ROWS[0]},3,East School")
    assert "could be" in bring(path).findings[0].problem


def test_a_file_that_lacks_a_column_of_a_mapping_is_told_which(bring, keep, usage, tmp_path):
    keep(usage)
    path = write(tmp_path / "less.csv", "Login Email,Access Date,App Name", "s1@example.org,3/2/2026,Number Trail")
    assert (
        bring(path)
        .findings[0]
        .problem.endswith('It looks most like a file of your mapping "Example usage", but has no column Total Seconds.')
    )


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


def test_nothing_personal_outlives_the_read(bring, home, keep, usage, march):
    keep(usage)
    bring(march)
    held = [path for path in home.path.rglob("*") if path.is_file() and b"example.org" in path.read_bytes()]
    assert held == []
