"""What an import refused can be had as a file that, mended, imports; in the home nobody can read it without the key."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer import importing, refused_rows
from data_layer.commands import looking
from data_layer.formulas import RESTORED, guarded, safe
from data_layer.reading.mended import MARK
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster, write

GOOD = "2026-03-02T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,"
BAD = "2026-02-30T15:00:00Z,s1@example.org,Example Tool,=1+1,view,,"
MENDED = BAD.replace("02-30", "02-27")


@pytest.fixture
def people(tmp_path):
    return roster(tmp_path / "roster", ["s1 student east 3"])


def mend(home, tmp_path, import_id: int, *changes: tuple[str, str]):
    """The refused rows of an import as a file, with these texts replaced."""
    ((name, content),) = refused_rows.to_mend(home, import_id).items()
    text = content.decode("utf-8-sig")
    for wrong, right in changes:
        assert wrong in text
        text = text.replace(wrong, right)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_refused_rows_once_mended_are_all_loaded_and_nothing_twice(home, bring, ask, tmp_path, people):
    (first,) = bring(people, activity(tmp_path / "log.csv", GOOD, BAD)).findings[-1:]
    path = mend(home, tmp_path, first.import_id, ("2026-02-30", "2026-02-27"))
    for loaded, known in ((1, 0), (0, 1)):
        (finding,) = bring(path).findings
        assert (finding.read_count, finding.loaded_count, finding.known_count) == (1, loaded, known)
    assert ask("SELECT sum(event_count) FROM usage_days") == [(2,)]


def test_the_whole_export_mended_at_its_source_later_adds_nothing_more(home, bring, ask, tmp_path, people):
    (first,) = bring(people, activity(tmp_path / "log.csv", GOOD, BAD)).findings[-1:]
    bring(mend(home, tmp_path, first.import_id, ("2026-02-30", "2026-02-27")))
    (whole,) = bring(activity(tmp_path / "again.csv", GOOD, MENDED)).findings
    assert (whole.loaded_count, whole.known_count) == (0, 2)
    assert ask("SELECT sum(event_count) FROM usage_days") == [(2,)]


def test_each_row_says_what_to_mend_and_holds_its_cells_as_they_came(home, bring, tmp_path):
    (finding,) = bring(activity(tmp_path / "log.csv", GOOD, BAD)).findings
    header, row = rows_of(refused_rows.to_mend(home, finding.import_id)["mend_log.csv"])
    assert header == [MARK, *["date_time", "user", "tool", "feature", "action", "count", "minutes"]]
    assert row[0].startswith("date_time is not a date and time. Without a day, this use cannot be counted on any. ")
    assert row[1:] == BAD.replace("=1+1", "'=1+1").split(",")


def test_the_import_says_of_each_refused_cell_why_it_matters(home, bring, tmp_path, capsys):
    (finding,) = bring(activity(tmp_path / "log.csv", GOOD, BAD, f"{GOOD},Extra")).findings
    reasons = [row["consequence"] for row in importing.refused(home, finding.import_id)]
    assert reasons == finding.refusals["consequence"].to_list()
    assert reasons[0] == "Without a day, this use cannot be counted on any."
    assert "which cell belongs under which header" in reasons[1]
    looking.refused(home, Namespace(import_id=finding.import_id, csv=None, json=False))
    printed = capsys.readouterr().out
    assert all(reason in printed for reason in reasons)


def test_rows_of_the_wrong_width_are_in_it_and_stay_refused_until_they_are_mended(home, bring, tmp_path):
    short, long = "2026-03-02,s1,Example Tool", f"{GOOD},Extra"
    (finding,) = bring(activity(tmp_path / "log.csv", GOOD, short, long)).findings
    assert finding.refused_count == 2
    path = mend(home, tmp_path, finding.import_id)
    (again,) = bring(path).findings
    assert (again.read_count, again.loaded_count, again.refused_count) == (2, 0, 2)
    path = mend(home, tmp_path, again.import_id, (",Extra", ""), (short, f"{short},Quiz,view,,"))
    (done,) = bring(path).findings
    assert (done.read_count, done.loaded_count, done.known_count, done.refused_count) == (2, 1, 1, 0)


def test_a_row_with_an_open_quotation_mark_comes_back_line_by_line(home, bring, tmp_path):
    quoted = GOOD.replace("Quiz", '"Quiz')
    (finding,) = bring(activity(tmp_path / "log.csv", GOOD, quoted, GOOD)).findings
    assert finding.refused_count == 1
    rows = rows_of(refused_rows.to_mend(home, finding.import_id)["mend_log.csv"])
    assert rows[2][1:] == GOOD.split(",")


def test_people_mended_out_of_a_roster_join_it_and_nobody_leaves(home, bring, ask, tmp_path):
    folder = roster(tmp_path / "roster", ["s1 student east 3", "s2 wizard east 3"], enrollments=["s1 c1", "s2 c1"])
    first = next(finding for finding in bring(folder).findings if finding.refused_count)
    before = ask("SELECT count(*) FROM memberships")
    bring(mend(home, tmp_path, first.import_id, (",wizard,", ",student,")))
    assert before == [(1,)]
    assert ask("SELECT count(DISTINCT person_id), count(DISTINCT ends_on) FROM memberships") == [(2, 1)]


def test_a_survey_with_three_header_rows_is_recognized_again(home, bring, tmp_path):
    questions = [f"Using the tool {what}" for what in ("a", "b")]
    head = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId"]
    codes = [*head, *(f"PU{number}" for number in range(1, 7))]
    ids = [f'"{{""ImportId"":""{code}""}}"' for code in codes]
    said = [*head, *questions, *questions, *questions]
    answers = ["2026-03-02 10:00:00", "2026-03-02 10:05:00", "0", "1", "2026-13-02 10:05:00", "R_1", *"567567"]
    right = [*answers[:4], "2026-03-03 10:05:00", "R_2", *"567567"]
    file = write(tmp_path / "survey.csv", *(",".join(cells) for cells in (codes, said, ids, answers, right)))
    (first,) = bring(file).findings
    assert first.refused_count == 1, first.problem
    (again,) = bring(mend(home, tmp_path, first.import_id, ("2026-13-02", "2026-03-02"))).findings
    assert (again.label, again.loaded_count) == (first.label, 1)


def test_several_files_with_refused_rows_come_packed_together(home, bring, tmp_path):
    other = activity(tmp_path / "other.csv", BAD.replace("s1@", "s2@"))
    (first, _) = bring(activity(tmp_path / "log.csv", BAD), other).findings
    files = refused_rows.to_mend(home, first.import_id)
    assert set(files) == {"mend_log.csv", "mend_other.csv"}
    assert refused_rows.packed(files)[0] == "mend.zip"
    assert refused_rows.packed({"mend_log.csv": b"rows"}) == ("mend_log.csv", b"rows")


def test_nothing_in_the_home_names_anybody_whose_row_was_refused(home, bring, tmp_path):
    broken = GOOD.replace("s1@", "s3@") + ",Extra"
    bring(activity(tmp_path / "log.csv", BAD.replace("s1@", "s2@"), broken))
    assert len(list(home.refused.iterdir())) == 1
    for path in (path for path in home.path.rglob("*") if path.is_file()):
        assert b"example.org" not in path.read_bytes(), path.name


def test_refused_rows_go_with_their_import(home, bring, tmp_path):
    (finding,) = bring(activity(tmp_path / "log.csv", GOOD, BAD)).findings
    importing.undo(home, finding.import_id)
    assert list(home.refused.iterdir()) == []
    with pytest.raises(refused_rows.NothingToMend, match="Mend them in the export itself"):
        refused_rows.to_mend(home, finding.import_id)


@pytest.mark.parametrize(("days", "are_kept"), [(30, True), (31, False)])
def test_refused_rows_are_kept_for_thirty_days(home, tmp_path, days, are_kept):
    late = RECEIVED_AT + timedelta(days=days)
    first = importing.run(home, [activity(tmp_path / "a.csv", GOOD, BAD)], received_at=RECEIVED_AT).findings[0]
    importing.run(home, [activity(tmp_path / "b.csv", GOOD)], received_at=late)
    assert refused_rows.are_kept(home, first.import_id) is are_kept


@given(st.text(alphabet="'=+-@\t\r 0123456789aé"))
def test_a_cell_that_a_spreadsheet_would_change_comes_back_as_it_was(cell):
    assert pl.Series([guarded(cell)]).str.replace(*RESTORED).item() == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_export_carries_a_formula_on(cell):
    assert safe(cell) == f"'{cell}"
    assert safe("1=1") == "1=1"
