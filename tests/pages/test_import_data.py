"""A visitor sees what files are before anything is saved, takes them, and can take them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import importing, refused_rows
from data_layer.importers.moodle_times import MONTH_FIRST
from data_layer.store import Home, current
from data_layer.turns import turn
from pages.parts.running import Count, Running
from tests.pages import district
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]


@pytest.fixture
def calendar(tmp_path: Path) -> bytes:
    return (district.exports(tmp_path / "exports") / "calendar.csv").read_bytes()


@pytest.fixture
def page(open_page: Open, tmp_path: Path) -> AppTest:
    return open_page("import_data", home=tmp_path / "home")


def home_of(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def upload(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return page.run()


def test_a_file_is_recognised_and_counted_before_anything_is_saved(page: AppTest, calendar: bytes, tmp_path: Path):
    told = text_of(upload(page, ("calendar.csv", calendar)))
    assert "1 of 1 file can be imported: 9 rows." in told
    assert [expander.label for expander in page.expander] == [
        ":material/check_circle: **calendar\\.csv**, a school calendar: 9 rows read, 9 can be loaded, 0 refused."
    ]
    assert current(home_of(tmp_path)) is None


def test_rows_that_would_be_refused_are_shown_with_their_remedy(page: AppTest, calendar: bytes):
    upload(page, ("calendar.csv", calendar + b"no_school,Fog,2026-02-30,\n"))
    assert "9 rows. 1 row is refused." in text_of(page)
    refusals = next(frame.value for frame in page.dataframe if "How to mend it" in frame.value.columns)
    assert refusals["What it says"].tolist() == ["2026-02-30"]


def test_a_note_beside_an_export_is_set_aside_and_not_counted_as_imported(page: AppTest, calendar: bytes):
    told = text_of(upload(page, ("calendar.csv", calendar), ("README.txt", b"Dear all, here is the calendar.")))
    assert "1 of 2 files can be imported: 9 rows. 1 file is set aside." in told
    aside = ":material/remove: **README\\.txt**, no export: set aside."
    assert aside in [expander.label for expander in page.expander]


def test_a_file_that_nobody_recognises_is_turned_away_and_cannot_be_imported(page: AppTest):
    upload(page, ("lunch.csv", b"dish,price\nsoup,3\n"))
    assert not page.exception
    assert "0 of 1 file can be imported" in text_of(page)
    assert "Not taken:" in text_of(page)
    assert "Say further down what its columns mean." in text_of(page)
    assert "python -m" not in text_of(page)
    assert next(button for button in page.button if button.label == "Import these files").disabled


def test_of_a_file_that_was_let_go_of_the_page_says_to_drop_it_in_again(page: AppTest, calendar: bytes):
    press(upload(page, ("calendar.csv", calendar), ("lunch.csv", b"dish,price\nsoup,3\n")), "Import these files")
    assert "Drop it in again to say what its columns mean." in text_of(page)


def test_taking_the_files_imports_them_and_says_so(page: AppTest, calendar: bytes, tmp_path: Path):
    press(upload(page, ("calendar.csv", calendar)), "Import these files")
    assert not page.exception
    assert "9 rows were loaded." in page.success[0].value
    assert [row["loaded_count"] for row in importing.history(home_of(tmp_path))] == [9]


def test_refused_rows_can_be_downloaded_from_the_history_to_be_mended(page: AppTest, calendar: bytes, tmp_path: Path):
    press(upload(page, ("calendar.csv", calendar + b"no_school,Fog,2026-02-30,\n")), "Import these files")
    assert "Download refused rows to mend" in {button.label for button in page.get("download_button")}
    (mend,) = refused_rows.to_mend(home_of(tmp_path), 1).values()
    press(upload(page, ("mended.csv", mend.replace(b"02-30", b"02-27"))), "Import these files")
    assert [row["loaded_count"] for row in importing.history(home_of(tmp_path))] == [9, 1]


def test_an_import_can_be_taken_back(page: AppTest, calendar: bytes, tmp_path: Path):
    press(upload(page, ("calendar.csv", calendar)), "Import these files")
    press(page, "Take import 1 back")
    assert "Import 1 was taken back." in page.success[0].value
    assert importing.history(home_of(tmp_path))[0]["undone_at"] is not None


def test_nothing_of_an_upload_stays_behind(
    page: AppTest, calendar: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    press(upload(page, ("calendar.csv", calendar)), "Import these files")
    assert not list(scratch.iterdir())


def test_a_question_that_the_file_leaves_open_is_asked_and_its_answer_used(page: AppTest):
    upload(page, ("logs.csv", moodle_log("3/04/26, 09:12")))
    assert "day 3 of month 4, or month 3 and day 4" in page.radio[0].label
    page.radio[0].set_value(MONTH_FIRST).run()
    assert not page.exception
    assert "1 of 1 file can be imported: 1 rows." in text_of(page)
    assert page.radio, "the answer can still be changed"


def test_a_question_with_no_list_of_answers_is_asked_as_a_text(page: AppTest):
    upload(page, ("logs.csv", moodle_log("13 Apr, 09:12")))
    assert "four digits" in page.text_input[0].label
    page.text_input[0].set_value("2026").run()
    assert "1 of 1 file can be imported: 1 rows." in text_of(page)


def moodle_log(time: str) -> bytes:
    """A log report of one view."""
    head = "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address"
    told = "The user with id '17' viewed the course with id '5'."
    return f'{head}\n"{time}",Given Family,-,Course: Math 3,System,Course viewed,{told},web,192.0.2.1\n'.encode()


def test_what_is_missing_from_the_data_is_told_beside_it(page: AppTest):
    log = b"date_time,user,tool,feature,action,count,minutes\n2026-03-02T15:00:00Z,s-1,Example Tool,Quiz,view,,\n"
    press(upload(page, ("log.csv", log)), "Import these files")
    assert "No roster was imported yet, so nobody in the logs can be matched." in text_of(page)


def test_blank_forms_can_be_had_before_anything_is_uploaded(page: AppTest):
    labels = {button.label for button in page.get("download_button")}
    assert labels >= {"Licenses", "Seats", "School calendar", "Tool activity"}


def test_how_a_file_was_read_is_stated_and_can_be_changed(page: AppTest, calendar: bytes):
    titled = b"Days of the year;;;\n" + calendar.replace(b",", b";")
    upload(page, ("calendar.csv", titled))
    assert "1 of 1 file can be imported: 9 rows." in text_of(page)
    labels = {box.label: box for box in page.selectbox}
    assert "Cells are separated by (now: semicolons)" in labels
    labels["Column headers stand in (now: row 2)"].set_value("1").run()
    assert not page.exception
    assert "0 of 1 file can be imported" in text_of(page)
    next(box for box in page.selectbox if box.label.startswith("Column headers stand in")).set_value("2").run()
    assert "1 of 1 file can be imported: 9 rows." in text_of(page)


def test_an_import_that_is_cancelled_says_so_and_keeps_nothing(
    page: AppTest, calendar: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    begin = Running.begin
    with monkeypatch.context() as patched:
        patched.setattr(Running, "begin", lambda job, *arguments: (job.cancel(), begin(job, *arguments)))
        press(upload(page, ("calendar.csv", calendar)), "Import these files")
    assert "The import was cancelled. Nothing of your files was saved." in page.warning[0].value
    assert current(home_of(tmp_path)) is None
    press(page, "Import these files")
    assert "9 rows were loaded." in page.success[0].value


def test_another_import_that_goes_on_is_named(
    page: AppTest, calendar: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run = importing.run
    monkeypatch.setattr(importing, "run", lambda *arguments, **words: run(*arguments, **words, wait_seconds=0))
    with turn(home_of(tmp_path), "an import of 3 files", wait_seconds=1):
        press(upload(page, ("calendar.csv", calendar)), "Import these files")
    assert "an import of 3 files" in page.warning[0].value


def test_progress_is_told_per_file_with_its_speed():
    job = Running(counts={"users.csv": Count(1000, 0.5), "log.csv": Count(200_000, 2.0)})
    assert job.lines() == [
        ":material/check: **users\\.csv**: 1,000 rows, 2,000 rows a second",
        ":material/progress_activity: **log\\.csv**: 200,000 rows, 100,000 rows a second so far",
    ]
    job.counts["Working out the figures"] = Count()
    assert job.lines()[-1] == ":material/progress_activity: Working out the figures…"
