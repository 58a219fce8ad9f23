"""A visitor opens March as it was published, goes from page to page in it, and comes back to today."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer import importing
from data_layer.store import Home
from tests.browser.serving import run, serving
from tests.browser.visiting import choose, drawn, figures, go, text

pytestmark = pytest.mark.browser

BANNER = re.compile(r"As published on .* for March 2026")


@pytest.fixture(scope="module")
def corrected(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sample home in which March was published, and then one of its imports taken back."""
    home = Home(Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("corrected") / "home")))
    run("data_layer", "publish", "--month", "2026-03", home=home.path)
    clever = next(each["import_id"] for each in importing.history(home) if each["label"].startswith("Clever"))
    importing.undo(home, clever)
    with serving(home.path) as address:
        yield address


def test_a_published_month_is_carried_from_page_to_page_and_left_by_one_click(
    corrected: str, open_page: Callable[..., Page]
):
    page = drawn(open_page(f"{corrected}/adoption"), "Adoption")
    today = figures(page)
    choose(page, "As published", "March 2026")
    expect(page.get_by_text(BANNER)).to_be_visible()
    then = figures(page)
    assert then != today
    go(page, "Month")
    expect(page.get_by_text(BANNER)).to_be_visible()
    go(page, "About the numbers")
    assert not BANNER.search(text(page))
    go(page, "Adoption")
    assert figures(page) == then
    page.get_by_role("button", name="Back to today's figures").click()
    expect(page.get_by_text(BANNER)).to_be_hidden()
    assert figures(page) == today
    assert "as=" not in page.url


def test_the_month_says_what_moved_since_it_was_published_and_opens_it(corrected: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{corrected}/month?month=March+2026"), "Month")
    assert "Changed since" in text(page)
    assert re.search(r"Import \d+ was taken back \(Clever participation", text(page))
    page.get_by_role("button", name="Open the pages as published").click()
    expect(page.get_by_text(BANNER)).to_be_visible()
    assert "as=March" in page.url
