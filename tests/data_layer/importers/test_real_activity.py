"""Real and standard exports of use, read in place: which importer claims each, and what becomes of every row."""

from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, Batch
from data_layer.reading import TextTable, sources

PROJECT_ROOT = Path(__file__).resolve().parents[3]
REAL_EXPORTS = PROJECT_ROOT.parent / "shared" / "real_exports"


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
    ("path", "importer_name", "layout_name", "row_count"),
    [
        ("google/admin_reports_userUsageReport.json", "google", "user_usage", 1),
        ("google/gam_report_users_by_date.csv", "google", "user_usage_gam", 21),
        ("google/gam_report_drive_activity.csv", "google", "activities_gam", 3),
        ("google/usage-1st.csv", "google", "user_usage_ed_fi", 17),
        ("google/usage-2nd-overlaps-1st.csv", "google", "user_usage_ed_fi", 49),
        ("google/usage-3rd-overlaps-1st-and-2nd.csv", "google", "user_usage_ed_fi", 98),
        ("caliper/v1p1/caliperEnvelopeEventBatch.json", "caliper", "events", 3),
        ("caliper/v1p1/caliperEnvelopeEventContextArray.json", "caliper", "events", 1),
        ("caliper/v1p1/caliperEnvelopeEventThinned.json", "caliper", "events", 1),
        ("caliper/v1p1/caliperEnvelopeMixedBatch.json", "caliper", "events", 7),
        ("caliper/v1p1/caliperEventSessionLoggedIn.json", "caliper", "events", 1),
        ("caliper/v1p1/caliperEventSessionTimedOut.json", "caliper", "events", 1),
        ("caliper/v1p1/caliperEventToolUseUsed.json", "caliper", "events", 1),
        ("caliper/v1p1/caliperEventViewViewedFedSession.json", "caliper", "events", 1),
        ("canvas/oea/enrollments.json", "canvas", "enrollments", 3_687),
        ("edfi_lms_udm/sample-out/system-activities/date=2020-11-17/2020-11-18-11-16-09.csv", "edfi_lms",
         "system_activities", 9),
        ("edfi_lms_udm/sample-out/section=2385758954/section-activities/2020-09-21-11-08-34.csv", "edfi_lms",
         "section_activities", 1),
        ("edfi_lms_udm/users/2021-07-01-00-00-00.csv", "edfi_lms", "users", 49),
        ("edfi_lms_udm/sections/2021-07-01-00-00-00.csv", "edfi_lms", "sections", 6),
        ("google/classroom_courses.json", "google", "classroom_courses", 1),
        ("moodle/oea_tables/course.csv", "moodle", "courses", 87),
        ("schoology/example.schoology.user.activities.export.csv", "schoology", "usage_analytics", 45),
        ("xapi/ralph_statements.json.gz", "xapi", "statements", 22_000),
        ("google/classroom_students.json", "google", "classroom_people", 1),
        ("google/classroom_teachers.json", "google", "classroom_people", 1),
    ],
)  # fmt: skip
def test_every_row_of_a_real_export_is_loaded(path, importer_name, layout_name, row_count):
    table = _table(path)
    importer, layout = recognise(table.head)
    assert (importer.name, layout.name) == (importer_name, layout_name)
    batch = _read(table)
    assert (batch.rows[ROW].n_unique(), batch.refusals.height, table.broken.height) == (row_count, 0, 0)


def test_the_standards_mixed_batch_holds_four_entities_two_events_of_a_person_and_one_of_software():
    rows = _read(_table("caliper/v1p1/caliperEnvelopeMixedBatch.json")).rows
    assert rows["occurred_at"].null_count() == 4
    assert rows["event_class"].to_list() == [*[None] * 4, "participate", "participate", None]


@pytest.mark.parametrize("name", ["EntitySession", "EntityLtiSession", "EnvelopeEntityBatch", "EnvelopeEntitySingle"])
def test_the_standards_entities_are_set_aside(name):
    _, layout = recognise(_table(f"caliper/v1p1/caliper{name}.json").head)
    assert layout.table == "ignored"


def test_those_who_watch_videos_are_told_apart_and_what_the_player_ended_is_no_use():
    rows = _read(_table("xapi/ralph_statements.json.gz")).rows
    assert rows["actor"].n_unique() == 1_452
    assert dict(rows["event_class"].value_counts().rows()) == {"view": 21_662, None: 338}


def test_schoologys_sessions_begin_eight_times_and_what_keeps_them_going_is_no_use():
    rows = _read(_table("schoology/example.schoology.user.activities.export.csv")).rows
    logins = rows.filter(pl.col("feature") == "Login")
    assert (logins["login_count"].sum(), logins["event_class"].null_count()) == (8, logins.height - 8)
