"""Whichever address is opened first on a server that has just started, its page comes, inside the frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import serving
from tests.browser.visiting import PAGES, drawn, navigation, saw_page_not_found

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("path", "title"), PAGES.items(), ids=PAGES.values())
def test_a_deep_link_opens_its_page_on_a_server_nobody_has_visited(
    path: str, title: str, sample_home: Path, open_page: Callable[..., Page]
):
    with serving(sample_home) as address:
        page = drawn(open_page(f"{address}/{path}"), title)
        expect(navigation(page).get_by_role("link", name="Overview")).to_be_visible()
        assert not saw_page_not_found(page)
        page.context.close()


def test_an_address_that_leads_nowhere_shows_the_frame_and_no_script(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/no_such_page"), "Overview")
    assert "Traceback" not in page.content()


def test_the_sample_says_that_it_is_invented(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(address), "Overview")
    expect(page.get_by_text("Sample data.")).to_be_visible()
