"""Files come in while people look: through the page and by the command line, once, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer.store import Home, current
from tests.browser.serving import run, serving
from tests.browser.visiting import drawn, go, offer, settled, text

pytestmark = pytest.mark.browser

LICENSES = """tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days
Quillpad,Quillpad Inc.,Writing,supplemental,district,120,"$2,400.00",2025-07-01,2026-06-30,30
"""
STRANGER = "colour,weight\nblue,3\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.fixture
def licenses(tmp_path: Path) -> Path:
    return _written(tmp_path / "more_licenses.csv", LICENSES)


@pytest.fixture
def served_home(own_home: Path) -> tuple[str, Path]:
    with serving(own_home) as address:
        yield address, own_home


def test_a_file_is_recognized_taken_and_shown(
    served_home: tuple[str, Path], licenses: Path, open_page: Callable[..., Page]
):
    address, home = served_home
    version = current(Home(home)).version
    page = drawn(open_page(f"{address}/import_data"), "Import data")
    offer(page, licenses)
    assert "license list" in text(page)
    assert current(Home(home)).version == version
    _accept(page).click()
    expect(page.get_by_text("rows were loaded")).to_be_visible()
    assert current(Home(home)).version > version
    go(page, "Licenses")
    assert "Quillpad" in text(page)


def test_two_quick_clicks_import_once(served_home: tuple[str, Path], licenses: Path, open_page: Callable[..., Page]):
    address, home = served_home
    before = len(_imports(home))
    page = drawn(open_page(f"{address}/import_data"), "Import data")
    offer(page, licenses)
    _accept(page).dblclick()
    expect(page.get_by_text("rows were loaded")).to_be_visible()
    settled(page)
    assert len(_imports(home)) == before + 1


def test_an_import_is_taken_back_on_the_page(
    served_home: tuple[str, Path], licenses: Path, open_page: Callable[..., Page]
):
    address, home = served_home
    run("data_layer", "import", str(licenses), home=home)
    page = drawn(open_page(f"{address}/import_data"), "Import data")
    page.get_by_role("button", name="Take this import back").click()
    page.get_by_role("button", name="Take import").click()
    expect(page.get_by_text("was taken back")).to_be_visible()
    assert _imports(home)[-1]["undone_at"]
    go(page, "Licenses")
    assert "Quillpad" not in text(page)


def test_an_import_by_the_command_line_shows_up_without_a_restart_or_a_click(
    served_home: tuple[str, Path], licenses: Path, open_page: Callable[..., Page]
):
    address, home = served_home
    page = drawn(open_page(f"{address}/licenses"), "Licenses")
    assert "Quillpad" not in text(page)
    run("data_layer", "import", str(licenses), home=home)
    expect(page.get_by_test_id("stMain")).to_contain_text("Quillpad", timeout=60_000)


def test_a_file_nobody_knows_gets_its_sentence_and_changes_nothing(
    address: str, sample_home: Path, tmp_path: Path, open_page: Callable[..., Page]
):
    version = current(Home(sample_home)).version
    page = drawn(open_page(f"{address}/import_data"), "Import data")
    offer(page, _written(tmp_path / "paint.csv", STRANGER))
    assert "none of the exports that are known here" in text(page)
    expect(_accept(page)).to_be_disabled()
    assert current(Home(sample_home)).version == version


def test_a_picture_and_a_pdf_are_refused_in_words(address: str, tmp_path: Path, open_page: Callable[..., Page]):
    picture, report = tmp_path / "photo.png", tmp_path / "report.pdf"
    picture.write_bytes(PICTURE)
    report.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n")
    page = drawn(open_page(f"{address}/import_data"), "Import data")
    offer(page, picture, report)
    assert "This is not a text file. Export it as CSV" in text(page)
    assert "This is a PDF. Ask the same system for an export as CSV" in text(page)
    expect(_accept(page)).to_be_disabled()


def _accept(page: Page):
    return page.get_by_role("button", name="Import these files")


def _written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def _imports(home: Path) -> list[dict]:
    return json.loads(run("data_layer", "imports", "--json", home=home).stdout)
