"""A tool goes all the way out in a browser while the clock moves, which is the last day with data and no machine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data_layer.records.database import URL_VARIABLE
from tests.browser.serving import run, serving
from tests.browser.visiting import drawn, settled, text
from tests.pages import district

pytestmark = pytest.mark.browser

TITLE = "Sunset register"
NOTICE_ON, DAY_29, DAY_30 = "2026-03-16", "2026-04-14", "2026-04-15"  # a Monday, a Tuesday, a Wednesday


@pytest.fixture
def home(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - skips first
    """A small district in which no teacher opens Nearpod."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = tmp_path / "home"
    run("data_layer", "import", str(district.exports(tmp_path / "exports")), home=home)
    return home


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    with serving(home) as url:
        yield url


def let_time_pass(home: Path, until: str) -> None:
    """One more login on that day reaches the logs."""
    log = home.parent / f"until_{until}.csv"
    log.write_text(f"date_time,user,tool,feature,action,count,minutes\n{until} 09:00:00,t-0,Padlet,,login,1,\n")
    run("data_layer", "import", str(log), home=home)


def take(page: Page, question: str, answer: str, label: str) -> None:
    page.get_by_label(question).fill(answer)
    button(page, label).click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_contain_text("signed by Technologist.")
    settled(page)


def button(page: Page, label: str):
    return page.get_by_test_id("stFormSubmitButton").get_by_role("button", name=label)


def sign(page: Page) -> None:
    field = page.get_by_label("Who signs what you enter here")
    field.fill("Technologist")
    field.press("Enter")
    settled(page)


def test_a_tool_is_flagged_announced_archived_and_removed_on_day_30_and_no_day_before(
    home: Path, address: str, open_page: Callable[..., Page]
):
    let_time_pass(home, NOTICE_ON)
    page = drawn(open_page(f"{address}/sunsets?tool=Nearpod"), TITLE)
    assert "Nearpod should be flagged" in text(page)
    sign(page)
    take(page, "Why is it flagged?", "No teacher opened it", "Flag the tool")
    take(page, "What does the notice give as the reason?", "Nobody teaches with it", "Record the notice")
    take(page, "Where is it, and who may see it?", "In the archive, for its teachers", "Record the archive")
    assert "It can be removed on April 15, 2026 at the earliest." in text(page)

    let_time_pass(home, DAY_29)
    page = drawn(open_page(f"{address}/sunsets?tool=Nearpod"), TITLE)
    assert "the earliest day is April 15, 2026, and this would be April 14, 2026" in text(page)
    expect(button(page, "Remove the tool")).to_be_disabled()

    let_time_pass(home, DAY_30)
    page = drawn(open_page(f"{address}/sunsets?tool=Nearpod"), TITLE)
    sign(page)
    take(page, "What was done", "Accounts closed, tile removed", "Remove the tool")
    told = text(page)
    for step in (
        "March 16, 2026: Flagged (Technologist).",
        "March 16, 2026: Notice given (Technologist).",
        "Notice to Teachers: March 16, 2026",
        "March 16, 2026: Archive verified (Technologist).",
        "April 15, 2026: Removed (Technologist).",
    ):
        assert step in told
    assert "Nearpod: removed" in told
