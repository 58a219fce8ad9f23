"""Every page fits a phone and a laptop, one dark and one light. A picture of each is left in test_pictures/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import ROOT
from tests.browser.visiting import PAGES, drawn, overflow, unfold

pytestmark = pytest.mark.browser

PICTURES = ROOT / "test_pictures"
HEIGHT = 6400  # Streamlit scrolls inside itself: what is below the fold is on no picture of the whole page


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize(("path", "title"), PAGES.items(), ids=PAGES.values())
def test_a_page_fits_the_screen(
    path: str, title: str, width: int, scheme: str, address: str, open_page: Callable[..., Page]
):
    page = drawn(open_page(f"{address}/{path}", width=width, height=HEIGHT, color_scheme=scheme), title)
    unfold(page)
    _picture(page, PICTURES / f"{path or 'overview'}_{width}_{scheme}.png")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert overflow(page) <= 0


def _picture(page: Page, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    page.wait_for_timeout(500)  # charts grow into their place
    page.screenshot(path=path)
