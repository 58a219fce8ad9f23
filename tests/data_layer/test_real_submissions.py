"""A real export of a term's work, from the files to the counts, recounted here in plain Python."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from tests.data_layer.exports import roster

PROJECT_ROOT = Path(__file__).resolve().parents[2]
EXPORT = PROJECT_ROOT.parent / "shared" / "real_exports" / "edfi_lms_udm"
SUMS = "SELECT sum(on_time_count), sum(late_count), sum(missing_count), sum(unresolved_count) FROM due_days"


def _read(pattern: str) -> list[dict[str, str]]:
    files = sorted(EXPORT.glob(pattern))
    if not files:
        pytest.skip("The real export of the Ed-Fi LMS Toolkit is not beside this project.")
    return [row for file in files for row in csv.DictReader(file.open(encoding="utf-8-sig"))]


def _moment(cell: str) -> datetime:
    return datetime.fromisoformat(cell)


def test_a_terms_work_adds_up_to_what_the_files_hold(bring, ask, tmp_path):
    students = [f"{row['SISUserIdentifier']} student east 9" for row in _read("users/*.csv")]
    bring(roster(tmp_path / "roster", students, year=2021), EXPORT)
    due = {row["SourceSystemIdentifier"]: row for row in _read("section=*/assignments/*.csv")}
    told = _read("section=*/assignment=*/submissions/*.csv")
    outcomes = Counter(_outcome(row, due[row["AssignmentSourceSystemIdentifier"]]) for row in told)
    (found,) = ask(SUMS)
    assert found == tuple(outcomes[name] for name in ("on time", "late", "missing", "unresolved"))
    assert sum(found) == len(told)


def _outcome(row: dict[str, str], assignment: dict[str, str]) -> str:
    if row["SubmissionStatus"] == "Missing":
        return "missing"
    is_after = _moment(row["SubmissionDateTime"]) > _moment(assignment["DueDateTime"])
    return "late" if row["SubmissionStatus"] == "Late" or is_after else "on time"
