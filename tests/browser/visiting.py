"""What a visitor does and sees: wait until a page is drawn, read it, choose in a filter, drop a file in."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

# Every page: its address and its heading, in the order of the navigation.
PAGES = {
    "": "Overview",
    "adoption": "Adoption",
    "work": "Work handed in",
    "buy_in": "Staff buy-in",
    "features": "Features",
    "licenses": "Licenses",
    "month": "Month",
    "board": "Board",
    "portfolio": "Portfolio",
    "tool": "Tool",
    "new_tools": "New tools",
    "renewals": "Renewals",
    "sunsets": "Sunset register",
    "checklist": "Checklist",
    "import_data": "Import data",
    "data_health": "Data health",
    "changes": "What changed",
    "calendar_notes": "Calendar notes",
    "audit_log": "Audit log",
    "access": "Access",
    "about": "About the numbers",
}
UNFILTERED = {
    "renewals",
    "new_tools",
    "portfolio",
    "tool",
    "sunsets",
    "checklist",
    "import_data",
    "data_health",
    "calendar_notes",
    "audit_log",
    "access",
    "about",
}
HEADS = {  # what stands under a head of the navigation, and not in the bar itself
    "Tools": {"Portfolio", "Tool", "New tools", "Renewals", "Sunset register", "Checklist"},
    "Data": {
        "Import data",
        "Data health",
        "Month",
        "What changed",
        "Calendar notes",
        "Audit log",
        "Access",
        "About the numbers",
    },
}
FILTERED = {path: title for path, title in PAGES.items() if path not in UNFILTERED}
FILLED = {path: title for path, title in FILTERED.items() if path != "work"}  # the sample has no coursework

_IS_DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === "notRunning" && !document.querySelector('[data-testid="stSkeleton"]')
        && !document.querySelector('[data-stale="true"]');
}"""


def drawn(page: Page, title: str) -> Page:
    """The page once it stands under its heading and nothing of it is still to come."""
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible(timeout=30_000)
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    return page


def settled(page: Page) -> None:
    page.wait_for_timeout(250)
    page.wait_for_function(_IS_DRAWN)


def text(page: Page) -> str:
    """All that the page says beside the sidebar."""
    settled(page)
    return page.get_by_test_id("stMain").inner_text()


def figures(page: Page) -> list[str]:
    """The sentence and the cards: what changes when another question is asked."""
    settled(page)
    return [
        *page.get_by_test_id("stMain").locator("h4").all_inner_texts(),
        *page.get_by_test_id("stMetricValue").all_inner_texts(),
    ]


def choose(page: Page, label: str, option: str) -> None:
    """One more choice in a filter of the sidebar; once more where a list that closed over the click swallowed it."""
    before = page.url
    for _ in range(2):
        sidebar(page).get_by_label(label, exact=True).first.click()
        page.get_by_role("option", name=option, exact=True).click()
        page.keyboard.press("Escape")
        if _has_moved(page, before):
            break
    expect(page).not_to_have_url(before)
    settled(page)


def _has_moved(page: Page, before: str) -> bool:
    try:
        page.wait_for_url(lambda url: url != before, timeout=15_000)
    except TimeoutError:
        return False
    return True


def sidebar(page: Page):
    return page.get_by_test_id("stSidebar")


def navigation(page: Page):
    return page.get_by_role("navigation", name="App pages")


def listed(page: Page) -> set[str]:
    """The titles that the navigation above the page offers, those under its heads included."""
    found = set(page.get_by_test_id("stTopNavLink").all_inner_texts())
    for head in page.get_by_test_id("stTopNavSection").all():
        head.click()
        found |= set(page.get_by_test_id("stTopNavDropdownLink").all_inner_texts())
        page.keyboard.press("Escape")
    return {name.splitlines()[-1] for name in found}


def go(page: Page, title: str) -> None:
    """Follow the navigation above the page to another."""
    head = next((head for head, titles in HEADS.items() if title in titles), None)
    if head:
        page.get_by_test_id("stTopNavSection").get_by_text(head, exact=True).click()
    page.get_by_test_id("stTopNavDropdownLink" if head else "stTopNavLink").get_by_text(title, exact=True).click()
    drawn(page, title)


def unfold(page: Page) -> None:
    """Open every section that is measured only when somebody wants it, and those that come to light by it."""
    closed = page.get_by_test_id("stMain").locator("details:not([open]) > summary")
    while closed.count():
        closed.evaluate_all("all => all.forEach(one => one.click())")
        settled(page)


def offer(page: Page, *files: Path) -> None:
    """Drop files onto the page Import data and wait for what is said about them."""
    page.locator('input[type="file"]').set_input_files([str(file) for file in files])
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()
    settled(page)


def watch_movement(page: Page) -> None:
    """From now on the browser adds up what moves without being asked, as the layout shift of Core Web Vitals."""
    page.evaluate("""() => {
        window.moved = 0;
        const add = seen => seen.getEntries().forEach(entry => { window.moved += entry.value; });
        new PerformanceObserver(add).observe({type: "layout-shift"});
    }""")


def movement(page: Page) -> float:
    return page.evaluate("window.moved")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate("""() => {
        const main = document.querySelector('[data-testid="stMain"]');
        return Math.max(document.documentElement.scrollWidth - window.innerWidth, main.scrollWidth - main.clientWidth);
    }""")


def saw_page_not_found(page: Page) -> bool:
    return any(re.search("page not found", said, re.IGNORECASE) for said in page.evaluate("window.dialogsSeen"))
