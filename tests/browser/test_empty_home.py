"""Before the first import every page says what is missing and leads to where it is brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.browser.visiting import FILTERED, PAGES, drawn

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
