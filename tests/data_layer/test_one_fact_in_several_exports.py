"""Some systems tell the same facts in several exports of their own: whichever of them come, each fact counts once."""

import json

from tests.data_layer.exports import roster, write

WHO = "Last Name,First Name,Student ID,Student Grade,Academic Year,School,Subject"
LESSON = "Lesson ID,Completion Date,Total Time on Lesson (min)"
SAT = ("Start Date", "Completion Date", "Time on Task (min)", "Overall Scale Score", "Percentile")


def _counts(finding) -> tuple[int, int, int, int]:
    return finding.read_count, finding.loaded_count, finding.known_count, finding.refused_count


def test_a_lesson_in_the_plain_and_in_the_comprehensive_export_is_one_lesson(bring, tmp_path):
    lesson = "Family,Given,s1,3,2025-2026,East,Math,DI.1,03/02/2026,27"
    plain = write(tmp_path / "lessons.csv", f"{WHO},{LESSON}", lesson)
    whole = write(tmp_path / "whole.csv", f"{WHO},{LESSON},Standard Code", f"{lesson},K.1", f"{lesson},K.2")
    assert [_counts(each) for each in bring(plain, whole).findings] == [(1, 1, 0, 0), (2, 1, 1, 0)]


def test_a_diagnostic_in_a_row_of_its_own_and_beside_others_is_one_diagnostic(bring, ask, tmp_path):
    each = write(
        tmp_path / "results.csv",
        f"{WHO},Start Date,Completion Date,Duration (min),Overall Scale Score,Percentile",
        "Family,Given,s1,3,2025-2026,East,Math,01/12/2026,01/13/2026,70,601,64",
    )
    sittings = [f"Diagnostic: {header} ({which})" for which in ("Most Recent", "1") for header in SAT]
    beside = write(
        tmp_path / "wide.csv",
        f"{WHO},{','.join(sittings)}",
        "Family,Given,s1,3,2025-2026,East,Math,01/12/2026,01/13/2026,70,601,64,01/12/2026,01/13/2026,70,601,64",
    )
    bring(roster(tmp_path / "roster", ["s1 student east 3"]), each, beside)
    assert ask("SELECT count(*) FROM assessments") == [(1,)]


def test_a_statement_as_json_in_a_table_and_in_a_document_of_its_store_is_one_statement(bring, tmp_path):
    statement = {
        "actor": {"mbox": "mailto:u1@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://quiz.example.com/1"},
        "timestamp": "2026-03-02T14:00:00Z",
    }
    lines = write(tmp_path / "statements.jsonl", json.dumps(statement))
    document = write(tmp_path / "documents.jsonl", json.dumps({"statement": statement, "voided": False}))
    flat = write(
        tmp_path / "flat.csv",
        "timestamp,actor.mbox,verb.id,object.id",
        "2026-03-02T14:00:00Z,mailto:u1@example.org,http://adlnet.gov/expapi/verbs/answered,https://quiz.example.com/1",
    )
    found = [_counts(each) for each in bring(lines, document, flat).findings]
    assert sorted(found) == [(1, 0, 1, 0), (1, 0, 1, 0), (1, 1, 0, 0)]
