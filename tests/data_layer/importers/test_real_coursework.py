"""Real and standard exports of assignments and submissions, read in place: who claims them, and what they become."""

from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, Batch
from data_layer.reading import TextTable, sources

PROJECT_ROOT = Path(__file__).resolve().parents[3]
REAL_EXPORTS = PROJECT_ROOT.parent / "shared" / "real_exports"
SECTION = "edfi_lms_udm/section=123456780"
MONDAY = "2021-07-01-00-00-00.csv"


def _table(path: str) -> TextTable:
    if not (REAL_EXPORTS / path).exists():
        pytest.skip(f"The real export {path} is not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([REAL_EXPORTS / path])]
    return table


def _read(table: TextTable) -> Batch:
    _, layout = recognise(table.head)
    settled = layout.settle(table.head, table.frames(), {}) if layout.settle else {}
    batches = [layout.read(frame, settled) for frame in table.frames()]
    return Batch(pl.concat([each.rows for each in batches]), pl.concat([each.refusals for each in batches]))


@pytest.mark.parametrize(
    ("path", "importer_name", "layout_name", "loaded", "refused", "broken"),
    [
        ("canvas/oea/assignments.json", "canvas", "assignments", 281, 0, 0),
        ("canvas/submission_live.json", "canvas", "submissions", 1, 0, 0),
        ("google/classroom_coursework.json", "google", "classroom_coursework", 0, 1, 0),
        ("google/classroom_submissions.json", "google", "classroom_submissions", 0, 1, 0),
        ("moodle/oea_tables/assign.csv", "moodle", "assignments", 129, 0, 0),
        ("moodle/oea_tables/assign_submission.csv", "moodle", "submissions", 3_841, 0, 0),
        (f"{SECTION}/assignments/{MONDAY}", "edfi_lms", "assignments", 13, 0, 0),
        (f"{SECTION}/assignment=2942252020/submissions/{MONDAY}", "edfi_lms", "submissions", 49, 0, 0),
        ("edfi_assignments/assignments.csv", "edfi_lms", "listed_assignments", 3, 0, 1),
        ("edfi_assignments/submissions.csv", "edfi_lms", "listed_submissions", 19, 0, 1),
    ],
)
def test_every_row_of_a_real_export_is_loaded_or_refused(path, importer_name, layout_name, loaded, refused, broken):
    """Google's two samples hold numbers where states belong; a comma too many breaks a row of each plain list."""
    table = _table(path)
    importer, layout = recognise(table.head)
    assert (importer.name, layout.name) == (importer_name, layout_name)
    batch = _read(table)
    counted = batch.rows[ROW].n_unique(), batch.refusals["row"].n_unique(), table.broken.height
    assert counted == (loaded, refused, broken)


@pytest.mark.parametrize(
    "path",
    [
        *(f"canvas/oea/{name}.json" for name in ("accounts", "course_sections", "enrollment_terms")),
        *(f"canvas/oea/{name}.json" for name in ("quizzes", "roles")),
        f"{SECTION}/section-associations/{MONDAY}",
        "edfi_lms_udm/sample-out/section=2385758954/attendance-events/2020-09-17-15-04-23.csv",
    ],
)
def test_tables_of_which_nothing_is_needed_are_set_aside(path):
    _, layout = recognise(_table(path).head)
    assert layout.table == "ignored"


def test_the_one_real_submission_was_handed_in_a_week_before_it_was_due():
    (found,) = _read(_table("canvas/submission_live.json")).rows.rows(named=True)
    assert (found["state"], found["is_late"], found["is_graded"]) == ("submitted", False, True)
    assert (found["due_at"] - found["submitted_at"]).days == 6


def test_what_the_toolkit_calls_graded_late_and_missing_is_told_apart():
    rows = _read(_table(f"{SECTION}/assignment=2942252020/submissions/{MONDAY}")).rows
    told = rows.select("state", "is_late").to_series(0).value_counts().rows()
    assert dict(told).keys() == {"submitted", "missing"}
    assert rows.filter(pl.col("is_late").fill_null(False))["state"].unique().to_list() == ["submitted"]
