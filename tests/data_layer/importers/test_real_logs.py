"""Real exports of logs, lists and forms, read in place: each row accounted for, or the file refused in plain words."""

from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused
from data_layer.reading import TextTable, sources

PROJECT_ROOT = Path(__file__).resolve().parents[3]
REAL_EXPORTS = PROJECT_ROOT.parent / "shared" / "real_exports"


def _table(path: str) -> TextTable:
    if not (REAL_EXPORTS / path).exists():
        pytest.skip(f"The real export {path} is not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([REAL_EXPORTS / path])]
    return table


@pytest.mark.parametrize(
    ("path", "importer_name", "layout_name", "row_count"),
    [
        ("clever/daily-participation-Students.csv", "clever", "daily_participation", 15_000),
        ("moodle/oea_tables/user.csv", "moodle", "users", 640),
        ("canvas/oea/users.json", "canvas", "users", 640),
        ("canvas/oea/courses.json", "canvas", "courses", 87),
    ],
)
def test_every_row_of_a_real_export_is_loaded(path, importer_name, layout_name, row_count):
    table = _table(path)
    importer, layout = recognise(table.head)
    batches = [layout.read(frame, {}) for frame in table.frames()]
    assert (importer.name, layout.name) == (importer_name, layout_name)
    assert sum(batch.rows[ROW].n_unique() for batch in batches) == row_count
    assert sum(batch.refusals.height for batch in batches) == 0


def test_clevers_inactive_half_counts_for_nothing():
    table = _table("clever/daily-participation-Students.csv")
    _, layout = recognise(table.head)
    (batch,) = [layout.read(frame, {}) for frame in table.frames()]
    assert dict(batch.rows["event_class"].value_counts().rows()) == {None: 7_500, "view": 7_500}
    assert batch.rows.select(layout.identity).is_unique().all()


@pytest.mark.parametrize(
    "name", ["google_forms_k12_classroom_observations.csv", "google_forms_k12_teacher_pre_survey_likert_only.csv"]
)
def test_a_real_form_about_something_else_is_told_so(name):
    with pytest.raises(FileRefused, match="none of its questions belongs to a survey that is known"):
        recognise(_table(f"surveys/{name}").head)


@pytest.mark.parametrize("name", ["enrol", "role", "role_assignments", "user_enrolments"])
def test_moodle_tables_of_which_nothing_is_needed_are_set_aside(name):
    importer, layout = recognise(_table(f"moodle/oea_tables/{name}.csv").head)
    assert (importer.name, layout.table) == ("moodle", "ignored")
