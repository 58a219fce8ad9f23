"""What the command line shows: the figures of the pages, in three forms, and a clear word where it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date

import pytest

from metrics.__main__ import main
from metrics.cube import Cube
from tests.building import store_of
from tests.spec import seats as licensed
from tests.spec.seats import ago, contract, seats, tool, uses
from tests.spec.staff import staff, votes

YEAR = {"kind": "school_year", "period_id": "2025-26", "label": "2025-26"}
YEAR |= {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 7, 1)}
QUARTER = YEAR | {
    "kind": "quarter",
    "period_id": "2025-26 Q2",
    "starts_on": date(2025, 11, 3),
    "ends_on": date(2026, 1, 17),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    path = tmp_path_factory.mktemp("district")
    store_of(
        path,
        calendar_days=licensed.DAYS,
        periods=[YEAR, QUARTER],
        facts=[{"name": "last_day", "value": "2026-03-31", "note": ""}],
        schools="school_id | name\n oak | =Oak School\n elm | Elm School\n yew | Yew School",
        memberships=staff(20) + staff(3, first=21, school="yew") + staff(9, first=31, school="elm", grade_level="03"),
        survey_responses=votes(17, 20) + votes(2, 3, first=21) + votes(7, 9, first=31),
        tools=[tool(1, "Nearpod"), tool(2, "Canvas", has_log=False)],
        contracts=[contract(60, "1000.00"), contract(50, tool_id=2)],
        seats=seats(40) + seats(15, first=41, school="elm") + seats(40, tool_id=2),
        usage_days=uses(21, ago(2)),
    )
    return path / "home"


@pytest.fixture
def run(home, monkeypatch, capsys):
    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("ROLLCALL_HOME", str(home))
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def rows(run, *arguments: str) -> list[dict]:
    code, out, _ = run("show", *arguments, "--format", "json")
    assert code == 0
    return json.loads(out)["rows"]


def test_the_list_has_every_metric_with_its_question_and_groups(run):
    code, out, _ = run("list")
    assert code == 0
    assert "dormancy_rate\n    How much of what we pay for lies unused?\n    by: tool, school, role, grade_level" in out


def test_json_has_every_figure_unrounded(run):
    (row,) = rows(run, "staff_buy_in", "--school", "oak")
    assert (row["numerator"], row["denominator"], row["value"]) == (17, 20, 17 / 20)
    assert row["status"] == "met"
    assert (row["period_start"], row["quarter"]) == ("2025-11-03", "2025-26 Q2")


def test_json_has_nothing_where_a_figure_is_hidden(run):
    hidden = {row["school_id"]: row for row in rows(run, "staff_buy_in", "--by", "school")}
    assert hidden["yew"]["status"] == "too few to show"
    assert {hidden["yew"][name] for name in ("numerator", "denominator", "value", "lower", "people_count")} == {None}


def test_a_school_that_is_hidden_beside_a_smaller_one_is_hidden_by_itself_too(run):
    (row,) = rows(run, "staff_buy_in", "--school", "Elm School")
    assert row["status"] == "too few to show"


def test_json_says_scope_as_of_and_version(run):
    _, out, _ = run("show", "dormancy_rate", "--format", "json")
    told = json.loads(out)
    assert (told["period_start"], told["period_end"], told["as_of"]) == ("2025-09-01", "2026-07-01", "2026-03-31")
    assert told["version"].startswith("000001-")
    assert told["notes"] == ["Not measured, because no log of its use was imported: Canvas."]


def test_csv_has_the_same_rows_and_numbers(run):
    _, out, _ = run("show", "dormancy_rate", "--by", "tool", "--format", "csv")
    read = list(csv.DictReader(io.StringIO(out)))
    assert [row["tool"] for row in read] == ["Canvas", "Nearpod"]
    assert read[0]["value"] == ""
    assert float(read[1]["value"]) == (60 - 21) / 60


def test_csv_keeps_a_spreadsheet_from_running_a_name(run):
    _, out, _ = run("show", "dormancy_rate", "--by", "school", "--tool", "Nearpod", "--format", "csv")
    assert "'=Oak School" in [row["school"] for row in csv.DictReader(io.StringIO(out))]


def test_the_table_comes_with_its_definition(run):
    code, out, _ = run("show", "dormancy_rate", "--by", "tool")
    assert code == 0
    assert "Nearpod" in out.splitlines()[2]
    for part in (
        "numerator    Seats not in use",
        "window       up to the last known day of the period",
        "period       2025-09-01 to 2026-06-30, as of 2026-03-31",
        "threshold    Dormancy alarm: strictly more than this share: 0.5 share of purchased seats",
        "data version 000001-",
    ):
        assert part in out


def test_the_last_day_named_is_part_of_the_period(run):
    _, out, _ = run("show", "dormancy_rate", "--from", "2026-01-05", "--to", "2026-03-30", "--format", "json")
    told = json.loads(out)
    assert (told["period_start"], told["period_end"]) == ("2026-01-05", "2026-03-31")


def test_as_of_moves_what_is_known(run):
    (before,) = rows(run, "dormancy_rate", "--as-of", ago(3).isoformat())
    (after,) = rows(run, "dormancy_rate", "--as-of", ago(2).isoformat())
    assert (before["numerator"], after["numerator"]) == (60, 60 - 21)


@pytest.mark.parametrize("school", ["oak", "OAK", "=Oak School", "=oak school"])
def test_a_school_goes_by_its_id_or_its_name(run, school):
    (row,) = rows(run, "dormancy_rate", "--school", school, "--tool", "nearpod")
    assert row["denominator"] == 40


def test_options_may_be_repeated(run):
    (row,) = rows(run, "dormancy_rate", "--school", "oak", "--school", "elm", "--tool", "Nearpod")
    assert row["denominator"] == 55


@pytest.mark.parametrize("grade", ["3", "03", "Grade 3"])
def test_a_grade_level_may_be_written_as_people_write_it(run, grade):
    (row,) = rows(run, "dormancy_rate", "--grade", grade, "--tool", "Nearpod")
    assert row["denominator"] == 55


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "dormancy"], 'There is no metric "dormancy". Known: '),
        (["show", "dormancy_rate", "--by", "month"], 'dormancy_rate cannot be split by "month"'),
        (["show", "dormancy_rate", "--school", "Ash"], 'No school is called "Ash". Known: '),
        (["show", "dormancy_rate", "--tool", "Kahoot"], 'No tool is called "Kahoot". Known: Canvas, Nearpod.'),
        (["show", "dormancy_rate", "--grade", "14"], 'No grade level is called "14". Known: 03.'),
        (["show", "dormancy_rate", "--from", "2026-02-02", "--to", "2026-02-01"], "The period ends before it begins"),
    ],
)
def test_an_unclear_question_is_answered_with_what_there_is(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_a_slip_in_the_districts_policy_is_said(run, home):
    (home / "policy.toml").write_text("[dormancy.alarm_share]\nvalue = 50\n", encoding="utf-8")
    try:
        code, _, err = run("show", "dormancy_rate")
    finally:
        (home / "policy.toml").unlink()
    assert code == 2
    assert "policy.toml: [dormancy.alarm_share] is 50. Write a share between 0 and 1" in err


def test_the_districts_policy_counts(run, home):
    (home / "policy.toml").write_text("[dormancy.alarm_share]\nvalue = 0.7\n", encoding="utf-8")
    try:
        (row,) = rows(run, "dormancy_rate")
    finally:
        (home / "policy.toml").unlink()
    assert row["status"] == "met"


def test_a_home_without_data_says_what_to_import(tmp_path):
    command = [sys.executable, "-m", "metrics", "show", "dormancy_rate"]
    environment = {**os.environ, "ROLLCALL_HOME": str(tmp_path / "empty")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Import a roster and a log first" in done.stderr


def test_a_store_without_dated_rows_asks_for_them(tmp_path, monkeypatch, capsys):
    store_of(tmp_path, schools="school_id | name\n oak | Oak School")
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    assert main(["show", "dormancy_rate"]) == 2
    assert "no dated rows yet" in capsys.readouterr().err


def test_renewals_are_listed_with_their_deadlines(run):
    code, said, _ = run("renewals")
    assert code == 0
    assert "Nearpod: decide by 2026-05-31, notice until 2026-06-30, ends 2026-06-30 (to be decided)" in said
    assert "Nearpod: no notice" in said


def test_the_deadlines_are_written_as_a_calendar_file(run, tmp_path):
    code, said, _ = run("renewals", "--ics", str(tmp_path / "renewals.ics"))
    assert (code, said.strip()) == (0, f"{tmp_path / 'renewals.ics'}: 2 deadlines, as of 2026-03-31.")
    assert (tmp_path / "renewals.ics").read_bytes().count(b"DTSTART;VALUE=DATE:20260531") == 2


def test_a_calendar_file_that_cannot_be_written_is_said(run, tmp_path):
    code, _, said = run("renewals", "--ics", str(tmp_path / "nowhere" / "renewals.ics"))
    assert code == 2
    assert "cannot be written" in said


def test_an_audit_says_what_it_looked_at_and_ends_well(run):
    code, out, _ = run("audit", "--metric", "staff_buy_in")
    assert code == 0
    assert "None of them can be told more closely than that." in out


def test_an_audit_that_finds_something_ends_with_one_and_names_it(run, monkeypatch):
    monkeypatch.setattr(Cube, "allows", lambda *_: True)
    code, out, _ = run("audit", "--metric", "staff_buy_in", "--format", "json")
    assert code == 1
    assert {found["school"] for found in json.loads(out)["findings"]} == {"yew"}


def test_an_audit_of_a_principal_asks_for_the_schools(run):
    code, _, said = run("audit", "--role", "principal")
    assert code == 2
    assert "Name them with --school" in said
