"""A file with a mapping is imported like any other: once, wholly accounted for, and undone at will."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from data_layer import importing
from data_layer.mapping.document import ColumnMapping
from tests.data_layer.exports import write
from tests.data_layer.mapping.conftest import HEADER, ROWS, counts

USE = "SELECT day, sum(event_count), sum(minutes) FROM usage_days GROUP BY day ORDER BY day"


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


def test_nothing_personal_outlives_the_read(bring, home, keep, usage, march):
    keep(usage)
    bring(march)
    held = [path for path in home.path.rglob("*") if path.is_file() and b"example.org" in path.read_bytes()]
    assert held == []
