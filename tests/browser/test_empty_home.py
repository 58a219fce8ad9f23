"""Before the first import every page says what is missing and leads to where it is brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.browser.visiting import FILTERED, PAGES, drawn, offer, overflow, settled
from tests.data_layer.exports import activity, roster

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001 - skips first
    home: Path = tmp_path_factory.mktemp("empty") / "home"
    with serving(home) as address:
        yield address


@pytest.mark.parametrize(("path", "title"), FILTERED.items(), ids=FILTERED.values())
def test_an_empty_home_says_what_is_missing_and_where_to_bring_it(
    path: str, title: str, empty: str, open_page: Callable[..., Page]
):
    page = drawn(open_page(f"{empty}/{path}"), title)
    page.get_by_test_id("stMain").get_by_role("link", name="Import data").first.click()
    drawn(page, "Import data")
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


@pytest.mark.parametrize(("path", "title"), PAGES.items(), ids=PAGES.values())
def test_no_page_of_an_empty_home_shows_a_figure_or_an_error(
    path: str, title: str, empty: str, open_page: Callable[..., Page]
):
    page = drawn(open_page(f"{empty}/{path}"), title)
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_from_nothing_to_the_first_page_on_a_phone_by_keyboard(tmp_path: Path, open_page: Callable[..., Page]):
    people = [*(f"s{number} student east 03" for number in range(12)), "t1 teacher east"]
    files = sorted(roster(tmp_path / "roster", people).iterdir())
    log = activity(tmp_path / "log.csv", "2026-03-02 09:00,s1@example.org,Number Trail,,view,1,")
    with serving(tmp_path / "home") as address:
        page = drawn(open_page(address, width=360, color_scheme="dark"), "Overview")
        expect(page.get_by_text("Two files make the first page: a roster and a log of use.")).to_be_visible()
        _open_by_keyboard(page, "A log of use: needed")
        expect(page.get_by_text("Reports, Logs")).to_be_visible()
        assert overflow(page) <= 0
        _bring(page, *files)
        expect(page.get_by_text("In so far: a roster.")).to_be_visible()
        _bring(page, log)
        page.get_by_role("link", name="See the first page").press("Enter")
        drawn(page, "Overview")
        expect(page.get_by_test_id("stMetric").first).to_be_visible()


def _open_by_keyboard(page: Page, step: str) -> None:
    summary = page.get_by_test_id("stMain").locator("summary", has_text=step)
    summary.focus()
    page.keyboard.press("Enter")


def _bring(page: Page, *files: Path) -> None:
    """Drop files in from wherever one is, by keyboard, and wait until they are loaded."""
    link = page.get_by_test_id("stMain").get_by_role("link", name="Import data")
    if link.count():
        link.press("Enter")
    drawn(page, "Import data")
    offer(page, *files)
    page.get_by_role("button", name="Import these files").press("Enter")
    expect(page.get_by_text("rows were loaded")).to_be_visible()
    settled(page)
