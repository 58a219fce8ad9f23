"""Somebody who has never seen the tool drops in whatever came last night, and can say what happened to each file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import run, serving
from tests.browser.visiting import drawn, offer, settled, text
from tests.data_layer.exports import activity, roster, write

pytestmark = pytest.mark.browser

GOOD = "2026-03-02T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,"
BAD = "2026-02-30T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,"
STRANGER = "colour,weight\nblue,3\n"


@pytest.fixture
def last_week(tmp_path: Path) -> Path:
    return activity(tmp_path / "last_week.csv", GOOD.replace("03-02", "02-23"))


@pytest.fixture
def mixed(tmp_path: Path, last_week: Path) -> list[Path]:
    people = roster(tmp_path / "roster", ["s1 student east 3"], enrollments=["s1 c1"])
    packed = Path(shutil.make_archive(str(tmp_path / "roster"), "zip", people))
    log = activity(tmp_path / "log.csv", GOOD, BAD)
    stranger = write(tmp_path / "paint.csv", STRANGER)
    empty = tmp_path / "empty.csv"
    empty.touch()
    return [packed, log, stranger, empty, last_week]


def test_each_of_several_files_is_named_with_what_happened_to_it(
    tmp_path: Path, last_week: Path, mixed: list[Path], open_page: Callable[..., Page]
):
    home = tmp_path / "home"
    home.mkdir()
    run("data_layer", "import", str(last_week), home=home)
    with serving(home) as address:
        page = drawn(open_page(f"{address}/import_data"), "Import data")
        offer(page, *mixed)
        _assert_told(
            text(page),
            ("log.csv", "2 rows read, 1 can be loaded, 1 refused"),
            ("paint.csv", "not recognized. Not taken"),
            ("empty.csv", "Not taken: The file is empty"),
            ("users.csv", "1 row read, 1 can be loaded, 0 refused"),
        )
        page.get_by_role("button", name="Import these files").click()
        expect(page.get_by_text("rows were loaded")).to_be_visible()
        settled(page)
        _assert_told(
            text(page).partition("What became of each file")[2].partition("What was imported")[0],
            ("log.csv", "2 rows read, 1 loaded, 0 already known, 1 refused"),
            ("paint.csv", "not recognized. Not taken"),
            ("empty.csv", "Not taken: The file is empty"),
            ("last_week.csv", "1 row read, 0 loaded, 1 already known, 0 refused"),
            ("users.csv", "1 row read, 1 loaded, 0 already known, 0 refused"),
        )


def _assert_told(said: str, *expected: tuple[str, str]) -> None:
    """One line names the file and says what happened to it."""
    lines = said.splitlines()
    for name, what in expected:
        assert any(name in line and what in line for line in lines), (name, what, said)
