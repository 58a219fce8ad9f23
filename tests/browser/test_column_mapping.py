"""Somebody with a keyboard alone, or a phone, says what the columns of an unknown file mean, and imports it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer.store import Home, current
from tests.browser.serving import serving
from tests.browser.visiting import drawn, offer, overflow, settled, text

pytestmark = pytest.mark.browser

USAGE = """Login Email,Display Name,Access Date,App Name,Total Seconds
u1@example.org,Given Family,3/2/2026,Quillpad,300
u2@example.org,Other Family,3/13/2026,Quillpad,60
"""


@pytest.fixture
def usage(tmp_path: Path) -> Path:
    path = tmp_path / "usage.csv"
    path.write_text(USAGE, encoding="utf-8")
    return path


def test_an_unknown_file_is_mapped_and_imported_with_the_keyboard_alone(
    own_home: Path, usage: Path, open_page: Callable[..., Page]
):
    with serving(own_home) as address:
        page = drawn(open_page(f"{address}/import_data"), "Import data")
        offer(page, usage)
        _choose(page, "What Display Name means", "Part of the tool")
        _choose(page, "What Display Name means", "Not used")
        page.get_by_label("Name of this mapping").focus()
        page.keyboard.type("Example usage")
        page.keyboard.press("Tab")
        settled(page)
        expect(page.get_by_role("button", name="Save and check the file")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 of 1 file can be imported: 2 rows.")).to_be_visible(timeout=30_000)
        version = current(Home(own_home)).version
        page.get_by_role("button", name="Import these files").press("Enter")
        expect(page.get_by_text("2 rows were loaded")).to_be_visible(timeout=60_000)
    assert current(Home(own_home)).version > version


@pytest.mark.parametrize("look", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out_and_nobody_is_named(
    own_home: Path, usage: Path, open_page: Callable[..., Page], look: str
):
    with serving(own_home) as address:
        page = open_page(f"{address}/import_data", width=360, height=740, color_scheme=look)
        offer(drawn(page, "Import data"), usage)
        expect(page.get_by_text("2 of the first 2 rows can be read.")).to_be_visible(timeout=30_000)
        assert overflow(page) == 0
        assert "example.org" not in text(page)
        assert "Given Family" not in text(page)


def _choose(page: Page, label: str, meaning: str) -> None:
    """One choice in a list, by typing its beginning."""
    page.get_by_label(label).focus()
    page.keyboard.type(meaning)
    expect(page.get_by_role("option", name=meaning)).to_be_visible()
    page.keyboard.press("Enter")
    settled(page)
